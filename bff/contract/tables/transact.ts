import { AccountNumber, Guid, Name, Nullable, Satoshis, Text, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/** Deposits, withdrawals and settled profit and loss. Source: the BitMEX API v1 `transact` table, 2019 shape. */
export const transact = defineTable({
  name: "transact",
  model: "Transaction",
  description: "Deposits, withdrawals and settled profit and loss.",
  visibility: "private",
  keys: ["transactID"],
  required: ["transactID"],
  foreignKeys: {},
  attributes: { transactID: "grouped", account: "grouped", currency: "grouped", transactTime: "sorted" },
  columns: {
    transactID: Guid,
    account: AccountNumber,
    currency: Name,
    transactType: Name,
    amount: Satoshis,
    fee: Nullable(Satoshis),
    transactStatus: Name,
    address: Text,
    tx: Text,
    text: Text,
    transactTime: Nullable(Timestamp),
    timestamp: Nullable(Timestamp),
    walletBalance: Nullable(Satoshis),
    marginBalance: Nullable(Satoshis),
  },
});

export type TransactionRow = Row<typeof transact>;
