import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { expect, onTestFinished, test } from "vitest";
import { BusyError, IdentityStoreError } from "./errors.ts";
import { MAX_CALLS_UNDER_WAY, StoreClient, startStoreWorker } from "./store-client.ts";
import { aFolder } from "./testing.ts";

function aStore() {
  const file = join(aFolder(), "identity.sqlite");
  const worker = startStoreWorker(file);
  const store = new StoreClient(worker);
  onTestFinished(async () => {
    await worker.terminate();
  });
  return { store, file };
}

test("a worker that dies rejects what is under way and all that comes after, and says so once", async () => {
  // One that hears and never answers, so that both calls are under way when it ends.
  const worker = new Worker("require('node:worker_threads').parentPort.on('message', () => {})", { eval: true });
  const store = new StoreClient(worker);
  const underWay = [store.call("load"), store.follow("removeSessions", ["a"])];
  const rejected = Promise.allSettled(underWay);
  await worker.terminate();
  for (const result of await rejected) {
    expect(result).toMatchObject({
      status: "rejected",
      reason: { name: "IdentityStoreError", message: expect.stringContaining("The identity store ended") },
    });
  }
  await expect(store.call("load")).rejects.toThrow("The identity store ended");
  expect(await store.broken).toBeInstanceOf(IdentityStoreError);
  await store.close();
});

test("closing lets what is under way finish, is no death, and refuses what comes after", async () => {
  const { store } = aStore();
  const row = { name: "x", sealed: "y", seal_version: 1 };
  const underWay = [store.call("load"), store.call("addSealedSecret", row), store.call("load")] as const;
  const closing = store.close();
  await expect(store.call("load")).rejects.toThrow("The identity store is closed.");
  const [before, , after] = await Promise.all(underWay);
  expect([before.sealedSecrets, after.sealedSecrets]).toEqual([[], [row]]);
  await closing;
  await store.close();
  expect(await Promise.race([store.broken, Promise.resolve("alive to the end")])).toBe("alive to the end");
});

test("a call that fails rejects alone, with what the database said", async () => {
  const { store } = aStore();
  const row = { name: "x", sealed: "y", seal_version: 1 };
  await store.call("addSealedSecret", row);
  await expect(store.call("addSealedSecret", row)).rejects.toThrow(IdentityStoreError);
  await expect(store.call("addSealedSecret", row)).rejects.toThrow("UNIQUE constraint failed: sealed_secret.name");
  expect((await store.call("load")).sealedSecrets).toEqual([row]);
});

test("a call that follows memory and fails is told though nobody waits for it", async () => {
  const { store, file } = aStore();
  await store.call("load");
  const database = new DatabaseSync(file);
  database.exec("DROP TABLE session");
  database.close();
  await expect(store.follow("removeSessions", ["a"])).rejects.toThrow("no such table");
  expect(await store.broken).toMatchObject({ name: "IdentityStoreError", message: "no such table: session" });
});

test("calls under way are bounded, except those that take rights away", async () => {
  const { store } = aStore();
  const admitted: Array<Promise<unknown>> = Array.from({ length: MAX_CALLS_UNDER_WAY }, () => store.call("passwordsOf", "x", []));
  await expect(store.call("load")).rejects.toThrow(BusyError);
  admitted.push(store.follow("removeSessions", []));
  await Promise.all(admitted);
  await store.call("load");
});
