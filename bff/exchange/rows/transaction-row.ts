import type { TransactionRow } from "../../contract/tables/transact.ts";
import { CURRENCY } from "../../contract/vocabulary.ts";
import { accountNumber } from "../../engine/accounts.ts";
import { TRANSACTION } from "../../engine/records.ts";
import type { SlotReader } from "../../engine/slots.ts";
import { GUID_KIND, toGuid } from "../guids.ts";

/** In the order of the engine's codes. */
const TYPE_TEXT = ["Deposit", "Withdrawal"] as const;
const STATUS_TEXT = ["Completed", "Pending", "Canceled"] as const;

/** A transaction record as a row of the wire. */
export function transactionRow(record: SlotReader, timestamp: string): TransactionRow {
  return {
    transactID: toGuid(GUID_KIND.transaction, record.number(TRANSACTION.number)),
    account: accountNumber(record.number(TRANSACTION.account)),
    currency: CURRENCY,
    transactType: TYPE_TEXT[record.number(TRANSACTION.type)] as string,
    // The fee left the account as well; it has a column of its own.
    amount: record.number(TRANSACTION.amountSats) + record.number(TRANSACTION.feeSats),
    fee: record.number(TRANSACTION.feeSats),
    transactStatus: STATUS_TEXT[record.number(TRANSACTION.status)] as string,
    address: "",
    tx: "",
    text: "Test coins",
    transactTime: new Date(record.number(TRANSACTION.madeAtMs)).toISOString(),
    timestamp,
    walletBalance: record.number(TRANSACTION.walletBalanceSats),
    marginBalance: null,
  };
}
