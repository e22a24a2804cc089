import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { seededRandom } from "../bff/exchange/testing/drill.ts";
import { Client, type Row } from "./client.ts";
import { FAULT } from "./faulty.ts";
import { aFolder, Server } from "./server.ts";
import { patiently } from "./verify.ts";

/** Over HTTP: who has an answer to a write reads its effect at once, from every table. */

const isProof = process.env["FAIRMARK_PROVE"] === "1";
const STEPS = isProof ? 5_000 : 150;
const XBT = 100_000_000;

async function aMarket(settings = {}, options = {}) {
  const dataDir = aFolder();
  const server = await Server.start(dataDir, settings, options);
  await server.operator("index", "set", ".BXBT", "60000");
  const alice = await Client.create(server, "alice");
  const bob = await Client.create(server, "bob");
  return { dataDir, server, alice, bob };
}

const idOf = (row: Row) => row["orderID"] as string;
const only = (rows: readonly Row[]): Row => {
  expect(rows).toHaveLength(1);
  return rows[0] as Row;
};

test("EXC-003 a GET right after the answer to a write shows its effect, in live tables and in history", async () => {
  const { alice, bob } = await aMarket();
  const random = seededRandom(11);
  const open = new Map<string, Row>();
  const price = () => 59_000 + Math.floor(random() * 200) * 0.5;

  const sizeAt = async (level: unknown) => {
    const book = await alice.rows("/orderBook/L2", { symbol: "XBTUSD", depth: 0 });
    return (book.find((row) => row["price"] === level && row["side"] === "Buy")?.["size"] as number | undefined) ?? 0;
  };
  const ours = (level: unknown) =>
    [...open.values()].filter((row) => row["price"] === level).reduce((sum, row) => sum + (row["leavesQty"] as number), 0);

  const place = async () => {
    const { status, body } = await alice.call("POST", "/order", { symbol: "XBTUSD", side: "Buy", orderQty: 100, price: price() });
    expect(status).toBe(200);
    const placed = body as Row;
    open.set(idOf(placed), placed);
    expect(only(await patiently(alice, "/order", { filter: { orderID: idOf(placed) } }))).toEqual(placed);
    expect(await sizeAt(placed["price"])).toBe(ours(placed["price"]));
    expect(only(await patiently(alice, "/execution", { filter: { orderID: idOf(placed) } }))).toMatchObject({
      execType: "New",
      ordStatus: "New",
    });
  };

  const amend = async (target: Row) => {
    const { body } = await alice.call("PUT", "/order", { orderID: idOf(target), price: price() });
    const amended = body as Row;
    open.set(idOf(amended), amended);
    expect(only(await patiently(alice, "/order", { filter: { orderID: idOf(target) } }))).toEqual(amended);
    expect(await sizeAt(target["price"])).toBe(ours(target["price"]));
    expect(await sizeAt(amended["price"])).toBe(ours(amended["price"]));
    const [last] = await patiently(alice, "/execution", { filter: { orderID: idOf(target) }, reverse: "true", count: 1 });
    expect(last).toMatchObject({ execType: "Replaced", price: amended["price"] });
  };

  const cancel = async (target: Row) => {
    const { body } = await alice.call("DELETE", "/order", { orderID: idOf(target) });
    const cancelled = only(body as Row[]);
    open.delete(idOf(target));
    expect(only(await patiently(alice, "/order", { filter: { orderID: idOf(target) } }))).toEqual(cancelled);
    expect(await patiently(alice, "/order", { filter: { orderID: idOf(target), open: true } })).toEqual([]);
    expect(await sizeAt(target["price"])).toBe(ours(target["price"]));
    const [last] = await patiently(alice, "/execution", { filter: { orderID: idOf(target) }, reverse: "true", count: 1 });
    expect(last).toMatchObject({ execType: "Canceled", ordStatus: "Canceled" });
  };

  const trade = async () => {
    const held = ((await alice.rows("/position"))[0]?.["currentQty"] as number | undefined) ?? 0;
    await bob.call("POST", "/order", { symbol: "XBTUSD", side: "Sell", orderQty: 100, price: 60_000 });
    const { body } = await alice.call("POST", "/order", { symbol: "XBTUSD", side: "Buy", orderQty: 100, ordType: "Market" });
    const filled = body as Row;
    expect(filled).toMatchObject({ ordStatus: "Filled", cumQty: 100 });
    expect(only(await patiently(alice, "/order", { filter: { orderID: idOf(filled) } }))).toEqual(filled);
    const fill = only(await patiently(alice, "/execution/tradeHistory", { filter: { orderID: idOf(filled) } }));
    expect(fill).toMatchObject({ lastQty: 100, lastPx: 60_000, lastLiquidityInd: "RemovedLiquidity" });
    const [last] = await patiently(alice, "/trade", { symbol: "XBTUSD", reverse: "true", count: 1 });
    expect(last).toMatchObject({ trdMatchID: fill["trdMatchID"], size: 100 });
    expect((await alice.rows("/position"))[0]).toMatchObject({ currentQty: held + 100 });
    const [minute] = await patiently(alice, "/trade/bucketed", {
      symbol: "XBTUSD",
      binSize: "1m",
      partial: "true",
      reverse: "true",
      count: 1,
    });
    expect(minute).toMatchObject({ close: 60_000 });
  };

  const leverage = async () => {
    const wanted = 1 + Math.floor(random() * 20);
    const { status } = await alice.call("POST", "/position/leverage", { symbol: "XBTUSD", leverage: wanted });
    expect(status).toBe(200);
    expect((await alice.rows("/position"))[0]).toMatchObject({ leverage: wanted, crossMargin: false });
  };

  for (let step = 0; step < STEPS; step++) {
    const dice = random();
    const target = [...open.values()][Math.floor(random() * open.size)];
    if (dice < 0.45 || target === undefined) await place();
    else if (dice < 0.65) await amend(target);
    else if (dice < 0.85) await cancel(target);
    else if (dice < 0.95) await trade();
    else await leverage();
  }
});

