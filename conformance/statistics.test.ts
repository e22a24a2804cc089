import { expect, test } from "vitest";
import { openHouse } from "./house.ts";
import type { Row } from "./socket.ts";

const house = await openHouse({ CLOCK: "manual" });
const maker = await house.trader("maker");
const taker = await house.trader("taker");
const symbol = "XBTUSD";
const get = <T = readonly Row[]>(path: string) => house.anybody.get<T>(path);
const [instrument] = await get("/instrument/active");

/** A round trip: the maker buys low and sells high, two hours apart; 300 contracts stay open. */
await maker.rest.post("/order", { symbol, side: "Buy", orderQty: 1_000, price: 59_000 });
await taker.rest.post("/order", { symbol, side: "Sell", orderQty: 1_000, price: 59_000 });
await house.operator("clock", "advance", "2h");
await house.operator("index", "set", ".BXBT", "60100");
await maker.rest.post("/order", { symbol, side: "Sell", orderQty: 700, price: 60_000 });
await taker.rest.post("/order", { symbol, side: "Buy", orderQty: 700, price: 60_000 });
await house.operator("clock", "advance", "5m");

const document = await house.anybody.get<{ readonly definitions: Record<string, { readonly properties: object }> }>(
  "/api/explorer/swagger.json",
);
const columns = (model: string) => Object.keys(document.definitions[model]?.properties ?? {});
/** Columns of the model, all of them and in its order. */
const isModel = (model: string, rows: readonly Row[]) => {
  expect(rows.length, model).toBeGreaterThan(0);
  for (const row of rows) expect(Object.keys(row), model).toEqual(columns(model));
};

test("API-010 indices, contracts that trade, and the series that mean one", async () => {
  const symbols = async (path: string) => (await get(path)).map((row) => row["symbol"]);
  const [all, indices] = [await symbols("/instrument"), await symbols("/instrument/indices")];
  expect(indices).toEqual(all.filter((name) => String(name).startsWith(".")));
  expect(indices).toContain(".BXBT");
  expect(await symbols("/instrument/activeAndIndices")).toEqual(all);
  isModel("Instrument", await get("/instrument/indices"));
  const { intervals, symbols: meant } = await get<{ readonly intervals: readonly string[]; readonly symbols: readonly string[] }>(
    "/instrument/activeIntervals",
  );
  expect(Object.fromEntries(intervals.map((interval, i) => [interval, meant[i]]))).toMatchObject({
    "XBT:perpetual": "XBTUSD",
    "ETH:perpetual": "ETHUSD",
  });
});

test("API-010 the index by minute is what was published, and nothing is made up of its venues", async () => {
  const rows = await get("/instrument/compositeIndex?count=500&reverse=true");
  isModel("IndexComposite", rows);
  expect(rows[0]).toMatchObject({ symbol: ".BXBT", indexSymbol: ".BXBT", reference: "BMI", lastPrice: 60_100, weight: null });
  expect(rows.at(-1)).toMatchObject({ lastPrice: 60_000 });
  expect(await get("/instrument/compositeIndex?symbol=.BXBT&count=500&reverse=true")).toEqual(rows);
  for (const query of ["symbol=XBTUSD", "symbol=.BNIL", 'filter={"lastPrice":1}'])
    expect((await house.anybody.send("GET", `/instrument/compositeIndex?${encodeURI(query)}`)).status).toBe(400);
});

test("API-010 statistics by root add up to the instruments, the days and the trades", async () => {
  const [now] = (await get("/instrument/active")) as [Row];
  const stats = await get("/stats");
  const [root, total] = ["XBT", "Total"].map((name) => stats.find(({ rootSymbol }) => rootSymbol === name)) as [Row, Row];
  const { volume24h, turnover24h, openInterest, openValue, foreignNotional24h } = now;
  expect(root).toEqual({ rootSymbol: "XBT", currency: "XBt", volume24h, turnover24h, openInterest, openValue });
  expect({ volume24h, openInterest }).toEqual({ volume24h: 1_700, openInterest: 300 });
  expect(total).toEqual({ ...root, rootSymbol: "Total" });
  const days = await get("/stats/history");
  isModel("StatsHistory", days);
  expect(days.reduce((sum, day) => sum + Number(day["volume"]), 0)).toBe(1_700);
  expect(days.reduce((sum, day) => sum + Number(day["turnover"]), 0)).toBe(turnover24h);
  for (const day of days) expect(day["date"]).toMatch(/T00:00:00\.000Z$/);
  const nothing = { currency: "USD", turnover24h: 0, turnover30d: 0, turnover365d: 0, turnover: 0 };
  const dollars = { currency: "USD", turnover24h: foreignNotional24h, turnover30d: 1_700, turnover365d: 1_700, turnover: 1_700 };
  expect(await get("/stats/historyUSD")).toEqual([
    { rootSymbol: "XBT", ...dollars },
    { rootSymbol: "ETH", ...nothing },
    { rootSymbol: "Total", ...dollars },
  ]);
});

