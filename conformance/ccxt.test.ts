import ccxt from "ccxt";
import { afterAll, expect, test, vi } from "vitest";
import type { Key } from "./client.ts";
import { openHouse } from "./house.ts";
import type { Row } from "./socket.ts";

const SYMBOL = "BTC/USD:BTC";
const house = await openHouse({ CLOCK: "manual" });
const trader = await house.trader("trader");
const maker = await house.trader("maker");

const pointed = async (key: Key) => {
  const api = { public: house.address, private: house.address, ws: house.socketAddress };
  const exchange = new ccxt.pro.bitmex({ apiKey: key.id, secret: key.secret, enableRateLimit: false, urls: { api } });
  // Without it the client takes ws:// for the address of a proxy.
  await exchange.loadHttpProxyAgent();
  return exchange;
};

/** The client as it is published: pointed here, and otherwise as it comes. */
const exchange = await pointed(trader);
afterAll(() => exchange.close());

const sell = (price: number, orderQty: number) => maker.rest.post<Row>("/order", { symbol: "XBTUSD", side: "Sell", orderQty, price });
const bid = (price: number, orderQty: number) => maker.rest.post<Row>("/order", { symbol: "XBTUSD", side: "Buy", orderQty, price });

/** A limit order of the client, with the id that its types call optional. */
async function place(side: "buy" | "sell", amount: number, price: number, params: object = {}) {
  const order = await exchange.createOrder(SYMBOL, "limit", side, amount, price, params);
  return { ...order, id: String(order.id) };
}

test("API-005 ccxt 4.5.82 loads the market as the inverse perpetual that it is", async () => {
  const markets = await exchange.loadMarkets();
  const listed = await house.anybody.get<readonly Row[]>("/instrument/active");
  expect(Object.values(markets).map((market) => (market as { readonly id?: string } | undefined)?.id)).toEqual(
    listed.map(({ symbol }) => symbol),
  );
  expect(markets[SYMBOL]).toMatchObject({
    id: "XBTUSD",
    base: "BTC",
    quote: "USD",
    settle: "BTC",
    type: "swap",
    active: true,
    inverse: true,
    linear: false,
    contract: true,
    maker: -0.00025,
    taker: 0.00075,
    precision: { amount: 100, price: 0.5 },
  });
  expect(exchange.currencies["BTC"]).toMatchObject({ id: "XBt", code: "BTC", active: true });
});

test("API-005 ccxt 4.5.82 places, reads, amends and cancels orders", async () => {
  const order = await place("buy", 200, 50_000, { clientOrderId: "ccxt-1" });
  expect(order).toMatchObject({
    clientOrderId: "ccxt-1",
    symbol: SYMBOL,
    type: "limit",
    side: "buy",
    price: 50_000,
    status: "open",
    timeInForce: "GTC",
    info: { orderQty: 200, text: "CCXT\nSubmitted via API." },
  });
  expect(await exchange.fetchOrder(order.id, SYMBOL)).toMatchObject({ id: order.id, status: "open" });
  expect(await exchange.fetchOpenOrders(SYMBOL)).toMatchObject([{ id: order.id }]);
  const amended = await exchange.editOrder(order.id, SYMBOL, "limit", "buy", 300, 50_100.5);
  expect(amended).toMatchObject({ id: order.id, price: 50_100.5, status: "open", info: { orderQty: 300, leavesQty: 300 } });
  expect(await exchange.cancelOrder(order.id, SYMBOL)).toMatchObject({ id: order.id, status: "canceled" });
  expect(await exchange.fetchOpenOrders(SYMBOL)).toEqual([]);
  expect(await exchange.fetchClosedOrders(SYMBOL)).toMatchObject([{ id: order.id, status: "canceled" }]);
  const posted = await place("sell", 100, 70_000, { postOnly: true });
  const second = await place("sell", 100, 71_000);
  expect(await exchange.cancelOrders([posted.id, second.id], SYMBOL)).toMatchObject([
    { status: "canceled", postOnly: true },
    { status: "canceled" },
  ]);
  await place("sell", 100, 70_000);
  await place("sell", 100, 71_000);
  expect(await exchange.cancelAllOrders(SYMBOL)).toHaveLength(2);
});

