import { type ChildProcess, spawn } from "node:child_process";
import { expect, onTestFinished, test } from "vitest";
import type { ToTraders } from "../demo/protocol.ts";
import { TradersProcess } from "./market-traders.ts";

const ORDER: Extract<ToTraders, { type: "begin" }> = {
  type: "begin",
  origin: "http://127.0.0.1:9",
  roster: "demo",
  seed: 1,
  speed: null,
  keys: { "maker-1": { id: "key-id", secret: "key-secret" } },
};

/** Programs in the place of the traders, one a start; the last one again and again. */
function aProcess(...programs: string[]): { process: TradersProcess; children: ChildProcess[] } {
  const children: ChildProcess[] = [];
  const traders = new TradersProcess(ORDER, () => {
    const program = programs[Math.min(children.length, programs.length - 1)] as string;
    const child = spawn(process.execPath, ["-e", program], { env: {}, stdio: ["ignore", "ignore", "ignore", "ipc"] });
    children.push(child);
    return child;
  });
  onTestFinished(() => traders.stop());
  return { process: traders, children };
}

const GONE_WITH_CHANNEL = `process.on("disconnect", () => process.exit(0));`;
const OBEDIENT = `${GONE_WITH_CHANNEL} process.on("message", ({ type }) => process.send({ type: type === "begin" ? "begun" : "turned" }));`;
const FAINTING = `process.on("message", ({ type }) => type === "begin" ? process.send({ type: "begun" }) : process.exit(3));`;
const STUBBORN = `process.on("message", () => process.send({ type: "begun" })); process.on("disconnect", () => setInterval(() => {}, 1000));`;

test("MKT-002 a turn ends when the traders say so", async () => {
  const { process: traders, children } = aProcess(OBEDIENT);
  traders.start();
  expect(await traders.turn(1)).toBe(true);
  expect(await traders.turn(2)).toBe(true);
  expect(children).toHaveLength(1);
});

test("MKT-002 a report comes as the traders give it", async () => {
  const report = { type: "report", accounts: 1, liquidations: 7, lowestWalletSats: 12 };
  const { process: traders } = aProcess(
    `${GONE_WITH_CHANNEL} process.on("message", ({ type, keys }) => process.send(type === "begin" && keys["maker-1"].secret === "key-secret" ? { type: "begun" } : ${JSON.stringify(report)}));`,
  );
  traders.start();
  expect(await traders.report()).toEqual(report);
});

test("MKT-001 traders who end by themselves begin again, and the turn that they died in is theirs again", async () => {
  const { process: traders, children } = aProcess(FAINTING, OBEDIENT);
  traders.start();
  expect(await traders.turn(1)).toBe(true);
  expect(children).toHaveLength(2);
  expect(children[0]?.exitCode).toBe(3);
});

test("MKT-001 a stop ends the traders' process, whoever waits for it, and begins no other", async () => {
  const { process: traders, children } = aProcess(`${GONE_WITH_CHANNEL} process.on("message", () => {});`);
  traders.start();
  const turn = traders.turn(1);
  await traders.stop();
  expect(await turn).toBe(false);
  expect(await traders.report()).toBeNull();
  expect(children).toHaveLength(1);
  // On a busy machine it may not have gone by itself in time, and was ended: either way it is no more.
  expect(children[0]?.exitCode ?? children[0]?.signalCode).not.toBeNull();
});

test("MKT-001 a traders' process that does not go when it is let go is ended", async () => {
  const { process: traders, children } = aProcess(STUBBORN);
  traders.start();
  await new Promise((resolve) => children[0]?.once("message", resolve));
  await traders.stop();
  expect(children[0]?.signalCode).toBe("SIGKILL");
});
