import { refused, TEXT } from "../contract/errors.ts";
import { readMoment } from "../contract/moments.ts";
import { priceToPoints } from "../contract/prices.ts";
import { RATE_SCALE } from "../contract/pricing/round.ts";
import type { ContractTerms } from "../contract/pricing/terms.ts";
import type { InstrumentRow } from "../contract/tables/instrument.ts";
import { CHANGE, SUBJECT } from "../engine/changes.ts";
import { TERMS } from "../engine/commands.ts";
import { encode } from "../engine/encode.ts";
import { NONE } from "../engine/rows.ts";
import type { Listed } from "./catalogue.ts";
import type { Exchange } from "./exchange.ts";
import { toListFields } from "./listing.ts";
import type { Listing } from "./listings/description.ts";
import { FUTURES } from "./listings/futures.ts";
import { ETHUSD, XBTUSD, XBTUSD_2019 } from "./listings/perpetuals.ts";
import { QTUM, QTUMXBT, QTUMXBT30M } from "./listings/session-limited.ts";

/** Contracts that an operator may list under a name of his own. */
const PRESETS: Readonly<Record<string, Listing>> = { XBTUSD, "XBTUSD-2019": XBTUSD_2019, ETHUSD, QTUMXBT, QTUMXBT30M, QTUM };

/** Columns of an instrument that may change, each with what its value is in the engine. */
const CHANGEABLE = {
  tickSize: ["pointsPerTick", "price"],
  lotSize: ["lotSize", "count"],
  maxOrderQty: ["maxOrderQty", "count"],
  initMargin: ["initMarginRate", "rate"],
  maintMargin: ["maintMarginRate", "rate"],
  makerFee: ["makerFeeRate", "rate"],
  takerFee: ["takerFeeRate", "rate"],
  settlementFee: ["settlementFeeRate", "rate"],
  riskLimit: ["riskLimitSats", "count"],
  riskStep: ["riskStepSats", "count"],
} as const satisfies Partial<Record<keyof InstrumentRow, readonly [(typeof TERMS)[number], "price" | "count" | "rate"]>>;

export const CHANGEABLE_COLUMNS: readonly string[] = [
  ...Object.keys(CHANGEABLE),
  "referenceIndex",
  "settlementIndex",
  "settledPrice",
  "prevClosePrice",
  "alternativePrice",
];
export const PRESET_NAMES: readonly string[] = Object.keys(PRESETS);
export type Station = "open" | "close" | "settle" | "delist";

/** The life of contracts, as the operator commands it. Moments are the contract's; null is at once. */
export class ContractControl {
  private readonly exchange: Exchange;

  constructor(exchange: Exchange) {
    this.exchange = exchange;
  }

  /** @throws ContractError 400 for a name that nothing has */
  row(symbol: string): InstrumentRow {
    const row = this.exchange.tables.markets.row(symbol);
    if (row === undefined) throw refused(TEXT.invalidSymbol);
    return row;
  }

  /** Lists a contract with the parameters of a known one; it opens and expires when that is said. */
  async list(symbol: string, preset: string, openAt: string | null, expiresAt: string | null): Promise<InstrumentRow> {
    const listing = PRESETS[preset];
    if (listing === undefined) throw refused(`Invalid preset: there are ${PRESET_NAMES.join(", ")}`);
    const fields = toListFields(listing, this.handleOf);
    const now = this.exchange.tables.timeMs;
    const rules = { ...fields.rules, openAtMs: momentOf(openAt) || now, expiryMs: momentOf(expiresAt) };
    await this.exchange.submit((out) => encode.list(out, { ...fields, symbol, rules }));
    return this.row(symbol);
  }

  /** Has a future of a series listed at another date than by its rule. */
  async date(symbol: string, at: string): Promise<void> {
    const [, root = "", letter = "", year = ""] = /^([A-Z]+)([HMUZ])(\d{2})$/.exec(symbol) ?? [];
    const place = "HMUZ".indexOf(letter);
    if (root === "" || FUTURES.every((series) => series.root !== root)) throw refused(TEXT.invalidSymbol);
    // The year nearest to now that ends in these digits.
    const now = new Date(this.exchange.tables.timeMs).getUTCFullYear();
    const century = Math.round((now - Number(year)) / 100) * 100;
    const atMs = momentOf(at);
    await this.exchange.submit((out) => encode.listingDate(out, root, (century + Number(year)) * 4 + place, atMs));
  }

