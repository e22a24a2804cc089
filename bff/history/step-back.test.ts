import { getPriority } from "node:os";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { stepBack } from "./step-back.ts";

const IS_LINUX = process.platform === "linux";

/** What a thread that stands at one priority has after it was to step back to 10. */
const priorityAfter = (before: number) =>
  new Promise<number>((resolve, reject) => {
    const source = `
      import { getPriority, setPriority } from "node:os";
      import { parentPort } from "node:worker_threads";
      import { stepBack } from ${JSON.stringify(new URL("./step-back.ts", import.meta.url).href)};
      setPriority(0, ${before});
      stepBack(10);
      parentPort.postMessage(getPriority(0));`;
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), { execArgv: [] });
    worker.once("message", resolve);
    worker.once("error", reject);
  });

test("EXC-001 a thread of history steps back, and never forward: the exchange starts under nice too", async (context) => {
  context.skip(!IS_LINUX, "threads have priorities of their own on Linux alone");
  const here = getPriority();
  expect(await priorityAfter(Math.max(here, 0))).toBe(Math.max(here, 10));
  expect(await priorityAfter(Math.max(here, 15))).toBe(Math.max(here, 15));
});

test("EXC-001 a system that refuses to let a thread step back ends nothing", (context) => {
  context.skip(!IS_LINUX, "threads have priorities of their own on Linux alone");
  const asked: number[] = [];
  const refusing = {
    getPriority: () => 0,
    setPriority: (_process: number, nice?: number) => {
      asked.push(Number(nice));
      throw Object.assign(new Error("EACCES"), { code: "ERR_SYSTEM_ERROR" });
    },
  };
  stepBack(10, refusing);
  expect(asked).toEqual([10]);
});
