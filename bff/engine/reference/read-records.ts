import type { ContractTerms } from "../../contract/pricing/terms.ts";
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
type InsuranceRecord = FieldsOf<typeof INSURANCE>;
export type InstrumentRecord = FieldsOf<typeof INSTRUMENT>;
export type ConstituentRecord = Omit<FieldsOf<typeof CONSTITUENT>, "name"> & { readonly name: string };
export type IndexRuleRecord = FieldsOf<typeof INDEX_RULE>;

export interface Records {
  readonly sequence: number;
  readonly timeMs: number;
  /** Kinds of the records between `begin` and `end`, as they came. */
  readonly kinds: readonly number[];
  readonly instruments: readonly InstrumentRecord[];
  readonly marks: readonly MarkRecord[];
  readonly orders: readonly OrderRecord[];
  readonly executions: readonly ExecutionRecord[];
  /** Terms of each execution's contract where they were told before it in the same command; null where they are those from before. */
  readonly executionTerms: readonly (ContractTerms | null)[];
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
}

/** @throws Error when the slots are not one `begin`, rows and one `end` */
export function readRecords(slots: Float64Array): Records {
  const reader = new SlotReader(slots);
  const kinds: number[] = [];
  const told = new Map<number, ContractTerms>();
  const rows = {
    instruments: [] as InstrumentRecord[],
    marks: [] as MarkRecord[],
    orders: [] as OrderRecord[],
    executions: [] as ExecutionRecord[],
    executionTerms: [] as (ContractTerms | null)[],
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
        told.set(
          reader.number(INSTRUMENT.instrument),
          termsFrom((i) => reader.number(INSTRUMENT.terms + i)),
        );
        break;
      case RECORD.mark:
        rows.marks.push(fields(reader, MARK));
        break;
      case RECORD.order:
        rows.orders.push({ ...fields(reader, ORDER), ...texts(reader, ORDER.clientId) });
        break;
      case RECORD.execution:
        rows.executionTerms.push(told.get(reader.number(EXECUTION.instrument)) ?? null);
        rows.executions.push({ ...fields(reader, EXECUTION), ...texts(reader, EXECUTION.clientId) });
        break;
      case RECORD.trade:
        rows.trades.push(fields(reader, TRADE));
        break;
      case RECORD.level:
        rows.levels.push(fields(reader, LEVEL));
        break;
      case RECORD.position:
        rows.positions.push(fields(reader, POSITION));
        break;
      case RECORD.account:
        rows.accounts.push(fields(reader, ACCOUNT));
        break;
      case RECORD.funding:
        rows.fundings.push(fields(reader, FUNDING));
        break;
      case RECORD.settlement:
        rows.settlements.push(fields(reader, SETTLEMENT));
        break;
      case RECORD.moment:
        break;
      case RECORD.insurance:
        rows.insurance.push(fields(reader, INSURANCE));
        break;
      case RECORD.liquidation:
        rows.liquidations.push(fields(reader, LIQUIDATION));
        break;
      case RECORD.transaction:
        rows.transactions.push(fields(reader, TRANSACTION));
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
  return { ...begin, kinds, ...rows, request, code, detail, orderNumbers };
}

function expectBegin(kind: number): void {
  if (kind !== RECORD.begin) throw new Error(`records begin with kind ${kind}`);
}

function fields<F extends Readonly<Record<string, number>>>(reader: SlotReader, places: F): FieldsOf<F> {
  const record: Record<string, number> = {};
  for (const name in places) record[name] = reader.number(places[name] as number);
  return record as FieldsOf<F>;
}

function texts(reader: SlotReader, clientId: number): Texts {
  return { clientId: reader.text(clientId), text: reader.text(reader.after(clientId)) };
}
