import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SignerBoundary } from "./signer-boundary.ts";
import { isTestAddress, makeTestAddress } from "./test-address.ts";
import { ADDRESS, NOON_MS, WalletDesk } from "./testing/desk.ts";
import { SignerSimulator } from "./testing/signer-simulator.ts";

const HOUR_MS = 3_600_000;
const chain = { name: "btc", isAddress: isTestAddress, makeAddress: () => makeTestAddress(new Uint8Array(32).fill(3)) };

async function aWalletWithSigners() {
  const desk = new WalletDesk();
  const simulator = new SignerSimulator(["ann", "ben", "cleo"], 2);
  const folder = join(desk.folder, "signing");
  const wallet = await desk.open(
    new SignerBoundary({ folder, chain, signers: simulator.signers, onAlarm: (what) => desk.alarms.push(what) }),
  );
  await wallet.tick();
  await wallet.request({ account: 1, userId: 7, sats: 100_000, address: ADDRESS, text: "", origin: "key" });
  await wallet.confirm(desk.token);
  desk.nowMs = NOON_MS + HOUR_MS;
  await wallet.tick();
  const { batch } = wallet.listOf(1)[0] ?? {};
  return {
    desk,
    simulator,
    folder,
    wallet,
    unsigned: join(folder, "to-sign", `${batch}.json`),
    signed: join(folder, "signed", `${batch}.json`),
  };
}

test("WAL-001 a batch becomes a file, and counts as sent when enough signers return exactly that batch", async () => {
  const { desk, simulator, folder, wallet, unsigned } = await aWalletWithSigners();
  expect(JSON.parse(readFileSync(unsigned, "utf8"))).toMatchObject({
    format: "fairmark-unsigned-batch/1",
    network: "btc",
    payments: [{ address: ADDRESS, sats: 100_000 }],
    totalSats: 100_000,
  });
  expect(wallet.listOf(1)[0]?.state).toBe("signing");
  expect(simulator.signAll(folder, ["ann"])).toBe(1);
  await wallet.tick();
  expect(wallet.listOf(1)[0]?.state).toBe("signing");
  expect(desk.alarms.at(-1)).toMatch(/has 1 good signatures; 2 are needed\.$/);
  simulator.signAll(folder, ["ann", "cleo"]);
  await wallet.tick();
  await wallet.tick();
  expect(wallet.listOf(1)[0]?.state).toBe("sent");
  expect(desk.letters.filter(({ letter }) => letter === "withdrawalSent")).toHaveLength(1);
});

test("WAL-001 a batch that was changed on its way, one signer twice, a stranger's or another batch's signature send nothing", async () => {
  const { desk, simulator, wallet, unsigned, signed } = await aWalletWithSigners();
  const file = JSON.parse(readFileSync(unsigned, "utf8"));
  expect(() => simulator.sign({ ...file, payments: [{ ...file.payments[0], sats: 100_001 }] }, ["ann"])).toThrow(/add up/);
  const elsewhere = [{ ...file.payments[0], address: makeTestAddress(new Uint8Array(32).fill(8)) }];
  expect(() => simulator.sign({ ...file, payments: elsewhere }, ["ann"])).toThrow(/digest/);
  const stranger = new SignerSimulator(["ann", "ben"], 2);
  const wrong = [
    simulator.sign(file, ["ann", "ann"]),
    stranger.sign(file, ["ann", "ben"]),
    { ...simulator.sign(file, ["ann", "ben"]), batch: "other" },
    { ...simulator.sign(file, ["ann", "ben"]), tx: "" },
    "not a return",
    { format: "fairmark-signed-return/1" },
  ];
  for (const [i, one] of wrong.entries()) {
    writeFileSync(signed, typeof one === "string" ? one : JSON.stringify(one));
    await wallet.tick();
    expect(desk.alarms).toHaveLength(i + 1);
  }
  expect(wallet.listOf(1)[0]?.state).toBe("signing");
});
