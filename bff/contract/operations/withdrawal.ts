import { Type } from "typebox";
import { Count, Flag, Name, Nullable, Satoshis, Text, Timestamp } from "../columns.ts";
import { decimal, defineOperation, flag, integer, long, type Model, moment, optional, text } from "../operation.ts";
import { transact } from "../tables/transact.ts";

const currencyParam = optional(text("`XBt`.", { default: "XBt" }));
const tokenParam = text("Out of the letter's link.", { maxLength: 200 });

export const userGetDepositAddress = defineOperation({
  verb: "GET",
  path: "/user/depositAddress",
  id: "User.getDepositAddress",
  summary: "The address at which your account takes deposits, as a JSON string.",
  access: "account",
  params: Type.Object({ currency: currencyParam }),
  returns: null,
  answer: { type: "string" },
  single: true,
});

export const userRequestWithdrawal = defineOperation({
  verb: "POST",
  path: "/user/requestWithdrawal",
  id: "User.requestWithdrawal",
  summary: "Asks for a withdrawal: its coins are reserved, and a letter has to be answered within 10 minutes, also for a key.",
  access: "account",
  permission: "withdraw",
  params: Type.Object({
    otpToken: optional(
      text("Taken and not read: a session approves each withdrawal, and a key's waits for the answer to its letter.", { maxLength: 20 }),
    ),
    currency: text("`XBt`.", { default: "XBt" }),
    amount: long("Satoshis that arrive; the fee comes on top."),
    address: text("Where to.", { maxLength: 100 }),
    fee: optional(decimal("Has to be the fee of the house, or be left out.")),
    text: optional(text("A note to yourself.", { maxLength: 500 })),
  }),
  // Later clients name the network, of which there is one.
  ignored: ["network", "memo"],
  returns: transact,
  single: true,
});

export const userConfirmWithdrawal = defineOperation({
  verb: "POST",
  path: "/user/confirmWithdrawal",
  id: "User.confirmWithdrawal",
  summary: "Confirms a withdrawal by the token of its letter.",
  access: "public",
  params: Type.Object({ token: tokenParam }),
  returns: transact,
  single: true,
});

export const userCancelWithdrawal = defineOperation({
  verb: "POST",
  path: "/user/cancelWithdrawal",
  id: "User.cancelWithdrawal",
  summary: "Cancels a withdrawal by the token of its letter.",
  access: "public",
  params: Type.Object({ token: tokenParam }),
  returns: transact,
  single: true,
});

export const userCancelPendingWithdrawal = defineOperation({
  verb: "DELETE",
  path: "/user/withdrawal",
  id: "User.cancelPendingWithdrawal",
  summary: "Cancels a withdrawal that has not been sent.",
  access: "account",
  permission: "withdraw",
  params: Type.Object({ transactID: text("Id of the withdrawal.", { maxLength: 36 }) }),
  returns: transact,
  single: true,
});

/** A withdrawal and how far it is. */
const withdrawal = {
  model: "Withdrawal",
  description: "A withdrawal and how far it is: asked, confirmed, signing, sent, cancelled or expired.",
  schema: Type.Object({
    transactID: Text,
    state: Name,
    amount: Satoshis,
    fee: Satoshis,
    address: Text,
    text: Text,
    origin: Name,
    asked: Timestamp,
    confirmBefore: Timestamp,
    confirmed: Nullable(Timestamp),
    /** Whether two operators have to agree, and how many have. */
    isLarge: Flag,
    approvals: Count,
    tx: Text,
  }),
} satisfies Model;

export type WithdrawalRow = Type.Static<typeof withdrawal.schema>;

export const userGetWithdrawals = defineOperation({
  verb: "GET",
  path: "/user/withdrawals",
  id: "User.getWithdrawals",
  summary: "Your withdrawals and how far they are, newest first.",
  access: "account",
  params: Type.Object({ count: optional(integer("Number of rows.", { default: 100, minimum: 1, maximum: 500 })) }),
  returns: withdrawal,
  own: true,
});

export const userReadWithdrawalToken = defineOperation({
  verb: "POST",
  path: "/user/withdrawalToken",
  id: "User.readWithdrawalToken",
  summary: "What the token of a letter is for. Nothing changes.",
  access: "public",
  params: Type.Object({ token: tokenParam }),
  returns: withdrawal,
  single: true,
  own: true,
});

/** What holds for somebody's withdrawals now. */
const withdrawRules = {
  model: "WithdrawRules",
  description: "What holds for your withdrawals: limits, fee, waits, holds, and when the next ones leave.",
  schema: Type.Object({
    minAmount: Satoshis,
    fee: Satoshis,
    dailyLimit: Satoshis,
    dailyLeft: Satoshis,
    largeAmount: Satoshis,
    withdrawable: Satoshis,
    savedOnly: Flag,
    addressWaitHours: Count,
    /** What was loosened, and from when on it counts. */
    pendingSavedOnly: Nullable(Flag),
    pendingAddressWaitHours: Nullable(Count),
    pendingFrom: Nullable(Timestamp),
    holdReason: Text,
    holdUntil: Nullable(Timestamp),
    /** Part that is held; null for everything while there is a reason. */
    heldAmount: Nullable(Satoshis),
    nextRun: Timestamp,
    cutOff: Timestamp,
    runNotice: Text,
  }),
} satisfies Model;

