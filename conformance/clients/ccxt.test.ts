import ccxt from "ccxt";
import { afterAll, expect, test } from "vitest";
import { openHouse } from "../house.ts";
import { noted, notedRefusal } from "./outcome.ts";

const SYMBOL = "BTC/USD:BTC";
const symbol = "XBTUSD";
const house = await openHouse({ CLOCK: "manual" });
const trader = await house.trader("trader");
const maker = await house.trader("maker");

/** The client as it is published: pointed here, and otherwise as it comes. */
const exchange = new ccxt.pro.bitmex({
  apiKey: trader.id,
  secret: trader.secret,
  enableRateLimit: false,
  urls: { api: { public: house.address, private: house.address, ws: house.socketAddress } },
});
await exchange.loadHttpProxyAgent();
await exchange.loadMarkets();
afterAll(() => exchange.close());

const post = (side: string, price: number, orderQty: number) => maker.rest.post("/order", { symbol, side, orderQty, price });
for (let i = 0; i < 10; i++) await Promise.all([post("Sell", 60_001 + i, 10_000), post("Buy", 59_999 - i, 10_000)]);

const order = (price = 50_000) => exchange.createOrder(SYMBOL, "limit", "buy", 100, price);
const orderId = async () => String((await order()).id);

/** Somebody trades while a stream is waited for. */
async function whileTrading<T>(watched: Promise<T>): Promise<T> {
  const done = { is: false };
  const end = () => {
    done.is = true;
  };
  watched.then(end, end);
  while (!done.is) {
    await exchange.createOrder(SYMBOL, "market", "buy", 100);
    await exchange.createOrder(SYMBOL, "market", "sell", 100);
    await order();
    await exchange.cancelAllOrders(SYMBOL);
    await house.operator("clock", "advance", "1m");
  }
  return watched;
}

/** A call for every unified method that the class says it has; each ends in an answer. */
const CALLS: Readonly<Record<string, () => Promise<unknown>>> = {
  cancelAllOrders: () => exchange.cancelAllOrders(SYMBOL),
  cancelAllOrdersAfter: () => exchange.cancelAllOrdersAfter(60_000),
  cancelOrder: async () => exchange.cancelOrder(await orderId(), SYMBOL),
  cancelOrders: async () => exchange.cancelOrders([await orderId(), await orderId()], SYMBOL),
  closePosition: async () => {
    await exchange.createOrder(SYMBOL, "market", "buy", 100);
    return exchange.closePosition(SYMBOL, "sell");
  },
  createLimitOrder: () => exchange.createLimitOrder(SYMBOL, "buy", 100, 50_000),
  createMarketOrder: () => exchange.createMarketOrder(SYMBOL, "buy", 100),
  createOrder: () => order(),
  createReduceOnlyOrder: async () => {
    await exchange.createOrder(SYMBOL, "market", "buy", 100);
    return exchange.createReduceOnlyOrder(SYMBOL, "limit", "sell", 100, 70_000);
  },
  createStopOrder: () => exchange.createStopOrder(SYMBOL, "market", "sell", 100, undefined, 55_000, { triggerDirection: "below" }),
  createTrailingAmountOrder: () =>
    exchange.createTrailingAmountOrder(SYMBOL, "market", "sell", 100, undefined, 500, undefined, { triggerDirection: "below" }),
  createTriggerOrder: () => exchange.createTriggerOrder(SYMBOL, "market", "buy", 100, undefined, 65_000, { triggerDirection: "above" }),
  editOrder: async () => exchange.editOrder(await orderId(), SYMBOL, "limit", "buy", 200, 50_100),
  fetchBalance: () => exchange.fetchBalance(),
  fetchClosedOrders: () => exchange.fetchClosedOrders(SYMBOL),
  fetchCurrencies: () => exchange.fetchCurrencies(),
  fetchCurrenciesWs: () => exchange.fetchCurrenciesWs(),
  fetchDepositWithdrawFee: () => exchange.fetchDepositWithdrawFee("BTC"),
  fetchDepositWithdrawFees: () => exchange.fetchDepositWithdrawFees(),
  fetchDepositsWithdrawals: () => exchange.fetchDepositsWithdrawals("BTC"),
  fetchFundingRate: () => exchange.fetchFundingRate(SYMBOL),
  fetchFundingRateHistory: () => exchange.fetchFundingRateHistory(SYMBOL),
  fetchFundingRates: () => exchange.fetchFundingRates([SYMBOL]),
  fetchL2OrderBook: () => exchange.fetchL2OrderBook(SYMBOL),
  fetchLedger: () => exchange.fetchLedger("BTC"),
  fetchLeverage: () => exchange.fetchLeverage(SYMBOL),
  fetchLeverages: () => exchange.fetchLeverages([SYMBOL]),
  fetchLiquidations: () => exchange.fetchLiquidations(SYMBOL),
  fetchMarkets: () => exchange.fetchMarkets(),
  fetchMyTrades: () => exchange.fetchMyTrades(SYMBOL),
  fetchOHLCV: () => exchange.fetchOHLCV(SYMBOL, "1m"),
  // Asks, and then looks for the contract among roots: its answer is empty wherever it asks.
  fetchOpenInterest: async () => (await exchange.fetchOpenInterest(SYMBOL)) ?? null,
  fetchOpenInterests: () => exchange.fetchOpenInterests([SYMBOL]),
  fetchOpenOrders: () => exchange.fetchOpenOrders(SYMBOL),
  fetchOrder: async () => exchange.fetchOrder(await orderId(), SYMBOL),
  fetchOrderBook: () => exchange.fetchOrderBook(SYMBOL),
  fetchOrders: () => exchange.fetchOrders(SYMBOL),
  fetchPositionADLRank: () => exchange.fetchPositionADLRank(SYMBOL),
  fetchPositions: () => exchange.fetchPositions([SYMBOL]),
  fetchPositionsADLRank: () => exchange.fetchPositionsADLRank([SYMBOL]),
  fetchSettlementHistory: () => exchange.fetchSettlementHistory(SYMBOL),
  fetchTicker: () => exchange.fetchTicker(SYMBOL),
  fetchTickers: () => exchange.fetchTickers([SYMBOL]),
  fetchTrades: () => exchange.fetchTrades(SYMBOL),
  fetchTransactions: () => exchange.fetchTransactions("BTC"),
  setLeverage: () => exchange.setLeverage(10, SYMBOL),
  setMarginMode: () => exchange.setMarginMode("cross", SYMBOL),
  watchBalance: () => whileTrading(exchange.watchBalance()),
  watchLiquidations: () => squeezed(exchange.watchLiquidations(SYMBOL)),
  watchLiquidationsForSymbols: () => squeezed(exchange.watchLiquidationsForSymbols([SYMBOL])),
  watchMyTrades: () => whileTrading(exchange.watchMyTrades(SYMBOL)),
  watchOHLCV: () => whileTrading(exchange.watchOHLCV(SYMBOL, "1m")),
  watchOrderBook: () => exchange.watchOrderBook(SYMBOL),
  watchOrderBookForSymbols: () => whileTrading(exchange.watchOrderBookForSymbols([SYMBOL])),
  watchOrders: () => whileTrading(exchange.watchOrders(SYMBOL)),
  watchPositions: () => whileTrading(exchange.watchPositions([SYMBOL])),
  watchTicker: () => whileTrading(exchange.watchTicker(SYMBOL)),
  watchTickers: () => whileTrading(exchange.watchTickers([SYMBOL])),
  watchTrades: () => whileTrading(exchange.watchTrades(SYMBOL)),
  watchTradesForSymbols: () => whileTrading(exchange.watchTradesForSymbols([SYMBOL])),
};

