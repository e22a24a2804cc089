import { RULES, TERMS } from "./commands.ts";
import { Rows } from "./rows.ts";

/** Futures that follow each other by the quarter: what the contracts of a root have in common, and how they are listed. */
export class Series extends Rows {
  /** Handle of the index that marks them. */
  index = this.column("index", Int32Array);
  terms = this.column("terms", Float64Array, TERMS.length);
  rules = this.column("rules", Float64Array, RULES.length);
  /** How many quarters before its own end the one ends whose coming end lists a contract. */
  ahead = this.column("ahead", Uint8Array);
  /** Months before its last one at whose end a contract comes to the front. */
  frontMonths = this.column("frontMonths", Uint8Array);
  rootText = this.column("rootText", Int32Array);
  descriptionText = this.column("descriptionText", Int32Array);

  constructor(capacity = 8) {
    super(capacity);
  }

  add(
    index: number,
    terms: readonly number[],
    rules: readonly number[],
    ahead: number,
    frontMonths: number,
    rootText: number,
    descriptionText: number,
  ): number {
    const series = this.append();
    this.index[series] = index;
    this.terms.set(terms, series * TERMS.length);
    this.rules.set(rules, series * RULES.length);
    this.ahead[series] = ahead;
    this.frontMonths[series] = frontMonths;
    this.rootText[series] = rootText;
    this.descriptionText[series] = descriptionText;
    return series;
  }

  /** Series by the text of its root; NONE where there is none. */
  find(isRoot: (text: number) => boolean): number {
    return this.findRow((series) => isRoot(this.rootText[series] as number));
  }

  termsOf(series: number): number[] {
    return [...this.terms.subarray(series * TERMS.length, (series + 1) * TERMS.length)];
  }

  rulesOf(series: number): number[] {
    return [...this.rules.subarray(series * RULES.length, (series + 1) * RULES.length)];
  }
}

/** Dates at which contracts are listed that the rule would list at another. */
export class ListingDates extends Rows {
  /** Symbol of the contract, whether its series has started or not. */
  symbolText = this.column("symbolText", Int32Array);
  atMs = this.column("atMs", Float64Array);

  constructor(capacity = 8) {
    super(capacity);
  }

  /** Row of a contract by the text of its symbol; NONE where there is none. */
  find(isSymbol: (text: number) => boolean): number {
    return this.findRow((row) => isSymbol(this.symbolText[row] as number));
  }

  add(symbolText: number, atMs: number): void {
    const row = this.append();
    this.symbolText[row] = symbolText;
    this.atMs[row] = atMs;
  }
}
