import type { KeyCaps } from "../contract/key-caps.ts";

/** How a key is bounded beyond its permissions, when it begins and ends, and what it signs with. */
export interface KeyTerms {
  /** Address ranges that it may be used from, IPv4 and IPv6; empty for any. */
  readonly cidrs: readonly string[];
  /** Milliseconds since 1970; null for no end. */
  readonly expiresAtMs: number | null;
  /** From when on its permission to withdraw counts; 0 for at once. */
  readonly withdrawsFromMs: number;
  /** PEM of the Ed25519 key that it signs with; null for a key that signs with its secret. */
  readonly publicKey: string | null;
  readonly caps: Omit<KeyCaps, "number">;
  /** Of the token in the letter about it, which ends it; empty where there was no letter. */
  readonly endHash: string;
  /** How it was made, where that is out of the ordinary. */
  readonly note: string;
}

export const NO_TERMS: KeyTerms = {
  cidrs: [],
  expiresAtMs: null,
  withdrawsFromMs: 0,
  publicKey: null,
  caps: { maxOrderSats: 0, maxDailySats: 0, maxDailyLossSats: 0, maxDeviation: 0, isReduceOnly: false, symbols: [] },
  endHash: "",
  note: "",
};

/** @throws SyntaxError for what no store of ours wrote */
export const readTerms = (json: string): KeyTerms => ({ ...NO_TERMS, ...(JSON.parse(json) as Partial<KeyTerms>) });
