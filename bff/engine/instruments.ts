import { type ContractTerms, termsAtTier } from "../contract/pricing/terms.ts";
import { RULES, type RuleName, TERMS } from "./commands.ts";
import { NONE, Rows } from "./rows.ts";

/** Direction of the last trade against the one before, in the order of the contract's TICK_DIRECTIONS. */
export const TICK_DIRECTION = { plus: 0, zeroPlus: 1, minus: 2, zeroMinus: 3 } as const;

/** Where an instrument stands in its life, in the order of the contract's INSTRUMENT_STATES. */
export const INSTRUMENT_STATE = { unlisted: 0, open: 1, closed: 2, settled: 3, delisted: 4 } as const;

/** Contracts and indices, in the order of their listing. */
export class Instruments extends Rows {
  /** Handle of the index that a contract is marked by; NONE for an index. */
  index = this.column("index", Int32Array);
  /** Terms, as many columns a row as {@link TERMS} has names. */
  terms = this.column("terms", Float64Array, TERMS.length);
  /** Rules of its life, as many columns a row as {@link RULES} has names. */
  rules = this.column("rules", Float64Array, RULES.length);
  /** One of {@link INSTRUMENT_STATE}. */
  state = this.column("state", Uint8Array);
  /** Funding rate of the interval that runs, in 1e-8; longs pay when it is above zero. */
  fundingRate = this.column("fundingRate", Float64Array);
  /** Funding rate of the next interval as far as it can be told, in 1e-8. */
  indicativeRate = this.column("indicativeRate", Float64Array);
  /** Premium of a perpetual: its samples since the last funding, their sum in 1e-8 and their number. */
  premiumSum = this.column("premiumSum", Float64Array);
  premiumCount = this.column("premiumCount", Float64Array);
  /** Basis of a future a year, in 1e-8. */
  basisRate = this.column("basisRate", Float64Array);
  /** Price of an index, fair price of a contract; 0 before the first. */
  fairPoints = this.column("fairPoints", Float64Array);
  /** Price of an index, mark of a contract; 0 before the first. */
  markPoints = this.column("markPoints", Float64Array);
  markedAtMs = this.column("markedAtMs", Float64Array);
  lastTicks = this.column("lastTicks", Int32Array);
  lastDirection = this.column("lastDirection", Uint8Array);
  /** Contracts held long, which is as many as are held short. */
  openInterest = this.column("openInterest", Float64Array);
  /** Price at which the last session closed, for a contract with price limits; 0 before the first. */
  closePoints = this.column("closePoints", Float64Array);
  /** Price that was decided for it to settle at, or that it has settled at; 0 while there is none. */
  settledPoints = this.column("settledPoints", Float64Array);
  volume = this.column("volume", Float64Array);
  turnoverSats = this.column("turnoverSats", Float64Array);
  listedAtMs = this.column("listedAtMs", Float64Array);
  symbolText = this.column("symbolText", Int32Array);
  descriptionText = this.column("descriptionText", Int32Array);
  /** Terms by instrument and steps of the risk limit. */
  private readonly termsCache: ContractTerms[][] = [];

  constructor(capacity = 8) {
    super(capacity);
  }

  /** A fresh row is all zeros. */
  list(
    index: number,
    terms: readonly number[],
    rules: readonly number[],
    nowMs: number,
    symbolText: number,
    descriptionText: number,
  ): number {
    const instrument = this.append();
    this.index[instrument] = index;
    this.terms.set(terms, instrument * TERMS.length);
    this.rules.set(rules, instrument * RULES.length);
    // An index has no trading that could be open.
    this.state[instrument] = index === NONE ? INSTRUMENT_STATE.unlisted : INSTRUMENT_STATE.open;
    this.lastDirection[instrument] = TICK_DIRECTION.zeroPlus;
    this.listedAtMs[instrument] = nowMs;
    this.symbolText[instrument] = symbolText;
    this.descriptionText[instrument] = descriptionText;
    return instrument;
  }

  /** Contracts that an index marks, ended ones among them. */
  *markedBy(index: number): Generator<number, void> {
    for (const instrument of this.handles()) if (this.index[instrument] === index) yield instrument;
  }

  /** Handle by the text of a symbol; NONE for one that is not listed. */
  find(isSymbol: (text: number) => boolean): number {
    return this.findRow((instrument) => isSymbol(this.symbolText[instrument] as number));
  }

  isContract(instrument: number): boolean {
    return this.isListed(instrument) && this.index[instrument] !== NONE;
  }

  /** Whether a contract has its life before it, or is in the middle of it. */
  isLive(instrument: number): boolean {
    return this.isContract(instrument) && (this.state[instrument] as number) < INSTRUMENT_STATE.settled;
  }

  isIndex(instrument: number): boolean {
    return this.isListed(instrument) && this.index[instrument] === NONE;
  }

  private isListed(instrument: number): boolean {
    return Number.isInteger(instrument) && instrument >= 0 && instrument < this.count;
  }

  /** Terms as the pricing functions take them. */
  termsOf(instrument: number): ContractTerms {
    return this.termsAt(instrument, 0);
  }

  /** The same at a risk limit that was raised by so many steps. */
  termsAt(instrument: number, steps: number): ContractTerms {
    let tiers = this.termsCache[instrument];
    if (tiers === undefined) {
      tiers = [];
      this.termsCache[instrument] = tiers;
    }
    let terms = tiers[steps];
    if (terms === undefined) {
      terms = termsAtTier(
        termsFrom((i) => this.terms[instrument * TERMS.length + i] as number),
        steps,
      );
      tiers[steps] = terms;
    }
    return terms;
  }

  term(instrument: number, name: (typeof TERMS)[number]): number {
    return this.terms[instrument * TERMS.length + TERMS.indexOf(name)] as number;
  }

  setTerm(instrument: number, name: (typeof TERMS)[number], value: number): void {
    this.terms[instrument * TERMS.length + TERMS.indexOf(name)] = value;
    delete this.termsCache[instrument];
  }

  rule(instrument: number, name: RuleName): number {
    return this.rules[instrument * RULES.length + RULE_AT[name]] as number;
  }

  setRule(instrument: number, name: RuleName, value: number): void {
    this.rules[instrument * RULES.length + RULE_AT[name]] = value;
  }
}

const RULE_AT = Object.fromEntries(RULES.map((name, i) => [name, i])) as Readonly<Record<RuleName, number>>;

/** Terms from their numbers in the order of {@link TERMS}. */
export function termsFrom(numberAt: (i: number) => number): ContractTerms {
  const named = Object.fromEntries(TERMS.map((name, i) => [name, numberAt(i)])) as Record<(typeof TERMS)[number], number>;
  return { ...named, isInverse: named.isInverse === 1 };
}
