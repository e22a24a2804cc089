import { describe, expect, test } from "vitest";
import { aRow } from "../test-support/instruments.ts";
import { closedWhy, firstOf, marketList } from "./market-list.ts";

const XBTH27 = aRow("XBTZ26", { symbol: "XBTH27", expiry: "2027-03-26T12:00:00.000Z" });
const SETTLED = aRow("XBTZ26", { symbol: "XBTU26", expiry: "2026-09-25T12:00:00.000Z", state: "Settled", settledPrice: 59_123.45 });
const ROWS = [aRow("ADAZ26"), XBTH27, SETTLED, aRow("ETHUSD"), aRow(".BXBT"), aRow("XBTZ26"), aRow("XBTUSD")];

const namesOf = (query: string, favourites: readonly string[] = []) =>
  marketList(ROWS, query, favourites).groups.map(({ name, lines }) => [name, ...lines.map(({ row }) => row.symbol)]);

describe("SCR-002 the list of markets", () => {
  test("SCR-002 perpetuals stand first, futures by coin and expiry, what no longer trades last, and indices apart", () => {
    expect(namesOf("")).toEqual([
      ["Perpetuals", "ETHUSD", "XBTUSD"],
      ["Futures", "XBTZ26", "XBTH27", "ADAZ26"],
      ["No longer or not yet traded", "XBTU26"],
    ]);
    expect(marketList(ROWS, "", []).indices.map(({ symbol }) => symbol)).toEqual([".BXBT"]);
  });

  test("SCR-002 TBL-002 favourites come before all others, and a search finds by name, coin and kind", () => {
    expect(namesOf("", ["ADAZ26", "XBTU26"])[0]).toEqual(["Favourites", "XBTU26", "ADAZ26"]);
    expect(namesOf("xbt future inverse")[0]).toEqual(["Futures", "XBTZ26", "XBTH27"]);
    expect(namesOf("nothing like it")).toEqual([]);
    expect(firstOf(marketList(ROWS, "eth", []))).toBe("ETHUSD");
    expect(firstOf(marketList(ROWS, "no such", []))).toBe(null);
  });

  test("SCR-002 what does not trade says why", () => {
    expect(closedWhy(SETTLED)).toBe("settled at 59,123.45, 25 Sept 2026");
    expect(closedWhy(aRow("ADAZ26", { state: "Closed" }))).toBe("closed: nothing trades now");
    expect(closedWhy(aRow("ADAZ26", { state: "Unlisted" }))).toBe("not open yet");
    expect(closedWhy(aRow("ADAZ26"))).toBe(null);
  });
});
