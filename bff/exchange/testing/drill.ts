import { INSTRUCTION, ORDER_TYPE, type PlaceFields, SIDE, TIME_IN_FORCE } from "../../engine/commands.ts";
import { encode } from "../../engine/encode.ts";
import { Engine } from "../../engine/engine.ts";
import { NONE } from "../../engine/rows.ts";
import { SlotReader, SlotWriter } from "../../engine/slots.ts";
import { stateHash } from "../../engine/state-hash.ts";
import type { Disk } from "../disk.ts";
import { EngineHost, type EngineHostOptions } from "../engine-host.ts";
import { GENESIS_LISTINGS } from "../listing.ts";

/** Commands to send to a host, and what the engine alone makes of them: what every recovery is held against. */

export const START_MS = Date.UTC(2020, 2, 13, 12);
const BATCH_MS = 7;
const XBTUSD = 1;
export const BXBT = 0;
const FIRST_ACCOUNT = 4;
const ACCOUNTS = 5;
const XBT = 100_000_000;
const PRICE_TICKS = 120_000;

/** The same numbers for the same seed. Source: mulberry32, public domain. */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface DrillBatch {
  /** Wall clock while it is taken. */
  readonly timeMs: number;
  /** Each command with its mark before it, as the host takes them. */
  readonly commands: readonly Float64Array[];
}

export interface Drill {
  readonly batches: readonly DrillBatch[];
  /** State hash after each command; the place is the sequence, 0 before the first. */
  readonly hashes: readonly string[];
  /** Rows of each command, in the same places. */
  readonly rows: readonly Float64Array[];
}

/** Puts the commands that `write` writes behind marks that count from 1. */
export function pack(...writes: readonly ((out: SlotWriter) => void)[]): Float64Array {
  const out = new SlotWriter();
  writes.forEach((write, i) => {
    out.number(i + 1);
    write(out);
  });
  return out.take();
}

export const order = (account: number, fields: Partial<PlaceFields> = {}): PlaceFields => ({
  account: FIRST_ACCOUNT + account,
  instrument: XBTUSD,
  side: SIDE.buy,
  quantity: 100,
  ticks: PRICE_TICKS,
  type: ORDER_TYPE.limit,
  timeInForce: TIME_IN_FORCE.goodTillCancel,
  instructions: 0,
  clientId: "",
  text: "drill",
  ...fields,
});

/** Listings, funded accounts and a first price: what trading needs. */
export const OPENING: readonly ((out: SlotWriter) => void)[] = [
  // The first index and its contract: the drills look at the journal, for which more would only take longer.
  ...GENESIS_LISTINGS.slice(0, 2).map((listing) => (out: SlotWriter) => encode.list(out, listing)),
  ...Array.from({ length: ACCOUNTS }, (_, i) => (out: SlotWriter) => encode.openAccount(out, i === 0 ? 1 : 0)),
  ...Array.from({ length: ACCOUNTS }, (_, i) => (out: SlotWriter) => encode.deposit(out, FIRST_ACCOUNT + i, 2 * XBT)),
  (out) => encode.index(out, BXBT, 6_000_000, 0),
];

