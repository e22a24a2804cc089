import { expect, test } from "vitest";
import { CoinIndices } from "./coin-indices.ts";

test("SCR-004 made-up indices of other coins repeat per seed, go on from where they stood, and carry the decimals of their currency", () => {
  const path = (seed: number) => {
    const coins = new CoinIndices(seed, () => null);
    return Array.from({ length: 50 }, () => [...coins.step(5_000, 60_000)]);
  };
  expect(path(1)).toEqual(path(1));
  expect(path(1)).not.toEqual(path(2));
  const coins = new CoinIndices(1, (symbol) => (symbol === ".BADAXBT" ? 0.000_009_99 : null));
  const first = coins.step(0, 60_000);
  expect(first.get(".BADAXBT")).toBe(0.000_009_99);
  expect(first.get(".BETH")).toBe(3_000);
  // 3,000 dollars over 60,000.
  expect(first.get(".BETHXBT")).toBe(0.05);
  for (const [symbol, price] of coins.step(5_000, 61_234.5)) {
    const decimals = symbol === ".BETH" ? 2 : 8;
    expect(price).toBe(Number(price.toFixed(decimals)));
    expect(price).toBeGreaterThan(0);
  }
});
