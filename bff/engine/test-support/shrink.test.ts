import { expect, test } from "vitest";
import { FIRST_CLIENT } from "../accounts.ts";
import { COMMAND } from "../commands.ts";
import { SlotReader } from "../slots.ts";
import { keptStreams, packStream, unpackStream } from "./kept-streams.ts";
import { shrink } from "./shrink.ts";
import { ALWAYS, failureOf, Simulation, type Step } from "./simulation.ts";

const always = () => true;

test("PRF-001 a failing list is shrunk to elements of which none can be left out", () => {
  const needs = [3, 141, 592, 653];
  const whole = Array.from({ length: 1_000 }, (_, i) => i);
  expect(shrink(whole, (list) => needs.every((one) => list.includes(one)), always)).toEqual(needs);
  expect(shrink([1], (list) => list.length === 1, always)).toEqual([1]);
});

test("PRF-001 shrinking stops when it is told to, with a list that fails", () => {
  let attempts = 0;
  const shortest = shrink(
    Array.from({ length: 100 }, (_, i) => i),
    (list) => list.includes(77),
    () => ++attempts < 4,
  );
  expect(shortest).toContain(77);
  expect(shortest.length).toBeLessThan(100);
});

test("PRF-001 PRF-004 a fault in the books is found, shrunk to the commands that show it, and found again in the kept stream", () => {
  // A satoshi too much for the first trader at every price of an index: a fault that one command shows.
  const sabotaged = () => {
    const simulation = new Simulation(1, ALWAYS);
    const take = simulation.take.bind(simulation);
    simulation.take = (step: Step) => {
      if (new SlotReader(step.command).kind === COMMAND.index) {
        const { accounts } = simulation.market.state;
        accounts.cash[FIRST_CLIENT] = (accounts.cash[FIRST_CLIENT] as number) + 1;
      }
      take(step);
    };
    return simulation;
  };
  const failing = sabotaged();
  const steps: Step[] = [];
  expect(() => {
    for (let i = 0; i < 2_000; i++) {
      steps.push(failing.next());
      failing.take(steps.at(-1) as Step);
    }
  }).toThrow(/^seed 1, command \d+: /);
  const fails = (list: readonly Step[]) => failureOf(sabotaged(), list) !== null;
  expect(failureOf(new Simulation(1, ALWAYS), steps)).toBeNull();
  const shortest = shrink(steps, fails, always);
  expect(shortest.length).toBeGreaterThan(0);
  // One that makes the fault, and as many as the rolling audit takes to come round.
  expect(shortest.length).toBeLessThan(20);
  const kept = unpackStream(packStream({ seed: 1, what: "a satoshi too much", steps: shortest }));
  expect(kept.steps).toEqual(shortest);
  expect(failureOf(sabotaged(), kept.steps)?.message).toMatch(/account|cash/);
});

test("PRF-001 no stream that failed once fails again", () => {
  for (const { name, stream } of keptStreams()) {
    expect([name, failureOf(new Simulation(stream.seed, ALWAYS), stream.steps)]).toEqual([name, null]);
  }
});
