import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import type { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { IdentityStoreError } from "./errors.ts";
import { startStoreWorker } from "./store-client.ts";
import { House, PASSWORD } from "./testing.ts";

async function aHouseWithAMortalStore() {
  const house = new House();
  let worker: Worker | undefined;
  const identity = await house.open({}, { startStoreWorker: (file) => (worker = startStoreWorker(file)) });
  const ada = await house.signUp(identity, "ada@example.com");
  const kill = async () => {
    await worker?.terminate();
  };
  /** Keeps the store from writing until it is killed, so that what is asked of it is under way when it dies. */
  const killWithWritesUnderWay = async () => {
    const ended = kill();
    database.exec("ROLLBACK");
    database.close();
    await ended;
  };
  const database = new DatabaseSync(house.file);
  const holdWrites = () => database.exec("BEGIN IMMEDIATE");
  return { house, identity, ada, kill, holdWrites, killWithWritesUnderWay };
}

test("a store that dies rejects what waits for it and reports once; what is known goes on being known", async () => {
  const { house, identity, ada, holdWrites, killWithWritesUnderWay } = await aHouseWithAMortalStore();
  const { token } = await identity.openSession(ada);
  const { id } = await identity.createKey(ada, { name: "bot", permissions: ["order"] });
  holdWrites();
  const underWay = Promise.allSettled([
    identity.openSession(ada),
    identity.createKey(ada, { name: "late", permissions: [] }),
    identity.createUser("bob@example.com", house.openAccount),
  ]);
  await killWithWritesUnderWay();
  for (const result of await underWay) expect(result).toMatchObject({ status: "rejected", reason: { name: "IdentityStoreError" } });
  await expect(identity.signIn("ada@example.com", PASSWORD)).rejects.toThrow("The identity store ended");
  expect(house.failures).toHaveLength(1);
  expect(house.failures[0]).toBeInstanceOf(IdentityStoreError);
  expect(identity.session(token)).not.toBeNull();
  expect(identity.key(id)).not.toBeNull();
  expect(identity.userOfAccount(2)).toBeNull();
});

test("a session that is ended while the store is dead is dead too, and the caller learns that it may come back", async () => {
  const { identity, ada, kill } = await aHouseWithAMortalStore();
  const { token } = await identity.openSession(ada);
  await kill();
  await expect(identity.endSession(token)).rejects.toThrow(IdentityStoreError);
  expect(identity.session(token)).toBeNull();
});

/** Signs up, opens sessions and makes keys as fast as it can, and says what was acknowledged. */
const TRADER_REGISTRY = `
  const { Identity } = await import(process.argv[1]);
  const identity = await Identity.open(
    { dataDir: process.argv[2], kekFile: null, mode: "local", now: () => ${Date.UTC(2020, 2, 13)} },
    { passwordCost: { memoryKiB: 64, passes: 1, parallelism: 1 } },
  );
  for (let account = 1; ; account++) {
    const { user } = await identity.signUp("trader" + account + "@example.com", ${JSON.stringify(PASSWORD)}, async () => account);
    const { token } = await identity.openSession(user);
    const { id, secret } = await identity.createKey(user, { name: "bot", permissions: ["order"] });
    process.stdout.write(JSON.stringify({ account, token, id, secret }) + "\\n");
  }
`;

test("a process that is killed loses nothing that was acknowledged", async () => {
  const house = new House();
  house.nowMs = Date.UTC(2020, 2, 13);
  const child = spawn(
    process.execPath,
    ["--input-type=module", "-e", TRADER_REGISTRY, new URL("./index.ts", import.meta.url).href, house.dataDir],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const exited = once(child, "exit");
  const acknowledged: Array<{ account: number; token: string; id: string; secret: string }> = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(JSON.parse(line));
    if (acknowledged.length === 25) child.kill("SIGKILL");
  }
  expect(await exited).toEqual([null, "SIGKILL"]);
  const identity = await house.open();
  expect(acknowledged.length).toBeGreaterThanOrEqual(25);
  for (const { account, token, id, secret } of acknowledged) {
    expect(identity.userOfAccount(account)?.email).toBe(`trader${account}@example.com`);
    expect(identity.session(token)?.account).toBe(account);
    expect(identity.key(id)).toMatchObject({ account, secret });
  }
  expect((await identity.signIn("trader1@example.com", PASSWORD))?.account).toBe(1);
});
