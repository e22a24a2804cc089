import type { TransactionRow } from "../../contract/tables/transact.ts";
import { CURRENCY } from "../../contract/vocabulary.ts";
import { accountNumber } from "../../engine/accounts.ts";
import { TRANSACTION } from "../../engine/records.ts";
import { NONE } from "../../engine/rows.ts";
import type { SlotReader } from "../../engine/slots.ts";
import { GUID_KIND, toGuid } from "../guids.ts";

/** In the order of the engine's codes. */
const TYPE_TEXT = ["Deposit", "Withdrawal", "RealisedPNL"] as const;
const STATUS_TEXT = ["Completed", "Pending", "Canceled"] as const;

/**
 * A transaction record as a row of the wire. What a contract had realised by a noon names it as its address, and no chain
 * but itself as its transaction.
 *
 * @param symbolOf an instrument's symbol by its handle
 */
export function transactionRow(record: SlotReader, symbolOf: (instrument: number) => string, timestamp: string): TransactionRow {
  const transactID = toGuid(GUID_KIND.transaction, record.number(TRANSACTION.number));
  const instrument = record.number(TRANSACTION.instrument);
  const isCoins = instrument === NONE;
  return {
    transactID,
    account: accountNumber(record.number(TRANSACTION.account)),
    currency: CURRENCY,
    transactType: TYPE_TEXT[record.number(TRANSACTION.type)] as string,
    // The fee left the account as well; it has a column of its own.
    amount: record.number(TRANSACTION.amountSats) + record.number(TRANSACTION.feeSats),
    fee: record.number(TRANSACTION.feeSats),
    transactStatus: STATUS_TEXT[record.number(TRANSACTION.status)] as string,
    address: isCoins ? "" : symbolOf(instrument),
    tx: isCoins ? "" : transactID,
    text: isCoins ? "Test coins" : "",
    transactTime: new Date(record.number(TRANSACTION.madeAtMs)).toISOString(),
    timestamp,
    walletBalance: record.number(TRANSACTION.walletBalanceSats),
    marginBalance: null,
  };
}
