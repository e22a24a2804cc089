import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { RATE_SCALE } from "./round.ts";
import type { ContractTerms } from "./terms.ts";
import { ALL_TERMS, abs, ETHUSD, halfUpDiv, heldPosition, lotValue, SCALE, XBTUSD, XBTUSD_2019 } from "./testing.ts";
import { feeSats, lotValueSats, unrealisedPnlSats, valueSats } from "./value.ts";

const RECORDINGS = join(process.env["FAIRMARK_MARKET_DATA"] ?? "../shared/market", "bitmex-ws");

interface RecordedTrade {
  readonly symbol: string;
  readonly size: number;
  readonly price: number;
  readonly grossValue: number | null;
}

/** Trades of the recorded socket: after the first lines, a moment, a colon and a frame each. */
function recordedTrades(file: string): RecordedTrade[] {
  const lines = gunzipSync(readFileSync(join(RECORDINGS, file)))
    .toString("utf8")
    .split("\n");
  return lines.flatMap((line) => {
    const at = line.indexOf(': {"table":"trade"');
    if (at < 0) return [];
    return (JSON.parse(line.slice(at + 2)) as { readonly data: readonly RecordedTrade[] }).data;
  });
}

/** What the recording's own list of instruments says of a linear contract, as terms whose point is its tick. */
function linearTerms(): ReadonlyMap<string, ContractTerms> {
  const line = readFileSync(join(RECORDINGS, "BITMEX.0"), "utf8").split("\n")[0] ?? "";
  const rows = JSON.parse(line.slice(line.indexOf(": [") + 2)) as readonly {
    readonly symbol: string;
    readonly isInverse: boolean;
    readonly multiplier: number;
    readonly tickSize: number;
    readonly lotSize: number;
  }[];
  const linear = rows.filter(({ isInverse }) => !isInverse);
  return new Map(
    linear.map(({ symbol, multiplier, tickSize, lotSize }) => [
      symbol,
      { ...ETHUSD, multiplierSats: multiplier, pointsPerUnit: Math.round(1 / tickSize), pointsPerTick: 1, lotSize, valuationLot: lotSize },
    ]),
  );
}

const reckoned = (terms: ContractTerms, trade: RecordedTrade) =>
  Math.abs(valueSats(terms, trade.size, Math.round(trade.price * terms.pointsPerUnit)));

describe("recorded trades", () => {
  beforeEach((context) => context.skip(!existsSync(RECORDINGS), `there is no ${RECORDINGS}`));
  const recorded: readonly [string, string, ContractTerms, number][] = [
    ["BITMEX.ws.1.0.gz", "XBTUSD", XBTUSD, 16],
    ["BITMEX-d944be.0.gz", "XBTM21", XBTUSD_2019, 20],
    ["BITMEX-d944be.0.gz", "XBTU21", XBTUSD_2019, 4],
  ];
  test.each(recorded)("CON-001 ENG-001 %s: every gross value of %s is reproduced to the satoshi", (file, symbol, terms, count) => {
    const trades = recordedTrades(file).filter((trade) => trade.symbol === symbol && trade.grossValue !== null);
    expect(trades).toHaveLength(count);
    expect(trades.map((trade) => reckoned(terms, trade))).toEqual(trades.map((trade) => trade.grossValue));
  });

  test("ENG-001 the valuation lot tells: rounded per contract, recorded trades of XBTUSD come out otherwise", () => {
    const trades = recordedTrades("BITMEX.ws.1.0.gz").filter((trade) => trade.symbol === "XBTUSD" && trade.grossValue !== null);
    expect(trades.filter((trade) => reckoned(XBTUSD_2019, trade) === trade.grossValue).length).toBeLessThan(trades.length);
  });

  test("CON-001 ENG-001 gross values of every linear contract of the recordings are reproduced to the satoshi", () => {
    const terms = linearTerms();
    const trades = ["BITMEX.ws.1.0.gz", "BITMEX-d944be.0.gz"].flatMap(recordedTrades).filter((trade) => terms.has(trade.symbol));
    expect(new Set(trades.map((trade) => trade.symbol)).size).toBeGreaterThanOrEqual(10);
    for (const trade of trades)
      expect([trade, reckoned(terms.get(trade.symbol) as ContractTerms, trade)]).toEqual([trade, trade.grossValue]);
  });
});

test("ENG-001 published values: 100 contracts at 32180.5 are 310,747 satoshis, 6 of ETHUSD at 85.85 are 51,510", () => {
  expect(valueSats(XBTUSD, 100, 3_218_050)).toBe(-310_747);
  expect(valueSats(XBTUSD, -100, 3_218_050)).toBe(310_747);
  expect(valueSats(ETHUSD, 6, 8_585)).toBe(51_510);
  expect(valueSats(ETHUSD, -6, 8_585)).toBe(-51_510);
});

test("ENG-001 value is rounded once per valuation lot, halves up, and is linear in the quantity", () => {
  fc.assert(
    fc.property(heldPosition, ({ terms, contracts, entryTicks }) => {
      const points = entryTicks * terms.pointsPerTick;
      const { over, under } = lotValue(terms, points);
      const lot = halfUpDiv(over, under);
      expect(BigInt(lotValueSats(terms, points))).toBe(lot);
      const lots = BigInt(contracts / terms.valuationLot);
      expect(BigInt(valueSats(terms, contracts, points))).toBe(terms.isInverse ? -lots * lot : lots * lot);
      expect(valueSats(terms, -contracts, points)).toBe(0 - valueSats(terms, contracts, points));
    }),
  );
});

test("ENG-003 whatever the mark, the profits of all who hold a contract add up to what the contracts cost, with the sign turned", () => {
  const holders = fc.array(fc.record({ lots: fc.integer({ min: -500, max: 500 }), entry: fc.integer({ min: 2_000, max: 200_000 }) }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(fc.constantFrom(...ALL_TERMS), holders, fc.integer({ min: 1_000, max: 10_000_000 }), (terms, some, markPoints) => {
      const held = some.map(({ lots, entry }) => {
        const contracts = lots * terms.lotSize;
        return { contracts, cost: valueSats(terms, contracts, entry * terms.pointsPerTick) };
      });
      const net = held.reduce((sum, { contracts }) => sum + contracts, 0);
      // Whoever is left over takes the other side, at a price of his own.
      held.push({ contracts: 0 - net, cost: valueSats(terms, 0 - net, 77_777 * terms.pointsPerTick) });
      const profit = held.reduce((sum, { contracts, cost }) => sum + unrealisedPnlSats(terms, contracts, cost, markPoints), 0);
      const cost = held.reduce((sum, position) => sum + position.cost, 0);
      expect(profit).toBe(0 - cost);
    }),
  );
});

test("ENG-001 a fee is the value times the rate to the nearest satoshi, a rebate likewise", () => {
  expect(feeSats(-969_900_000, -25_000)).toBe(-242_475);
  expect(feeSats(969_900_000, 75_000)).toBe(727_425);
  // Halves go away from zero, on either side.
  expect(feeSats(-2_000, 25_000)).toBe(1);
  expect(feeSats(-2_000, -25_000)).toBe(-1);
  expect(feeSats(-1_999, 25_000)).toBe(0);
  expect(feeSats(-1_999, -25_000)).toBe(0);
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: -RATE_SCALE, max: RATE_SCALE }), (cost, rate) => {
      const size = halfUpDiv(abs(BigInt(cost)) * abs(BigInt(rate)), SCALE);
      expect(BigInt(feeSats(cost, rate))).toBe(rate < 0 ? -size : size);
    }),
    { numRuns: 1_000 },
  );
});
