import { Worker } from "node:worker_threads";
import { expect, test, vi } from "vitest";
import { TEXT } from "../contract/errors.ts";
import { encode } from "../engine/encode.ts";
import { ENGINE_VERSION } from "../engine/engine.ts";
import { SlotWriter } from "../engine/slots.ts";
import { Bank } from "./bank.ts";
import { realDisk } from "./disk.ts";
import { GENESIS_LISTINGS } from "./listing.ts";
import { MarketControl } from "./market-control.ts";
import { Positions } from "./positions.ts";
import { openHost, seededRandom } from "./testing/drill.ts";
import { aFolder, anExchange, RecordingHistory, threadOf } from "./testing/exchanges.ts";
import type { FromEngine } from "./thread-protocol.ts";
import { type EndedOrders, Trading } from "./trading.ts";

const XBT = 100_000_000;
const clock = (out: SlotWriter) => encode.clock(out, 0);

/** An exchange with a price and two funded accounts. */
async function aMarket(options = {}) {
  const history = new RecordingHistory();
  const exchange = await anExchange(options, history);
  const bank = new Bank(exchange);
  const control = new MarketControl(exchange);
  if (exchange.tables.accounts.numbers().length === 0) {
    for (let i = 0; i < 2; i++) await bank.deposit(await bank.openAccount(false), 10 * XBT);
    await control.publishIndex(".BXBT", 60_000);
  }
  const [alice, bob] = exchange.tables.accounts.numbers() as [number, number];
  const looked: string[] = [];
  const ended: EndedOrders = async (_account, _column, ids) => {
    looked.push(...ids);
    return [];
  };
  const trading = new Trading(exchange, ended, { ordersPerContract: 200, stopsPerContract: 10 });
  const buy = (clOrdID?: string, price = 59_000) =>
    trading.place(alice, { symbol: "XBTUSD", side: "Buy", orderQty: 100, price, ...(clOrdID === undefined ? {} : { clOrdID }) }, "key");
  return { exchange, history, trading, control, bank, alice, bob, buy, looked };
}

test("EXC-001 what is submitted in one turn crosses to the engine as one buffer, and its rows come back as one", async () => {
  const { exchange } = await aMarket();
  const sent = vi.spyOn(Worker.prototype, "postMessage");
  const received: FromEngine[] = [];
  threadOf(exchange).on("message", (message: FromEngine) => received.push(message));
  await Promise.all(Array.from({ length: 200 }, () => exchange.submit(clock)));
  expect(sent.mock.calls).toHaveLength(1);
  const [message, transfer] = sent.mock.calls[0] as unknown as [{ type: string; batch: Float64Array }, ArrayBuffer[]];
  expect(Object.keys(message)).toEqual(["type", "batch"]);
  expect(message.batch).toBeInstanceOf(Float64Array);
  // Handed over, not copied: nothing is left of it here.
  expect(transfer).toHaveLength(1);
  expect(message.batch.length).toBe(0);
  const batches = received.filter(({ type }) => type === "rows");
  expect(batches).toHaveLength(1);
  expect((batches[0] as { rows: unknown }).rows).toBeInstanceOf(Float64Array);
  sent.mockRestore();
});

test("EXC-001 a command that cannot be written leaves nothing before those of others", async () => {
  const { exchange } = await aMarket();
  const torn = exchange.submit((out) => {
    out.begin(1);
    out.number(7);
    throw new RangeError("half of it");
  });
  const whole = exchange.submit(clock);
  await expect(torn).rejects.toThrow("half of it");
  expect((await whole).code).toBe(0);
});

test("EXC-001 messages that gather while the engine works are its next batch", async () => {
  const { exchange } = await aMarket();
  const received: FromEngine[] = [];
  threadOf(exchange).on("message", (message: FromEngine) => received.push(message));
  const first = Promise.all(Array.from({ length: 50_000 }, () => exchange.submit(clock)));
  const rest: Promise<unknown>[] = [];
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    rest.push(exchange.submit(clock));
  }
  await Promise.all([first, ...rest]);
  expect(received.filter(({ type }) => type === "rows").length).toBeLessThan(10);
});

