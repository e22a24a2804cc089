import { RefusedError } from "../identity/errors.ts";
import type { Withdrawal } from "../wallet/wallet-rows.ts";
import { OperatorError, type OperatorServices, type Run, readOperator, readWords } from "./operator-command.ts";

/** What operators do about withdrawals. They let them pass or announce runs; they can neither make nor redirect one. */
export const WALLET_COMMANDS: Readonly<Record<string, { readonly usage: string; readonly run: Run }>> = {
  "withdrawal list": { usage: "withdrawal list", run: listOpen },
  "withdrawal approve": { usage: "withdrawal approve 17 --as NAME", run: approve },
  "watch replay": { usage: "watch replay", run: (_words, { takeovers }) => takeovers.replay() },
  "watch list": { usage: "watch list", run: listWatched },
  "watch clear": { usage: "watch clear 100001 --as NAME", run: clearWatched },
  "withdrawal run": { usage: 'withdrawal run --at 2026-11-22T16:00:00Z --notice "An extra run"', run: announce },
};

/** Those that somebody may have to look at: confirmed and not sent. */
async function listOpen(_words: readonly string[], { wallet }: OperatorServices): Promise<object> {
  const open = [...wallet.things.withdrawals.values()].filter(({ state }) => state === "confirmed" || state === "signing");
  return { withdrawals: open.map((one) => summary(one, wallet.isLarge(one))), nextRun: new Date(wallet.runs.next().atMs).toISOString() };
}

async function approve(words: readonly string[], { wallet }: OperatorServices): Promise<object> {
  const { options, rest } = readWords(words, { as: { type: "string" } });
  const request = /^\d{1,15}$/.test(rest[0] ?? "") ? Number(rest[0]) : null;
  if (request === null || rest.length !== 1)
    throw new OperatorError("The number of a withdrawal is wanted, as: withdrawal approve 17 --as NAME.");
  const approved = await wallet.approve(request, readOperator(options["as"]));
  return summary(approved, wallet.isLarge(approved));
}

/** Accounts whose log looks like a stranger's doing, and what stands against each. */
async function listWatched(_words: readonly string[], { identity }: OperatorServices): Promise<object> {
  const { watched } = identity.safety;
  return {
    watched: watched.queue().map(({ userId, state: { step, points, signs, atMs, untilMs } }) => ({
      account: identity.user(userId)?.account,
      ...{ step, points, signs, at: new Date(atMs).toISOString() },
      until: untilMs === null ? null : new Date(untilMs).toISOString(),
    })),
  };
}

/** Says that an operator has looked. A hold on withdrawals ends by its own time. */
async function clearWatched(words: readonly string[], { identity, takeovers }: OperatorServices): Promise<object> {
  const { options, rest } = readWords(words, { as: { type: "string" } });
  const user = /^\d{1,15}$/.test(rest[0] ?? "") && rest.length === 1 ? identity.userOfAccount(Number(rest[0])) : null;
  if (user === null) throw new OperatorError("The number of an account is wanted, as: watch clear 100001 --as NAME.");
  const name = readOperator(options["as"]);
  await takeovers.clear(user.id, name).catch((error: unknown) => {
    throw error instanceof RefusedError ? new OperatorError(error.message) : error;
  });
  return { account: user.account, cleared: true };
}

async function announce(words: readonly string[], { wallet }: OperatorServices): Promise<object> {
  const { options } = readWords(words, { at: { type: "string" }, notice: { type: "string" } }, false);
  const atMs = Date.parse(options["at"] ?? "");
  if (!Number.isSafeInteger(atMs)) throw new OperatorError("--at is missing or no moment, as 2026-11-22T16:00:00Z.");
  await wallet.runs.announce({ atMs, notice: options["notice"] ?? "" });
  return { nextRun: new Date(wallet.runs.next().atMs).toISOString() };
}

const summary = ({ request, account, sats, address, state, approvedBy }: Withdrawal, isLarge: boolean) => ({
  ...{ request, account, xbt: sats / 1e8, address, state },
  ...(isLarge ? { approvedBy, approvalsNeeded: 2 } : {}),
});
