import fc from "fast-check";
import { expect, test } from "vitest";
import { ChatRoom } from "../chat/chat-room.ts";
import { Presence } from "../chat/presence.ts";
import { STREAMED_TABLES } from "../contract/tables.ts";
import { LiveTables } from "../exchange/index.ts";
import { aDrill, seededRandom } from "../exchange/testing/drill.ts";
import { aBoard } from "../notices/testing.ts";
import { BEHIND_BYTES, Connection, type ConnectionContext } from "./connection.ts";
import { Hub } from "./hub.ts";
import { TestOutlet } from "./testing.ts";
import { Usher } from "./usher.ts";

type Row = Readonly<Record<string, unknown>>;
interface Message {
  readonly table?: string;
  readonly action?: string;
  readonly keys?: readonly string[];
  readonly data: readonly Row[];
}

/** A table as the strictest client keeps it. @throws Error for a delta before the image, and for one of a row that is not as it says */
function fold(messages: readonly Message[]): Row[] {
  let keys: readonly string[] | null = null;
  let rows: Row[] = [];
  for (const { action, keys: announced, data } of messages) {
    if (action === "partial") {
      keys = announced ?? [];
      rows = [...data];
      continue;
    }
    if (keys === null) throw new Error(`${action} before the image`);
    for (const row of data) {
      const identity: readonly string[] = keys;
      const at = identity.length === 0 ? -1 : rows.findIndex((known) => identity.every((key) => known[key] === row[key]));
      if ((action === "insert") !== (at === -1)) throw new Error(`${action} of ${JSON.stringify(row)}`);
      if (action === "insert") rows.push(row);
      else if (action === "update") rows[at] = { ...rows[at], ...row };
      else rows.splice(at, 1);
    }
  }
  return rows;
}

const SYMBOL = "XBTUSD";
const FIRST = 100_004;
const SCOPED = new Set(STREAMED_TABLES.filter(({ columns }) => "symbol" in columns).map(({ name }) => name));
/** Rows that tell what happened; an image holds the last of them, or none. */
const EVENTS = new Set(["execution", "transact", "trade", "quote"]);

/** A market that a drill moves, with sockets that follow all of its tables. */
function aTheatre(seed: number) {
  const tables = new LiveTables();
  const clock = { ms: 0 };
  const hub = new Hub({ tables, chat: new ChatRoom(() => 0), presence: new Presence(), notices: aBoard() }, () => clock.ms);
  const context: ConnectionContext = {
    hub,
    usher: new Usher(() => 0),
    origin: "",
    version: "",
    limits: { topics: 200, commandsPerSecond: 1_000 },
    listed: (text) => (text === SYMBOL ? SYMBOL : null),
    authenticate: () => {
      throw new Error("nobody signs in here");
    },
    cancelAllAfter: async () => ({ now: "", cancelTime: 0 }),
    now: () => clock.ms,
  };
  const { rows } = aDrill(seed, 30);
  return {
    hub,
    tables,
    clock,
    rows,
    socket(account: number, scoped: boolean) {
      const outlet = new TestOutlet();
      const principal = { account, sessionHash: null, keyId: "key", mayCancel: true };
      const connection = new Connection(outlet, context, principal, 1);
      const args = STREAMED_TABLES.map(({ name }) => (scoped && SCOPED.has(name) ? `${name}:${SYMBOL}` : name));
      connection.receive(JSON.stringify({ op: "subscribe", args }));
      let byTable: Map<string | undefined, Message[]> | null = null;
      /** What it holds of a table at the end. */
      const folded = (table: string) => {
        byTable ??= Map.groupBy(messagesOf(outlet), (message) => message.table);
        return fold(byTable.get(table) ?? []);
      };
      return { outlet, connection, folded };
    },
  };
}

const messagesOf = ({ heard }: TestOutlet) => heard.filter((text) => text.startsWith("{")).map((text) => JSON.parse(text) as Message);

/** Rows of a table in an order of their own: an image has the window of the book sorted, a stream as it came. */
const inOrder = (rows: readonly Row[]) => rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();

test("RT-002 RT-003 however slowly somebody reads, each table folded is at rest what somebody new is shown", () => {
  fc.assert(
    fc.property(fc.integer(), fc.boolean(), (seed, scoped) => {
      const random = seededRandom(seed);
      const theatre = aTheatre(seed);
      const { hub, tables, clock, rows } = theatre;
      const publish = (batch: Float64Array) => hub.publish(tables.apply(batch));
      for (const batch of rows.slice(1, 30)) publish(batch);
      const sockets = Array.from({ length: 4 }, (_, i) => theatre.socket(FIRST + (i % 2), scoped));
      for (const batch of rows.slice(30)) {
        clock.ms += random() * 6;
        publish(batch);
        if (random() < 0.05) sockets.push(theatre.socket(FIRST + 2, !scoped));
        for (const { outlet } of sockets.slice(1)) {
          const dice = random();
          if (dice < 0.05) {
            outlet.isReading = false;
            outlet.waitingBytes = BEHIND_BYTES + 1;
          } else if (dice < 0.1) outlet.read(random() < 0.7);
        }
      }
      hub.close();
      for (const { outlet } of sockets) outlet.read();
      const fresh = new Map(sockets.map((socket, i) => [socket, theatre.socket(FIRST + (i < 4 ? i % 2 : 2), i < 4 ? scoped : !scoped)]));
      for (const [socket, other] of fresh) {
        expect(socket.outlet.closed).toEqual([]);
        for (const { name } of STREAMED_TABLES) {
          const [held, shown] = [socket.folded(name), other.folded(name)];
          if (name === "order") expect(inOrder(open(held))).toEqual(inOrder(open(shown)));
          else if (!EVENTS.has(name)) expect([name, inOrder(held)]).toEqual([name, inOrder(shown)]);
          // Who has caught up on quotes starts anew from the last.
          else expect([name, last(held, shown.length)]).toEqual([name, last(shown, held.length)]);
        }
      }
      // Nobody is told less of what happened than who always read.
      const [always, , slow] = sockets;
      for (const name of ["trade", "execution", "transact"]) expect(slow?.folded(name)).toEqual(always?.folded(name));
    }),
    { numRuns: process.env["FAIRMARK_PROVE"] === "1" ? 500 : 5, ...(process.env["SEED"] ? { seed: Number(process.env["SEED"]) } : {}) },
  );
});

const last = (rows: readonly Row[], count: number) => rows.slice(Math.max(0, rows.length - count));
/** Orders that ended stay with who saw them end. */
const open = (rows: readonly Row[]) => rows.filter(({ ordStatus }) => ordStatus === "New" || ordStatus === "PartiallyFilled");
