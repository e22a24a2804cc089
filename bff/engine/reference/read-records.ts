import type { ContractTerms } from "../../contract/pricing/terms.ts";
import { RULES, type RuleName } from "../commands.ts";
import { termsFrom } from "../instruments.ts";
import {
  ACCOUNT,
  BEGIN,
  CONSTITUENT,
  END,
  EXECUTION,
  FUNDING,
  INDEX_RULE,
  INSTRUMENT,
  INSURANCE,
  LEVEL,
  LIQUIDATION,
  MARK,
  MOMENT,
  ORDER,
  POSITION,
  RECORD,
  SETTLEMENT,
  TRADE,
  TRANSACTION,
} from "../records.ts";
import { SlotReader } from "../slots.ts";

/** Records that the engine gave out for one command, as plain objects. For tests: nothing that must be fast decodes them so. */

type FieldsOf<F extends Readonly<Record<string, number>>> = { readonly [K in keyof F]: number };
type Texts = { readonly clientId: string; readonly text: string };

export type OrderRecord = Omit<FieldsOf<typeof ORDER>, "clientId"> & Texts;
export type ExecutionRecord = Omit<FieldsOf<typeof EXECUTION>, "clientId"> & Texts;
export type TradeRecord = FieldsOf<typeof TRADE>;
export type LevelRecord = FieldsOf<typeof LEVEL>;
export type PositionRecord = FieldsOf<typeof POSITION>;
export type AccountRecord = FieldsOf<typeof ACCOUNT>;
export type MarkRecord = FieldsOf<typeof MARK>;
export type TransactionRecord = FieldsOf<typeof TRANSACTION>;
export type FundingRecord = FieldsOf<typeof FUNDING>;
export type SettlementRecord = FieldsOf<typeof SETTLEMENT>;
export type LiquidationRecord = FieldsOf<typeof LIQUIDATION>;
export type InsuranceRecord = FieldsOf<typeof INSURANCE>;
export type InstrumentRecord = FieldsOf<typeof INSTRUMENT>;
export type ConstituentRecord = Omit<FieldsOf<typeof CONSTITUENT>, "name"> & { readonly name: string };
export type IndexRuleRecord = FieldsOf<typeof INDEX_RULE>;

/** What a contract or index is, as its row says it. */
export interface InstrumentFacts {
  readonly instrument: number;
  /** NONE for an index. */
  readonly index: number;
  readonly listedAtMs: number;
  readonly symbol: string;
  readonly terms: ContractTerms;
  readonly rule: (name: RuleName) => number;
}

/** Records of which the order matters among each other, as they came. */
export type Told =
  | { readonly kind: "moment"; readonly atMs: number }
  | { readonly kind: "instrument"; readonly row: InstrumentFacts }
  | { readonly kind: "mark"; readonly row: MarkRecord }
  | { readonly kind: "position"; readonly row: PositionRecord }
  | { readonly kind: "order"; readonly row: OrderRecord }
  | { readonly kind: "execution"; readonly row: ExecutionRecord }
  | { readonly kind: "trade"; readonly row: TradeRecord }
  | { readonly kind: "insurance"; readonly row: InsuranceRecord }
  | { readonly kind: "transaction"; readonly row: TransactionRecord }
  | { readonly kind: "settlement"; readonly row: SettlementRecord };

export interface Records {
  readonly sequence: number;
  readonly timeMs: number;
  /** Kinds of the records between `begin` and `end`, as they came. */
  readonly kinds: readonly number[];
  readonly instruments: readonly InstrumentRecord[];
  readonly marks: readonly MarkRecord[];
  readonly orders: readonly OrderRecord[];
  readonly executions: readonly ExecutionRecord[];
  readonly trades: readonly TradeRecord[];
  readonly levels: readonly LevelRecord[];
  readonly positions: readonly PositionRecord[];
  readonly accounts: readonly AccountRecord[];
  readonly transactions: readonly TransactionRecord[];
  readonly fundings: readonly FundingRecord[];
  readonly settlements: readonly SettlementRecord[];
  readonly constituents: readonly ConstituentRecord[];
  readonly indexRules: readonly IndexRuleRecord[];
  readonly insurance: readonly InsuranceRecord[];
  readonly liquidations: readonly LiquidationRecord[];
  readonly request: number;
  readonly code: number;
  readonly detail: number;
  readonly orderNumbers: readonly number[];
  readonly told: readonly Told[];
}

