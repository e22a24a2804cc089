import { expect, test } from "vitest";
import { activeIntervals, type Listing, resolveSymbol } from "./series.ts";

const listing = (symbol: string, more: Partial<Listing> = {}): Listing => ({
  symbol,
  rootSymbol: "XBT",
  state: "Open",
  typ: "FFCCSX",
  listing: "2026-01-01T00:00:00.000Z",
  expiry: null,
  ...more,
});
const perpetual = listing("XBTUSD", { typ: "FFWCSX" });
const future = (symbol: string, expiry: string, listed = "2026-01-01T00:00:00.000Z") =>
  listing(symbol, { expiry: `${expiry}T12:00:00.000Z`, listing: listed });
const all = [
  listing(".BXBT", { typ: "MRCXXX", state: "Unlisted" }),
  perpetual,
  future("XBTZ26", "2026-12-25"),
  future("XBTV26", "2026-10-30"),
  future("XBTU26", "2026-09-25"),
  future("XBT7D", "2026-09-30", "2026-09-18T12:00:00.000Z"),
  { ...future("XBTM26", "2026-06-26"), state: "Settled" },
];

test.each([
  ["XBTUSD", "XBTUSD"],
  [".BXBT", ".BXBT"],
  ["XBT", "XBTU26"],
  ["XBT:nearest", "XBTU26"],
  ["XBT:perpetual", "XBTUSD"],
  ["XBT:weekly", "XBT7D"],
  ["XBT:monthly", "XBTV26"],
  ["XBT:quarterly", "XBTU26"],
  ["XBT:biquarterly", "XBTZ26"],
  ["XBT:daily", "XBT:daily"],
  ["XBT:yearly", "XBT:yearly"],
  ["XBT:perpetual:", "XBT:perpetual:"],
  ["ETH", "ETH"],
  ["XBTUSD:perpetual", "XBTUSD:perpetual"],
])("API-011 %s means %s", (text, symbol) => {
  expect(resolveSymbol(text, all)).toBe(symbol);
});

test("API-011 where nothing expires, the root means the perpetual contract", () => {
  expect(resolveSymbol("XBT", [perpetual])).toBe("XBTUSD");
  expect(activeIntervals([perpetual])).toEqual({ intervals: ["XBT:nearest", "XBT:perpetual"], symbols: ["XBTUSD", "XBTUSD"] });
});
