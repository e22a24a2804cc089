import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { aFolder, aSink } from "./testing.ts";

const COUNT = process.env["FAIRMARK_PROVE"] === "1" ? 20_000 : 200;
const SENDER = join(import.meta.dirname, "test-support/bulk-sender-worker.ts");

test(`MAIL-001 ${COUNT} messages through a mail server, killed in the middle: one recipient an envelope, and nobody twice`, async () => {
  const { url, taken } = await aSink();
  const dataDir = aFolder();
  const start = () => spawn(process.execPath, [SENDER, dataDir, url, String(COUNT)], { stdio: ["ignore", "pipe", "inherit"] });
  const first = start();
  const ended = once(first, "exit");
  while (taken.length < COUNT / 2 && first.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 1));
  first.kill("SIGKILL");
  await ended;
  const before = taken.length;
  expect(before).toBeLessThan(COUNT);
  const second = start();
  const counts = JSON.parse(await text(second.stdout)) as readonly { readonly state: string; readonly count: number }[];
  const countOf = (state: string) => counts.find((one) => one.state === state)?.count ?? 0;
  for (const { recipients } of taken) expect(recipients).toHaveLength(1);
  expect(new Set(taken.flatMap(({ recipients }) => recipients)).size).toBe(taken.length);
  // One message at most was at its very end when the process died: it is told to the operator, and not sent again.
  expect(countOf("doubtful")).toBeLessThanOrEqual(1);
  expect(countOf("sent") + countOf("doubtful")).toBe(COUNT);
  expect(COUNT - taken.length).toBeLessThanOrEqual(countOf("doubtful"));
});