test("EXC-003 when a reply resolves, tables, listeners and history have had its rows", async () => {
  const { exchange, history, trading, alice, buy } = await aMarket();
  const heard: number[] = [];
  exchange.subscribe(({ sequence }) => heard.push(sequence));
  const random = seededRandom(1);
  const names: string[] = [];
  for (let i = 0; i < 200; i++) {
    const dice = random();
    if (dice < 0.6 || names.length === 0) {
      const clOrdID = `c${i}`;
      const placed = await buy(clOrdID, 59_000 - Math.floor(random() * 100));
      names.push(clOrdID);
      expect(exchange.tables.accounts.openOrderByClientId(alice, clOrdID)).toEqual(placed);
      expect(exchange.tables.markets.bookRows("XBTUSD", 0).some(({ price }) => price === placed.price)).toBe(true);
    } else if (dice < 0.8) {
      const origClOrdID = names[Math.floor(random() * names.length)] as string;
      const amended = await trading.amend(alice, { origClOrdID, price: 58_000 + Math.floor(random() * 100) });
      expect(exchange.tables.accounts.openOrderByClientId(alice, origClOrdID)).toEqual(amended);
    } else {
      const [clOrdID] = names.splice(Math.floor(random() * names.length), 1) as [string];
      const [cancelled] = await trading.cancel(alice, [{ clOrdID }], undefined);
      expect(cancelled?.ordStatus).toBe("Canceled");
      expect(exchange.tables.accounts.openOrderByClientId(alice, clOrdID)).toBeUndefined();
    }
    expect(heard.at(-1)).toBe(exchange.tables.sequence);
    expect(history.sequences.at(-1)).toBe(exchange.tables.sequence);
  }
});

test("EXC-002 a closed exchange opens with the same tables and the same hash, and tells history nothing twice", async () => {
  const dataDir = aFolder();
  const { exchange, buy, history } = await aMarket({ dataDir });
  await Promise.all([buy("a"), buy("b"), buy()]);
  const { sequence, stateHash } = await exchange.status();
  expect(history.sequences).toEqual(Array.from({ length: sequence }, (_, i) => i + 1));
  const rows = JSON.stringify([exchange.tables.markets.bookRows("XBTUSD", 0), exchange.tables.markets.rows()]);
  await exchange.close();
  const again = await aMarket({ dataDir, historySequence: sequence });
  expect(await again.exchange.status()).toMatchObject({ sequence, stateHash, halted: null, queueDepth: 0, audit: { differenceSats: 0 } });
  expect(again.history.sequences).toEqual([]);
  expect(again.history.primed).toBe(1);
  const [book, instruments] = JSON.parse(rows) as [unknown, { symbol: string; markPrice: number }[]];
  expect(again.exchange.tables.markets.bookRows("XBTUSD", 0)).toEqual(book);
  expect(again.exchange.tables.markets.rows().map(({ symbol, markPrice }) => ({ symbol, markPrice }))).toEqual(
    instruments.map(({ symbol, markPrice }) => ({ symbol, markPrice })),
  );
});

test("EXC-006 beyond the depth of the line new orders get 503 with the overload text, and are let in again once there is room", async () => {
  const { exchange, trading, buy, alice } = await aMarket({ maxDepth: 3 });
  const admitted = [buy(), buy(), buy()];
  const overloaded = { status: 503, message: TEXT.overloaded };
  await expect(buy()).rejects.toMatchObject(overloaded);
  await expect(trading.amend(alice, { origClOrdID: "a", price: 1 })).rejects.toMatchObject(overloaded);
  await expect(trading.placeBulk(alice, [{ symbol: "XBTUSD", orderQty: 100, price: 1 }], "key")).rejects.toMatchObject(overloaded);
  await expect(trading.amendBulk(alice, [{ origClOrdID: "a", price: 1 }])).rejects.toMatchObject(overloaded);
  await expect(new Positions(exchange, 10).setLeverage(alice, "XBTUSD", 5)).rejects.toMatchObject(overloaded);
  // A close with a quantity is an order like any other.
  await expect(trading.place(alice, { symbol: "XBTUSD", orderQty: 100, execInst: "Close" }, "key")).rejects.toMatchObject(overloaded);
  await Promise.all(admitted);
  expect(exchange.admission.waiting).toBe(0);
  await expect(buy()).resolves.toMatchObject({ ordStatus: "New" });
});

