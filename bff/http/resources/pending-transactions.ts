import type { TransactionRow } from "../../contract/tables/transact.ts";
import { CURRENCY, NO_GUID } from "../../contract/vocabulary.ts";
import type { LiveTables } from "../../exchange/index.ts";

const DAY_MS = 86_400_000;
/** The noon, UTC, at which what was realised by now is settled. */
const nextNoonMs = (timeMs: number) => (Math.floor((timeMs + DAY_MS / 2) / DAY_MS) + 0.5) * DAY_MS;

/**
 * What an account's history of coins does not have yet: open profit and loss, and what was realised since noon, by
 * contract. No transaction has an id before it is made. Source: rows of /user/walletHistory as public clients read them.
 */
export function pendingTransactions({ accounts, marks, timeMs }: LiveTables, account: number): readonly TransactionRow[] {
  const margin = accounts.marginRow(account, marks);
  if (margin === null) return [];
  const unrealised = accounts
    .positionRows(account, marks)
    .map(({ symbol, unrealisedPnl }) => ({ symbol, sats: unrealisedPnl ?? 0 }))
    .filter(({ sats }) => sats !== 0)
    .map(({ symbol, sats }) => ({
      ...pending(account, "UnrealisedPNL", symbol, sats, margin.walletBalance),
      marginBalance: margin.marginBalance,
    }));
  const noon = new Date(nextNoonMs(timeMs)).toISOString();
  const realised = accounts
    .realisedSinceNoon(account)
    .filter(({ sats }) => sats !== 0)
    .map(({ symbol, sats }) => ({
      ...pending(account, "RealisedPNL", symbol, sats, margin.walletBalance),
      transactTime: noon,
      timestamp: new Date(timeMs).toISOString(),
    }));
  return [...unrealised, ...realised];
}

function pending(account: number, transactType: string, symbol: string, amount: number, walletBalance: number): TransactionRow {
  return {
    transactID: NO_GUID,
    account,
    currency: CURRENCY,
    transactType,
    amount,
    fee: 0,
    transactStatus: "Pending",
    address: symbol,
    tx: "",
    text: "",
    transactTime: null,
    timestamp: null,
    walletBalance,
    marginBalance: null,
  };
}
