import { invalid, TEXT } from "../../contract/errors.ts";
import {
  type AddressRow,
  addressGet,
  addressNew,
  addressRemove,
  userCancelPendingWithdrawal,
  userCancelWithdrawal,
  userConfirmWithdrawal,
  userGetDepositAddress,
  userGetWithdrawals,
  userGetWithdrawRules,
  userReadWithdrawalToken,
  userRequestWithdrawal,
  userSetWithdrawRules,
  type WithdrawalRow,
  type WithdrawRulesRow,
} from "../../contract/operations/withdrawal.ts";
import { type TransactionRow, transact } from "../../contract/tables/transact.ts";
import { CURRENCY } from "../../contract/vocabulary.ts";
import type { SavedAddress, Withdrawal } from "../../wallet/wallet-rows.ts";
import { coins } from "../../wallet/words.ts";
import { type Handler, handle, handleOwn } from "../handler.ts";
import type { Principal } from "../principal.ts";
import type { Services } from "../services.ts";
import { requireApproval, requireVerifiedAddress } from "../step-up.ts";
import { doneTransaction } from "./done-transaction.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function withdrawalHandlers(services: Services): readonly Handler[] {
  const { exchange, identity, wallet } = services;
  const { safety } = identity;
  const rulesRow = (principal: Principal) => rulesRowOf(services, principal);
  return [
    handleOwn(userGetDepositAddress, ({ params, principal }) => {
      requireCoin(params);
      return wallet.depositAddress(principal.account);
    }),

    handleOwn(userRequestWithdrawal, async ({ params, principal, whence }) => {
      requireCoin(params);
      requireVerifiedAddress(services, principal);
      requireFee(params.fee, wallet.limits.feeSats);
      const { address } = params;
      const { account, userId, origin } = principal;
      const wish = { account, userId, sats: params.amount, address, text: params.text ?? "", origin };
      // A key has no person at hand: its letter is what is asked of it. A person proves that it is them as well.
      if (origin === "session") {
        wallet.check(wish);
        requireApproval(services, principal, {
          action: "withdrawal.request",
          details: { sats: wish.sats, address },
          says: `Withdraw ${coins(wish.sats)} XBT to ${address}`,
        });
      }
      const asked = await wallet.request(wish);
      const what = `Withdrawal of ${coins(asked.sats)} XBT asked for${origin === "key" ? " by a key" : ""}`;
      await safety.desk.activity.add(userId, { category: "wallet", what, result: "waits for its letter", whence });
      return transactionOf(services, asked);
    }),

    handle(userReadWithdrawalToken, ({ params }) => withdrawalRow(services, wallet.byToken(params.token))),
    handle(userConfirmWithdrawal, async ({ params }) => transactionOf(services, await wallet.confirm(params.token))),
    handle(userCancelWithdrawal, async ({ params }) => transactionOf(services, await wallet.cancel(wallet.byToken(params.token)))),
    handleOwn(userCancelPendingWithdrawal, async ({ params, principal }) =>
      transactionOf(services, await wallet.cancel(wallet.ofAccount(principal.account, params.transactID))),
    ),

    handleOwn(userGetWithdrawals, ({ params, principal }) =>
      wallet
        .listOf(principal.account)
        .slice(0, params.count ?? 100)
        .map((one) => withdrawalRow(services, one)),
    ),

    handleOwn(userGetWithdrawRules, ({ principal }) => rulesRow(principal)),
    handleOwn(userSetWithdrawRules, async ({ params, principal, whence }) => {
      safety.locks.requireOpen(principal.userId);
      const { savedOnly, addressWaitHours } = params;
      await wallet.book.setRules(principal.account, { savedOnly, addressWaitMs: addressWaitHours * HOUR_MS });
      const what = `Withdrawal rules set: ${savedOnly ? "saved addresses alone" : "any address"}, new ones wait ${addressWaitHours} h`;
      await safety.desk.activity.add(principal.userId, { category: "wallet", what, whence });
      return rulesRow(principal);
    }),

    handleOwn(addressGet, ({ principal }) => wallet.book.of(principal.account).map((one) => addressRow(one, principal.userId))),
    handleOwn(addressNew, async ({ params, principal, whence }) => {
      requireCoin(params);
      safety.locks.requireOpen(principal.userId);
      if (params.skipConfirm || params.skip2FA) throw invalid("skipConfirm is invalid: every withdrawal is confirmed");
      requireVerifiedAddress(services, principal);
      const { address, name } = params;
      const { account, userId } = principal;
      const wish = { account, userId, address, name, note: params.note ?? "" };
      wallet.book.check(wish);
      requireApproval(services, principal, { action: "address.new", details: { address, name }, says: `Save the address ${address}` });
      const saved = await wallet.book.add(wish);
      await safety.desk.activity.add(userId, {
        category: "wallet",
        what: `Withdrawal address saved: ${saved.name}`,
        whence,
      });
      return addressRow(saved, userId);
    }),
    handleOwn(addressRemove, async ({ params, principal, whence }) => {
      safety.locks.requireOpen(principal.userId);
      const { name } = await wallet.book.remove(principal.account, params.id);
      await safety.desk.activity.add(principal.userId, { category: "wallet", what: `Withdrawal address removed: ${name}`, whence });
      return { success: true };
    }),
  ];

  function rulesRowOf({ limits }: Services, { account, userId }: Principal): WithdrawRulesRow {
    const nowMs = exchange.tables.timeMs;
    const { savedOnly, addressWaitMs, pending } = wallet.book.rulesOf(account, nowMs);
    const hold = wallet.holdOf(account, userId);
    const run = wallet.runs.next();
    const { withdrawals } = limits;
    return {
      minAmount: withdrawals.minSats,
      fee: withdrawals.feeSats,
      dailyLimit: withdrawals.dailySats,
      dailyLeft: Math.max(0, withdrawals.dailySats - wallet.usedWithin(account, nowMs - DAY_MS)),
      largeAmount: withdrawals.largeSats,
      withdrawable: exchange.tables.accounts.marginRow(account, exchange.tables.marks)?.withdrawableMargin ?? 0,
      savedOnly,
      addressWaitHours: addressWaitMs / HOUR_MS,
      pendingSavedOnly: pending?.savedOnly ?? null,
      pendingAddressWaitHours: pending === null ? null : pending.addressWaitMs / HOUR_MS,
      pendingFrom: pending === null ? null : iso(pending.fromMs),
      holdReason: hold?.reason ?? "",
      holdUntil: hold === null || hold.untilMs === null ? null : iso(hold.untilMs),
      heldAmount: hold?.sats ?? null,
      nextRun: iso(run.atMs),
      cutOff: iso(run.cutOffMs),
      runNotice: run.notice,
    };
  }
}