test("EXC-006 cancel, cancel-all and a close of the whole position are admitted to a full line, at its back", async () => {
  const { exchange, trading, buy, alice, bob } = await aMarket({ maxDepth: 2 });
  const resting = await buy("resting");
  await trading.place(bob, { symbol: "XBTUSD", side: "Sell", orderQty: 100, price: 60_010 }, "key");
  await trading.place(alice, { symbol: "XBTUSD", side: "Buy", orderQty: 100 }, "key");
  await trading.place(bob, { symbol: "XBTUSD", side: "Buy", orderQty: 100, price: 59_990 }, "key");
  const outcomes: (readonly (string | undefined)[])[] = [];
  exchange.subscribe((applied) => outcomes.push(...applied.outcomes.map(({ rows }) => rows.map((row) => row?.orderID))));
  const line = Promise.all([buy("first"), buy("second")]);
  await expect(buy("third")).rejects.toMatchObject({ status: 503 });
  const cancel = trading.cancel(alice, [{ orderID: resting.orderID }], undefined);
  const close = trading.place(alice, { symbol: "XBTUSD", execInst: "Close" }, "key");
  const all = trading.cancelAll(alice, undefined, null, undefined);
  expect(exchange.admission.waiting).toBe(5);
  const [first, second] = await line;
  expect(await cancel).toMatchObject([{ ordStatus: "Canceled", clOrdID: "resting" }]);
  const closed = await close;
  expect(closed).toMatchObject({ ordStatus: "Filled", side: "Sell" });
  expect((await all).map(({ clOrdID }) => clOrdID).sort()).toEqual(["first", "second"]);
  const ids = (...rows: { readonly orderID: string }[]) => rows.map(({ orderID }) => orderID).sort();
  expect(outcomes.map((orders) => [...orders].sort())).toEqual([ids(first), ids(second), ids(resting), ids(closed), ids(first, second)]);
});

test("EXC-006 one cancel an order, one cancel-all and one close an account and symbol wait at most: a repeat joins them, by either id", async () => {
  const { exchange, trading, buy, alice, bob } = await aMarket({ maxDepth: 1 });
  const resting = await buy("resting");
  await trading.place(bob, { symbol: "XBTUSD", side: "Sell", orderQty: 100, price: 60_010 }, "key");
  await trading.place(alice, { symbol: "XBTUSD", side: "Buy", orderQty: 100 }, "key");
  const before = exchange.tables.sequence;
  const repeats = Array.from({ length: 50 }, () => [
    trading.cancel(alice, [{ orderID: resting.orderID }], undefined),
    trading.cancel(alice, [{ clOrdID: "resting" }], undefined),
    trading.cancelAll(alice, "XBTUSD", null, undefined),
    trading.cancelAll(alice, undefined, null, undefined),
    trading.place(alice, { symbol: "XBTUSD", execInst: "Close" }, "key"),
  ]).flat();
  expect(exchange.admission.waiting).toBe(4);
  const answers = await Promise.all(repeats);
  expect(exchange.tables.sequence - before).toBe(4);
  for (let i = 0; i < answers.length; i++) expect(answers[i]).toEqual(answers[i % 5]);
  expect(answers[0]).toEqual(answers[1]);
});

test("EXC-006 a cancel finds the order that still waits in the line by the name it was given, and made-up names never enter the line", async () => {
  const { exchange, trading, buy, alice, bob, looked } = await aMarket({ maxDepth: 1 });
  const before = exchange.tables.sequence;
  const placed = buy("coming");
  const cancel = trading.cancel(alice, [{ clOrdID: "coming" }], undefined);
  // Names that nobody gave, however many, are answered at the edge; another account's name is one of them.
  const invented = Array.from({ length: 300 }, (_, i) => ({ clOrdID: `nobody${i}` }));
  await expect(trading.cancel(alice, invented, undefined)).rejects.toMatchObject({ status: 404 });
  await expect(trading.cancel(bob, [{ clOrdID: "coming" }], undefined)).rejects.toMatchObject({ status: 404 });
  expect(exchange.admission.waiting).toBe(2);
  expect(await cancel).toMatchObject([{ clOrdID: "coming", ordStatus: "Canceled" }]);
  expect((await placed).clOrdID).toBe("coming");
  expect(exchange.tables.sequence - before).toBe(2);
  expect(looked).toHaveLength(301);
  // Also by a name that a change or a bulk in the line gives.
  await buy("old");
  const amended = trading.amend(alice, { origClOrdID: "old", clOrdID: "new", price: 58_000 });
  expect(await trading.cancel(alice, [{ clOrdID: "new" }], undefined)).toMatchObject([{ clOrdID: "new", ordStatus: "Canceled" }]);
  await amended;
  const bulk = trading.placeBulk(alice, [{ symbol: "XBTUSD", orderQty: 100, price: 50_000, clOrdID: "in bulk" }], "key");
  expect(await trading.cancel(alice, [{ clOrdID: "in bulk" }], undefined)).toMatchObject([{ ordStatus: "Canceled" }]);
  await bulk;
  expect(exchange.admission.waiting).toBe(0);
});

