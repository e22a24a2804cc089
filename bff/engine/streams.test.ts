import { describe, expect, test } from "vitest";
import { FIRST_CLIENT } from "./accounts.ts";
import { INSTRUCTION, ORDER_TYPE, type PlaceFields, SIDE, TIME_IN_FORCE } from "./commands.ts";
import { encode } from "./encode.ts";
import { SeededRandom } from "./reference/random.ts";
import type { RemarginBy } from "./remargin.ts";
import { SlotWriter } from "./slots.ts";
import { aBusyMarket } from "./test-support/busy-market.ts";
import { Simulation } from "./test-support/simulation.ts";
import type { Command, Outcome } from "./testing.ts";

/** Everything at once, at random, from seeds: what must hold after every command whatever the commands were. */

const IS_PROOF = process.env["FAIRMARK_PROVE"] === "1";
const SEEDS = IS_PROOF ? 1_000 : 3;
const COMMANDS = 2_400;
const RESTARTED_COMMANDS = 2_400;
const packed = (write: Command): Float64Array => {
  const writer = new SlotWriter();
  write(writer);
  return writer.take();
};
/** Each of them is looked at whole. */
const WATCHED_COMMANDS = IS_PROOF ? 2_400 : 300;

const REHEARSALS = IS_PROOF ? 2_000 : 80;

const seeds = Array.from({ length: SEEDS }, (_, seed) => [seed]);

describe("random streams with everything on", () => {
  test.each(seeds)("ENG-002 ENG-003 nobody is ever below zero and not a satoshi comes or goes: seed %i", (seed) => {
    const simulation = new Simulation(seed);
    for (let i = 0; i < COMMANDS; i++) simulation.take(simulation.next());
  });

  test.each(seeds)(
    "ENG-004 who reads every row knows after each command what the image tells, and what is refused leaves no trace: seed %i",
    (seed) => {
      const simulation = new Simulation(5_000 + seed, { standing: 2, margin: 10, footprint: 1, whole: 1 });
      for (let i = 0; i < WATCHED_COMMANDS; i++) simulation.take(simulation.next());
    },
  );

  const again = "ENG-004 MRG-002 a stream gives the same rows and hash again, restarted or not, whether index or scan finds who is due";
  test.each(seeds)(`${again}: seed %i`, (seed) => {
    const [one, random] = [new Simulation(seed), new SeededRandom(~seed)];
    let by: RemarginBy = "scan";
    let other = aBusyMarket(10, by);
    for (let i = 0; i < RESTARTED_COMMANDS; i++) {
      const step = one.next();
      if (random.oneIn(400)) {
        by = by === "scan" ? "index" : "scan";
        other = other.restarted(by);
      }
      other.nowMs += step.waitMs - 1;
      const [rows, repeated] = [one.apply(step), other.sendPacked(step.command)];
      const isSame = Buffer.from(rows.buffer).equals(Buffer.from(repeated.buffer));
      if (!isSame) throw new Error(`seed ${seed}, command ${i}: other rows come of it after a restart`);
    }
    expect(other.hash()).toBe(one.market.hash());
  });

  test("ORD-001 an order that is to fill or to be killed fills exactly where all of it would trade at once", () => {
    const [simulation, random] = [new Simulation(9), new SeededRandom(9)];
    const seen = { filled: 0, killed: 0 };
    for (let i = 0; i < REHEARSALS; i++) {
      for (let step = 0; step < 25; step++) simulation.apply(simulation.next());
      const { state } = simulation.market;
      const account = FIRST_CLIENT + random.below(state.accounts.count - FIRST_CLIENT);
      const instrument = random.pick(["XBTUSD", "XBTM26", "ETHM26"].map((symbol) => simulation.market.instrument(symbol)));
      const side = random.pick([SIDE.buy, SIDE.sell]);
      const shown = [...state.book(instrument).shownOn(side === SIDE.buy ? SIDE.sell : SIDE.buy)];
      const ticks = shown[random.below(Math.min(4, shown.length))];
      if (ticks === undefined) continue;
      const { lotSize } = state.terms(instrument);
      const most = shown.slice(0, 1 + shown.indexOf(ticks)).reduce((sum, at) => sum + state.book(instrument).quantityAt(at), 0);
      const quantity = Math.max(1, Math.round((most * random.pick([0.3, 0.95, 1, 1.05, 1.1])) / lotSize)) * lotSize;
      const held = state.positions.held(state.positionOf(account, instrument));
      const instructions = (side === SIDE.buy ? held < 0 : held > 0) && random.oneIn(2) ? INSTRUCTION.reduceOnly : 0;
      if (!random.oneIn(4)) simulation.apply({ waitMs: 1, command: packed((out) => encode.deposit(out, account, 10_000_000_000)) });
      const order: PlaceFields = {
        ...{ account, instrument, side, quantity, ticks, instructions, clientId: "", text: "" },
        type: ORDER_TYPE.limit,
        timeInForce: TIME_IN_FORCE.immediateOrCancel,
      };
      const [atOnce, whole] = [TIME_IN_FORCE.immediateOrCancel, TIME_IN_FORCE.fillOrKill].map((timeInForce) =>
        simulation.market.restarted().send((out) => encode.place(out, { ...order, timeInForce })),
      ) as [Outcome, Outcome];
      expect([i, whole.refusal]).toEqual([i, atOnce.refusal]);
      if (atOnce.order === undefined || whole.order === undefined) continue;
      const isWhole = atOnce.order.filled === atOnce.order.quantity;
      expect([i, whole.order.filled]).toEqual([i, isWhole ? whole.order.quantity : 0]);
      seen[isWhole ? "filled" : "killed"] += 1;
    }
    expect(Math.min(seen.filled, seen.killed)).toBeGreaterThan(REHEARSALS / 20);
  });
});
