import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { fold } from "./fold.ts";
import { openHouse, type Trader } from "./house.ts";
import { type Row, SocketClient } from "./socket.ts";

const house = await openHouse({ CLOCK: "manual" });
const traders: readonly Trader[] = await Promise.all(["ada", "ben", "cyd"].map((name) => house.trader(name, { xbt: "5" })));
const SYMBOL = "XBTUSD";
const SIZES = ["1m", "5m", "1h", "1d"] as const;

interface Help {
  readonly subscriptionSubjects: { readonly public: readonly string[]; readonly authenticationRequired: readonly string[] };
}
const { subscriptionSubjects: topics } = await house.anybody.get<Help>("/schema/websocketHelp");

/** What happens next: somebody trades, somebody says something, the index leaps, time passes. */
const who = fc.nat(traders.length - 1);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("trade" as const),
      who,
      isBuy: fc.boolean(),
      lots: fc.integer({ min: 1, max: 200 }),
      ticks: fc.integer({ min: -40, max: 40 }),
      isMarket: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("leverage" as const), who, leverage: fc.constantFrom(0, 50, 100) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel" as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("chat" as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("announce" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("index" as const), price: fc.integer({ min: 58_500, max: 61_500 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("time" as const), by: fc.constantFrom("1m", "7m", "2h", "9h") }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** The index's price of now, about which orders lie. */
const market = { price: 60_000 };

/** Nobody looks at the answers but for failures of the server: what a client knows, it knows by its streams. */
async function act(one: Step): Promise<void> {
  if (one.kind === "index") {
    market.price = one.price;
    await house.operator("index", "set", ".BXBT", String(one.price));
    return;
  }
  if (one.kind === "announce") {
    await house.operator("announce", "--title", "Hear", "--body", "Nothing happens.");
    return;
  }
  if (one.kind === "time") {
    await house.operator("clock", "advance", one.by);
    return;
  }
  const { rest } = traders[one.who] as Trader;
  const { status, text } = await (() => {
    switch (one.kind) {
      case "trade": {
        const order = { symbol: SYMBOL, side: one.isBuy ? "Buy" : "Sell", orderQty: one.lots * 100 };
        return rest.send("POST", "/order", {
          json: one.isMarket ? { ...order, ordType: "Market" } : { ...order, price: market.price + one.ticks * 0.5 },
        });
      }
      case "leverage":
        return rest.send("POST", "/position/leverage", { json: { symbol: SYMBOL, leverage: one.leverage } });
      case "cancel":
        return rest.send("DELETE", "/order/all", { json: {} });
      default:
        return rest.send("POST", "/chat", { json: { message: "beep" } });
    }
  })();
  if (status >= 500) throw new Error(`${JSON.stringify(one)} was answered ${status}: ${text}`);
}

const text = (rows: readonly Row[]) => rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
const last = (rows: readonly Row[], count: number) => rows.slice(Math.max(0, rows.length - count));

type Read = (trader: Trader, folded: readonly Row[]) => Promise<readonly Row[]>;
const list =
  (path: string, query: object = {}): Read =>
  ({ rest }) =>
    rest.get<readonly Row[]>(path, { count: 500, ...query });
/** The newest rows of a list, as many as are held. */
const newest =
  (path: string, query: object = {}): Read =>
  async ({ rest }, { length }) =>
    length === 0 ? [] : [...(await rest.get<Row[]>(path, { reverse: true, count: length, ...query }))].reverse();
const one =
  (path: string): Read =>
  async ({ rest }) => [await rest.get<Row>(path)];
/** Of a longer list, the rows that are held: they are there, and as they are held. */
const among =
  (path: string, key: string, query: object = {}): Read =>
  async ({ rest }, folded) => {
    const rows = await rest.get<readonly Row[]>(path, { count: 500, ...query });
    const known = new Map(rows.map((row) => [`${String(row[key])} ${String(row["symbol"])}`, row]));
    return folded.map((row) => known.get(`${String(row[key])} ${String(row["symbol"])}`) ?? {});
  };
/** One list has the notices to everybody and one's own; these are counted from here on. */
const FIRST_OWN_NOTICE = 1_000_000_000;
const notices =
  (isAsked: (id: number) => boolean): Read =>
  async (trader, folded) =>
    (await list("/globalNotification")(trader, folded)).filter(({ id }) => isAsked(Number(id)));
