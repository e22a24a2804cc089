import type { Bank } from "../exchange/index.ts";
import type { CoinNetwork } from "./coin-network.ts";

export type WalletLetter = "withdrawalAsked" | "withdrawalSent" | "withdrawalCancelled" | "withdrawalHeld" | "addressSaved";

/** What the wallet knows of people. */
export interface WalletPeople {
  /** Why withdrawals of somebody wait, the longest reason first; null while they do not. */
  holdOf(userId: number): { readonly reason: string; readonly untilMs: number | null } | null;
  tell(userId: number, letter: WalletLetter, params: Readonly<Record<string, string>>): Promise<void>;
}

export interface WithdrawLimits {
  readonly minSats: number;
  readonly feeSats: number;
  readonly dailySats: number;
  readonly largeSats: number;
}

export interface WalletOptions {
  readonly dataDir: string;
  readonly bank: Pick<Bank, "reserveWithdrawal" | "cancelWithdrawal" | "sendWithdrawal">;
  readonly network: CoinNetwork;
  /** Whether payments to deposit addresses of this exchange arrive as they are sent. */
  readonly arrivesAtOnce: boolean;
  readonly people: WalletPeople;
  readonly limits: WithdrawLimits;
  /** Time of the exchange, milliseconds. */
  readonly now: () => number;
  readonly random?: (bytes: number) => Buffer;
  readonly onAlarm: (what: string) => void;
}
