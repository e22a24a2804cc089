import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { fold } from "./fold.ts";
import { openHouse, type Trader } from "./house.ts";
import { type Message, type Row, SocketClient } from "./socket.ts";

const house = await openHouse();
const TRADERS = ["ada", "ben", "cyd"] as const;
const traders: readonly Trader[] = [];
for (const name of TRADERS) (traders as Trader[]).push(await house.trader(name, { xbt: "2" }));

const SYMBOL = "XBTUSD";
const PUBLIC = ["orderBookL2", "orderBookL2_25", "orderBook10", "quote", "trade", "instrument"] as const;
const PRIVATE = ["order", "execution", "position", "margin", "wallet"] as const;

/** What somebody may do next. Prices lie close together, so that much of it trades. */
type Step =
  | {
      readonly kind: "place";
      readonly who: number;
      readonly side: string;
      readonly lots: number;
      readonly ticks: number;
      readonly how: string;
    }
  | { readonly kind: "amend" | "cancel"; readonly who: number; readonly pick: number; readonly lots: number; readonly ticks: number }
  | { readonly kind: "cancelAll" | "close"; readonly who: number }
  | { readonly kind: "leverage"; readonly who: number; readonly leverage: number }
  | { readonly kind: "index"; readonly price: number };

const who = fc.nat(TRADERS.length - 1);
const lots = fc.integer({ min: 1, max: 30 });
const ticks = fc.integer({ min: -30, max: 30 });
const HOW = ["", "", "", "ParticipateDoNotInitiate", "ReduceOnly", "IOC", "Market"];
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("place" as const),
      who,
      side: fc.constantFrom("Buy", "Sell"),
      lots,
      ticks,
      how: fc.constantFrom(...HOW),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("amend" as const, "cancel" as const), who, pick: fc.nat(50), lots, ticks }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("cancelAll" as const, "close" as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("leverage" as const), who, leverage: fc.constantFrom(0, 2, 10, 25, 100) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("index" as const), price: fc.integer({ min: 59_600, max: 60_400 }) }) },
);

/** So many are sent at once: what arrives together becomes one batch of the engine. */
const TOGETHER = 3;

const priceAt = (offset: number) => 60_000 + offset * 0.5;

/** Refusals are answers too; only a failure of the server is none. */
async function act(one: Step): Promise<void> {
  if (one.kind === "index") {
    await house.operator("index", "set", ".BXBT", String(one.price));
    return;
  }
  const { rest } = traders[one.who] as Trader;
  const answer = await (async () => {
    switch (one.kind) {
      case "place":
        return rest.send("POST", "/order", { json: orderOf(one) });
      case "close":
        return rest.send("POST", "/order", { json: { symbol: SYMBOL, execInst: "Close" } });
      case "cancelAll":
        return rest.send("DELETE", "/order/all", {});
      case "leverage":
        return rest.send("POST", "/position/leverage", { json: { symbol: SYMBOL, leverage: one.leverage } });
      default: {
        const open = await rest.get<readonly Row[]>("/order", { filter: { open: true } });
        const picked = open[one.pick % Math.max(1, open.length)];
        if (picked === undefined) return { status: 200, text: "" };
        const { orderID } = picked;
        return one.kind === "cancel"
          ? rest.send("DELETE", "/order", { json: { orderID } })
          : rest.send("PUT", "/order", { json: { orderID, leavesQty: one.lots * 100, price: priceAt(one.ticks) } });
      }
    }
  })();
  if (answer.status >= 500) throw new Error(`${JSON.stringify(one)} was answered ${answer.status}: ${answer.text}`);
}

function orderOf({ side, lots: size, ticks: offset, how }: Extract<Step, { kind: "place" }>): object {
  const order = { symbol: SYMBOL, side, orderQty: size * 100 };
  if (how === "Market") return { ...order, ordType: "Market" };
  if (how === "IOC") return { ...order, price: priceAt(offset), timeInForce: "ImmediateOrCancel" };
  return { ...order, price: priceAt(offset), execInst: how };
}

const byId = (rows: readonly Row[]) => [...rows].sort((a, b) => Number(a["id"]) - Number(b["id"]));
const last = (rows: readonly Row[], count: number) => rows.slice(rows.length - count);

/** Rows of a public table from where GET has them. */
const READ_PUBLIC: Readonly<Record<(typeof PUBLIC)[number], (folded: readonly Row[]) => Promise<readonly Row[]>>> = {
  orderBookL2: () => house.anybody.get("/orderBook/L2", { symbol: SYMBOL, depth: 0 }),
  orderBookL2_25: () => house.anybody.get("/orderBook/L2", { symbol: SYMBOL, depth: 25 }),
  orderBook10: async ([row]) => {
    const book = await house.anybody.get<readonly Row[]>("/orderBook/L2", { symbol: SYMBOL, depth: 10 });
    const side = (name: string) => book.filter((level) => level["side"] === name).map((level) => [level["price"], level["size"]]);
    // When it changed is told by the image alone, which is compared apart.
    return [{ symbol: SYMBOL, bids: side("Buy"), asks: side("Sell").reverse(), timestamp: row?.["timestamp"] }];
  },
  quote: async ({ length }) =>
    [...(await house.anybody.get<Row[]>("/quote", { symbol: SYMBOL, reverse: true, count: Math.min(length, 500) }))].reverse(),
  trade: async ({ length }) =>
    length === 0
      ? []
      : [...(await house.anybody.get<Row[]>("/trade", { symbol: SYMBOL, reverse: true, count: Math.min(length, 1_000) }))].reverse(),
  instrument: () => house.anybody.get("/instrument", { filter: { symbol: SYMBOL } }),
};

