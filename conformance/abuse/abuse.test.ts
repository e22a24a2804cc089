import { expect, test } from "vitest";
import { openHouse } from "../house.ts";
import { type Attack, attackAll, setStage } from "./attack.ts";
import { ON_ACCOUNTS } from "./on-accounts.ts";
import { ON_COINS } from "./on-coins.ts";
import { ON_THE_WEB } from "./on-the-web.ts";

const house = await openHouse();
await house.operator("index", "set", ".BETH", "3000");
const stage = await setStage(house.origin);

/** Each approval hashes a password: the long form takes them all. */
const isQuick = ({ what }: Attack) =>
  process.env["FAIRMARK_PROVE"] === "1" || !/twenty times|new address|loosen|another's address/.test(what);
const faults = async (attacks: readonly Attack[]) => {
  const outcomes = await attackAll(stage, attacks.filter(isQuick));
  return outcomes.flatMap(({ attack, fault }) => (fault === null ? [] : [`${attack.what}: ${fault}`]));
};

test("there are eighty attacks and more, each against a line", () => {
  expect(ON_ACCOUNTS.length + ON_COINS.length + ON_THE_WEB.length).toBeGreaterThan(120);
});

test("KEY-001 nothing that is tried against accounts and keys comes to anything", async () => {
  expect(await faults(ON_ACCOUNTS)).toEqual([]);
});

test("WAL-002 nothing that is tried against coins comes to anything", async () => {
  expect(await faults(ON_COINS)).toEqual([]);
});

test("WEB-001 nothing that is tried against the site comes to anything", async () => {
  expect(await faults(ON_THE_WEB)).toEqual([]);
});
