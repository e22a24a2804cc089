import { expect, test } from "vitest";
import { csvOf } from "./csv.ts";

test("TBL-001 rows are exported with the contract's names, quoted where they need it, and hold no formula", () => {
  const rows = [
    { price: 60_000.5, execComm: -12, text: 'said "no", twice', isOpen: true },
    { price: null, execComm: 0, text: "=HYPERLINK(1)", isOpen: false },
  ];
  expect(csvOf(rows)).toBe(
    ["price,execComm,text,isOpen", '60000.5,-12,"said ""no"", twice",true', ",0,'=HYPERLINK(1),false", ""].join("\r\n"),
  );
});

test("TBL-001 no rows make an empty file", () => {
  expect(csvOf([])).toBe("");
});