test("API-003 an answer shows its order as it was right after its own command, whatever came behind it in the batch", async () => {
  const { trading, buy, alice } = await aMarket();
  const [placed, amended, cancelled] = await Promise.all([
    buy("quick"),
    // Its price waits for the order that is still in the line; the cancel behind it does not overtake it.
    trading.amend(alice, { origClOrdID: "quick", orderQty: 300 }),
    trading.cancel(alice, [{ clOrdID: "quick" }], undefined),
  ]);
  expect([placed, amended, cancelled[0]].map((row) => [row?.ordStatus, row?.orderQty])).toEqual([
    ["New", 100],
    ["New", 300],
    ["Canceled", 300],
  ]);
});

test("API-003 a price may be amended while its order still waits in the line", async () => {
  const { trading, buy, alice } = await aMarket();
  const placed = buy("coming");
  expect(await trading.amend(alice, { origClOrdID: "coming", price: 58_000.5 })).toMatchObject({ price: 58_000.5 });
  expect(await placed).toMatchObject({ price: 59_000 });
  await expect(trading.amend(alice, { origClOrdID: "coming", price: 58_000.3 })).rejects.toMatchObject({ status: 400 });
});

test("EXC-002 a first start that was cut short between its listings goes on with the rest", async () => {
  const dataDir = aFolder();
  const [index] = GENESIS_LISTINGS as [(typeof GENESIS_LISTINGS)[number]];
  const out = new SlotWriter();
  out.number(1);
  encode.list(out, index);
  const host = openHost(realDisk, { dataDir, engineVersion: ENGINE_VERSION, segmentBytes: 1 << 20 });
  host.run([out.take()]);
  host.close();
  const exchange = await anExchange({ dataDir });
  const symbols = exchange.tables.catalogue.all().map(({ symbol }) => symbol);
  expect(symbols.slice(0, GENESIS_LISTINGS.length)).toEqual(GENESIS_LISTINGS.map(({ symbol }) => symbol));
  // Then come the futures of the quarters that run: two or three of bitcoin, one or two of each altcoin.
  expect(new Set(symbols).size).toBe(symbols.length);
  expect(symbols.length - GENESIS_LISTINGS.length).toBeGreaterThanOrEqual(2 + 7);
});

test("EXC-004 nothing is taken behind the snapshot of a clean stop", async () => {
  const { exchange, buy } = await aMarket();
  const closing = exchange.close();
  await expect(buy()).rejects.toMatchObject({ status: 503 });
  await closing;
});

test("EXC-006 a refused command leaves the line, and its name with it", async () => {
  const { exchange, trading, bank, looked } = await aMarket();
  const poor = await bank.openAccount(false);
  const refused = trading.place(poor, { symbol: "XBTUSD", side: "Buy", orderQty: 100, price: 60_000, clOrdID: "too dear" }, "key");
  await expect(refused).rejects.toMatchObject({ status: 400 });
  expect(exchange.admission.waiting).toBe(0);
  await expect(trading.cancel(poor, [{ clOrdID: "too dear" }], undefined)).rejects.toMatchObject({ status: 404 });
  expect(looked).toEqual(["too dear"]);
});

test("MKT-003 under a commanded clock orders a second apart have the same time, and eight hours later it is eight hours later", async () => {
  const { exchange, control, buy } = await aMarket();
  const first = await buy();
  const second = await buy();
  expect(second.timestamp).toBe(first.timestamp);
  await control.advanceTo(exchange.tables.timeMs + 8 * 3_600_000);
  const third = await buy();
  expect(Date.parse(third.timestamp) - Date.parse(first.timestamp)).toBe(8 * 3_600_000);
});
