import { expect, test } from "vitest";
import { judgeTakeover, TAKEOVER_RULES } from "./takeover.ts";
import { inWords, type SignFill, TRADE_RULES, TradeSigns } from "./trade-signs.ts";

const [MAKER, TAKER] = [100_001, 100_002];
const HOUR_MS = 3_600_000;
const THICK = 1_000e8;
const fill = (more: Partial<SignFill> = {}): SignFill => ({
  ...{ timeMs: 0, symbol: "XBTUSD", maker: MAKER, taker: TAKER, takerLossSats: 0, valueSats: 1_000_000, placedOffRate: 0 },
  ...more,
});
const signsOf = (turnoverSats = THICK) => new TradeSigns(TRADE_RULES, () => turnoverSats);

test("WCH-001 who trades more than 2 % through the mark at a loss has it in the log once a day, the other side and fair quotes not", () => {
  const signs = signsOf();
  expect(signs.take(fill({ takerLossSats: 20_000 }))).toEqual([]);
  expect(signs.take(fill({ takerLossSats: 20_001 }))).toMatchObject([{ kind: "throughMark", account: TAKER, symbol: "XBTUSD" }]);
  expect(signs.take(fill({ takerLossSats: 90_000, timeMs: 23 * HOUR_MS }))).toEqual([]);
  expect(signs.take(fill({ takerLossSats: 90_000, timeMs: 24 * HOUR_MS }))).toMatchObject([{ account: TAKER, rate: 0.09 }]);
  // The mark went through an old quote: that was nobody's intention. A quote that was set there was.
  expect(signs.take(fill({ takerLossSats: -90_000, placedOffRate: 0.001 }))).toEqual([]);
  expect(signs.take(fill({ takerLossSats: -90_000, placedOffRate: 0.03 }))).toMatchObject([{ account: MAKER, rate: 0.03 }]);
  expect(signs.take(fill({ takerLossSats: 90_000, maker: 7, taker: 7 }))).toEqual([]);
  expect(signs.take(fill({ takerLossSats: 90_000, valueSats: 0, taker: 8 }))).toEqual([]);
});

test("WCH-001 a trade where little is traded is looked up once for each account and contract", () => {
  const thin = signsOf(1e8);
  expect(thin.take(fill({ timeMs: 5 }))).toEqual(
    [MAKER, TAKER].map((account) => ({ kind: "thin", account, symbol: "XBTUSD", beforeMs: 5 })),
  );
  expect(thin.take(fill({ timeMs: 6 }))).toEqual([]);
  expect(thin.take(fill({ symbol: "ETHUSD", maker: TAKER, taker: MAKER }))).toHaveLength(2);
});

test("WCH-001 trades are signs in the very words of the log: far through the mark for everybody, a first one on a new device alone", () => {
  const own = { device: "Firefox, Linux", address: "203.0.113.40" };
  const words = [
    inWords({ kind: "thin", account: TAKER, symbol: "XBTM20", beforeMs: 0 }),
    inWords({ kind: "throughMark", account: TAKER, symbol: "XBTUSD", rate: 0.031 }),
  ];
  expect(words[1]).toBe("Traded XBTUSD 3.1 % through the mark, at a loss");
  const judged = (device: string) => {
    const whats = ["Account opened", "Signed in with password", ...words];
    const entries = whats.map((what, i) => ({ seq: i + 1, atMs: i * HOUR_MS, what, ...own, ...(i === 0 ? {} : { device }) }));
    return judgeTakeover(entries, TAKEOVER_RULES).at(-1);
  };
  expect(judged(own.device)).toMatchObject({ points: 20, step: "none", signs: ["throughMark"] });
  expect(judged("Chrome, Windows")).toMatchObject({ points: 50, step: "tell", signs: ["newDevice", "thinTrade", "throughMark"] });
});
