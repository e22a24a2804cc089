import type { TransactionRow } from "../../contract/tables/transact.ts";
import { CURRENCY } from "../../contract/vocabulary.ts";
import { accountNumber } from "../../engine/accounts.ts";
import { TRANSACTION } from "../../engine/records.ts";
import type { SlotReader } from "../../engine/slots.ts";
import { GUID_KIND, toGuid } from "../guids.ts";

const TYPE_TEXT = ["Deposit"] as const;

/** A transaction record as a row of the wire. */
export function transactionRow(record: SlotReader, timestamp: string): TransactionRow {
  return {
    transactID: toGuid(GUID_KIND.transaction, record.number(TRANSACTION.number)),
    account: accountNumber(record.number(TRANSACTION.account)),
    currency: CURRENCY,
    transactType: TYPE_TEXT[record.number(TRANSACTION.type)] as string,
    amount: record.number(TRANSACTION.amountSats),
    fee: 0,
    transactStatus: "Completed",
    address: "",
    tx: "",
    text: "Test coins",
    transactTime: timestamp,
    timestamp,
    walletBalance: record.number(TRANSACTION.walletBalanceSats),
    marginBalance: null,
  };
}
