import { createHash } from "node:crypto";
import type { Identity } from "../identity/index.ts";
import { HOUSE } from "../identity/whence.ts";
import { OperatorError, type OperatorServices, readOperator, readWords } from "./operator-command.ts";

const OPTION = { type: "string" } as const;
/** Released one after the other, each by a person who has looked at the one before. */
const STAGES: Readonly<Record<string, (total: number) => number>> = {
  canary: () => 60,
  "1%": (total) => Math.ceil(total / 100),
  "10%": (total) => Math.ceil(total / 10),
  "100%": (total) => total,
};

/** Who confirmed a batch first, by its word. A restart asks both again. */
const firstConfirmed = new WeakMap<Identity, Map<string, string>>();

/**
 * Forces new passwords for a selection, as one batch: first it says how many it would be and by which word that is
 * confirmed; when two different operators have given the word it is done. Nobody here sees or chooses a password.
 */
export async function resetPeople(words: readonly string[], { identity, exchange }: OperatorServices): Promise<object> {
  const { options } = readWords(
    words,
    { "with-balance": OPTION, "without-factor": OPTION, "sessions-since": OPTION, reason: OPTION, confirm: OPTION, as: OPTION },
    false,
  );
  const reason = options["reason"];
  if (reason === undefined || reason.trim() === "") throw new OperatorError("--reason is missing: the letter says it.");
  const since = options["sessions-since"] === undefined ? null : Date.parse(options["sessions-since"]);
  if (Number.isNaN(since)) throw new OperatorError("--sessions-since is no moment, as: 2026-11-22T16:00:00Z.");
  const { safety } = identity;
  const { accounts, marks } = exchange.tables;
  const chosen = identity.everybody().filter(({ id, account }) => {
    const record = safety.desk.records.of(id);
    if (!record.hasPassword || record.closedAtMs !== null || record.passwordMustChange !== null) return false;
    if (options["with-balance"] !== undefined && !((accounts.marginRow(account, marks)?.walletBalance ?? 0) > 0)) return false;
    if (options["without-factor"] !== undefined && identity.safety.factorSinceMs(id) !== null) return false;
    return since === null || safety.desk.sessions.of(id).some(({ lastSeenAtMs }) => lastSeenAtMs >= since);
  });
  const numbers = chosen.map(({ id }) => id);
  const word = createHash("sha256")
    .update(JSON.stringify([reason, numbers]))
    .digest("hex")
    .slice(0, 12);
  if (options["confirm"] === undefined) return { count: numbers.length, confirm: word };
  if (options["confirm"] !== word) throw new OperatorError("The selection is another one by now: look at its count again.");
  const name = readOperator(options["as"]);
  const waiting = firstConfirmed.get(identity) ?? new Map<string, string>();
  firstConfirmed.set(identity, waiting);
  const first = waiting.get(word) ?? name;
  waiting.set(word, first);
  if (first === name) return { count: numbers.length, confirm: word, confirmedBy: [name], confirmationsNeeded: 2 };
  waiting.delete(word);
  const batch = `${word}, confirmed by ${first} and ${name}`;
  for (const id of numbers) await safety.resets.force(id, reason, batch);
  return { batch: word, reset: numbers.length, confirmedBy: [first, name] };
}

/** Begins a recovery for somebody who asks for it; its 72 hours and its letters are the same. */
export async function recoverPerson(words: readonly string[], { identity }: OperatorServices): Promise<object> {
  const { options } = readWords(words, { email: OPTION }, false);
  const user = options["email"] === undefined ? null : identity.userOfAddress(options["email"]);
  if (user === null) throw new OperatorError("There is nobody with this --email.");
  return { effective: new Date(await identity.safety.recoveries.begin(user.id, HOUSE)).toISOString() };
}

/** Writes one letter for everybody with a confirmed address; nothing goes before it is released. */
export async function announce(words: readonly string[], { identity, outbox }: OperatorServices): Promise<object> {
  const { options } = readWords(words, { name: OPTION, title: OPTION, body: OPTION }, false);
  const { name, title, body } = options;
  if (name === undefined || title === undefined || body === undefined) throw new OperatorError("--name, --title and --body are wanted.");
  const persons = identity.everybody().filter(({ id }) => identity.safety.proof.isProved(id));
  const { id, total, state } = await outbox.fillCampaign(
    name,
    "announcement",
    { title, body },
    persons.map(({ id: person }) => person),
  );
  return { campaign: id, total, state };
}

export async function releaseMail(words: readonly string[], { outbox }: OperatorServices): Promise<object> {
  const [campaign = "", stage = ""] = words;
  const upTo = STAGES[stage];
  const row = (await outbox.campaigns()).find(({ id }) => String(id) === campaign);
  if (row === undefined || upTo === undefined || words.length !== 2)
    throw new OperatorError("A campaign and a stage are wanted, as: mail release 1 canary (then 1%, 10%, 100%).");
  const { state, released, total } = await outbox.release(row.id, upTo(row.total));
  return { campaign: row.id, state, released, total };
}

/** The kill switch. */
export const stopMail = async (_words: readonly string[], { outbox }: OperatorServices): Promise<object> => ({
  stopped: await outbox.stopBulk(),
});

export async function mailStatus(_words: readonly string[], { outbox }: OperatorServices): Promise<object> {
  const campaigns = await outbox.campaigns();
  return Promise.all(
    campaigns.map(async ({ id, name, state, total, released }) => ({
      id,
      name,
      state,
      total,
      released,
      messages: await outbox.counts(id),
    })),
  );
}
