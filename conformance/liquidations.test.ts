import { expect, test } from "vitest";
import { valueSats } from "../bff/contract/pricing/value.ts";
import { openHouse } from "./house.ts";
import type { Row } from "./socket.ts";

/** One house, one fall: alice is taken over, bob closes half of her position, the rest is sold below her bankruptcy price. */
const house = await openHouse({ CLOCK: "manual" });
const alice = await house.trader("alice", { xbt: "1" });
const bob = await house.trader("bob");
const symbol = "XBTUSD";
const anybody = (path: string) => house.anybody.get<readonly Row[]>(path);
const own = (path: string) => alice.rest.get<readonly Row[]>(path);
await alice.rest.post("/position/leverage", { symbol, leverage: 50 });
await alice.rest.post("/order", { symbol, side: "Buy", orderQty: 1_000, price: 60_000 });
await bob.rest.post("/order", { symbol, side: "Sell", orderQty: 1_000, price: 60_000 });
await house.operator("clock", "advance", "90s");
await house.operator("index", "set", ".BXBT", "59500");
await house.operator("clock", "advance", "60s");
await bob.rest.post("/order", { symbol, side: "Buy", orderQty: 600, price: 58_900 });
await house.operator("index", "set", ".BXBT", "59050");
await house.operator("clock", "advance", "60s");
await bob.rest.post("/order", { symbol, side: "Buy", orderQty: 400, price: 59_000 });
await house.operator("clock", "advance", "60s");

const [report] = (await own("/user/liquidations")) as [Row];
const terms = { isInverse: true, multiplierSats: 100_000_000, pointsPerUnit: 100, valuationLot: 100 } as Parameters<typeof valueSats>[0];

test("RSK-008 the owner of a liquidation has a report of it, its steps and the trades that closed it", async () => {
  const steps = await own(`/user/liquidationSteps?filter={"liquidationID":"${report["liquidationID"]}"}`);
  expect(steps.map(({ step }) => step)).toEqual(["Due", "TakenOver"]);
  const [due, taken] = steps as [Row, Row];
  expect(due).toMatchObject({ symbol, currentQty: 1_000, leverage: 50, markPrice: 59_050, indexPrice: 59_050 });
  expect(Number(due["marginBalance"])).toBeLessThanOrEqual(Number(due["marginRequired"]));
  expect(Number(due["liquidationPrice"])).toBeGreaterThanOrEqual(59_050);
  const fills = await own(`/user/liquidationFills?filter={"liquidationID":"${report["liquidationID"]}"}`);
  expect(fills.length).toBeGreaterThan(0);
  expect(report).toMatchObject({
    side: "Buy",
    size: 1_000,
    outcome: "TakenOver",
    markPrice: 59_050,
    bankruptPrice: taken["bankruptPrice"],
  });
  const closed = fills.reduce((sum, { lastQty }) => sum + Number(lastQty), 0);
  expect(report["closedQty"]).toBe(closed);
  const expected = fills.map(({ lastQty, lastPx }) => {
    const value = (price: unknown) => valueSats(terms, Number(lastQty), Math.round(Number(price) * 100));
    return value(lastPx) - value(taken["bankruptPrice"]);
  });
  expect(fills.map(({ fundPnl }) => fundPnl)).toEqual(expected);
  expect(report["fundPnl"]).toBe(expected.reduce((sum, sats) => sum + sats, 0));
  const executions = await own(`/execution?filter={"orderID":"${taken["orderID"]}","execType":"Trade"}`);
  expect(executions).toMatchObject([{ text: "Liquidation", execComm: taken["execComm"], lastPx: taken["bankruptPrice"] }]);
});

test("RSK-008 what the fund gained is what its balance has become", async () => {
  const [last] = (await anybody("/insurance?reverse=true&count=1")) as [Row];
  expect(last["walletBalance"]).toBe(report["fundPnl"]);
});

test("RSK-008 everybody knows that it happened, nobody whose it was", async () => {
  const rows = await anybody("/liquidation/history");
  const { liquidationID: _id, account: _account, ...inPublic } = report;
  expect(rows).toEqual([inPublic]);
  expect(await anybody(`/liquidation/history?symbol=ETHUSD`)).toEqual([]);
  for (const column of ["account", "liquidationID"]) {
    const filter = encodeURIComponent(JSON.stringify({ [column]: report[column] }));
    expect((await house.anybody.send("GET", `/liquidation/history?filter=${filter}`)).status).toBe(400);
    expect((await house.anybody.send("GET", `/liquidation/history?columns=${column}`)).status).toBe(400);
  }
  for (const path of ["/user/liquidations", "/user/liquidationSteps", "/user/liquidationFills"])
    expect(await bob.rest.get<readonly Row[]>(path)).toEqual([]);
});

