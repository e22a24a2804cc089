import { expect, test } from "vitest";
import { openHouse } from "./house.ts";
import type { Row } from "./socket.ts";

/** An index that is made of venues: what the operator says and does, and what everybody sees of it. */

const house = await openHouse({ CLOCK: "manual" });
const MINUTE_MS = 60_000;
const VENUES = ["Northgate", "Harbour", "Meridian", "Kestrel"] as const;

const constituents = (symbol = ".BXBT") => house.anybody.get<readonly Row[]>(`/instrument/constituents?symbol=${symbol}`);
const mark = async (symbol: string) => (await house.anybody.get<readonly Row[]>(`/instrument?symbol=${symbol}`))[0]?.["markPrice"];
const quote = async (prices: readonly number[]) => {
  for (const [i, price] of prices.entries()) await house.operator("index", "constituent", ".BXBT", VENUES[i] as string, String(price));
};
/** Moves the clock to the next moment that is a multiple of so many milliseconds. @returns it */
async function advanceTo(multipleMs: number): Promise<number> {
  const nowMs = Date.parse(String((await house.operator("clock", "advance", "1ms"))["time"]));
  const atMs = Math.ceil(nowMs / multipleMs) * multipleMs;
  await house.operator("clock", "advance", `${atMs - nowMs}ms`);
  return atMs;
}

await house.operator("index", "weights", ".BXBT", "Northgate=0.25", "Harbour=0.25", "Meridian=0.25", "Kestrel=0.25");
await house.operator("index", "protection", ".BXBT", "2017");

test("IDX-001 an index of four venues is published each five seconds; each venue's price, weight and part can be read, now and by the minute", async () => {
  await advanceTo(MINUTE_MS);
  await quote([60_000, 60_010, 60_020, 60_050]);
  expect(await mark(".BXBT")).toBe(60_000);
  await advanceTo(5_000);
  expect([await mark(".BXBT"), await mark("XBTUSD")]).toEqual([60_020, 60_020]);
  const [index, ...venues] = await constituents();
  expect(index).toMatchObject({ reference: "BMI", lastPrice: 60_020, state: "Published", protection: "2017", limit: 0.25 });
  expect(venues.map(({ reference, lastPrice, weight, share, state }) => [reference, lastPrice, weight, share, state])).toEqual(
    VENUES.map((name, i) => [name, [60_000, 60_010, 60_020, 60_050][i], 0.25, 0.25, "In"]),
  );
  const [fiveSeconds, halfHour] = ["2000-01-01T00:00:05.000Z", "2000-01-01T00:30:00.000Z"];
  const rows = await house.anybody.get<readonly Row[]>("/instrument/indices");
  for (const [symbol, calcInterval] of [
    [".BXBT", fiveSeconds],
    [".BXBT30M", halfHour],
  ])
    expect(rows.find((row) => row["symbol"] === symbol)).toMatchObject({
      calcInterval,
      publishInterval: fiveSeconds,
      lastPrice: expect.any(Number),
    });
  await house.operator("index", "weights", ".BXBT", "Kestrel=0.5");
  const timestamp = new Date(await advanceTo(MINUTE_MS)).toISOString();
  const minute = await house.anybody.get<readonly Row[]>("/instrument/compositeIndex?symbol=.BXBT&count=500");
  expect(minute.map((row) => [row["timestamp"], row["reference"], row["lastPrice"], row["weight"]])).toEqual([
    [timestamp, "BMI", 60_026, null],
    ...[60_000, 60_010, 60_020].map((price, i) => [timestamp, VENUES[i], price, 0.2]),
    [timestamp, "Kestrel", 60_050, 0.4],
  ]);
  const own = await house.anybody.get<readonly Row[]>(`/instrument/compositeIndex?filter=${encodeURIComponent('{"reference":"Harbour"}')}`);
  expect(own).toMatchObject([{ symbol: ".BXBT", indexSymbol: ".BXBT", reference: "Harbour", lastPrice: 60_010, logged: timestamp }]);
});

test("IDX-003 a venue that prints 0.06 is out, the index stays, and the operator lets it in again", async () => {
  await house.operator("index", "weights", ".BXBT", "Kestrel=0.25");
  await quote([60_000, 60_000, 60_000, 0.06]);
  await advanceTo(5_000);
  expect(await mark(".BXBT")).toBe(60_000);
  expect((await constituents()).at(-1)).toMatchObject({ reference: "Kestrel", lastPrice: 0.06, share: 0, state: "Deviating" });
  await quote([60_000, 60_000, 60_000, 60_040]);
  await advanceTo(5_000);
  const shown = await house.operator("index", "show", ".BXBT");
  expect(shown).toMatchObject({ symbol: ".BXBT", price: 60_000, state: "Published", venues: [{}, {}, {}, { state: "Deviating" }] });
  await house.operator("index", "return", ".BXBT", "Kestrel");
  await advanceTo(5_000);
  expect(await mark(".BXBT")).toBe(60_010);
});

