import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { MAIL_SCHEMA } from "./schema.ts";
import { smtpTransport } from "./smtp-transport.ts";
import { addressOf, aFolder, aSink, NOON_MS, openOutbox } from "./testing.ts";
import type { Delivery, Transport } from "./transport.ts";

const announcement = { title: "An update", body: "The exchange restarts at noon." };

test("MAIL-001 ASVS-1.3.11 the table has no column for an address, and none comes into the file", async () => {
  const database = new DatabaseSync(":memory:");
  database.exec(MAIL_SCHEMA);
  const columns = database.prepare("SELECT name FROM pragma_table_info('outbox')").all();
  expect(columns.map(({ name }) => name)).toEqual(
    "id person campaign ordinal template params state attempts next_at_ms created_at_ms sent_at_ms".split(" "),
  );
  const dataDir = aFolder();
  const { outbox } = await openOutbox({ dataDir });
  await outbox.send(7, "passwordChanged", { device: "Firefox", address: "203.0.113.1", at: "now" });
  await outbox.settled();
  const bytes = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name)).toString("latin1"));
  expect(bytes.join("")).toContain("passwordChanged");
  expect(bytes.join("")).not.toContain(addressOf(7));
});

test("MAIL-001 through a mail server each message is one envelope with one recipient, and names nobody else", async () => {
  const { url, taken } = await aSink();
  const { outbox, alarms } = await openOutbox({ transport: smtpTransport(url) });
  const persons = Array.from({ length: 200 }, (_, i) => i + 1);
  const { id } = await outbox.fillCampaign("November", "announcement", announcement, persons);
  await outbox.release(id, persons.length);
  await outbox.settled();
  expect(alarms).toEqual([]);
  expect(taken).toHaveLength(200);
  for (const { recipients, bytes } of taken) {
    expect(recipients).toHaveLength(1);
    const named = new Set(bytes.match(/person-\d+@example\.test/g));
    expect([...named]).toEqual([recipients[0]]);
  }
  expect(new Set(taken.flatMap(({ recipients }) => recipients)).size).toBe(200);
  expect(await outbox.counts(id)).toEqual([{ state: "sent", count: 200 }]);
  expect((await outbox.campaigns())[0]?.state).toBe("done");
});

test("MAIL-001 the leak of November 2019: a recipient that is a list of addresses is sent to nobody, and the campaign stops", async () => {
  const { url, taken } = await aSink();
  const everybody = Array.from({ length: 1_000 }, (_, i) => addressOf(i + 1)).join(", ");
  const { outbox, alarms } = await openOutbox({ transport: smtpTransport(url) }, (person) => ({
    address: person === 3 ? everybody : addressOf(person),
    phrase: null,
  }));
  const { id } = await outbox.fillCampaign("November", "announcement", announcement, [1, 2, 3, 4, 5]);
  await outbox.release(id, 5);
  await outbox.settled();
  expect(taken.map(({ recipients }) => recipients)).toEqual([[addressOf(1)], [addressOf(2)]]);
  expect(alarms).toEqual([expect.stringContaining("is not one address")]);
  expect((await outbox.campaigns())[0]?.state).toBe("stopped");
  expect(await outbox.counts(id)).toEqual([
    { state: "dropped", count: 1 },
    { state: "queued", count: 2 },
    { state: "sent", count: 2 },
  ]);
});

test("MAIL-001 letters to one overtake those to many, stages wait for a person, and the kill switch stops at the next message", async () => {
  const order: number[] = [];
  let onSent = async (_person: number) => undefined as unknown;
  const transport: Transport = {
    async send({ to }, beforeEnd): Promise<Delivery> {
      await beforeEnd();
      const person = Number(/\d+/.exec(to)?.[0]);
      order.push(person);
      await onSent(person);
      return { ok: true };
    },
    close: () => undefined,
  };
  const { outbox } = await openOutbox({ transport });
  const { id } = await outbox.fillCampaign("Update", "announcement", announcement, [1, 2, 3, 4, 5, 6, 7, 8]);
  await outbox.settled();
  expect(order).toEqual([]);
  onSent = (person) => (person === 2 ? outbox.send(99, "unfrozen") : Promise.resolve());
  await outbox.release(id, 4);
  await outbox.settled();
  expect(order).toEqual([1, 2, 99, 3, 4]);
  expect((await outbox.campaigns())[0]).toMatchObject({ state: "waiting", released: 4, total: 8 });
  onSent = (person) => (person === 6 ? outbox.stopBulk() : Promise.resolve());
  await outbox.release(id, 8);
  await outbox.settled();
  expect(order).toEqual([1, 2, 99, 3, 4, 5, 6]);
  expect((await outbox.campaigns())[0]?.state).toBe("stopped");
  onSent = () => Promise.resolve();
  await outbox.release(id, 8);
  await outbox.settled();
  expect(order.slice(-2)).toEqual([7, 8]);
  expect(await outbox.fillCampaign("Update", "announcement", announcement, [1, 2])).toMatchObject({ total: 8, state: "done" });
});

test("MAIL-001 after a crash a message that can't have been taken goes again, and one of many that may have been does not", async () => {
  const dataDir = aFolder();
  const first = await openOutbox({ dataDir });
  await first.outbox.fillCampaign("Update", "announcement", announcement, [1, 2, 3]);
  await first.outbox.send(9, "unfrozen");
  await first.outbox.settled();
  await first.outbox.close();
  const database = new DatabaseSync(join(dataDir, "mail.sqlite"));
  database.exec("UPDATE outbox SET state = 'closing' WHERE person IN (1, 9); UPDATE outbox SET state = 'sending' WHERE person = 2;");
  database.exec("UPDATE campaign SET state = 'running', released = 3");
  database.close();
  const sent: string[] = [];
  const transport: Transport = {
    async send({ to }, beforeEnd) {
      await beforeEnd();
      sent.push(to);
      return { ok: true };
    },
    close: () => undefined,
  };
  const { outbox } = await openOutbox({ dataDir, transport });
  await outbox.settled();
  expect(sent).toEqual([addressOf(9), addressOf(2), addressOf(3)]);
  expect(await outbox.counts(1)).toEqual([
    { state: "doubtful", count: 1 },
    { state: "sent", count: 2 },
  ]);
});

test("MAIL-001 a server that is away is tried again later, one that refuses is not; where nobody looks, parameters are forgotten once sent", async () => {
  let nowMs = NOON_MS;
  const answers: Delivery[] = [
    { ok: false, kind: "later", why: "away" },
    { ok: true },
    { ok: false, kind: "refused", why: "no such mailbox" },
  ];
  const transport: Transport = { send: async () => answers.shift() ?? { ok: true }, close: () => undefined };
  const { outbox, alarms } = await openOutbox({ transport, now: () => nowMs, keepsSent: false });
  await outbox.send(1, "recoveryReady", { token: "1.secret" });
  await outbox.settled();
  const state = async () => (await outbox.read(null, 10)).map(({ row }) => row.state);
  expect(await state()).toEqual(["queued"]);
  nowMs += 60_000;
  await outbox.send(2, "unfrozen");
  await outbox.settled();
  expect(alarms).toEqual(["Message 2 was given up: no such mailbox"]);
});
