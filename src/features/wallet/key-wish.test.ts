import { expect, test } from "vitest";
import type { ApiKeyRow } from "../../../bff/contract/operations/api-key.ts";
import { fieldsOf, NEW_KEY, readKeyChange, readNewKey } from "./key-wish.ts";

const NOW_MS = Date.UTC(2026, 0, 1);
const row = {
  id: "k1",
  name: "quoter",
  permissions: ["order"],
  cidrs: ["203.0.113.0/24"],
  symbols: [],
  maxOrderValue: 50_000_000,
  maxDailyValue: null,
  maxDailyLoss: null,
  maxDeviation: 0.05,
  reduceOnly: false,
} as unknown as ApiKeyRow;

test("KEY-001 a new key has the bounds that were typed and no others", () => {
  expect(readNewKey({ ...NEW_KEY, name: "reader" }, NOW_MS)).toEqual({
    name: "reader",
    permissions: [],
    cidr: [],
    expires: "2026-04-01T00:00:00.000Z",
  });
  expect(readNewKey({ ...NEW_KEY, trades: "order", mayWithdraw: true, order: "0.5", days: "", symbols: "XBTUSD, ETHUSD" }, NOW_MS)).toEqual(
    {
      name: "",
      permissions: ["order", "withdraw"],
      cidr: [],
      symbols: ["XBTUSD", "ETHUSD"],
      maxOrderValue: 50_000_000,
      maxDeviation: 0.05,
      reduceOnly: false,
    },
  );
  expect(readNewKey({ ...NEW_KEY, trades: "order", daily: "-1" }, NOW_MS)).toBe("-1 is no number above zero.");
  expect(readNewKey({ ...NEW_KEY, days: "0" }, NOW_MS)).toBe("The days until it ends are no number above zero.");
});

test("KEY-001 of a key that is there only what was changed is sent, and a bound is not taken away", () => {
  const fields = fieldsOf(row);
  expect(readKeyChange(row, fields, NOW_MS)).toBe("Nothing is changed.");
  expect(readKeyChange(row, { ...fields, name: "maker", order: "0.25" }, NOW_MS)).toEqual({
    apiKeyID: "k1",
    name: "maker",
    maxOrderValue: 25_000_000,
  });
  expect(readKeyChange(row, { ...fields, trades: "orderCancel" }, NOW_MS)).toEqual({ apiKeyID: "k1", permissions: ["orderCancel"] });
  expect(readKeyChange(row, { ...fields, days: "7", reduceOnly: true }, NOW_MS)).toEqual({
    apiKeyID: "k1",
    expires: "2026-01-08T00:00:00.000Z",
    reduceOnly: true,
  });
  expect(readKeyChange(row, { ...fields, order: "" }, NOW_MS)).toBe("A bound that is taken away loosens the key: that takes a new one.");
});