const READ_PRIVATE: Readonly<Record<(typeof PRIVATE)[number], (trader: Trader, folded: readonly Row[]) => Promise<readonly Row[]>>> = {
  order: async ({ rest }, folded) => {
    const rows = await rest.get<readonly Row[]>("/order", { reverse: true, count: 500 });
    const byOrder = new Map(rows.map((row) => [row["orderID"], row]));
    return folded.map((row) => byOrder.get(row["orderID"]) ?? {});
  },
  execution: async ({ rest }, { length }) =>
    length === 0 ? [] : [...(await rest.get<Row[]>("/execution", { reverse: true, count: Math.min(length, 500) }))].reverse(),
  position: ({ rest }) => rest.get("/position"),
  margin: async ({ rest }) => [await rest.get<Row>("/user/margin")],
  wallet: async ({ rest }) => [await rest.get<Row>("/user/wallet")],
};

/** Follows tables, the whole of one kind of listener. */
async function follow(tables: readonly string[], scoped: boolean, trader?: Trader): Promise<SocketClient> {
  const socket = await (trader === undefined ? SocketClient.open(house.socketAddress) : SocketClient.signed(house.socketAddress, trader));
  await socket.subscribe(...tables.map((table) => (scoped && table !== "margin" && table !== "wallet" ? `${table}:${SYMBOL}` : table)));
  return socket;
}

/** What a socket that followed a table holds, against GET and against the image that somebody new is given. */
async function compare(
  socket: SocketClient,
  table: string,
  read: (folded: readonly Row[]) => Promise<readonly Row[]>,
  trader?: Trader,
): Promise<void> {
  await socket.settle();
  const folded = ofSymbol(fold(socket.messages(table)));
  const isBook = table.startsWith("orderBookL2");
  const bounded = table === "quote" || table === "execution" ? last(folded, 500) : last(folded, 1_000);
  expect(isBook ? byId(folded) : bounded, `${table} folded against GET`).toEqual(await read(folded));

  const fresh = await follow([table], true, trader);
  const [image] = fresh.messages(table) as [Message];
  fresh.close();
  const rows = image.data ?? [];
  if (table === "execution") return;
  if (table === "quote" || table === "trade")
    expect(last(folded, Math.min(rows.length, folded.length)), `${table} against an image`).toEqual(
      last(rows, Math.min(rows.length, folded.length)),
    );
  else if (table === "order")
    expect(folded.filter((row) => row["ordStatus"] === "New" || row["ordStatus"] === "PartiallyFilled")).toEqual(
      expect.arrayContaining([...rows]),
    );
  else expect(isBook ? byId(folded) : folded, `${table} against an image`).toEqual(rows);
}

const ofSymbol = (rows: readonly Row[]) => rows.filter((row) => row["symbol"] === undefined || row["symbol"] === SYMBOL);

async function compareAll(publicly: SocketClient, privately: readonly SocketClient[]): Promise<void> {
  for (const table of PUBLIC) await compare(publicly, table, READ_PUBLIC[table]);
  for (const [i, socket] of privately.entries()) {
    const trader = traders[i] as Trader;
    for (const table of PRIVATE) await compare(socket, table, (folded) => READ_PRIVATE[table](trader, folded), trader);
  }
}

test("API-004 at rest, whatever was traded, every stream folded over its image is what GET shows, timestamps included", async () => {
  const runs = process.env["FAIRMARK_PROVE"] === "1" ? 200 : 6;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), fc.boolean(), async (steps, scoped) => {
      const early = await Promise.all([follow(PUBLIC, scoped), ...traders.map((trader) => follow(PRIVATE, scoped, trader))]);
      // Some come while it goes on, and start from an image in the middle of it.
      const late: SocketClient[] = [];
      for (let i = 0; i < steps.length; i += TOGETHER) {
        await Promise.all(steps.slice(i, i + TOGETHER).map(act));
        if (late.length === 0 && i >= steps.length / 2)
          late.push(...(await Promise.all([follow(PUBLIC, !scoped), ...traders.map((trader) => follow(PRIVATE, !scoped, trader))])));
      }
      for (const [publicly, ...privately] of [early, late]) {
        // Rows that a mark alone moves are told a moment later: rest is when they have been.
        await vi.waitFor(() => compareAll(publicly as SocketClient, privately), { timeout: 20_000, interval: 100 });
      }
      for (const socket of [...early, ...late]) socket.close();
    }),
    { numRuns: runs, endOnFailure: true, ...(process.env["SEED"] ? { seed: Number(process.env["SEED"]) } : {}) },
  );
});
