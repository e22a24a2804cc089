import { expect, test, vi } from "vitest";
import { openHouse } from "./house.ts";
import { type Row, SocketClient } from "./socket.ts";

const house = await openHouse({ CLOCK: "manual" });
const long = await house.trader("long");
const short = await house.trader("short");
const symbol = "XBTUSD";
const INTERVAL_MS = 8 * 3_600_000;
const PRICE = 50_000;

/** Hours have passed at once: history may have a moment's work with them, and says so. */
const inTime = <T>(read: () => Promise<T>) => vi.waitFor(read, { timeout: 20_000 });
const get = <T = readonly Row[]>(path: string) => inTime(() => house.anybody.get<T>(path));
const instrument = async (name = symbol) => (await get(`/instrument?symbol=${name}`))[0] as Row;
const now = async () => Number((await house.operator("status"))["timeMs"]);
const advanceTo = async (moment: number) => house.operator("clock", "advance", `${moment - (await now())}ms`);
const fundingsOf = (trader: typeof long) =>
  inTime(() => trader.rest.get<readonly Row[]>(`/execution?symbol=${symbol}&filter=${encodeURIComponent('{"execType":"Funding"}')}`));

await house.operator("index", "set", ".BXBT", String(PRICE));
const firstMs = Date.parse(String((await instrument())["fundingTimestamp"]));
await short.rest.post("/order", { symbol, side: "Sell", orderQty: 10_000, price: PRICE });
await long.rest.post("/order", { symbol, side: "Buy", orderQty: 10_000, price: PRICE });

test("CON-002 the instrument names its next funding, its rates and its indices; a new contract pays nothing at its first", async () => {
  expect(await instrument()).toMatchObject({
    fundingInterval: "2000-01-01T08:00:00.000Z",
    fundingRate: 0,
    indicativeFundingRate: 0.0001,
    fundingBaseSymbol: ".XBTBON8H",
    fundingQuoteSymbol: ".USDBON8H",
    fundingPremiumSymbol: ".XBTUSDPI8H",
    fairMethod: "FundingRate",
    fairBasisRate: 0,
    markPrice: PRICE,
  });
  expect(new Date(firstMs).getUTCHours() % 8).toBe(4);
  expect([(await instrument(".USDBON8H"))["lastPrice"], (await instrument(".XBTBON8H"))["lastPrice"]]).toEqual([0.0002, 0.0001]);
});

test("CON-002 IDX-004 funding is told by table, by execution, by wallet and by mark, to readers and listeners alike", async () => {
  const socket = await SocketClient.signed(house.socketAddress, long);
  await socket.subscribe("funding:XBTUSD", "execution:XBTUSD");
  const balance = async (trader: typeof long) => (await trader.rest.get<Row>("/user/margin"))["walletBalance"] as number;
  await advanceTo(firstMs);
  const before = [await balance(long), await balance(short)] as const;
  expect(await get("/funding")).toEqual([
    {
      timestamp: new Date(firstMs).toISOString(),
      symbol,
      fundingInterval: "2000-01-01T08:00:00.000Z",
      fundingRate: 0,
      fundingRateDaily: 0,
    },
  ]);
  expect(await fundingsOf(long)).toEqual([]);
  await house.operator("index", "set", ".BXBT", String(PRICE));
  // 0.01 % of 50,000 is in the mark for the whole interval, 0.1095 a year.
  expect(await instrument()).toMatchObject({
    fundingRate: 0.0001,
    fundingTimestamp: new Date(firstMs + INTERVAL_MS).toISOString(),
    fairBasis: 5,
    fairBasisRate: 0.1095,
    fairPrice: PRICE + 5,
    markPrice: PRICE + 5,
    indicativeSettlePrice: PRICE,
  });
  // Twice, and a little: each is paid in its turn, at its own moment.
  await advanceTo(firstMs + 2 * INTERVAL_MS + 60_000);
  // 10,000 contracts at 50,005 are 19,998,000 satoshis.
  expect([await balance(long), await balance(short)]).toEqual([before[0] - 4_000, before[1] + 3_998]);
  const moments = [1, 2].map((n) => new Date(firstMs + n * INTERVAL_MS).toISOString());
  const rows = await get("/funding?reverse=true&count=2");
  expect(rows.map((row) => [row["timestamp"], row["fundingRate"], row["fundingRateDaily"]])).toEqual(
    moments.toReversed().map((moment) => [moment, 0.0001, 0.0003]),
  );
  const paid = await fundingsOf(long);
  expect(paid.map((row) => row["timestamp"])).toEqual(moments);
  expect(paid[0]).toMatchObject({
    execType: "Funding",
    ordType: "Limit",
    ordStatus: "Filled",
    side: "",
    lastQty: 10_000,
    lastPx: PRICE + 5,
    execCost: -19_998_000,
    commission: 0.0001,
    execComm: 2_000,
    text: "Funding",
  });
  expect((await fundingsOf(short)).map((row) => [row["commission"], row["execComm"]])).toEqual([
    [-0.0001, -1_999],
    [-0.0001, -1_999],
  ]);
  const told = (table: string) => socket.messages(table).flatMap(({ action, data }) => (action === "insert" ? (data ?? []) : []));
  await vi.waitFor(() => expect(told("funding").slice(-2)).toEqual(rows.toReversed()));
  await vi.waitFor(() => expect(told("execution")).toEqual(paid));
  const [position] = await long.rest.get<readonly Row[]>("/position");
  // The fee of the trade, 0.075 % of 20,000,000, which a noon has moved since, and two fundings.
  expect(position).toMatchObject({ currentComm: 4_000, realisedPnl: -4_000, rebalancedPnl: -15_000 });
  socket.close();
});

test("CON-002 fundings and the last one's image outlive a restart", async () => {
  const rows = await get("/funding");
  await house.restart();
  expect(await get("/funding")).toEqual(rows);
  const socket = await SocketClient.open(house.socketAddress);
  await socket.subscribe("funding");
  expect(socket.messages("funding")[0]).toMatchObject({ action: "partial", data: [rows.at(-1)] });
  socket.close();
});
