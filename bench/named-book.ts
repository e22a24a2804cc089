import { ClientIds } from "../bff/engine/client-ids.ts";
import type { SideCode } from "../bff/engine/commands.ts";
import { RECORD } from "../bff/engine/records.ts";
import { NONE } from "../bff/engine/rows.ts";
import { SlotWriter } from "../bff/engine/slots.ts";
import { assertEqual, runPeer } from "./book.ts";
import { BareBook, type BookMix, type BookOutcome, bookMix, OP, runOurs } from "./book-mix.ts";
import type { BenchRow } from "./row.ts";

const OPERATIONS = 1_000_000;
/** Operations whose rows leave as one buffer. */
const BATCH = 64;

/** All orders are one account's. */
const OWNER = 4;

/** The same book with what a client sees around it: orders named by strings, and a packed row for each trade and each level that changed. */
class NamedBook extends BareBook {
  private readonly out = new SlotWriter(1 << 16);
  private readonly numbers = new ClientIds();
  private readonly names: string[] = [];
  private operations = 0;
  private metTicks = NONE;
  private metSide: SideCode = 0;

  place(name: string, side: SideCode, ticks: number, quantity: number): void {
    const number = this.names.push(name) - 1;
    this.numbers.set(OWNER, name, number);
    this.add(number, side, ticks, quantity);
    this.levelMet();
    if (this.isLive(number)) this.level(ticks, side);
    else this.numbers.delete(OWNER, name);
    this.end();
  }

  remove(name: string): void {
    const number = this.numbers.get(OWNER, name);
    if (number === undefined) throw new Error(`no order is called ${name}`);
    const { side, ticks } = this.placeOf(number);
    this.cancel(number);
    this.level(ticks, side);
    this.numbers.delete(OWNER, name);
    this.end();
  }

  override meet(resting: number, quantity: number, ticks: number): number {
    const number = this.numberOf(resting);
    const name = this.names[number] as string;
    const { side } = this.placeOf(number);
    const met = super.meet(resting, quantity);
    this.out.begin(RECORD.trade);
    this.out.number(quantity);
    this.out.number(ticks);
    this.out.text(name);
    this.out.end();
    // A level that several fills change is written once, when the last of them is over.
    if (ticks !== this.metTicks) this.levelMet();
    this.metTicks = ticks;
    this.metSide = side;
    if (!this.isLive(number)) this.numbers.delete(OWNER, name);
    return met;
  }

  private levelMet(): void {
    if (this.metTicks !== NONE) this.level(this.metTicks, this.metSide);
    this.metTicks = NONE;
  }

  private level(ticks: number, side: SideCode): void {
    this.out.begin(RECORD.level);
    this.out.number(side);
    this.out.number(ticks);
    this.out.number(this.quantityAt(ticks));
    this.out.end();
  }

  private end(): void {
    if (++this.operations % BATCH === 0) this.out.take();
  }
}

function runNamed({ operations, orders, kind, id, side, ticks, quantity }: BookMix, names: readonly string[]): BookOutcome {
  const book = new NamedBook(orders);
  for (let i = 0; i < operations; i++) {
    const name = names[id[i] as number] as string;
    if (kind[i] === OP.cancel) book.remove(name);
    else book.place(name, side[i] as SideCode, ticks[i] as number, quantity[i] as number);
  }
  return book.outcome();
}

export function namedBookRow(): BenchRow {
  const mix = bookMix(OPERATIONS);
  // Made anew for each run, as names come off the wire: their hashes are not known yet.
  const names = () => Array.from({ length: mix.orders }, (_, i) => `order-${i}`);
  const perSecond = (startedAt: number) => (mix.operations / (performance.now() - startedAt)) * 1_000;
  for (let i = 0; i < 3; i++) {
    runOurs(mix);
    runNamed(mix, names());
  }
  return {
    title: "PERF-010 the engine's book, by dense numbers and by strings with rows, against npm nodejs-order-book on the mix of PERF-001",
    runs: 5,
    measure: async () => {
      const fresh = names();
      const bareAt = performance.now();
      const bare = runOurs(mix);
      const barePerSecond = perSecond(bareAt);
      const namedAt = performance.now();
      const named = runNamed(mix, fresh);
      const namedPerSecond = perSecond(namedAt);
      const peerAt = performance.now();
      const peer = runPeer(mix);
      const peerPerSecond = perSecond(peerAt);
      assertEqual(bare, peer);
      assertEqual(named, peer);
      return {
        figures: [
          { name: "ours", value: barePerSecond, unit: "ops/s" },
          { name: "ours, strings resolved and rows written", value: namedPerSecond, unit: "ops/s" },
          { name: "nodejs-order-book", value: peerPerSecond, unit: "ops/s" },
          { name: "strings and rows against the peer", value: namedPerSecond / peerPerSecond, unit: "x" },
        ],
        ratio: barePerSecond / peerPerSecond,
      };
    },
  };
}
