/** What the wallet keeps. Moments are milliseconds since 1970 of the exchange's own time. */

/**
 * How far a withdrawal is. Its coins are reserved from `asked` on: `asked` waits for its letter, `confirmed` for two
 * operators where it is large and then for a run, `signing` for those who sign elsewhere.
 */
export type WithdrawalState = "asked" | "confirmed" | "signing" | "sent" | "cancelled" | "expired";

export interface Withdrawal {
  /** The number under which the engine holds its coins. */
  readonly request: number;
  readonly account: number;
  readonly userId: number;
  readonly sats: number;
  readonly feeSats: number;
  readonly address: string;
  readonly text: string;
  readonly origin: "key" | "session";
  readonly state: WithdrawalState;
  readonly askedAtMs: number;
  readonly confirmBeforeMs: number;
  readonly confirmedAtMs: number | null;
  /** SHA-256 of the token in the letter, hexadecimal. */
  readonly tokenHash: string;
  /** Operators who let a large one pass, by name. */
  readonly approvedBy: readonly string[];
  /** The transaction's id in the books; empty until the engine reserved it. */
  readonly transactID: string;
  readonly batch: string | null;
  readonly tx: string;
}

/** An address that a person means to use again. */
export interface SavedAddress {
  readonly id: number;
  readonly account: number;
  readonly address: string;
  readonly name: string;
  readonly note: string;
  readonly addedAtMs: number;
  /** From when on coins can be sent to it. */
  readonly usableFromMs: number;
}

/** A person's own rules for withdrawing. */
export interface WithdrawRules {
  readonly account: number;
  /** Whether coins go to saved addresses alone. */
  readonly savedOnly: boolean;
  /** How long a new address waits. */
  readonly addressWaitMs: number;
  /** What was loosened and does not count yet. */
  readonly pending: { readonly savedOnly: boolean; readonly addressWaitMs: number; readonly fromMs: number } | null;
}

/** Withdrawals of an account wait, or a part of what it holds stays. */
export interface WithdrawHold {
  readonly account: number;
  readonly reason: string;
  readonly untilMs: number;
  /** What has to stay; null for everything. */
  readonly sats: number | null;
}

/** A run besides the daily one. */
export interface ExtraRun {
  readonly atMs: number;
  readonly notice: string;
}

/** What an account was worth at an hour. */
export interface EquityPoint {
  readonly account: number;
  readonly atMs: number;
  readonly balanceSats: number;
  readonly equitySats: number;
}

/** A kept thing as the file holds it. */
export interface Item {
  readonly kind: "withdrawal" | "address" | "rules" | "hold" | "run" | "deposit" | "equity" | "batch" | "meta";
  readonly id: string;
  /** JSON; null for a thing that is gone. */
  readonly json: string | null;
}
