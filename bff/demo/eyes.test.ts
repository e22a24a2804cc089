import { expect, test } from "vitest";
import type { Answer, ApiClient } from "./api-client.ts";
import { AskingEyes, StreamedEyes } from "./eyes.ts";
import { XBTUSD } from "./market.ts";
import type { Stream } from "./stream.ts";
import type { WireRow } from "./table-image.ts";

const MOMENT = "2026-03-01T10:00:00.000Z";
const INDEX_ROW = { symbol: ".BXBT", markPrice: 60_010.25, timestamp: MOMENT };
const QUOTE_ROW = { symbol: "XBTUSD", bidPrice: 60_010, askPrice: 60_010.5, bidSize: 100, askSize: 200 };

/** A stream that holds these rows. */
const aStream = (tables: Readonly<Record<string, readonly WireRow[]>>, isLive = true) =>
  ({ isLive, rows: (topic: string) => tables[topic] ?? [], row: (topic: string) => tables[topic]?.[0] }) as unknown as Stream;

const MARKET = aStream({ "instrument:.BXBT": [INDEX_ROW], "quote:XBTUSD": [QUOTE_ROW] });

/** A client that answers by path. */
const aClient = (answers: Readonly<Record<string, Answer>>) =>
  ({ call: async (_verb: string, path: string) => answers[path] }) as unknown as ApiClient;
const done = (body: unknown): Answer => ({ kind: "done", body });

test("MKT-001 who follows by stream sees the market, its position and its open orders", async () => {
  const own = aStream({
    "position:XBTUSD": [{ symbol: "XBTUSD", currentQty: -300 }],
    "order:XBTUSD": [{ orderID: "a", side: "Sell", price: 60_020, leavesQty: 100, ordStatus: "New" }],
  });
  expect(await new StreamedEyes(MARKET, own, "orders").look()).toEqual({
    market: XBTUSD,
    timeMs: Date.parse(MOMENT),
    index: 60_010.25,
    bid: 60_010,
    ask: 60_010.5,
    held: -300,
    orders: [{ orderID: "a", side: "Sell", price: 60_020, leavesQty: 100 }],
    means: null,
  });
  expect((await new StreamedEyes(MARKET, own, "position").look())?.orders).toEqual([]);
});

test("MKT-001 nobody sees anything while a connection is being made anew, or before the index has a price", async () => {
  const own = aStream({});
  expect(await new StreamedEyes(aStream({}, false), own, "position").look()).toBeNull();
  expect(await new StreamedEyes(MARKET, aStream({}, false), "position").look()).toBeNull();
  expect(await new StreamedEyes(aStream({ "instrument:.BXBT": [{ ...INDEX_ROW, markPrice: null }] }), own, "position").look()).toBeNull();
});

test("MKT-001 an empty side of the book is seen as such", async () => {
  const market = aStream({ "instrument:.BXBT": [INDEX_ROW], "quote:XBTUSD": [{ ...QUOTE_ROW, bidPrice: null }] });
  expect(await new StreamedEyes(market, aStream({}), "position").look()).toMatchObject({ bid: null, ask: 60_010.5, held: 0 });
});

test("MKT-002 who asks sees its money, leverage and return as well, and nothing when it gets no answer", async () => {
  const position = {
    currentQty: 500,
    crossMargin: false,
    leverage: 25,
    unrealisedRoePcnt: -0.4,
    openOrderBuyQty: 100,
    openOrderSellQty: 200,
  };
  const look = (rows: readonly object[], margin: Answer = done({ availableMargin: 7_000 })) =>
    new AskingEyes(MARKET, aClient({ "/position": done(rows), "/user/margin": margin })).look();
  expect(await look([position])).toMatchObject({ held: 500, means: { availableSats: 7_000, leverage: 25, roe: -0.4, ordered: 300 } });
  expect((await look([{ ...position, crossMargin: true, leverage: 100 }]))?.means?.leverage).toBe(0);
  expect(await look([])).toMatchObject({ held: 0, means: { availableSats: 7_000, leverage: 0, roe: 0, ordered: 0 } });
  expect(await look([], { kind: "unavailable", retryAfterMs: 1, message: "", isTooFast: false })).toBeNull();
});
