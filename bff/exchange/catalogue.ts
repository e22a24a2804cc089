import { refused, TEXT } from "../contract/errors.ts";
import { RATE_SCALE } from "../contract/pricing/round.ts";
import type { ContractTerms } from "../contract/pricing/terms.ts";
import { RULES, type RuleName } from "../engine/commands.ts";
import { termsFrom } from "../engine/instruments.ts";
import { INSTRUMENT } from "../engine/records.ts";
import { NONE } from "../engine/rows.ts";
import type { SlotReader } from "../engine/slots.ts";
import type { InstrumentDescription } from "./listings/description.ts";

/** What is known of an instrument from its listing. */
export interface Listed {
  readonly handle: number;
  readonly symbol: string;
  /** Handle of the index that marks a contract; null for an index. */
  readonly index: number | null;
  readonly terms: ContractTerms;
  readonly rules: Readonly<Record<RuleName, number>>;
  readonly description: InstrumentDescription;
  readonly listedAtMs: number;
}

/** What a dollar is worth in bitcoin. */
const QUOTE_INDEX = ".BXBT";

/** Instruments by handle and by symbol, as the engine's records name them. */
export class Catalogue {
  private readonly byHandle: Listed[] = [];
  private readonly bySymbol = new Map<string, Listed>();
  private readonly markPoints: number[] = [];

  /** Takes over a listing record. */
  read(record: SlotReader): Listed {
    const handle = record.number(INSTRUMENT.instrument);
    const symbolField = INSTRUMENT.symbol;
    const index = record.number(INSTRUMENT.index);
    const listed: Listed = {
      handle,
      symbol: record.text(symbolField),
      index: index === NONE ? null : index,
      terms: termsFrom((i) => record.number(INSTRUMENT.terms + i)),
      rules: Object.fromEntries(RULES.map((name, i) => [name, record.number(INSTRUMENT.rules + i)])) as Record<RuleName, number>,
      description: JSON.parse(record.text(record.after(symbolField))) as InstrumentDescription,
      listedAtMs: record.number(INSTRUMENT.listedAtMs),
    };
    this.byHandle[handle] = listed;
    this.bySymbol.set(listed.symbol, listed);
    return listed;
  }

  /** Takes over a price of an index or a mark. */
  note(handle: number, points: number): void {
    this.markPoints[handle] = points;
  }

  /** Satoshis for a unit of the quote currency of a quanto contract, now; null for any other, and while nobody knows. */
  settlePerQuote({ description }: Listed): number | null {
    if (!description.isQuanto) return null;
    const rate = this.bySymbol.get(QUOTE_INDEX);
    const points = rate === undefined ? 0 : (this.markPoints[rate.handle] ?? 0);
    return rate === undefined || points === 0 ? null : Math.round((RATE_SCALE * rate.terms.pointsPerUnit) / points);
  }

  /** Handles of the contracts whose {@link settlePerQuote} follows from an index. */
  quotedIn({ symbol }: Listed): readonly number[] {
    if (symbol !== QUOTE_INDEX) return [];
    return this.byHandle.filter(({ description }) => description.isQuanto).map(({ handle }) => handle);
  }

  at(handle: number): Listed {
    const listed = this.byHandle[handle];
    if (listed === undefined) throw new Error(`no instrument ${handle} was listed`);
    return listed;
  }

  find(symbol: string): Listed | undefined {
    return this.bySymbol.get(symbol);
  }

  /** What may be traded. @throws ContractError 400 for a symbol that is no contract */
  contract(symbol: string): Listed {
    const listed = this.find(symbol);
    if (listed === undefined || listed.index === null) throw refused(TEXT.invalidSymbol);
    return listed;
  }

  /** In the order of their listing. */
  all(): readonly Listed[] {
    return this.byHandle;
  }
}
