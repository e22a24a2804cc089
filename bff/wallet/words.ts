import type { Withdrawal } from "./wallet-rows.ts";

/** Satoshis as coins, with all decimals. */
export const coins = (sats: number): string => (sats / 1e8).toFixed(8);

export const wordsOf = ({ sats, feeSats, address }: Withdrawal): Readonly<Record<string, string>> => ({
  amount: coins(sats),
  fee: coins(feeSats),
  to: address,
});
