import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import type { Letter } from "./letter.ts";
import type { MessageRow } from "./schema.ts";

/** Who a message goes to: one person, one address. */
export interface Recipient {
  readonly address: string;
  /** The person's own words, by which they tell our letters from a forger's; null for none. */
  readonly phrase: string | null;
}

/** A message as it travels, with the one envelope that it travels in. */
export interface FinishedMessage {
  readonly from: string;
  readonly to: string;
  readonly bytes: Buffer;
}

/** A message that could have reached somebody else than its person; nothing of it is sent. */
export class UnsafeMessageError extends Error {
  override readonly name = "UnsafeMessageError";
}

/** One mailbox and nothing that a header could read as a second one. It is the last gate; identity has its own. */
const ONE_ADDRESS = /^[^\s\p{C}<>",;:\\()[\]@]{1,64}@(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)*$/u;
/** Anything in a header that reads as an address. */
const ADDRESSES = /[^\s<>",;:()[\]]+@[^\s<>",;:()[\]]+/gu;

/** The same for one message at every attempt, so that whoever gets it twice can tell. */
export function messageId({ id, person, created_at_ms }: Pick<MessageRow, "id" | "person" | "created_at_ms">, host: string): string {
  const hash = createHash("sha256").update(`message ${id} ${person} ${created_at_ms}`, "utf8").digest("hex");
  return `<${hash.slice(0, 40)}@${host}>`;
}

/**
 * Makes the bytes of a message and checks the finished bytes, not what went into them: one To header with this
 * address alone, no Cc, no Bcc, and no other address in any header.
 *
 * @throws UnsafeMessageError
 */
export async function compile(letter: Letter, recipient: Recipient, from: string, id: string, date: Date): Promise<FinishedMessage> {
  const to = recipient.address;
  if (!ONE_ADDRESS.test(to)) throw new UnsafeMessageError("A recipient is not one address.");
  const composer = new MailComposer({
    from: { name: "Fairmark", address: from },
    to: { name: "", address: to },
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    messageId: id,
    date,
    headers: { "auto-submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    composer.compile().build((error, message) => (error === null ? resolve(message) : reject(error)));
  });
  checkFinished(bytes, { from, to, id });
  return { from, to, bytes };
}

/**
 * Reads the headers back as a mail server would.
 *
 * @throws UnsafeMessageError
 */
export function checkFinished(bytes: Buffer, allowed: { readonly from: string; readonly to: string; readonly id: string }): void {
  const text = bytes.toString("utf8");
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) throw new UnsafeMessageError("A message has no end of headers.");
  const headers = text
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const named = (name: string) => headers.filter((line) => line.toLowerCase().startsWith(`${name}:`));
  const recipients = named("to");
  const written = (recipients[0] ?? "").slice("to:".length).trim();
  if (recipients.length !== 1 || (written !== allowed.to && written !== `<${allowed.to}>`))
    throw new UnsafeMessageError("A message's To header is not its one recipient.");
  if (["cc", "bcc", "resent-to", "resent-cc", "resent-bcc"].some((name) => named(name).length > 0))
    throw new UnsafeMessageError("A message copies somebody else.");
  const known = new Set([allowed.from, allowed.to, allowed.id.slice(1, -1)]);
  for (const line of headers) {
    for (const [address] of line.matchAll(ADDRESSES))
      if (!known.has(address)) throw new UnsafeMessageError("A message names an address in a header that is not its recipient's.");
  }
}
