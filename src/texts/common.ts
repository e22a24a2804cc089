// What many areas say alike.

import type { ReactNode } from "react";
import { sentence } from "./sentence.ts";

// The product and who uses it
export const product = "Fairmark";
export const signUp = "Sign up";
export const signIn = "Sign in";
export const signOut = "Sign out";
export const password = "Password";
export const newPassword = "New password";
export const email = "Email";
export const code = "Code";
export const name = "Name";
export const address = "Address";

// Panels
export const chart = "Chart";
export const book = "Book";
export const trades = "Trades";
export const risk = "Risk";

// Heads of tables and lists
export const contract = "Contract";
export const position = "Position";
export const side = "Side";
export const size = "Size";
export const price = "Price";
export const mark = "Mark";
export const index = "Index";
export const liquidation = "Liquidation";
export const liquidationPrice = "Liquidation price";
export const bankruptcyPrice = "Bankruptcy price";
export const margin = "Margin";
export const marginLeft = "Margin left";
export const required = "Required";
export const leverage = "Leverage";
export const exposure = "Exposure";
export const available = "Available";
export const realised = "Realised";
export const funding = "Funding";
export const fee = "Fee";
export const feeXbt = "Fee, XBT";
export const fundXbt = "Fund, XBT";
export const timeUtc = "Time, UTC";
export const status = "Status";
export const expectedPrice = "Expected price";
export const whatToDo = "What to do";
export const sevenMoves = "Seven moves";
export const feedAge = "Feed age";

// Sides and modes; what stands in a sentence begins small
export const long = "Long";
export const short = "Short";
export const longInSentence = "long";
export const shortInSentence = "short";
export const bid = "Bid";
export const ask = "Ask";
export const isolated = "Isolated";
export const cross = "Cross";
export const crossInSentence = "cross";
export const contracts = "contracts";

// What a button does
export const cancel = "Cancel";
export const close = "Close";
export const keepIt = "Keep it";
export const leaveIt = "Leave it";
export const remove = "Remove";
export const deleteIt = "Delete";
export const download = "Download";
export const copy = "Copy";
export const copied = "Copied";
export const markByHand = "Mark it by hand";
export const copyLabel = (state: string, what: string) => `${state}: ${what}`;
export const meantSo = "Is this what you mean?";

// Where there is nothing to show
export const none = "none";
export const never = "never";
export const noPriceLiquidates = "no price liquidates it";
export const reading = "Reading …";
export const itUnreadable = (reason: string) => `It cannot be read now: ${reason}`;
export const theyUnreadable = (reason: string) => `They cannot be read now: ${reason}`;
export const answeredWith = (status: number) => `The exchange answered with status ${status}.`;
export const notShown = (what: ReactNode, loadAgain: ReactNode) =>
  sentence`${what} could not be shown. The rest of the page works. ${loadAgain}`;
export const loadAgain = "Load the page again";

// Controls
export const up = "up";
export const down = "down";
export const noNumber = (example: string) => `This is no number. Type it as ${example}.`;
export const orThousands = (example: string) => `${example}, or 25k`;
export const outOfRange = (lowest: string, highest: string) => `From ${lowest} to ${highest}.`;

// Where figures come from
export const atTheMark = (name: string) => `${name} at the mark`;
