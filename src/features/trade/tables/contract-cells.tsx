import { Link } from "wouter";
import type { Contracts } from "../../../market/contract.ts";
import { figure } from "../../../market/figures.ts";
import text from "../../../ui/text.module.css";

/** Tables hold rows of many contracts: each row is written by its own. A contract that is not known yet is written as most are. */
const USUAL = { priceDecimals: 1, markDecimals: 2 } as const;

export const priceDecimals = (contracts: Contracts, symbol: string): number => (contracts.get(symbol) ?? USUAL).priceDecimals;
export const markDecimals = (contracts: Contracts, symbol: string): number => (contracts.get(symbol) ?? USUAL).markDecimals;

/** The name of a contract, which leads to its screen. */
export const ContractLink = ({ symbol }: { readonly symbol: string }) => (
  <Link href={`/trade/${symbol}`} className={text.strong}>
    {symbol}
  </Link>
);

interface SizeProps {
  readonly contracts: Contracts;
  readonly symbol: string;
  readonly value: number | null;
}

/** A number of contracts, with what one of them is where it has a name. */
export function Size({ contracts, symbol, value }: SizeProps) {
  const unit = contracts.get(symbol)?.sizeUnit;
  return (
    <>
      {figure(value)}
      {value === null || unit === undefined || unit === "contracts" ? null : <span className={text.third}> {unit}</span>}
    </>
  );
}