test("API-010 what never happens here is an empty list, whose queries are read like any other", async () => {
  for (const path of ["/settlement", "/liquidation"]) {
    expect(await get(`${path}?columns=symbol`), path).toEqual([]);
    expect((await house.anybody.send("GET", `${path}?columns=nothing`)).status, path).toBe(400);
  }
  expect((await house.anybody.send("GET", "/funding?filter[rate]=1")).status).toBe(400);
});

test("API-010 the insurance fund has a row a noon, the coming one at what it holds now", async () => {
  const rows = await get("/insurance");
  isModel("Insurance", rows);
  expect(rows.at(-1)).toMatchObject({ currency: "XBt", walletBalance: 0 });
  const noon = Date.parse(String(rows.at(-1)?.["timestamp"]));
  expect(noon % 86_400_000).toBe(43_200_000);
  await house.operator("clock", "advance", "72h");
  const later = await get("/insurance");
  expect(later.map(({ timestamp }) => Date.parse(String(timestamp)))).toEqual([
    ...rows.map(({ timestamp }) => Date.parse(String(timestamp))),
    ...[1, 2, 3].map((days) => noon + days * 86_400_000),
  ]);
  // Noons that have passed stay as they were; the fund holds what rounding left of the fundings until each.
  expect(later.slice(0, rows.length - 1)).toEqual(rows.slice(0, -1));
  const paid = (await Promise.all([maker, taker].map(({ rest }) => rest.get<readonly Row[]>("/execution?count=500&reverse=true"))))
    .flat()
    .filter(({ execType }) => execType === "Funding");
  const left = (untilMs: number) =>
    paid.reduce((sum, row) => sum + (Date.parse(String(row["timestamp"])) <= untilMs ? Number(row["execComm"]) : 0), 0);
  expect(left(noon + 3 * 86_400_000)).toBeGreaterThan(left(noon));
  for (const row of later) expect(row).toMatchObject({ walletBalance: left(Date.parse(String(row["timestamp"]))) });
});

test("API-010 the leaderboard ranks by what was earned, under names that give nobody away", async () => {
  const summary = await maker.rest.get<readonly Row[]>("/user/walletSummary");
  isModel("Transaction", summary);
  const sums = Object.fromEntries(summary.map((row) => [row["transactType"], row["amount"]]));
  const earned = Number(sums["RealisedPNL"]);
  expect(sums).toEqual({ Deposit: 1e9, Withdrawal: 0, RealisedPNL: earned, Total: 1e9 + earned });
  expect(await maker.rest.get("/user/margin")).toMatchObject({ walletBalance: 1e9 + earned });
  expect(earned).toBeGreaterThan(0);
  const { name } = await maker.rest.get<Row>("/leaderboard/name");
  expect(name).toBe(`Trader-${maker.account}`);
  expect(await get("/leaderboard")).toEqual([{ name, isRealName: false, profit: earned }]);
  expect(await get("/leaderboard?method=ROE")).toEqual([{ name, isRealName: false, profit: Math.round(earned / 1e5) / 1e4 }]);
  expect((await house.anybody.send("GET", "/leaderboard?method=luck")).status).toBe(400);
});

