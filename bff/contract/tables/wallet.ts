import { AccountNumber, Name, Names, Nullable, Satoshis, Text, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/** Coins that came in, went out and are there. Source: the BitMEX API v1 `wallet` table, 2019 shape. */
export const wallet = defineTable({
  name: "wallet",
  model: "Wallet",
  description: "Coins that came in, went out and are there.",
  visibility: "private",
  keys: ["account", "currency"],
  required: ["account", "currency"],
  foreignKeys: {},
  attributes: { account: "sorted", currency: "grouped" },
  columns: {
    account: AccountNumber,
    currency: Name,
    prevDeposited: Satoshis,
    prevWithdrawn: Satoshis,
    prevTransferIn: Satoshis,
    prevTransferOut: Satoshis,
    prevAmount: Satoshis,
    prevTimestamp: Nullable(Timestamp),
    deltaDeposited: Satoshis,
    deltaWithdrawn: Satoshis,
    deltaTransferIn: Satoshis,
    deltaTransferOut: Satoshis,
    deltaAmount: Satoshis,
    deposited: Satoshis,
    withdrawn: Satoshis,
    transferIn: Satoshis,
    transferOut: Satoshis,
    amount: Satoshis,
    pendingCredit: Satoshis,
    pendingDebit: Satoshis,
    confirmedDebit: Satoshis,
    timestamp: Timestamp,
    addr: Text,
    script: Text,
    withdrawalLock: Names,
  },
});

export type WalletRow = Row<typeof wallet>;
