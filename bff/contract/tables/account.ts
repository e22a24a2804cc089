import { AccountNumber, Name, Timestamp } from "../columns.ts";
import { defineTable } from "../table.ts";

/**
 * The account itself. Source: the `account` topic that `help` of 2020 lists; its columns were never published, so that
 * these are the exchange's own.
 */
export const account = defineTable({
  name: "account",
  model: "Account",
  description: "The account behind the session or key: its number, the currency that it is kept in, and since when it is there.",
  visibility: "private",
  keys: ["account"],
  required: ["account"],
  foreignKeys: {},
  attributes: { account: "sorted" },
  columns: { account: AccountNumber, currency: Name, created: Timestamp },
});