test("API-010 fees, affiliates and referral codes answer truthfully", async () => {
  const { makerFee, takerFee, settlementFee } = instrument as Row;
  expect(await maker.rest.get("/user/commission")).toMatchObject({ XBTUSD: { makerFee, takerFee, settlementFee, maxFee: takerFee } });
  const status = await maker.rest.get<Row>("/user/affiliateStatus");
  isModel("Affiliate", [status]);
  expect(status).toMatchObject({ account: maker.account, currency: "XBt", totalReferrals: 0, payoutPcnt: 0 });
  expect(await house.anybody.get("/user/checkReferralCode?referralCode=abc")).toBe(0);
  expect(await get("/user/minWithdrawalFee")).toEqual({ currency: "XBt", fee: 10_000, minFee: 10_000 });
  expect((await house.anybody.send("GET", "/user/minWithdrawalFee?currency=ETH")).status).toBe(400);
  const networks = await get("/wallet/networks");
  isModel("NetworksConfig", networks);
  expect(networks).toMatchObject([{ network: "btc", enabled: true }]);
});

test("API-010 a day's executions of a contract are those of the list", async () => {
  const all = await maker.rest.get<readonly Row[]>("/execution");
  const day = String(all[0]?.["timestamp"]).slice(0, 10);
  const ofDay = all.filter((row) => String(row["timestamp"]).startsWith(day));
  expect(await maker.rest.get(`/user/executionHistory?symbol=${symbol}&timestamp=${day}T23:00:00.000Z`)).toEqual(ofDay);
  expect(await maker.rest.get(`/user/executionHistory?symbol=${symbol}&timestamp=1999-01-01`)).toEqual([]);
  // The document's own default is a day on which nothing traded here.
  expect(await maker.rest.get(`/user/executionHistory?symbol=${symbol}`)).toEqual([]);
  expect((await maker.rest.send("GET", "/user/executionHistory?symbol=XBTEUR&timestamp=1999-01-01")).status).toBe(400);
});

test("API-014 /schema describes every table as its image does", async () => {
  const help = await get<{ subscriptionSubjects: Record<string, readonly string[]> }>("/schema/websocketHelp");
  const schema = await get<Record<string, Row>>("/schema");
  expect(Object.keys(schema).sort()).toEqual(Object.values(help.subscriptionSubjects).flat().sort());
  expect(schema["trade"]).toMatchObject({ keys: [], types: { symbol: "symbol", size: "long" }, foreignKeys: { symbol: "instrument" } });
  expect(await get("/schema?model=trade")).toEqual({ trade: schema["trade"] });
  expect((await house.anybody.send("GET", "/schema?model=__proto__")).body).toEqual({
    error: { message: "table is not valid", name: "ValidationError" },
  });
});

test("API-011 bins of all contracts come together where none is named, a moment at a time, in pages that fit each other", async () => {
  await house.operator("index", "set", ".BETH", "3000");
  await maker.rest.post("/order", { symbol: "ETHUSD", side: "Sell", orderQty: 10, price: 3_000 });
  await taker.rest.post("/order", { symbol: "ETHUSD", side: "Buy", orderQty: 10, price: 3_000 });
  await house.operator("clock", "advance", "30m");
  const path = (query: string) => `/trade/bucketed?binSize=5m&${query}`;
  const names = (await get("/instrument/active")).map((row) => String(row["symbol"]));
  const each: (readonly Row[])[] = [];
  for (const name of names) each.push(await get(path(`symbol=${name}&count=1000`)));
  const later = (a: Row, b: Row) => Date.parse(String(a["timestamp"])) - Date.parse(String(b["timestamp"]));
  const all = each.flat().sort(later);
  expect(each.filter((rows) => rows.length > 0).length).toBeGreaterThan(1);
  expect(await get(path("count=1000"))).toEqual(all);
  expect(await get(path("count=7&start=13"))).toEqual(all.slice(13, 20));
  const newest = await get(path("count=5&reverse=true"));
  expect(newest.map((row) => row["timestamp"])).toEqual(
    all
      .slice(-5)
      .map((row) => row["timestamp"])
      .reverse(),
  );
  const two = await get(path(`filter=${encodeURIComponent(JSON.stringify({ symbol: ["XBTUSD", "ETHUSD"] }))}&count=1000`));
  expect(two).toEqual(all.filter((row) => row["symbol"] === "XBTUSD" || row["symbol"] === "ETHUSD"));
});
