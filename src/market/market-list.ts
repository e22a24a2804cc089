import type { InstrumentRow } from "../../bff/contract/tables/instrument.ts";
import * as instrumentTexts from "../texts/instrument.ts";
import { type Contract, contractOf } from "./contract.ts";
import { day, figure, timeOfDay } from "./figures.ts";

/** A line in the list of markets. */
export interface MarketLine {
  readonly row: InstrumentRow;
  readonly contract: Contract;
  readonly isFavourite: boolean;
  /** Why it does not trade; null where it does. */
  readonly closedWhy: string | null;
}

export interface MarketGroup {
  readonly name: string;
  readonly lines: readonly MarketLine[];
}

/** What can be traded or looked up, and what both are measured by. */
export interface MarketList {
  readonly groups: readonly MarketGroup[];
  readonly indices: readonly InstrumentRow[];
}

const WHY: Readonly<Record<string, string>> = instrumentTexts.states;

/** Why a contract does not trade, in a few words; null where it does. */
export function closedWhy(row: InstrumentRow): string | null {
  if (row.state === "Settled") {
    const { settledPrice, expiry } = row;
    const price = settledPrice === null ? null : figure(settledPrice, contractOf(row)?.markDecimals ?? 2);
    return instrumentTexts.settled(price, expiry === null ? null : day(expiry));
  }
  // A row that says nothing of its state, as one that came in part, is not held against the contract.
  return WHY[row.state] ?? null;
}

/** `25 Dec 2026, 12:00`. */
export const expiryWords = (expiry: string): string => `${day(expiry)}, ${timeOfDay(expiry).slice(0, 5)}`;

/**
 * All markets that hold every word of a query, by name or by what they are: favourites first, then perpetuals, then
 * futures by their expiry, and those that no longer trade.
 */
export function marketList(rows: readonly InstrumentRow[], query: string, favourites: readonly string[]): MarketList {
  const words = query.trim().toLowerCase().split(/\s+/);
  const lines: MarketLine[] = [];
  const indices: InstrumentRow[] = [];
  for (const row of rows) {
    const contract = contractOf(row);
    const text =
      `${row.symbol} ${row.rootSymbol} ${row.underlying} ${row.quoteCurrency} ${contract?.kind ?? instrumentTexts.index}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    if (contract === null) indices.push(row);
    else lines.push({ row, contract, isFavourite: favourites.includes(row.symbol), closedWhy: closedWhy(row) });
  }
  lines.sort(byExpiry);
  const groups: readonly MarketGroup[] = [
    { name: instrumentTexts.favourites, lines: lines.filter(({ isFavourite }) => isFavourite) },
    { name: instrumentTexts.perpetuals, lines: lines.filter((line) => isOther(line) && line.contract.isPerpetual) },
    { name: instrumentTexts.futures, lines: lines.filter((line) => isOther(line) && !line.contract.isPerpetual) },
    { name: instrumentTexts.notTraded, lines: lines.filter(({ isFavourite, closedWhy: why }) => !isFavourite && why !== null) },
  ];
  return { groups: groups.filter((group) => group.lines.length > 0), indices };
}

const isOther = ({ isFavourite, closedWhy: why }: MarketLine) => !isFavourite && why === null;

/** Perpetuals as they were listed; futures by coin, the one that ends first before the others. */
function byExpiry({ row: a }: MarketLine, { row: b }: MarketLine): number {
  if (a.expiry === null || b.expiry === null) return Number(a.expiry !== null) - Number(b.expiry !== null);
  const coin = Number(a.rootSymbol !== "XBT") - Number(b.rootSymbol !== "XBT") || a.rootSymbol.localeCompare(b.rootSymbol);
  return coin || Date.parse(a.expiry) - Date.parse(b.expiry);
}

/** Row of the list whose link a search opens by Enter; null where it finds none. */
export const firstOf = ({ groups }: MarketList): string | null => groups[0]?.lines[0]?.row.symbol ?? null;