test("RSK-008 the path of the mark is there by the minute", async () => {
  const bins = await anybody(`/instrument/markHistory?symbol=${symbol}&binSize=1m`);
  expect(bins.map(({ open, low, close }) => [open, low, close])).toContainEqual([59_500, 59_050, 59_050]);
  const index = await anybody("/instrument/markHistory?symbol=.BXBT");
  expect(index.at(-1)).toMatchObject({ symbol: ".BXBT", close: 59_050 });
  expect((await house.anybody.send("GET", "/instrument/markHistory?symbol=NONE")).status).toBe(400);
});

test("RSK-009 effective leverage of longs and shorts, live and at month ends, by contracts", async () => {
  const live = await anybody(`/stats/leverage?symbol=${symbol}`);
  expect(live.map(({ side, isLive }) => [side, isLive])).toEqual([]);
  await alice.rest.post("/position/leverage", { symbol, leverage: 10 });
  await bob.rest.post("/position/leverage", { symbol, leverage: 1 });
  await alice.rest.post("/order", { symbol, side: "Buy", orderQty: 2_000, price: 59_050 });
  await bob.rest.post("/order", { symbol, side: "Sell", orderQty: 2_000, price: 59_050 });
  // Who asks twice within half a second is told the same.
  await expect.poll(async () => (await anybody(`/stats/leverage?symbol=${symbol}`)).length).toBe(2);
  const [long, short] = (await anybody(`/stats/leverage?symbol=${symbol}`)) as [Row, Row];
  expect(long).toMatchObject({ side: "Buy", isLive: true, contracts: 2_000, positions: 1, p10: 10, p50: 10, p99: 10, weighted: 10 });
  expect(short).toMatchObject({ side: "Sell", isLive: true, contracts: 2_000, weighted: 1, p80: 1 });
  await house.operator("clock", "advance", "32d");
  await house.operator("clock", "advance", "1m");
  await house.restart();
  const rows = await anybody(`/stats/leverage?symbol=${symbol}`);
  const past = rows.filter(({ isLive }) => isLive === false);
  expect(past.length).toBeGreaterThanOrEqual(2);
  expect(past[0]).toMatchObject({ side: "Buy", contracts: 2_000 });
  const histogram = await anybody(`/stats/leverageHistogram?symbol=${symbol}`);
  const longs = histogram.filter(({ side }) => side === "Buy");
  expect(longs.reduce((sum, { average }) => sum + Number(average), 0)).toBe(2_000);
  expect(longs.reduce((sum, { live: now }) => sum + Number(now), 0)).toBe(2_000);
  expect(await own("/user/liquidations")).toEqual([report]);
});

test("LIQ-002 who is deleveraged finds it among the events of his account, who was liquidated finds that", async () => {
  await house.operator("index", "set", ".BXBT", "40000");
  await house.operator("clock", "advance", "60s");
  const eventsOf = async (trader: typeof bob) => {
    const events = await trader.rest.get<readonly Row[]>("/userEvent");
    return events.filter(({ type }) => type === "deleverageExecution" || type === "positionStateLiquidated");
  };
  await expect.poll(async () => (await eventsOf(bob)).length).toBe(1);
  const [event] = (await eventsOf(bob)) as [Row];
  const [closing] = await bob.rest.get<readonly Row[]>('/execution?reverse=true&count=1&filter={"execType":"Trade"}');
  const { orderID, side, lastQty, lastPx, timestamp } = closing as Row;
  expect(closing).toMatchObject({ text: "Deleverage", side: "Buy", lastQty: 2_000, execComm: 0 });
  expect(event).toMatchObject({ type: "deleverageExecution", status: "success", created: timestamp });
  expect(event["eventMeta"]).toEqual({ orderID, symbol, side, lastQty, lastPx });
  expect((await eventsOf(alice)).map(({ type }) => type)).toEqual(["positionStateLiquidated", "positionStateLiquidated"]);
});
