import { expect, test } from "vitest";
import { Usher } from "./usher.ts";

/** An usher whose time passes with the jobs, and whose turns come when the test says. */
function anUsher() {
  const clock = { ms: 0 };
  const turns: (() => void)[] = [];
  const usher = new Usher(
    () => clock.ms,
    (turn) => void turns.push(turn),
  );
  const done: string[] = [];
  const job = (name: string, ms: number) => () => {
    done.push(name);
    clock.ms += ms;
  };
  return { usher, done, job, turn: () => turns.shift()?.(), turns };
}

test("RT-005 a job is done at once while there is time, and waits for its turn after that, in order", () => {
  const { usher, done, job, turn } = anUsher();
  for (const name of ["a", "b", "c", "d", "e"]) usher.admit(job(name, 2));
  expect(done).toEqual(["a", "b"]);
  expect(usher.length).toBe(3);
  expect(usher.isFree).toBe(false);
  turn();
  expect(done).toEqual(["a", "b", "c", "d"]);
  usher.admit(job("f", 2));
  turn();
  expect(done).toEqual(["a", "b", "c", "d", "e", "f"]);
  turn();
  expect(usher.isFree).toBe(true);
});

test("RT-005 thousands wait their turn a few milliseconds at a time, and what was done is forgotten", () => {
  const { usher, done, job, turn, turns } = anUsher();
  for (let i = 0; i < 5_000; i++) usher.admit(job(String(i), 0.1));
  let slices = 0;
  while (turns.length > 0) {
    const before = done.length;
    turn();
    slices += 1;
    expect(done.length - before).toBeLessThanOrEqual(41);
  }
  expect(done).toEqual(Array.from({ length: 5_000 }, (_, i) => String(i)));
  expect(slices).toBeGreaterThan(120);
});
