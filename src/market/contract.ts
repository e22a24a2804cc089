import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import type { InstrumentRow } from "../../bff/contract/tables/instrument.ts";
import * as instrumentTexts from "../texts/instrument.ts";
import { termsOf } from "./contract-terms.ts";
import { decimalsOf } from "./figures.ts";
import { hasSameFields } from "./published.ts";

/** How a contract pays: dollars in coins, a fixed amount of coins for each dollar, or the quote currency, which is the coin. */
export type Settling = "inverse" | "quanto" | "linear";

/** What a screen needs to know of a contract to show anything of it: its terms, its units, and how its figures are written. */
export interface Contract {
  readonly symbol: string;
  readonly rootSymbol: string;
  readonly settling: Settling;
  readonly isPerpetual: boolean;
  /** `Inverse perpetual`, `Linear future`. */
  readonly kind: string;
  /** Currency that prices are in. */
  readonly quote: string;
  /** What one contract is one of, in words: `USD`, `ADA`, or `contracts` where it is one of nothing that has a name. */
  readonly sizeUnit: string;
  /** Decimals of order prices. */
  readonly priceDecimals: number;
  /** Decimals of marks and of what is averaged. */
  readonly markDecimals: number;
  readonly tick: number;
  readonly terms: ContractTerms;
}

/** Types of the contract that have no expiry. Source: the BitMEX API v1, `FFWCSX`. */
const PERPETUAL = "FFWCSX";

/** Null for an index. */
export function contractOf(row: InstrumentRow): Contract | null {
  const terms = termsOf(row);
  if (terms === null) return null;
  const settling = row.isInverse ? "inverse" : row.isQuanto ? "quanto" : "linear";
  const isPerpetual = row.typ === PERPETUAL;
  const tick = terms.pointsPerTick / terms.pointsPerUnit;
  return {
    symbol: row.symbol,
    rootSymbol: row.rootSymbol,
    settling,
    isPerpetual,
    kind: instrumentTexts.kind(settling, isPerpetual),
    quote: row.quoteCurrency,
    sizeUnit: row.positionCurrency === "" ? "contracts" : row.positionCurrency,
    priceDecimals: decimalsOf(tick),
    markDecimals: decimalsOf(1 / terms.pointsPerUnit),
    tick,
    terms,
  };
}

export type Contracts = ReadonlyMap<string, Contract>;

/** The contracts among instruments. One that is as it was before stays the same object, and where all are, so does the map. */
export function contractsOf(rows: Iterable<InstrumentRow>, before: Contracts): Contracts {
  const now = new Map<string, Contract>();
  let isSame = true;
  for (const row of rows) {
    const contract = contractOf(row);
    if (contract === null) continue;
    const held = before.get(contract.symbol);
    const kept = held !== undefined && isSameContract(held, contract) ? held : contract;
    if (kept !== held) isSame = false;
    now.set(contract.symbol, kept);
  }
  return isSame && now.size === before.size ? before : now;
}

function isSameContract(before: Contract, after: Contract): boolean {
  return hasSameFields(before.terms, after.terms) && hasSameFields({ ...before, terms: null }, { ...after, terms: null });
}
