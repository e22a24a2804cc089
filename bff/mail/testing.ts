import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { onTestFinished } from "vitest";
import { Outbox, type OutboxOptions } from "./outbox.ts";
import { KEPT_AT_HOME } from "./transport.ts";

/** For tests of the outbox: a folder of its own, and a mail server that writes down what it was given. */

export const NOON_MS = Date.UTC(2020, 2, 13, 12);
const ORIGIN = "https://exchange.example";
export const addressOf = (person: number): string => `person-${person}@example.test`;

export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "fairmark-mail-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface OpenedOutbox {
  readonly outbox: Outbox;
  readonly alarms: string[];
}

/** An outbox that sends; person 0 is nobody, everybody else has an address. */
export async function openOutbox(options: Partial<OutboxOptions> = {}, recipientOf = reach): Promise<OpenedOutbox> {
  const alarms: string[] = [];
  const outbox = await Outbox.open({
    dataDir: options.dataDir ?? aFolder(),
    transport: KEPT_AT_HOME,
    from: "no-reply@exchange.example",
    keepsSent: true,
    now: () => NOON_MS,
    onAlarm: (what) => alarms.push(what),
    ...options,
  });
  onTestFinished(() => outbox.close());
  outbox.start({ recipientOf, origin: () => ORIGIN });
  return { outbox, alarms };
}

const reach = (person: number) => ({ address: addressOf(person), phrase: null });

/** One message as a mail server took it. */
export interface Taken {
  readonly recipients: readonly string[];
  readonly bytes: string;
}

/** A mail server on this machine. */
export async function aSink(): Promise<{ readonly url: string; readonly taken: Taken[] }> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      void text(stream).then((bytes) => {
        taken.push({ recipients: session.envelope.rcptTo.map(({ address }) => address), bytes });
        done();
      }, done);
    },
  });
  // A client that is killed breaks its connection off: that is what some tests are about.
  server.on("error", (error) => {
    if ((error as NodeJS.ErrnoException).code !== "ECONNRESET") throw error;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, taken };
}