/** A random command of everything that accounts and the market do. */
function randomCommand(random: () => number): (out: SlotWriter) => void {
  const below = (limit: number) => Math.floor(random() * limit);
  const account = below(ACCOUNTS);
  const clientId = () => `c${below(12)}`;
  const place = (): PlaceFields => ({
    ...order(account),
    side: below(2) === 0 ? SIDE.buy : SIDE.sell,
    quantity: 100 * (1 + below(20)),
    ticks: PRICE_TICKS - 20 + below(41),
    type: below(8) === 0 ? ORDER_TYPE.market : ORDER_TYPE.limit,
    instructions: below(10) === 0 ? INSTRUCTION.reduceOnly : 0,
    clientId: below(3) === 0 ? "" : clientId(),
    text: "x".repeat(below(60)),
  });
  const dice = below(100);
  if (dice < 55) {
    const fields = place();
    const isMarket = fields.type === ORDER_TYPE.market;
    return (out) => encode.place(out, isMarket ? { ...fields, ticks: 0, timeInForce: TIME_IN_FORCE.immediateOrCancel } : fields);
  }
  if (dice < 70) {
    const id = clientId();
    return (out) => encode.cancel(out, FIRST_ACCOUNT + account, [{ order: 0, clientId: id }], "drill");
  }
  if (dice < 80) {
    const amendment = {
      account: FIRST_ACCOUNT + account,
      order: 0,
      originalClientId: clientId(),
      changes: 4,
      quantity: 0,
      ticks: PRICE_TICKS - 20 + below(41),
      clientId: "",
      text: "",
    };
    return (out) => encode.amend(out, amendment);
  }
  if (dice < 84) {
    const orders = Array.from({ length: 1 + below(5) }, () => ({ ...place(), clientId: "", type: ORDER_TYPE.limit, instructions: 0 }));
    return (out) => encode.placeBulk(out, FIRST_ACCOUNT + account, orders);
  }
  if (dice < 88) return (out) => encode.leverage(out, FIRST_ACCOUNT + account, XBTUSD, 100 * below(20));
  if (dice < 91) return (out) => encode.faucet(out, FIRST_ACCOUNT + account, XBT);
  if (dice < 93) return (out) => encode.cancelAll(out, FIRST_ACCOUNT + account, NONE, NONE, "drill");
  const points = 6_000_000 + 100 * (below(601) - 300);
  return (out) => encode.index(out, BXBT, points, 0);
}

/** @param size batches after the opening */
export function aDrill(seed: number, size: number, perBatch = 6): Drill {
  const random = seededRandom(seed);
  const groups = [
    OPENING,
    ...Array.from({ length: size }, () => Array.from({ length: 1 + Math.floor(random() * perBatch) }, () => randomCommand(random))),
  ];
  const batches = groups.map((writes, i) => ({ timeMs: START_MS + i * BATCH_MS, commands: writes.map((write) => pack(write)) }));
  const out = new SlotWriter();
  const engine = Engine.genesis(out);
  const hashes = [stateHash(engine.state)];
  const rows: Float64Array[] = [new Float64Array(0)];
  for (const { timeMs, commands } of batches) {
    for (const command of commands) {
      engine.apply(new SlotReader(command.subarray(1)), hashes.length, timeMs, command[0] as number);
      rows.push(out.take());
      hashes.push(stateHash(engine.state));
    }
  }
  return { batches, hashes, rows };
}

const HOST_OPTIONS: Omit<EngineHostOptions, "disk"> = {
  dataDir: "/data",
  engineVersion: "1",
  clock: "system",
  commandedStartMs: START_MS,
  now: () => START_MS,
  prunes: false,
  snapshotEvery: 1_000_000,
  segmentBytes: 16 << 10,
  audit: "rolling",
  migrations: new Map(),
  historySequence: 0,
};

export const openHost = (disk: Disk, options: Partial<EngineHostOptions> = {}): EngineHost =>
  new EngineHost({ ...HOST_OPTIONS, ...options, disk });

/** A host on a disk with a clock that the drill sets. */
export class DrillHost {
  readonly host: EngineHost;
  private nowMs = START_MS;

  constructor(disk: Disk, options: Partial<EngineHostOptions> = {}) {
    this.host = openHost(disk, { ...options, now: () => this.nowMs });
  }

  /** Sends what of the drill the host does not have yet, batch by batch. */
  *send(drill: Drill): Generator<number> {
    let sequence = 0;
    for (const { timeMs, commands } of drill.batches) {
      const missing = commands.slice(Math.max(0, this.host.sequenceNow - sequence));
      sequence += commands.length;
      if (missing.length === 0) continue;
      this.nowMs = timeMs;
      this.host.run(missing);
      yield sequence;
    }
  }
}
