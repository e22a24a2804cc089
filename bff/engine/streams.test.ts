import { describe, expect, test } from "vitest";
import { SeededRandom } from "./reference/random.ts";
import type { RemarginBy } from "./remargin.ts";
import { aBusyMarket } from "./test-support/busy-market.ts";
import { Simulation } from "./test-support/simulation.ts";

/** Everything at once, at random, from seeds: what must hold after every command whatever the commands were. */

const IS_PROOF = process.env["FAIRMARK_PROVE"] === "1";
const SEEDS = IS_PROOF ? 1_000 : 3;
const COMMANDS = 2_400;
const RESTARTED_COMMANDS = 2_400;

const seeds = Array.from({ length: SEEDS }, (_, seed) => [seed]);

describe("random streams with everything on", () => {
  test.each(seeds)("ENG-002 ENG-003 nobody is ever below zero and not a satoshi comes or goes: seed %i", (seed) => {
    const simulation = new Simulation(seed);
    for (let i = 0; i < COMMANDS; i++) simulation.take(simulation.next());
  });

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
});