test("EXC-003 a deposit and its transaction, margin and wallet are there with the answer", async () => {
  const { server } = await aMarket();
  for (let i = 1; i <= 5; i++) {
    const carol = await Client.create(server, `carol-${i}`, i);
    expect((await carol.get("/user/margin")).body).toMatchObject({ walletBalance: i * XBT, availableMargin: i * XBT });
    expect((await carol.get("/user/wallet")).body).toMatchObject({ amount: i * XBT });
    expect(only(await patiently(carol, "/user/walletHistory", {}))).toMatchObject({
      transactType: "Deposit",
      amount: i * XBT,
      walletBalance: i * XBT,
    });
  }
});

test("EXC-003 while history stands still its reads end in 503 after a while, orders and live tables go on, and afterwards nothing is missing", async () => {
  const { dataDir, alice } = await aMarket({}, { isFaulty: true });
  const stall = join(dataDir, FAULT.stall);
  writeFileSync(stall, "");
  const names: string[] = [];
  for (let i = 0; ; i++) {
    const { status, body } = await alice.call("POST", "/order", {
      symbol: "XBTUSD",
      side: "Buy",
      orderQty: 100,
      price: 59_000,
      clOrdID: `o${i}`,
    });
    expect(status).toBe(200);
    names.push((body as Row)["clOrdID"] as string);
    // The thread may take a moment to notice that it is to stand still.
    const read = await alice.get("/execution", { count: 1 });
    if (read.status === 200) continue;
    expect(read).toMatchObject({
      status: 503,
      body: { error: { message: "The system is currently overloaded. Please try again later." } },
    });
    expect(Number(read.headers["retry-after"])).toBeGreaterThan(0);
    break;
  }
  expect((await alice.get("/position")).status).toBe(200);
  expect(await alice.rows("/orderBook/L2", { symbol: "XBTUSD" })).toMatchObject([{ size: names.length * 100 }]);
  rmSync(stall);
  expect((await patiently(alice, "/execution", { count: 500 })).map((row) => row["clOrdID"])).toEqual(names);
});

test("EXC-003 a start waits for a history that is slow, however long it takes", async () => {
  const dataDir = aFolder();
  const stall = join(dataDir, FAULT.stall);
  writeFileSync(stall, "");
  const starting = Server.start(dataDir, {}, { isFaulty: true });
  // Longer than any read may take.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  rmSync(stall);
  const server = await starting;
  expect(server.port).toBeGreaterThan(0);
});
