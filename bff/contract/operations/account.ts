import { Type } from "typebox";
import { defineOperation, type Model, optional, text } from "../operation.ts";
import { affiliate } from "../tables/affiliate.ts";
import { transact } from "../tables/transact.ts";

/** Answers about an account that follow from others. */

/** Its columns are the contracts. Source: the BitMEX API v1 model of this name. */
const commissions = {
  model: "UserCommissionsBySymbol",
  description: "Fees by contract: `{XBTUSD: {makerFee, takerFee, settlementFee, maxFee}}`.",
  schema: Type.Object({}),
} satisfies Model;

const currencyParam = optional(text("`XBt`.", { default: "XBt" }));

export const userGetCommission = defineOperation({
  verb: "GET",
  path: "/user/commission",
  id: "User.getCommission",
  summary: "The fees that you pay, by contract; all accounts pay the same.",
  access: "account",
  params: Type.Object({}),
  returns: commissions,
  single: true,
});

export const userGetAffiliateStatus = defineOperation({
  verb: "GET",
  path: "/user/affiliateStatus",
  id: "User.getAffiliateStatus",
  summary: "What referred friends brought: zero, for this exchange pays for none.",
  access: "account",
  params: Type.Object({}),
  returns: affiliate,
  single: true,
});

export const userCheckReferralCode = defineOperation({
  verb: "GET",
  path: "/user/checkReferralCode",
  id: "User.checkReferralCode",
  summary: "The discount of a referral code. Always 0: this exchange gives out no codes, and none lowers a fee.",
  access: "public",
  params: Type.Object({ referralCode: optional(text("A code.", { maxLength: 64 })) }),
  returns: null,
  answer: { type: "number", format: "double" },
  single: true,
});

export const userMinWithdrawalFee = defineOperation({
  verb: "GET",
  path: "/user/minWithdrawalFee",
  id: "User.minWithdrawalFee",
  summary: "What a withdrawal costs: the network's fee, the same for all.",
  access: "public",
  params: Type.Object({ currency: currencyParam }),
  returns: null,
  single: true,
});

export const userGetWalletSummary = defineOperation({
  verb: "GET",
  path: "/user/walletSummary",
  id: "User.getWalletSummary",
  summary: "Your wallet in sums: a row each for deposits, withdrawals and realised profit and loss, and their total.",
  access: "account",
  params: Type.Object({ currency: currencyParam }),
  returns: transact,
});

export const userGetExecutionHistory = defineOperation({
  verb: "GET",
  path: "/user/executionHistory",
  id: "User.getExecutionHistory",
  summary: "What happened to your orders of a contract on the day, UTC, that a moment lies in; at most 1,000 rows.",
  access: "account",
  isHeavy: true,
  params: Type.Object({
    symbol: text("Contract.", { default: "XBTUSD" }),
    timestamp: Type.String({ format: "date-time", description: "A moment of the day.", default: "2017-02-13T12:00:00.000Z" }),
  }),
  returns: null,
  single: true,
});
