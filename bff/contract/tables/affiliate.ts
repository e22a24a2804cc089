import { AccountNumber, Count, Name, Nullable, Price, Ratio, Satoshis, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

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

export type AffiliateRow = Row<typeof affiliate>;
