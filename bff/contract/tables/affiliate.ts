import { AccountNumber, Count, Name, Nullable, Price, Ratio, Satoshis, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";
import { CURRENCY } from "../vocabulary.ts";

/** What referred friends brought: nothing, for this exchange pays for none. Source: the BitMEX API v1 `affiliate` table, 2019 shape. */
export const affiliate = defineTable({
  name: "affiliate",
  model: "Affiliate",
  description: "What referred friends brought. This exchange pays for none: all is zero.",
  visibility: "private",
  keys: ["account", "currency"],
  required: ["account", "currency"],
  foreignKeys: {},
  attributes: { account: "sorted" },
  columns: {
    account: AccountNumber,
    currency: Name,
    prevPayout: Satoshis,
    prevTurnover: Satoshis,
    prevComm: Satoshis,
    prevTimestamp: Nullable(Timestamp),
    execTurnover: Satoshis,
    execComm: Satoshis,
    totalReferrals: Count,
    totalTurnover: Satoshis,
    totalComm: Satoshis,
    payoutPcnt: Ratio,
    pendingPayout: Satoshis,
    timestamp: Timestamp,
    referrerAccount: Nullable(Price),
    referralDiscount: Ratio,
    affiliatePayout: Ratio,
  },
});

type AffiliateRow = Row<typeof affiliate>;

/** The row of an account that referred nobody, which are all. @param timestamp when the account was opened */
export const noAffiliates = (account: number, timestamp: string): AffiliateRow => ({
  account,
  currency: CURRENCY,
  prevPayout: 0,
  prevTurnover: 0,
  prevComm: 0,
  prevTimestamp: null,
  execTurnover: 0,
  execComm: 0,
  totalReferrals: 0,
  totalTurnover: 0,
  totalComm: 0,
  payoutPcnt: 0,
  pendingPayout: 0,
  timestamp,
  referrerAccount: null,
  referralDiscount: 0,
  affiliatePayout: 0,
});
