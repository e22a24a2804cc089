import { defineConfig } from "vitest/config";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** `npm run prove` runs the same files in their long forms: minutes and hours where `npm test` has seconds. */
const isProof = process.env.FAIRMARK_PROVE === "1";
const PROOF_TIMEOUT_MS = 12 * 60 * MINUTE_MS;

/** A limit says that something hangs; it is no measure of speed, so it leaves a loaded machine ample room. */
const timeouts = (testMs: number) => {
  const limitMs = isProof ? PROOF_TIMEOUT_MS : testMs;
  return { testTimeout: limitMs, hookTimeout: Math.max(limitMs, MINUTE_MS) };
};

/** Folders whose tests replace no module and keep nothing in one. */
const PURE = ["bff/engine", "bff/contract", "bff/feeds", "bff/demo", "src"];

/** Node runs the sources as they are, as it does for the exchange itself: a third less work than transforming and wrapping them. */
const NATIVE = { viteModuleRunner: false, nodeLoader: true };

export default defineConfig({
  test: {
    // Three processes for two cores, because many wait; processes rather than threads, because tests start worker threads of their own and end them hard.
    pool: "forks",
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: "parts",
          experimental: NATIVE,
          include: PURE.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
          // The files of a process share what they import: half the time goes into importing otherwise.
          isolate: false,
          unstubGlobals: true,
          sequence: { groupOrder: 1 },
          ...timeouts(MINUTE_MS),
        },
      },
      {
        test: {
          name: "hosts",
          experimental: NATIVE,
          include: ["bff/**/*.test.ts", "scripts/**/*.test.ts"],
          exclude: PURE.map((folder) => `${folder}/**`),
          sequence: { groupOrder: 1 },
          ...timeouts(MINUTE_MS),
        },
      },
      {
        // Whole exchanges under foreign clients and under fire, each with processes of its own.
        test: {
          name: "whole",
          experimental: NATIVE,
          include: ["conformance/**/*.test.ts", "faults/*.test.ts"],
          sequence: { groupOrder: 1 },
          ...timeouts(5 * MINUTE_MS),
        },
      },
      {
        // Living markets and replays keep a core busy each.
        test: {
          name: "market",
          experimental: NATIVE,
          include: ["faults/market/*.test.ts", "replays/*.test.ts"],
          sequence: { groupOrder: 2 },
          ...timeouts(5 * MINUTE_MS),
        },
      },
    ],
  },
});