test("API-005 ccxt 4.5.82 trades, and reads market, fills, balance and position", async () => {
  await sell(60_000, 500);
  await bid(59_900, 500);
  const bought = await exchange.createOrder(SYMBOL, "market", "buy", 300);
  expect(bought).toMatchObject({
    type: "market",
    side: "buy",
    status: "closed",
    average: 60_000,
    info: { cumQty: 300, ordStatus: "Filled" },
  });
  expect(await exchange.fetchMyTrades(SYMBOL)).toMatchObject([
    { order: bought.id, side: "buy", price: 60_000, takerOrMaker: "taker", symbol: SYMBOL },
  ]);
  expect(await exchange.fetchTrades(SYMBOL)).toMatchObject([{ side: "buy", price: 60_000, symbol: SYMBOL }]);
  const margin = await trader.rest.get<{ availableMargin: number; marginBalance: number }>("/user/margin");
  const balance = await exchange.fetchBalance();
  expect(balance["BTC"]).toMatchObject({ free: margin.availableMargin / 1e8, total: margin.marginBalance / 1e8 });
  expect(await exchange.fetchPositions([SYMBOL])).toMatchObject([
    { symbol: SYMBOL, side: "long", contracts: 300, entryPrice: 60_000, markPrice: 60_000, marginMode: "cross" },
  ]);
  const book = await exchange.fetchOrderBook(SYMBOL);
  expect(book).toMatchObject({ bids: [[59_900, 500]], asks: [[60_000, 200]] });
  expect(await exchange.fetchTicker(SYMBOL)).toMatchObject({ symbol: SYMBOL, last: 60_000, bid: 59_900, ask: 60_000 });
  await house.operator("clock", "advance", "1m");
  const candles = await exchange.fetchOHLCV(SYMBOL, "1m");
  expect(candles.find(([, , , , , volume]) => volume === 300)?.slice(1)).toEqual([60_000, 60_000, 60_000, 60_000, 300]);
  // What is realised and not settled yet is of the coming noon.
  const ledger = await exchange.fetchLedger("BTC");
  expect(ledger).toMatchObject([{ type: "transaction", amount: 10, currency: "BTC", status: "ok" }, { status: "pending" }]);
});

test("API-005 ccxt 4.5.82 sets leverage and margin mode, and closes a position in either direction", async () => {
  expect(await exchange.setLeverage(10, SYMBOL)).toMatchObject({ leverage: 10, crossMargin: false });
  expect(await exchange.fetchPositions([SYMBOL])).toMatchObject([{ leverage: 10, marginMode: "isolated" }]);
  expect(await exchange.setMarginMode("cross", SYMBOL)).toMatchObject({ crossMargin: true });
  expect(await exchange.setMarginMode("isolated", SYMBOL)).toMatchObject({ crossMargin: false });
  await exchange.setMarginMode("cross", SYMBOL);
  expect(await exchange.closePosition(SYMBOL, "sell")).toMatchObject({
    side: "sell",
    status: "closed",
    average: 59_900,
    info: { cumQty: 300, execInst: "Close" },
  });
  expect(await exchange.fetchPositions([SYMBOL])).toMatchObject([{ contracts: 0 }]);
  await exchange.createOrder(SYMBOL, "market", "sell", 100);
  expect(await exchange.fetchPositions([SYMBOL])).toMatchObject([{ side: "short", contracts: 100 }]);
  expect(await exchange.closePosition(SYMBOL, "buy")).toMatchObject({ side: "buy", status: "closed", average: 60_000 });
  expect(await exchange.fetchPositions([SYMBOL])).toMatchObject([{ contracts: 0 }]);
});

test("API-005 ccxt 4.5.82 knows refusals for what they are", async () => {
  await expect(place("buy", 2_000_000, 1_000)).rejects.toThrow(ccxt.InsufficientFunds);
  await place("buy", 100, 50_000, { clientOrderId: "twice" });
  await expect(place("buy", 100, 50_000, { clientOrderId: "twice" })).rejects.toThrow(ccxt.InvalidOrder);
  await expect(place("buy", 100, 2_000_000)).rejects.toThrow(ccxt.InvalidOrder);
  await expect(exchange.editOrder("00000000-0000-0000-0000-000000000000", SYMBOL, "limit", "buy", 100, 1)).rejects.toThrow(ccxt.BadRequest);
  await expect(exchange.fetchOrder("00000000-0000-0000-0000-000000000000", SYMBOL)).rejects.toThrow(ccxt.OrderNotFound);
  const [cancelled] = await exchange.cancelAllOrders(SYMBOL);
  await expect(exchange.cancelOrder(String(cancelled?.id), SYMBOL)).rejects.toThrow(ccxt.OrderNotFound);
  const stranger = await pointed({ id: "nobody", secret: "nothing" });
  await expect(stranger.fetchBalance()).rejects.toThrow(ccxt.AuthenticationError);
  const forger = await pointed({ id: trader.id, secret: "nothing" });
  await expect(forger.fetchBalance()).rejects.toThrow(ccxt.AuthenticationError);
  const reader = await pointed(await house.trader("reader", { permissions: "" }));
  await expect(reader.createOrder(SYMBOL, "limit", "buy", 100, 1)).rejects.toThrow(ccxt.PermissionDenied);
});

