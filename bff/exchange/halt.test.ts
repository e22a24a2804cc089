import type { WorkerOptions } from "node:worker_threads";
import { expect, test, vi } from "vitest";
import { encode } from "../engine/encode.ts";
import { Bank } from "./bank.ts";
import type { Exchange } from "./exchange.ts";
import { aFolder, anExchange } from "./testing/exchanges.ts";
import { TAMPER } from "./testing/tampering.ts";

const tamper = vi.hoisted(() => new Int32Array(new SharedArrayBuffer(4)));

// The engine's thread is started with somebody's hand in it.
vi.mock("node:worker_threads", async (original) => {
  const { Worker, ...rest } = await original<typeof import("node:worker_threads")>();
  class TamperedWorker extends Worker {
    constructor(_url: URL, options: WorkerOptions) {
      super(new URL("./testing/tampering-thread.ts", import.meta.url), { ...options, workerData: { ...options.workerData, tamper } });
    }
  }
  return { ...rest, Worker: TamperedWorker };
});

const XBT = 100_000_000;

async function aMarket(dataDir = aFolder()) {
  const exchange = await anExchange({ clock: "system", dataDir });
  const bank = new Bank(exchange);
  const account = await bank.openAccount(false);
  await bank.deposit(account, XBT);
  return { exchange, bank, account };
}

/** Asks the thread for it and waits until it says that it has stopped. */
function haltedBy(exchange: Exchange, what: number, then: () => void = () => undefined): Promise<{ cause: string; message: string }> {
  return new Promise((resolve) => {
    exchange.onHalt(resolve);
    Atomics.store(tamper, 0, what);
    then();
  });
}

test("ENG-003 a satoshi that appears in an account halts trading: writes get 503, reads and status still answer", async () => {
  const { exchange, bank, account } = await aMarket();
  const halt = await haltedBy(exchange, TAMPER.cash);
  const { message } = halt;
  expect(halt.cause).toBe("audit");
  expect(message).toMatch(
    /^the rows' cash differs from its sum by 1 satoshis; the last (\d+) commands are kept in halted\/commands-1-\1 of the data folder$/,
  );
  await expect(bank.deposit(account, 1)).rejects.toMatchObject({ status: 503, message: `Trading is halted: ${message}` });
  expect(exchange.tables.accounts.walletRow(account)?.amount).toBe(XBT);
  const status = await exchange.status();
  expect(status).toMatchObject({ sequence: exchange.tables.sequence, halted: halt.message });
});

test("EXC-001 ASVS-16.5.2 ASVS-16.5.3 a sync that fails acknowledges nothing of its batch or later, though the disk works again", async () => {
  const { exchange, bank, account } = await aMarket();
  const { sequence } = exchange.tables;
  const answers: PromiseSettledResult<unknown>[] = [];
  const halt = await haltedBy(exchange, TAMPER.sync, () => {
    void Promise.allSettled([bank.deposit(account, 1), bank.deposit(account, 2)]).then((settled) => answers.push(...settled));
  });
  expect(halt).toMatchObject({ cause: "journal", message: "the journal could not be written: EIO: i/o error, fdatasync" });
  await expect(bank.deposit(account, 3)).rejects.toMatchObject({ status: 503, message: "Trading is halted: the engine has stopped" });
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(exchange.tables.sequence).toBe(sequence);
  expect(exchange.tables.accounts.walletRow(account)?.amount).toBe(XBT);
});

test("EXC-001 a bug in a command acknowledges nothing of its batch, and the next start does not meet it again", async () => {
  const dataDir = aFolder();
  const { exchange, bank, account } = await aMarket(dataDir);
  const { sequence } = exchange.tables;
  const answers: PromiseSettledResult<unknown>[] = [];
  const halt = await haltedBy(exchange, TAMPER.bug, () => {
    void Promise.allSettled([bank.deposit(account, 1), bank.deposit(account, 2)]).then((settled) => answers.push(...settled));
  });
  expect(halt.cause).toBe("bug");
  expect(halt.message).toContain("a bug in the engine");
  expect((await exchange.status()).halted).toContain("a bug in the engine");
  expect(answers).toMatchObject([
    { status: "rejected", reason: { status: 503 } },
    { status: "rejected", reason: { status: 503 } },
  ]);
  await exchange.close();
  const next = await anExchange({ clock: "system", dataDir });
  expect(next.tables.sequence).toBe(sequence);
  expect(next.tables.accounts.walletRow(account)?.amount).toBe(XBT);
});

test("EXC-001 ASVS-16.5.4 a thread that dies takes no answer with it: who waits hears of it, and the exchange can be closed", async () => {
  const { exchange, bank, account } = await aMarket();
  const halt = await haltedBy(exchange, TAMPER.death);
  expect(halt.message).toContain("the thread ends");
  await expect(exchange.submit((out) => encode.clock(out, 0))).rejects.toMatchObject({ status: 503 });
  await expect(bank.deposit(account, 1)).rejects.toMatchObject({ status: 503 });
  await expect(exchange.status()).rejects.toThrow("the engine's thread has ended");
  await exchange.close();
});