const iso = (atMs: number) => new Date(atMs).toISOString();

/** @throws ContractError 400 for any coin or network but the one there is */
function requireCoin({ currency, network }: { readonly currency?: string; readonly network?: string }): void {
  if (currency !== undefined && currency !== CURRENCY) throw invalid("Invalid currency");
  if (network !== undefined && network !== "btc") throw invalid("Invalid network");
}

/** Who names a fee names the one that there is. @throws ContractError 400 */
function requireFee(given: number | undefined, feeSats: number): void {
  if (given === undefined || given === feeSats) return;
  throw invalid(given < 0 ? TEXT.negativeFee : `${TEXT.invalidFee}: it is ${feeSats} XBt`);
}

/** The row of a withdrawal that has just been asked for or changed, with where it goes. */
async function transactionOf({ history }: Services, withdrawal: Withdrawal): Promise<object> {
  const { account, transactID } = withdrawal;
  return withDestination(await doneTransaction(history, account, transactID), new Map([[transactID, withdrawal]]));
}

/** Rows of transactions with what only the wallet knows: where a withdrawal goes. */
export function withDestinations(services: Services, account: number, rows: readonly Record<string, unknown>[]): object[] {
  const known = new Map(services.wallet.listOf(account).map((one) => [one.transactID, one]));
  return rows.map((row) => withDestination(row as unknown as TransactionRow, known));
}

function withDestination(row: TransactionRow, known: ReadonlyMap<string, Withdrawal>): object {
  const plain = Object.fromEntries(transact.columnNames.map((name) => [name, row[name as keyof TransactionRow]]));
  const withdrawal = known.get(row.transactID);
  return withdrawal === undefined ? plain : { ...plain, address: withdrawal.address, tx: withdrawal.tx, text: withdrawal.text };
}

export function withdrawalRow({ wallet }: Services, one: Withdrawal): WithdrawalRow {
  return {
    transactID: one.transactID,
    state: one.state,
    amount: one.sats,
    fee: one.feeSats,
    address: one.address,
    text: one.text,
    origin: one.origin,
    asked: iso(one.askedAtMs),
    confirmBefore: iso(one.confirmBeforeMs),
    confirmed: one.confirmedAtMs === null ? null : iso(one.confirmedAtMs),
    isLarge: wallet.isLarge(one),
    approvals: one.approvedBy.length,
    tx: one.tx,
  };
}

export const addressRow = (one: SavedAddress, userId: number): AddressRow => ({
  id: one.id,
  currency: CURRENCY,
  created: iso(one.addedAtMs),
  userId,
  address: one.address,
  name: one.name,
  note: one.note,
  skipConfirm: false,
  skipConfirmVerified: false,
  skip2FA: false,
  skip2FAVerified: false,
  network: "btc",
  memo: "",
  usableFrom: iso(one.usableFromMs),
});