test("API-005 ccxt.pro 4.5.82 follows the book to what GET shows", async () => {
  await exchange.watchOrderBook(SYMBOL);
  for (let i = 0; i < 20; i++) await (i % 2 === 0 ? bid(59_000 + i, 100 * (i + 1)) : sell(61_000 + i, 100 * (i + 1)));
  await maker.rest.delete("/order/all", { filter: { side: "Sell", price: 61_001 } });
  await sell(59_018, 300);
  const rows = await house.anybody.get<readonly { side: string; price: number; size: number }[]>("/orderBook/L2", {
    symbol: "XBTUSD",
    depth: 0,
  });
  const side = (name: string) => rows.filter((row) => row.side === name).map(({ price, size }) => [price, size]);
  await vi.waitFor(() => {
    const { bids, asks } = exchange.orderbooks[SYMBOL] as { bids: readonly number[][]; asks: readonly number[][] };
    expect(bids.map(([price, size]) => [price, size])).toEqual(side("Buy"));
    expect(asks.map(([price, size]) => [price, size])).toEqual(side("Sell").toReversed());
  });
  expect(side("Buy").length).toBeGreaterThan(5);
});

test("API-005 ccxt.pro 4.5.82 is told of its orders and fills, of trades, ticker, candles, balance and positions", async () => {
  // The first call of each only opens the topic, and those of an account wait for their first change.
  const orders = exchange.watchOrders(SYMBOL);
  const fills = exchange.watchMyTrades(SYMBOL);
  const trades = exchange.watchTrades(SYMBOL);
  const ticker = exchange.watchTicker(SYMBOL);
  const balance = exchange.watchBalance();
  const positions = exchange.watchPositions([SYMBOL]);
  const candles = exchange.watchOHLCV(SYMBOL, "1m");
  await vi.waitFor(() => expect(Object.keys(exchange.clients[house.socketAddress]?.subscriptions ?? {})).toContain("authenticated"));
  await Promise.all([trades, balance]);
  const [instrument] = await house.anybody.get<readonly Row[]>("/instrument/active");
  expect(await ticker).toMatchObject({
    symbol: SYMBOL,
    last: instrument?.["lastPrice"],
    bid: instrument?.["bidPrice"],
    ask: instrument?.["askPrice"],
  });
  await sell(62_000, 100);
  const bought = await exchange.createOrder(SYMBOL, "limit", "buy", 100, 62_000, { clientOrderId: "watched" });
  // The client keeps of a balance what the last change named, and a mark alone may leave what is free as it was.
  const margin = await trader.rest.get<{ availableMargin: number }>("/user/margin");
  await vi.waitFor(() => expect(exchange.balance["BTC"]?.free).toBe(margin.availableMargin / 1e8));
  await house.operator("clock", "advance", "1m");
  await house.operator("index", "set", ".BXBT", "60001");
  expect(await orders).toMatchObject([{ id: bought.id, clientOrderId: "watched" }]);
  expect(await fills).toMatchObject([{ order: bought.id, side: "buy" }]);
  expect((await positions).length).toBeGreaterThan(0);
  expect((await candles).length).toBeGreaterThan(0);
  await vi.waitFor(() => {
    expect(exchange.orders?.at(-1)).toMatchObject({ id: bought.id, status: "closed" });
    expect(exchange.trades[SYMBOL]?.at(-1)).toMatchObject({ side: "buy", price: bought.average });
  });
});

test("API-010 ccxt 4.5.82 reads tickers, open interest, and histories of which there are none", async () => {
  await sell(62_000, 100);
  const [instrument] = await house.anybody.get<readonly Row[]>("/instrument/active");
  const tickers = await exchange.fetchTickers([SYMBOL]);
  expect(tickers[SYMBOL]).toMatchObject({ symbol: SYMBOL, ask: instrument?.["askPrice"], last: instrument?.["lastPrice"] });
  const [stats] = await house.anybody.get<readonly Row[]>("/stats");
  const interests = await exchange.fetchOpenInterests();
  expect(JSON.stringify(interests)).toContain(String(stats?.["openInterest"]));
  expect(await exchange.fetchFundingRateHistory(SYMBOL)).toEqual([]);
  expect(await exchange.fetchLiquidations(SYMBOL)).toEqual([]);
});