/** What the exchange refuses in the contract's words, or the client before it asks. */
const REFUSED: Readonly<Record<string, () => Promise<unknown>>> = {
  // The class says that it can, and throws without asking.
  createMarketOrderWs: () => exchange.createMarketOrderWs(SYMBOL, "buy", 100),
  // No coin is sent in or out.
  fetchDepositAddress: () => exchange.fetchDepositAddress("BTC", { network: "BTC" }),
  withdraw: () => exchange.withdraw("BTC", 0.1, "3BMEXqGpG4FxBA1KWhRFufXfSTRgzfDBhJ", undefined, { network: "BTC" }),
};

/** Somebody who owes too much is taken over while a stream of liquidations is waited for. */
async function squeezed<T>(watched: Promise<T>): Promise<T> {
  const minnow = await house.trader(`minnow-${Math.round(performance.now())}`, { xbt: "1" });
  await minnow.rest.post("/position/leverage", { symbol, leverage: 100 });
  await minnow.rest.post("/order", { symbol, side: "Buy", orderQty: 5_000, ordType: "Market" });
  await house.operator("index", "set", ".BXBT", "57000");
  const answer = await watched;
  await house.operator("index", "set", ".BXBT", "60000");
  return answer;
}

test("CLI-001 every unified method that the class of ccxt 4.5.82 has is called", () => {
  const methods = Object.entries(exchange.has).flatMap(([name, has]) =>
    (has === true || has === "emulated") && typeof (exchange as unknown as Record<string, unknown>)[name] === "function" ? [name] : [],
  );
  expect(methods.toSorted()).toEqual([...Object.keys(CALLS), ...Object.keys(REFUSED)].toSorted());
});

test.for(Object.entries(CALLS))("CLI-001 ccxt 4.5.82 · %s", async ([, call], context) => {
  expect(await noted(context, call)).toBeDefined();
});

test.for(Object.entries(REFUSED))("CLI-001 ccxt 4.5.82 · %s", async ([, call], context) => {
  const refusal = await notedRefusal(context, call);
  // A refusal that the client knows for one, not a failure of the server.
  if (refusal !== null) expect(refusal).toBeInstanceOf(ccxt.ExchangeError);
});
