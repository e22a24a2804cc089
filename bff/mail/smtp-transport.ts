import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import type { Transport } from "./transport.ts";

const TIMEOUT_MS = 30_000;
const FIRST_REFUSAL = 500;

/** A mail server, over one connection that is kept. This is the one module that speaks to it. */
export function smtpTransport(url: string): Transport {
  const { hostname, port, protocol, username, password } = new URL(url);
  const isTls = protocol === "smtps:";
  const mailer = createTransport({
    host: hostname,
    port: port === "" ? (isTls ? 465 : 587) : Number(port),
    secure: isTls,
    pool: true,
    maxConnections: 1,
    maxMessages: Number.POSITIVE_INFINITY,
    ...(username === "" ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ from, to, bytes }, beforeEnd) {
      const parts = async function* () {
        yield bytes;
        await beforeEnd();
      };
      try {
        await mailer.sendMail({ envelope: { from, to }, raw: Readable.from(parts()) });
        return { ok: true };
      } catch (error) {
        const { responseCode, message } = error as { responseCode?: number; message: string };
        return { ok: false, kind: (responseCode ?? 0) >= FIRST_REFUSAL ? "refused" : "later", why: message };
      }
    },
    close: () => mailer.close(),
  };
}
