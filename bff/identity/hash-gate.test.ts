import { expect, test } from "vitest";
import { BusyError } from "./errors.ts";
import { HashGate } from "./hash-gate.ts";

/** Jobs that run until the test lets them end, counted while they do. */
class Jobs {
  running = 0;
  mostAtOnce = 0;
  readonly started: number[] = [];
  private readonly ends: Array<() => void> = [];

  job(number: number): () => Promise<number> {
    return async () => {
      this.started.push(number);
      this.mostAtOnce = Math.max(this.mostAtOnce, ++this.running);
      await new Promise<void>((end) => this.ends.push(end));
      this.running--;
      return number;
    };
  }

  endOne(): void {
    this.ends.shift()?.();
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test.each([1, 2])(
  "UI-001 ASVS-15.2.2 hashes run %i at once, sixteen times as many wait in order, and the next is refused as busy",
  async (atOnce) => {
    const gate = new HashGate(atOnce);
    const jobs = new Jobs();
    const admitted = atOnce + 16 * atOnce;
    const results = Array.from({ length: admitted }, (_, number) => gate.run(jobs.job(number)));
    await expect(gate.run(jobs.job(-1))).rejects.toThrow(BusyError);
    for (let ended = 0; ended < admitted; ended++) {
      await settled();
      expect(jobs.running).toBe(Math.min(atOnce, admitted - ended));
      jobs.endOne();
    }
    expect(await Promise.all(results)).toEqual(Array.from({ length: admitted }, (_, number) => number));
    expect(jobs.started).toEqual(Array.from({ length: admitted }, (_, number) => number));
    expect(jobs.mostAtOnce).toBe(atOnce);
  },
);

test("who comes as a place is handed on does not take it", async () => {
  const gate = new HashGate(2);
  const jobs = new Jobs();
  const results = [0, 1, 2].map((number) => gate.run(jobs.job(number)));
  await settled();
  jobs.endOne();
  await settled();
  results.push(gate.run(jobs.job(3)));
  await settled();
  expect(jobs.running).toBe(2);
  for (let ended = 1; ended < results.length; ended++) {
    jobs.endOne();
    await settled();
  }
  expect(await Promise.all(results)).toEqual([0, 1, 2, 3]);
});

test("a job that fails gives its place up", async () => {
  const gate = new HashGate();
  const failing = Array.from({ length: 5 }, () => gate.run(() => Promise.reject(new Error("no memory"))));
  for (const result of failing) await expect(result).rejects.toThrow("no memory");
  expect(await gate.run(async () => "next")).toBe("next");
});

test("closing refuses who waits and lets who runs finish", async () => {
  const gate = new HashGate(2);
  const jobs = new Jobs();
  const results = [0, 1, 2].map((number) => gate.run(jobs.job(number)));
  await settled();
  gate.close();
  await expect(results[2]).rejects.toThrow("closed");
  jobs.endOne();
  jobs.endOne();
  expect(await Promise.all(results.slice(0, 2))).toEqual([0, 1]);
  await expect(gate.run(jobs.job(3))).rejects.toThrow("closed");
  expect(jobs.started).toEqual([0, 1]);
});