  /** Changes a column of a contract. */
  async set(symbol: string, column: string, value: string, at: string | null): Promise<void> {
    const listed = this.contract(symbol);
    const [what, amount] = this.read(listed, column, value);
    const atMs = momentOf(at);
    await this.exchange.submit((out) => encode.change(out, SUBJECT.contract, listed.handle, what, amount, atMs));
  }

  /** Changes a column of the contracts that a root's series lists from then on. */
  async setNext(root: string, column: string, value: string, at: string | null): Promise<void> {
    const series = FUTURES.findIndex((known) => known.root === root);
    const latest = this.exchange.tables.catalogue
      .all()
      .findLast(({ description, rules }) => description.rootSymbol === root && rules.expiryMs > 0);
    if (series < 0 || latest === undefined) throw refused(TEXT.invalidSymbol);
    const [what, amount] = this.read(latest, column, value);
    const atMs = momentOf(at);
    await this.exchange.submit((out) => encode.change(out, SUBJECT.series, series, what, amount, atMs));
  }

  async station(symbol: string, station: Station, at: string | null): Promise<void> {
    const { handle } = this.contract(symbol);
    const atMs = momentOf(at);
    await this.exchange.submit((out) => encode.change(out, SUBJECT.contract, handle, CHANGE[station], 0, atMs));
  }

  private readonly handleOf = (symbol: string): number => this.exchange.tables.catalogue.find(symbol)?.handle ?? NONE;

  private contract(symbol: string): Listed {
    const listed = this.exchange.tables.catalogue.find(symbol);
    if (listed === undefined || listed.index === null) throw refused(TEXT.invalidSymbol);
    return listed;
  }

  /** What changes, and to what, as the engine counts it. */
  private read(listed: Listed, column: string, value: string): readonly [number, number] {
    const { terms } = listed;
    if (column === "referenceIndex") return [CHANGE.index, this.indexOf(value)];
    if (column === "settlementIndex") return [CHANGE.settlementIndex, this.indexOf(value) + 1];
    if (column === "settledPrice") return [CHANGE.settlementPrice, value === "0" ? 0 : amountOf(terms, "price", value)];
    if (column === "prevClosePrice") return [CHANGE.closePrice, amountOf(terms, "price", value)];
    if (column === "alternativePrice") return [CHANGE.alternativePrice, amountOf(terms, "price", value)];
    const known = Object.hasOwn(CHANGEABLE, column) ? CHANGEABLE[column as keyof typeof CHANGEABLE] : undefined;
    if (known === undefined) throw refused(`Invalid column: there are ${CHANGEABLE_COLUMNS.join(", ")}`);
    const [term, unit] = known;
    return [TERMS.indexOf(term), amountOf(terms, unit, value)];
  }

  private indexOf(symbol: string): number {
    const listed = this.exchange.tables.catalogue.find(symbol);
    if (listed === undefined || listed.index !== null) throw refused(TEXT.invalidSymbol);
    return listed.handle;
  }
}

function amountOf(terms: ContractTerms, unit: "price" | "count" | "rate", text: string): number {
  const value = /^-?\d+(\.\d+)?(e-?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  const amount = unit === "price" ? (priceToPoints(terms, value) ?? Number.NaN) : unit === "rate" ? Math.round(value * RATE_SCALE) : value;
  if (!Number.isSafeInteger(amount) || (unit === "rate" && Math.abs(amount - value * RATE_SCALE) > 1e-6))
    throw refused(`Invalid value: ${text}`);
  return amount;
}

/** Milliseconds of a moment that was written; 0 for none. @throws ContractError 400 for what is no moment */
function momentOf(text: string | null): number {
  if (text === null) return 0;
  const timeMs = readMoment(text);
  if (timeMs === null || timeMs <= 0) throw refused(`Invalid time: ${text}`);
  return timeMs;
}
