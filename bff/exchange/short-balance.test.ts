import { expect, test } from "vitest";
import type { NewOrder } from "../contract/operations/order.ts";
import { readNewOrder } from "../contract/order-rules.ts";
import { Bank } from "./bank.ts";
import { MarketControl } from "./market-control.ts";
import { Positions } from "./positions.ts";
import { shortBalanceSats } from "./short-balance.ts";
import { seededRandom } from "./testing/drill.ts";
import { anExchange } from "./testing/exchanges.ts";
import { Trading } from "./trading.ts";

async function aMarket() {
  const exchange = await anExchange();
  const bank = new Bank(exchange);
  const control = new MarketControl(exchange);
  await control.publishIndex(".BXBT", 60_000);
  await control.publishIndex(".BETH", 2_000);
  const trading = new Trading(exchange, async () => [], { ordersPerContract: 200, stopsPerContract: 10 });
  const maker = await bank.openAccount(false);
  await bank.deposit(maker, 100e8);
  const rest = (symbol: string, side: string, price: number) => trading.place(maker, { symbol, side, orderQty: 100, price }, "key");
  await rest("XBTUSD", "Buy", 59_000);
  await rest("XBTUSD", "Sell", 61_000);
  await rest("ETHUSD", "Buy", 1_900);
  await rest("ETHUSD", "Sell", 2_100);
  const short = (account: number, order: NewOrder) => {
    const listed = exchange.tables.catalogue.find(order.symbol);
    if (listed === undefined) throw new Error(`${order.symbol} is not listed`);
    return shortBalanceSats(exchange.tables, account, listed, readNewOrder(listed.terms, order));
  };
  return { exchange, bank, trading, maker, short };
}

const FAR = { symbol: "XBTUSD", side: "Buy", orderQty: 1_000_000, price: 50_000 } as const;

test("LOAD-002 what is refused before the line for its account's coins the engine would refuse with the same words, and it decides all the rest", async () => {
  const { exchange, bank, trading, short } = await aMarket();
  const random = seededRandom(7);
  let early = 0;
  let late = 0;
  for (let i = 0; i < 80; i++) {
    const account = await bank.openAccount(false);
    if (random() < 0.8) await bank.deposit(account, Math.ceil(random() * 1e7));
    const isBitcoin = random() < 0.5;
    const middle = isBitcoin ? 60_000 : 2_000;
    const tick = isBitcoin ? 0.5 : 0.05;
    const order = {
      symbol: isBitcoin ? "XBTUSD" : "ETHUSD",
      side: random() < 0.5 ? "Buy" : "Sell",
      orderQty: 100 * (1 + Math.floor(random() * 1_000)),
      price: Number((Math.round((middle * (0.8 + random() * 0.4)) / tick) * tick).toFixed(2)),
      timeInForce: random() < 0.8 ? "GoodTillCancel" : "ImmediateOrCancel",
    };
    const figure = short(account, order);
    if (figure === null) {
      late += 1;
      continue;
    }
    early += 1;
    const before = exchange.tables.sequence;
    const words = `Account has insufficient Available Balance, ${figure} XBt required`;
    await expect(trading.place(account, order, "key")).rejects.toMatchObject({ status: 400, message: words });
    expect(exchange.tables.sequence).toBe(before);
    // Behind a command of its own it is the engine that decides.
    const [, order2] = await Promise.allSettled([
      trading.cancelAll(account, undefined, null, undefined),
      trading.place(account, order, "key"),
    ]);
    expect(order2).toMatchObject({ status: "rejected", reason: { status: 400, message: words } });
    expect(exchange.tables.sequence).toBe(before + 2);
  }
  expect(early).toBeGreaterThan(10);
  expect(late).toBeGreaterThan(10);
});

test("LOAD-002 cancel then place, one behind the other without waiting, is never refused early, nor is an order behind a deposit", async () => {
  const { bank, trading, short } = await aMarket();
  const account = await bank.openAccount(false);
  await bank.deposit(account, 3e7);
  const price = 50_000;
  const order = { symbol: "XBTUSD", side: "Buy", orderQty: 1_000_000, price };
  const { orderID } = await trading.place(account, order, "key");
  await expect(trading.place(account, order, "key")).rejects.toMatchObject({ message: expect.stringContaining("insufficient") });
  const [, placed] = await Promise.all([trading.cancel(account, [{ orderID }], undefined), trading.place(account, order, "key")]);
  expect(placed).toMatchObject({ ordStatus: "New" });
  const poor = await bank.openAccount(false);
  expect(short(poor, FAR)).not.toBeNull();
  const [, funded] = await Promise.all([bank.deposit(poor, 3e7), trading.place(poor, FAR, "key")]);
  expect(funded).toMatchObject({ ordStatus: "New" });
});

test("LOAD-002 whoever has an order, contracts or margin of its own, or could meet an order that nobody sees, asks the engine", async () => {
  const { exchange, bank, trading, maker, short } = await aMarket();
  const account = await bank.openAccount(false);
  expect(short(account, FAR)).not.toBeNull();
  for (const other of [
    { price: 61_000 },
    { execInst: "ReduceOnly" },
    { timeInForce: "FillOrKill" },
    { ordType: "StopLimit", stopPx: 70_000, price: 70_000 },
  ])
    expect(short(account, { ...FAR, ...other })).toBeNull();
  const { orderID } = await trading.place(maker, { symbol: "XBTUSD", side: "Sell", orderQty: 100, price: 60_500, displayQty: 0 }, "key");
  expect(short(account, FAR)).toBeNull();
  await trading.cancel(maker, [{ orderID }], undefined);
  expect(short(account, FAR)).not.toBeNull();
  await bank.deposit(account, 1e6);
  await trading.place(account, { symbol: "XBTUSD", side: "Buy", orderQty: 100, price: 50_000 }, "key");
  expect(short(account, FAR)).toBeNull();
  await trading.cancelAll(account, undefined, null, undefined);
  expect(short(account, FAR)).not.toBeNull();
  await new Positions(exchange, 10).setLeverage(account, "XBTUSD", 5);
  expect(short(account, FAR)).toBeNull();
});
