import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Client, type Row } from "./client.ts";
import { FAULT } from "./faulty.ts";
import { aFolder, Server } from "./server.ts";

const AUDIT_TEXT =
  /^the rows' cash differs from its sum by 1 satoshis; the last \d+ commands are kept in (halted\/commands-1-\d+) of the data folder$/;

async function aFaultyMarket() {
  const dataDir = aFolder();
  const server = await Server.start(dataDir, {}, { isFaulty: true });
  await server.operator("index", "set", ".BXBT", "60000");
  const alice = await Client.create(server, "alice");
  const place = (clOrdID: string) => alice.call("POST", "/order", { symbol: "XBTUSD", side: "Buy", orderQty: 100, price: 59_000, clOrdID });
  await place("before");
  const inject = (fault: string) => writeFileSync(join(dataDir, fault), "");
  return { dataDir, server, alice, place, inject };
}

test("ENG-003 MRG-003 a satoshi that appears behind the engine's back halts trading: writes get 503 and say so, reads work, and so does the end", async () => {
  const { dataDir, server, alice, place, inject } = await aFaultyMarket();
  const { sequence, stateHash } = await server.operator("status");
  inject(FAULT.cash);
  while ((await server.operator("status"))["halted"] === null) await new Promise((resolve) => setTimeout(resolve, 50));
  const status = await server.operator("status");
  expect(status["sequence"]).toBe(sequence);
  const text = String(status["halted"]);
  expect(text).toMatch(AUDIT_TEXT);
  expect(readdirSync(join(dataDir, AUDIT_TEXT.exec(text)?.[1] ?? ""))).toEqual(["0000000000000001.segment"]);
  const refused = { status: 503, body: { error: { message: `Trading is halted: ${text}`, name: "HTTPError" } } };
  expect(await place("after")).toMatchObject(refused);
  expect(await alice.call("PUT", "/order", { origClOrdID: "before", price: 59_001 })).toMatchObject(refused);
  expect(await alice.call("DELETE", "/order/all", {})).toMatchObject(refused);
  expect(await alice.call("POST", "/position/leverage", { symbol: "XBTUSD", leverage: 2 })).toMatchObject(refused);
  await expect(server.operator("index", "set", ".BXBT", "61000")).rejects.toThrow("Trading is halted");
  expect(await alice.rows("/order", { filter: { open: true } })).toMatchObject([{ clOrdID: "before" }]);
  expect((await alice.get("/user/margin")).status).toBe(200);
  expect(await alice.rows("/orderBook/L2", { symbol: "XBTUSD" })).toHaveLength(1);
  expect(server.stderr).toContain(`Trading is halted: ${text}`);
  expect(await server.kill("SIGINT")).toEqual({ code: 0, signal: null });
  // The flaw was in memory alone: what was acknowledged is whole.
  const again = await Server.start(dataDir);
  expect(await again.operator("status")).toMatchObject({ sequence, stateHash, halted: null, audit: { differenceSats: 0 } });
});

test("EXC-001 a sync that fails once ends the exchange without an acknowledgement, though the disk works again; a restart holds what was acknowledged", async () => {
  const { dataDir, server, alice, place, inject } = await aFaultyMarket();
  inject(FAULT.sync);
  const answers = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => place(`lost${i}`)));
  expect(existsSync(join(dataDir, FAULT.sync))).toBe(false);
  for (const answer of answers) {
    if (answer.status === "fulfilled") expect(answer.value).toMatchObject({ status: 503 });
  }
  // Source of the code: sysexits.h, an input or output error.
  expect(await server.ended).toEqual({ code: 74, signal: null });
  expect(server.stderr).toMatch(/^Trading is halted: the journal could not be written: EIO: i\/o error, fdatasync$/m);
  const again = await Server.start(dataDir);
  alice.follow(again);
  const open = (await alice.rows("/order", { filter: { open: true } })).map((row: Row) => row["clOrdID"]);
  expect(open).toContain("before");
  expect(await again.operator("status")).toMatchObject({ halted: null, audit: { differenceSats: 0 } });
});
