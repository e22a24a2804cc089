import SwaggerClient from "swagger-client";
import { expect, test } from "vitest";
import { signature } from "../client.ts";
import { openHouse } from "../house.ts";
import { type Row, SocketClient } from "../socket.ts";
import { noted } from "./outcome.ts";

const house = await openHouse({ CLOCK: "manual" });
const trader = await house.trader("trader");
const maker = await house.trader("maker");
const symbol = "XBTUSD";
await maker.rest.post("/order", { symbol, side: "Sell", orderQty: 10_000, price: 60_000 });
await maker.rest.post("/order", { symbol, side: "Buy", orderQty: 10_000, price: 59_000 });

/** Operations made from the document that the exchange serves; signed where the package hands requests out to be signed. */
const client = await SwaggerClient({
  url: `${house.address}/api/explorer/swagger.json`,
  requestInterceptor: (request) => {
    const { pathname, search } = new URL(request.url);
    if (!pathname.startsWith("/api/v1")) return request;
    const expires = String(Math.floor(Date.now() / 1_000) + 60);
    const signed = signature(
      trader.secret,
      (request.method ?? "GET").toUpperCase(),
      pathname + search,
      expires,
      String(request.body ?? ""),
    );
    return { ...request, headers: { ...request.headers, "api-key": trader.id, "api-expires": expires, "api-signature": signed } };
  },
});

/** Calls an operation by its id. */
async function call<T>(operationId: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<T> {
  const operations = Object.values(client.apis).find((tag) => operationId in tag);
  const { body } = await (operations?.[operationId] ?? (() => Promise.reject(new Error(`no operation ${operationId}`))))(parameters);
  return body as T;
}

const place = (price: number, more: object = {}) => call<Row>("Order_new", { symbol, side: "Buy", orderQty: 100, price, ...more });

const CALLS: Readonly<Record<string, () => Promise<unknown>>> = {
  "Order_new, Order_amend, Order_cancel": async () => {
    const { orderID } = await place(50_000, { clOrdID: "generated" });
    expect(await call("Order_amend", { orderID, price: 50_100, orderQty: 200 })).toMatchObject({ orderID, price: 50_100, orderQty: 200 });
    return expect(await call("Order_cancel", { orderID })).toMatchObject([{ orderID, ordStatus: "Canceled" }]);
  },
  "Order_newBulk, Order_amendBulk, Order_cancelAll": async () => {
    const orders = JSON.stringify([50_000, 50_001].map((price) => ({ symbol, side: "Buy", orderQty: 100, price })));
    const placed = await call<readonly Row[]>("Order_newBulk", { orders });
    await call("Order_amendBulk", { orders: JSON.stringify(placed.map(({ orderID }) => ({ orderID, orderQty: 200 }))) });
    return expect(await call("Order_cancelAll", { symbol })).toMatchObject([{ orderQty: 200 }, { orderQty: 200 }]);
  },
  "Order_new at market, Execution_getTradeHistory, Position_get, Order_closePosition": async () => {
    const { orderID, ordStatus } = await call<Row>("Order_new", { symbol, orderQty: 100, ordType: "Market" });
    expect(ordStatus).toBe("Filled");
    expect(await call("Execution_getTradeHistory", { symbol })).toMatchObject([{ orderID, lastPx: 60_000 }]);
    expect(await call("Position_get", { filter: JSON.stringify({ symbol }) })).toMatchObject([{ currentQty: 100 }]);
    return expect(await call("Order_closePosition", { symbol })).toMatchObject({ ordStatus: "Filled" });
  },
  "Order_getOrders with a filter": async () => {
    const { orderID } = await place(49_000);
    const found = await call<readonly Row[]>("Order_getOrders", { filter: JSON.stringify({ open: true, symbol }) });
    await call("Order_cancelAll");
    return expect(found.map((row) => row["orderID"])).toEqual([orderID]);
  },
  Order_cancelAllAfter: () => call("Order_cancelAllAfter", { timeout: 60_000 }),
  "Position_updateLeverage, Position_isolateMargin": async () => {
    expect(await call("Position_updateLeverage", { symbol, leverage: 10 })).toMatchObject({ leverage: 10 });
    return expect(await call("Position_isolateMargin", { symbol, enabled: true })).toMatchObject({ crossMargin: false });
  },
  "Instrument_getActive, OrderBook_getL2, Trade_get, Trade_getBucketed, Quote_get, Funding_get": async () => {
    for (const [operation, parameters] of [
      ["Instrument_getActive", {}],
      ["OrderBook_getL2", { symbol, depth: 5 }],
      ["Trade_get", { symbol, count: 5, reverse: true }],
      ["Trade_getBucketed", { symbol, binSize: "1m", partial: true }],
      ["Quote_get", { symbol, count: 5 }],
      ["Funding_get", { symbol }],
    ] as const) {
      expect(await call(operation, parameters)).toBeInstanceOf(Array);
    }
  },
  "User_get, User_getMargin, User_getWallet, User_getWalletHistory": async () => {
    expect(await call("User_get")).toMatchObject({ email: "trader@example.test" });
    expect(await call("User_getMargin", { currency: "XBt" })).toMatchObject({ account: trader.account });
    expect(await call("User_getWallet", { currency: "XBt" })).toMatchObject({ account: trader.account });
    return expect(await call("User_getWalletHistory", { currency: "XBt" })).toBeInstanceOf(Array);
  },
  "streams beside it": async () => {
    const socket = await SocketClient.signed(house.socketAddress, trader);
    await socket.subscribe("order");
    const { orderID } = await place(48_000);
    const told = await socket.hears(({ table, action }) => table === "order" && action === "insert");
    socket.close();
    return expect(told.data).toMatchObject([{ orderID }]);
  },
};

test.for(Object.entries(CALLS))("CLI-001 swagger-client 3.18.5, made from our document · %s", async ([, run], context) => {
  await noted(context, run);
});