export type WithdrawRulesRow = Type.Static<typeof withdrawRules.schema>;

export const userGetWithdrawRules = defineOperation({
  verb: "GET",
  path: "/user/withdrawRules",
  id: "User.getWithdrawRules",
  summary: "What holds for your withdrawals.",
  access: "account",
  params: Type.Object({}),
  returns: withdrawRules,
  single: true,
  own: true,
});

export const userSetWithdrawRules = defineOperation({
  verb: "PUT",
  path: "/user/withdrawRules",
  id: "User.setWithdrawRules",
  summary: "Changes your own rules. What makes them stricter counts at once; what loosens them after the wait that held before.",
  access: "session",
  params: Type.Object({
    savedOnly: flag("Whether coins go to saved addresses alone."),
    addressWaitHours: integer("How long a new address waits.", { minimum: 24, maximum: 720 }),
  }),
  returns: withdrawRules,
  single: true,
  own: true,
});

/** A saved address. Source: the `Address` model of 2024. */
const address = {
  model: "Address",
  description: "An address that you saved.",
  schema: Type.Object({
    id: Type.Integer({ format: "int32" }),
    currency: Name,
    created: Timestamp,
    userId: Type.Integer({ format: "int32" }),
    address: Text,
    name: Text,
    note: Text,
    skipConfirm: Flag,
    skipConfirmVerified: Flag,
    skip2FA: Flag,
    skip2FAVerified: Flag,
    network: Name,
    memo: Text,
    /** From when on coins can be sent to it. */
    usableFrom: Timestamp,
  }),
} satisfies Model;

export type AddressRow = Type.Static<typeof address.schema>;

export const addressGet = defineOperation({
  verb: "GET",
  path: "/address",
  id: "Address.get",
  summary: "Addresses that you saved.",
  access: "account",
  params: Type.Object({}),
  returns: address,
});

export const addressNew = defineOperation({
  verb: "POST",
  path: "/address",
  id: "Address.new",
  summary: "Saves an address. It can be used after its wait; every withdrawal is confirmed all the same.",
  access: "session",
  params: Type.Object({
    currency: currencyParam,
    network: optional(text("`btc`.", { maxLength: 20 })),
    address: text("The address.", { maxLength: 100 }),
    name: text("What you call it.", { maxLength: 64 }),
    note: optional(text("A note to yourself.", { default: "", maxLength: 200 })),
    skipConfirm: optional(flag("Has to be false: every withdrawal is confirmed.", { default: false })),
    skip2FA: optional(flag("Has to be false.", { default: false })),
  }),
  returns: address,
  single: true,
});

export const addressRemove = defineOperation({
  verb: "DELETE",
  path: "/address",
  id: "Address.remove",
  summary: "Forgets a saved address.",
  access: "session",
  params: Type.Object({ id: integer("Number of the address.") }),
  returns: null,
  single: true,
  own: true,
});

/** A day of somebody's books. */
const statementDay = {
  model: "StatementDay",
  description:
    "A day (UTC) in which your coins moved: opening plus deposits less withdrawals plus trading profit less fees less funding is closing. The last row compares its closing with the balance in the books.",
  schema: Type.Object({
    date: Name,
    opening: Satoshis,
    deposits: Satoshis,
    withdrawals: Satoshis,
    tradingPnl: Satoshis,
    fees: Satoshis,
    funding: Satoshis,
    closing: Satoshis,
    balance: Nullable(Satoshis),
    difference: Nullable(Satoshis),
  }),
} satisfies Model;

export type StatementDayRow = Type.Static<typeof statementDay.schema>;

export const userGetStatement = defineOperation({
  verb: "GET",
  path: "/user/statement",
  id: "User.getStatement",
  summary: "Your books day by day since the account was opened, added up from what happened and compared with the balance.",
  access: "account",
  params: Type.Object({ currency: currencyParam }),
  returns: statementDay,
  own: true,
});

/** What an account was worth. */
const equityPoint = {
  model: "EquityPoint",
  description: "What your account held, and was worth with what is open at the marks.",
  schema: Type.Object({ timestamp: Timestamp, walletBalance: Satoshis, marginBalance: Satoshis }),
} satisfies Model;

export type EquityPointRow = Type.Static<typeof equityPoint.schema>;

export const userGetEquity = defineOperation({
  verb: "GET",
  path: "/user/equity",
  id: "User.getEquity",
  summary: "What your account was worth, hour by hour, and now; hours in which nothing changed are left out.",
  access: "account",
  params: Type.Object({ startTime: optional(moment("Not before this moment.")) }),
  returns: equityPoint,
  own: true,
});