test("IDX-003 a weight is zero from a stated time on, which a restart does not forget; a price set by hand stands until the next publication", async () => {
  const atMs = (await advanceTo(MINUTE_MS)) + MINUTE_MS;
  const at = new Date(atMs).toISOString();
  expect(await house.operator("index", "weights", ".BXBT", "Kestrel=0", "--at", at)).toEqual({
    symbol: ".BXBT",
    weights: { Kestrel: 0 },
    from: at,
  });
  expect((await constituents()).at(-1)).toMatchObject({ weight: 0.25, planned: at, plannedWeight: 0 });
  await house.restart();
  expect((await constituents()).at(-1)).toMatchObject({ weight: 0.25, planned: at, plannedWeight: 0 });
  await quote([60_000, 60_000, 60_000, 60_040]);
  await advanceTo(MINUTE_MS);
  expect((await constituents()).at(-1)).toMatchObject({ weight: 0, state: "Unweighted", share: 0, planned: null });
  await house.operator("index", "set", ".BXBT", "61000");
  expect([await mark(".BXBT"), (await constituents())[0]?.["state"]]).toEqual([61_000, "Set"]);
  await advanceTo(5_000);
  expect([await mark(".BXBT"), (await constituents())[0]?.["state"]]).toEqual([60_000, "Published"]);
});

test("IDX-002 what is no sense about an index is refused in one sentence and changes nothing", async () => {
  const before = await house.operator("status");
  const cases: readonly (readonly [readonly string[], RegExp | string])[] = [
    [["weights"], /An index and weights of its venues are wanted/],
    [["weights", ".BXBT"], /An index and weights of its venues are wanted/],
    [["weights", ".BXBT", "Kestrel"], /is no weight between 0 and 1/],
    [["weights", ".BXBT", "Kestrel=1.5"], /is no weight between 0 and 1/],
    [["weights", ".BXBT", "Kestrel=-1"], /is no weight between 0 and 1/],
    [["weights", ".BXBT", "=1"], /is no weight between 0 and 1/],
    [["weights", ".BXBT", "Kestrel=1", "Kestrel=0"], "A venue is named twice."],
    [["weights", ".BXBT", `${"x".repeat(41)}=1`], "A venue's name has at most 40 characters."],
    [["weights", ".BXBT", "Kestrel=1", "--at", "tomorrow"], /^--at tomorrow is no moment/],
    [["weights", ".BXBT", "Kestrel=1", "--at", "2017-04-19T22:00:00Z"], /is not after the exchange's time/],
    [["weights", "XBTUSD", "Kestrel=1"], "Invalid symbol"],
    [["weights", ".BXBT", ...Array.from({ length: 13 }, (_, i) => `venue${i}=0`)], "Index has too many venues"],
    [["protection", ".BXBT"], /An index and its protection are wanted/],
    [["protection", ".BXBT", "2018"], /An index and its protection are wanted/],
    [["protection", ".BXBT", "2017", "--limit", "0%"], /is no percentage/],
    [["protection", ".BXBT", "2017", "--limit", "101%"], /is no percentage/],
    [["return", ".BXBT", "Nowhere"], "Index .BXBT has no venue Nowhere"],
    [["return", ".BXBT", "Harbour"], "Venue is part of the index"],
    [["return", ".BXBT"], /An index and a venue are wanted/],
    [["constituent", ".BXBT", "Harbour"], /An index, a venue and its price are wanted/],
    [["constituent", ".BXBT", "Harbour", "cheap"], "cheap is no price."],
    [["constituent", ".BXBT", "Harbour", "0"], "Invalid price"],
    [["constituent", ".BXBT", "Harbour", "60000.001"], "Invalid price"],
    [["show"], /An index is wanted/],
    [["show", "XBTUSD"], "XBTUSD is no index."],
  ];
  for (const [words, sentence] of cases) await expect(house.operator("index", ...words), words.join(" ")).rejects.toThrow(sentence);
  // Those that only the engine can judge are commands, and change nothing but their count.
  const { stateHash: _, sequence: __, ...after } = await house.operator("status");
  expect(before).toMatchObject({ audit: { differenceSats: 0 } });
  expect(after["audit"]).toMatchObject({ differenceSats: 0 });
  expect((await constituents()).map(({ reference, weight }) => [reference, weight])).toEqual([
    ["BMI", null],
    ...VENUES.map((name) => [name, name === "Kestrel" ? 0 : 0.25]),
  ]);
  for (const symbol of ["XBTUSD", ".NONE"]) {
    expect((await house.anybody.send("GET", `/instrument/constituents?symbol=${symbol}`)).status).toBe(400);
  }
});
