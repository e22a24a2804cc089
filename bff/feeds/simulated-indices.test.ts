import { expect, test } from "vitest";
import { SimulatedIndices } from "./simulated-indices.ts";

const fromNothing = () => null;

/** Prices of an index, a step a minute. */
function paths(seed: number, minutes: number): ReadonlyMap<string, readonly number[]> {
  const indices = new SimulatedIndices(seed, fromNothing);
  const told = new Map<string, number[]>(indices.symbols.map((symbol) => [symbol, []]));
  for (let i = 0; i < minutes; i++) {
    indices.step(60_000);
    for (const symbol of indices.symbols) told.get(symbol)?.push(indices.price(symbol));
  }
  return told;
}

const movesOf = (prices: readonly number[]) => prices.slice(1).map((price, i) => Math.log(price / (prices[i] as number)));

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const product = (x: readonly number[], y: readonly number[], mx: number, my: number) =>
    x.reduce((sum, value, i) => sum + (value - mx) * ((y[i] as number) - my), 0);
  return product(a, b, ma, mb) / Math.sqrt(product(a, a, ma, ma) * product(b, b, mb, mb));
}

test("MKT-001 simulated indices repeat per seed, and go on from where they stood", () => {
  expect([...paths(7, 50)]).toEqual([...paths(7, 50)]);
  expect([...paths(7, 50)]).not.toEqual([...paths(8, 50)]);
  const begun = new SimulatedIndices(1, (symbol) => (symbol === ".BXBT" ? 12_345 : symbol === ".BLTCXBT" ? 0.01 : null));
  expect(begun.price(".BXBT")).toBeCloseTo(12_345, 6);
  expect(begun.price(".BLTCXBT")).toBeCloseTo(0.01, 12);
});

test("IDX-001 ether in dollars is ether in bitcoin times bitcoin, and altcoins move together", () => {
  const told = paths(3, 2_000);
  const of = (symbol: string) => told.get(symbol) as readonly number[];
  for (const [i, price] of of(".BETH").entries()) {
    const crossed = (of(".BETHXBT")[i] as number) * (of(".BXBT")[i] as number);
    expect(Math.abs(price / crossed - 1)).toBeLessThan(0.003);
  }
  const [ada, ltc, bitcoin] = [".BADAXBT", ".BLTCXBT", ".BXBT"].map((symbol) => movesOf(of(symbol))) as [number[], number[], number[]];
  expect(correlation(ada, ltc)).toBeGreaterThan(0.15);
  expect(Math.abs(correlation(ada, bitcoin))).toBeLessThan(0.15);
});

test("MKT-001 nobody quotes what is no index", () => {
  expect(() => new SimulatedIndices(1, fromNothing).constituents("XBTUSD")).toThrow("nobody quotes XBTUSD");
});