const book =
  (depth: number): Read =>
  ({ rest }) =>
    rest.get("/orderBook/L2", { symbol: SYMBOL, depth });

/** Where GET has the rows of each table. */
const READ: Readonly<Record<string, Read>> = {
  announcement: list("/announcement"),
  connected: one("/chat/connected"),
  chat: newest("/chat"),
  publicNotifications: notices((id) => id < FIRST_OWN_NOTICE),
  instrument: list("/instrument", { filter: { symbol: SYMBOL } }),
  settlement: list("/settlement", { symbol: SYMBOL }),
  funding: among("/funding", "timestamp", { symbol: SYMBOL, reverse: true }),
  insurance: list("/insurance"),
  liquidation: list("/liquidation", { symbol: SYMBOL }),
  orderBookL2: book(0),
  orderBookL2_25: book(25),
  orderBook10: async ({ rest }, [row]) => {
    const levels = await rest.get<readonly Row[]>("/orderBook/L2", { symbol: SYMBOL, depth: 10 });
    const side = (name: string) => levels.filter((level) => level["side"] === name).map((level) => [level["price"], level["size"]]);
    return [{ symbol: SYMBOL, bids: side("Buy"), asks: side("Sell").reverse(), timestamp: row?.["timestamp"] }];
  },
  quote: newest("/quote", { symbol: SYMBOL }),
  trade: newest("/trade", { symbol: SYMBOL }),
  ...Object.fromEntries(
    SIZES.flatMap((binSize) => [
      [`tradeBin${binSize}`, newest("/trade/bucketed", { symbol: SYMBOL, binSize })],
      [`quoteBin${binSize}`, newest("/quote/bucketed", { symbol: SYMBOL, binSize })],
    ]),
  ),
  // Of a liquidation, which is in the log of its account.
  privateNotifications: notices((id) => id >= FIRST_OWN_NOTICE),
  account: async ({ rest, account }, [row]) => {
    const { currency } = await rest.get<Row>("/user/wallet");
    return [{ account, currency, created: row?.["created"] }];
  },
  wallet: one("/user/wallet"),
  affiliate: one("/user/affiliateStatus"),
  margin: one("/user/margin"),
  position: list("/position"),
  transact: among("/user/walletHistory", "transactID"),
  order: among("/order", "orderID", { reverse: true }),
  execution: newest("/execution"),
};

/** Bins are told for every contract, and others' rows with them: what is compared is of one. */
const BOUND = 60;
/** Announcements are few, and GET has each of them. */
const MOST_ANNOUNCEMENTS = 500;
const held = (socket: SocketClient, table: string) =>
  last(
    fold(socket.messages(table)).filter((row) => row["symbol"] === undefined || table === "transact" || row["symbol"] === SYMBOL),
    table === "announcement" ? MOST_ANNOUNCEMENTS : BOUND,
  );

test("RT-002 every table that help names, folded, is at rest what GET shows, whatever was traded while hours passed", async () => {
  const names = [...topics.public, ...topics.authenticationRequired];
  const own = names.filter((name) => READ[name] !== undefined);
  // A table of the exchange's own, whose rows move by themselves, is compared where it is tested.
  expect(names.filter((name) => READ[name] === undefined && name !== "queue")).toEqual([]);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
      const sockets = await Promise.all(traders.map((trader) => SocketClient.signed(house.socketAddress, trader)));
      for (const socket of sockets) await socket.subscribe(...own);
      for (const next of steps) await act(next);
      await vi.waitFor(
        async () => {
          for (const [i, socket] of sockets.entries()) {
            await socket.settle();
            for (const table of own) {
              const rows = held(socket, table);
              const read = await (READ[table] as Read)(traders[i] as Trader, rows);
              expect([table, text(rows)]).toEqual([table, text(read)]);
            }
          }
        },
        { timeout: 20_000, interval: 200 },
      );
      for (const socket of sockets) socket.close();
    }),
    {
      numRuns: process.env["FAIRMARK_PROVE"] === "1" ? 100 : 2,
      endOnFailure: true,
      ...(process.env["SEED"] ? { seed: Number(process.env["SEED"]) } : {}),
    },
  );
});
