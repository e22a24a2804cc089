import { ContractError, refused } from "../../contract/errors.ts";
import { securityClose, securityExport } from "../../contract/operations/security.ts";
import { type Handler, handleOwn } from "../handler.ts";
import type { Services } from "../services.ts";
import { clearSessionCookie } from "../session-cookie.ts";
import { personAt, requireApproval } from "../step-up.ts";
import { activityRow } from "./security.ts";
import { securityRow } from "./security-row.ts";
import { userRow } from "./session-row.ts";
import { addressRow, withdrawalRow } from "./withdrawal.ts";

const EXPORT_INTERVAL_MS = 3_600_000;
/** Rows of each kind that one export has, newest first. */
const MOST_ROWS = 10_000;
const PAGE = 500;
/** Withdrawals that have not come to their end. */
const UNDER_WAY: ReadonlySet<string> = new Set(["asked", "confirmed", "signing"]);
const TABLES = ["order", "execution", "transact"] as const;

/** Taking one's data along, and closing the account. */
export function leavingHandlers(services: Services): readonly Handler[] {
  const { exchange, history, identity, now, settings, positions } = services;
  const { safety } = identity;
  const exportedAtMs = new Map<number, number>();

  const rowsOf = async (table: (typeof TABLES)[number], account: number) => {
    const rows: unknown[] = [];
    for (let start = 0; start < MOST_ROWS; start += PAGE) {
      const page = await history.list({ table, account, filter: {}, startMs: null, endMs: null, count: PAGE, start, reverse: true });
      rows.push(...page);
      if (page.length < PAGE) break;
    }
    return rows;
  };
  const logOf = async (userId: number) => {
    const rows = [];
    for (let afterSeq = 0; rows.length < MOST_ROWS; afterSeq = rows.at(-1)?.seq ?? 0) {
      const page = await safety.desk.activity.read(userId, { category: null, afterSeq, count: PAGE, start: 0 });
      rows.push(...page);
      if (page.length < PAGE) break;
    }
    return rows.map(activityRow);
  };

  return [
    handleOwn(securityExport, async ({ principal, whence }) => {
      const { user } = personAt(services, principal);
      const lastMs = exportedAtMs.get(user.id);
      if (lastMs !== undefined && now() - lastMs < EXPORT_INTERVAL_MS)
        throw new ContractError(429, "One export an hour: the last one is still fresh.", "RateLimitError");
      requireApproval(services, principal, { action: "export", details: {}, says: "Download all data of this account" });
      exportedAtMs.set(user.id, now());
      await safety.desk.activity.add(user.id, { category: "settings", what: "All data exported", whence });
      await safety.desk.letters.tell(user.id, "exported", {}, whence);
      const [orders, executions, wallet] = await Promise.all(TABLES.map((table) => rowsOf(table, user.account)));
      const sessions = safety.desk.sessions.of(user.id).map(({ about, createdAtMs }) => ({ ...about, deviceHash: undefined, createdAtMs }));
      const keys = identity
        .keysOf(user.id)
        .map(({ id, name, permissions, enabled, createdAtMs }) => ({ id, name, permissions, enabled, createdAtMs }));
      const person = { user: userRow(services, user), account: user.account, security: securityRow(services, user.id) };
      const withdrawals = services.wallet.listOf(user.account).map((one) => withdrawalRow(services, one));
      const addresses = services.wallet.book.of(user.account).map((one) => addressRow(one, user.id));
      return { ...person, sessions, keys, orders, executions, wallet, withdrawals, addresses, activity: await logOf(user.id) };
    }),

    handleOwn(securityClose, async ({ principal, whence, reply }) => {
      const { user } = personAt(services, principal);
      safety.locks.requireOpen(user.id);
      const { accounts, marks } = exchange.tables;
      if (positions.rows(user.account).some(({ currentQty }) => currentQty !== 0)) throw refused("Close your positions first.");
      if (accounts.openOrders(user.account).length > 0) throw refused("Cancel your orders first.");
      if (services.wallet.listOf(user.account).some(({ state }) => UNDER_WAY.has(state)))
        throw refused("Cancel your withdrawals first, or wait until they are sent.");
      const coins = accounts.marginRow(user.account, marks)?.walletBalance ?? 0;
      // Test coins are worth nothing: nobody has to get rid of them first.
      if (coins > 0 && settings.mode === "production") throw refused("Withdraw your coins first.");
      requireApproval(services, principal, { action: "close", details: { coins }, says: "Close this account for good" });
      for (const { id } of identity.keysOf(user.id)) await identity.disableKey(id);
      await safety.close(user.id, whence);
      clearSessionCookie(reply, settings);
      return { closed: true };
    }),
  ];
}
