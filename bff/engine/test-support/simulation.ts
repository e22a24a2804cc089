import { PHASE } from "../orders.ts";
import { checkAfter, checkMargin, checkStanding, checkWhole, insist } from "../reference/invariants.ts";
import { NaiveExchange } from "../reference/naive-exchange.ts";
import { NaiveQueue } from "../reference/naive-queue.ts";
import { SeededRandom } from "../reference/random.ts";
import { RandomCommands } from "../reference/random-commands.ts";
import { RowMirror } from "../reference/row-mirror.ts";
import { SlotWriter } from "../slots.ts";
import type { TestMarket } from "../testing.ts";
import { aBusyMarket } from "./busy-market.ts";

/** A command as it was sent, and how long after the one before. */
export interface Step {
  readonly waitMs: number;
  readonly command: Float64Array;
}

/** Something that must hold did not. */
export class Violation extends Error {
  readonly seed: number;
  /** Number of the command after which it was seen, counted from zero. */
  readonly command: number;

  constructor(seed: number, command: number, cause: unknown) {
    super(`seed ${seed}, command ${command}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.seed = seed;
    this.command = command;
  }
}

/** How often the checks that look at everything are made, in commands; the cheap ones follow each command. */
export interface Cadence {
  /** Every account, position and order by itself. */
  readonly standing: number;
  /** Every margin in fractions. */
  readonly margin: number;
  /** That a refused command has changed nothing, to the last bit. */
  readonly footprint: number;
  /** The audit in full, and all rows against the image. */
  readonly whole: number;
}

const RARELY: Cadence = { standing: 25, margin: 250, footprint: 5_000, whole: 1_000 };
/** What a failing stream is shrunk and kept with: the fault is seen where it is made. */
export const ALWAYS: Cadence = { standing: 1, margin: 1, footprint: 50, whole: 50 };

const TRADERS = 10;

/** The real engine under random commands, the naive models beside it, and the checks that compare them. */
export class Simulation {
  readonly market: TestMarket = aBusyMarket(TRADERS);
  readonly seed: number;
  private readonly naive = new NaiveExchange();
  private readonly queue = new NaiveQueue();
  private readonly generator: RandomCommands;
  private readonly writer = new SlotWriter();
  private readonly cadence: Cadence;
  /** Commands applied so far, and contracts that have settled in them. */
  commands = 0;
  settlements = 0;

  constructor(seed: number, cadence: Cadence = RARELY) {
    this.seed = seed;
    this.cadence = cadence;
    const { state } = this.market;
    this.naive.begin(this.market.image());
    this.generator = new RandomCommands(new SeededRandom(seed), state, 2 * TRADERS);
  }

  /** The stream's next command, which depends on the state as it is. */
  next(): Step {
    const waitMs = this.generator.wait();
    this.generator.next()(this.writer);
    return { waitMs, command: this.writer.take() };
  }

  /** Applies a command without looking at what comes of it, but for the engine's own audit. */
  apply({ waitMs, command }: Step): Float64Array {
    const { market } = this;
    market.nowMs += waitMs - 1;
    this.commands += 1;
    return market.sendPacked(command);
  }

  /** Applies a command and checks what comes of it. @throws Violation */
  take(step: Step): void {
    const number = this.commands;
    try {
      this.takeAndCheck(step, number);
    } catch (error) {
      throw new Violation(this.seed, number, error);
    }
  }

  private takeAndCheck(step: Step, number: number): void {
    const { market, naive, cadence } = this;
    const isNth = (every: number) => number % every === every - 1;
    // What was due anyhow happens before a command, refused or not.
    const isQuiet = !market.engine.state.isDue(market.nowMs + step.waitMs);
    const before = isQuiet && isNth(cadence.footprint) ? market.footprint() : null;
    const { instruments } = market.state;
    const marksBefore = instruments.markPoints.slice(0, instruments.count);
    const outcome = market.read(this.apply(step));
    if (outcome.refusal !== "none" && isQuiet) {
      insist(outcome.kinds.length === 0, () => `${outcome.refusal}, and yet it gave rows`);
      insist(before === null || market.footprint() === before, () => `${outcome.refusal}, and yet something changed`);
    }
    checkAfter(market.state, naive, outcome, marksBefore);
    const { byNumber, orders } = market.state;
    this.queue.take(outcome, (order) => byNumber.has(order) && orders.phase[byNumber.get(order) as number] === PHASE.working);
    this.settlements += outcome.settlements.length;
    if (isNth(cadence.standing)) checkStanding(market.state);
    if (isNth(cadence.margin)) checkMargin(market.state, market.rows);
    if (!isNth(cadence.whole)) return;
    market.audit();
    const image = new RowMirror();
    image.take(market.image());
    checkWhole(market.state, naive, market.rows, image);
  }
}

/** What a stream of commands violates, from the start; null when nothing. */
export function failureOf(simulation: Simulation, steps: readonly Step[]): Violation | null {
  try {
    for (const step of steps) simulation.take(step);
    return null;
  } catch (error) {
    if (error instanceof Violation) return error;
    throw error;
  }
}
