import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./root.ts";

const simulate = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "bench/simulate.ts"), ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
};
const hashIn = (output: string) => /^hash {8}([0-9a-f]{16})$/m.exec(output)?.[1];

test("PRF-004 the same seed comes to the same hash, checked or not, and another seed to another", () => {
  const checked = simulate("--seed", "7", "--commands", "300");
  expect([checked.status, checked.stderr]).toEqual([0, ""]);
  expect(checked.stdout).toMatch(/^seed {8}7$/m);
  expect(checked.stdout).toMatch(/^commands {4}300$/m);
  expect(checked.stdout).toMatch(/^throughput {2}[\d,]+ commands\/s/m);
  expect(hashIn(checked.stdout)).toBeDefined();
  expect(hashIn(simulate("--seed", "7", "--commands", "300", "--engine-only").stdout)).toBe(hashIn(checked.stdout));
  expect(hashIn(simulate("--seed", "8", "--commands", "300", "--engine-only").stdout)).not.toBe(hashIn(checked.stdout));
});

test("PRF-004 a wrong option ends it with what it takes", () => {
  const { status, stderr } = simulate("--commands", "many");
  expect(status).toBe(2);
  expect(stderr).toContain("--commands takes a whole number");
  expect(stderr).toContain("Usage: npm run simulate");
});