/** @throws Error when the slots are not one `begin`, rows and one `end` */
export function readRecords(slots: Float64Array): Records {
  const reader = new SlotReader(slots);
  const kinds: number[] = [];
  const told: Told[] = [];
  const tell = <T>(list: T[], row: T): T => {
    list.push(row);
    return row;
  };
  const rows = {
    instruments: [] as InstrumentRecord[],
    marks: [] as MarkRecord[],
    orders: [] as OrderRecord[],
    executions: [] as ExecutionRecord[],
    trades: [] as TradeRecord[],
    levels: [] as LevelRecord[],
    positions: [] as PositionRecord[],
    accounts: [] as AccountRecord[],
    transactions: [] as TransactionRecord[],
    fundings: [] as FundingRecord[],
    settlements: [] as SettlementRecord[],
    constituents: [] as ConstituentRecord[],
    indexRules: [] as IndexRuleRecord[],
    insurance: [] as InsuranceRecord[],
    liquidations: [] as LiquidationRecord[],
  };
  expectBegin(reader.kind);
  const begin = fields(reader, BEGIN);
  for (reader.next(); !reader.done && reader.kind !== RECORD.end; reader.next()) {
    kinds.push(reader.kind);
    switch (reader.kind) {
      case RECORD.instrument:
        rows.instruments.push(fields(reader, INSTRUMENT));
        told.push({ kind: "instrument", row: instrumentFacts(reader) });
        break;
      case RECORD.mark:
        told.push({ kind: "mark", row: tell(rows.marks, fields(reader, MARK)) });
        break;
      case RECORD.order:
        told.push({ kind: "order", row: tell(rows.orders, withTexts(fields(reader, ORDER), reader, ORDER.clientId)) });
        break;
      case RECORD.execution:
        told.push({
          kind: "execution",
          row: tell(rows.executions, withTexts(fields(reader, EXECUTION), reader, EXECUTION.clientId)),
        });
        break;
      case RECORD.trade:
        told.push({ kind: "trade", row: tell(rows.trades, fields(reader, TRADE)) });
        break;
      case RECORD.level:
        rows.levels.push(fields(reader, LEVEL));
        break;
      case RECORD.position:
        told.push({ kind: "position", row: tell(rows.positions, fields(reader, POSITION)) });
        break;
      case RECORD.account:
        rows.accounts.push(fields(reader, ACCOUNT));
        break;
      case RECORD.funding:
        rows.fundings.push(fields(reader, FUNDING));
        break;
      case RECORD.settlement:
        told.push({ kind: "settlement", row: tell(rows.settlements, fields(reader, SETTLEMENT)) });
        break;
      case RECORD.moment:
        told.push({ kind: "moment", atMs: reader.number(MOMENT.timeMs) });
        break;
      case RECORD.insurance:
        told.push({ kind: "insurance", row: tell(rows.insurance, fields(reader, INSURANCE)) });
        break;
      case RECORD.liquidation:
        rows.liquidations.push(fields(reader, LIQUIDATION));
        break;
      case RECORD.transaction:
        told.push({ kind: "transaction", row: tell(rows.transactions, fields(reader, TRANSACTION)) });
        break;
      case RECORD.constituent:
        rows.constituents.push({ ...fields(reader, CONSTITUENT), name: reader.text(CONSTITUENT.name) });
        break;
      case RECORD.indexRule:
        rows.indexRules.push(fields(reader, INDEX_RULE));
        break;
      default:
        throw new Error(`no record has kind ${reader.kind}`);
    }
  }
  if (reader.done) throw new Error("records do not end");
  const { request, code, detail, count } = fields(reader, END);
  const orderNumbers = Array.from({ length: count }, (_, i) => reader.number(END.first + i));
  reader.next();
  if (!reader.done) throw new Error("records go on after their end");
  return { ...begin, kinds, ...rows, request, code, detail, orderNumbers, told };
}

function instrumentFacts(reader: SlotReader): InstrumentFacts {
  const rules = RULES.map((_, i) => reader.number(INSTRUMENT.rules + i));
  return {
    instrument: reader.number(INSTRUMENT.instrument),
    index: reader.number(INSTRUMENT.index),
    listedAtMs: reader.number(INSTRUMENT.listedAtMs),
    symbol: reader.text(INSTRUMENT.symbol),
    terms: termsFrom((i) => reader.number(INSTRUMENT.terms + i)),
    rule: (name) => rules[RULES.indexOf(name)] as number,
  };
}

function expectBegin(kind: number): void {
  if (kind !== RECORD.begin) throw new Error(`records begin with kind ${kind}`);
}

function fields<F extends Readonly<Record<string, number>>>(reader: SlotReader, places: F): FieldsOf<F> {
  const record: Record<string, number> = {};
  for (const name in places) record[name] = reader.number(places[name] as number);
  return record as FieldsOf<F>;
}

/** The same row with its texts in the place of the client id's length. */
const withTexts = <F extends { clientId: number }>(row: F, reader: SlotReader, clientId: number): Omit<F, "clientId"> & Texts =>
  Object.assign(row, { clientId: reader.text(clientId), text: reader.text(reader.after(clientId)) });
