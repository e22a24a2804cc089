import { valueSats } from "../../contract/pricing/value.ts";
import { accountNumber, FIRST_CLIENT } from "../../engine/accounts.ts";
import { BEGIN, EXEC, EXECUTION, LIQUIDITY, MOMENT, ORDER, RECORD } from "../../engine/records.ts";
import { SlotReader } from "../../engine/slots.ts";
import type { Catalogue } from "../catalogue.ts";
import { isOpen } from "../rows/order-row.ts";
import type { Marks } from "./live-accounts.ts";

/** A match of two clients, for who watches what accounts do to each other. Accounts by their wire numbers. */
export interface Fill {
  readonly timeMs: number;
  readonly symbol: string;
  readonly maker: number;
  readonly taker: number;
  /** What the taker lost against the mark, satoshis; the maker's loss is the opposite. */
  readonly takerLossSats: number;
  /** What the contracts of this match are worth at the mark, satoshis, above zero. */
  readonly valueSats: number;
  /** How far off the mark the maker's price was when it was placed, as a share. */
  readonly placedOffRate: number;
}

interface Side {
  readonly account: number;
  readonly order: number;
  readonly lossSats: number;
  readonly isMaker: boolean;
}

/** Reads fills out of the engine's records. It keeps how each open order stood to the mark when its price was set. */
export class FillReader {
  private readonly catalogue: Catalogue;
  private readonly marks: Marks;
  private readonly placed = new Map<number, { readonly ticks: number; readonly offRate: number }>();
  private readonly sides = new Map<number, Side>();

  constructor(catalogue: Catalogue, marks: Marks) {
    this.catalogue = catalogue;
    this.marks = marks;
  }

  /** @param rows a batch, already in the tables */
  read(rows: Float64Array): readonly Fill[] {
    const fills: Fill[] = [];
    const record = new SlotReader(rows);
    const ended: number[] = [];
    let timeMs = 0;
    this.sides.clear();
    for (; !record.done; record.next()) {
      if (record.kind === RECORD.begin) timeMs = record.number(BEGIN.timeMs);
      else if (record.kind === RECORD.moment) timeMs = record.number(MOMENT.timeMs);
      else if (record.kind === RECORD.order) this.noteOrder(record, ended);
      else if (record.kind === RECORD.execution && record.number(EXECUTION.type) === EXEC.trade) {
        const fill = this.noteSide(record, timeMs);
        if (fill !== null) fills.push(fill);
      }
    }
    for (const order of ended) this.placed.delete(order);
    return fills;
  }

  private noteOrder(record: SlotReader, ended: number[]): void {
    const number = record.number(ORDER.number);
    if (!isOpen(record.number(ORDER.status))) {
      ended.push(number);
      return;
    }
    const ticks = record.number(ORDER.ticks);
    if (ticks === 0 || this.placed.get(number)?.ticks === ticks) return;
    const { handle, terms } = this.catalogue.at(record.number(ORDER.instrument));
    const mark = this.marks.points(handle);
    this.placed.set(number, { ticks, offRate: mark === 0 ? 0 : Math.abs((ticks * terms.pointsPerTick) / mark - 1) });
  }

  /** @returns the fill once both of its sides are known */
  private noteSide(record: SlotReader, timeMs: number): Fill | null {
    const account = record.number(EXECUTION.account);
    const mark = this.marks.points(record.number(EXECUTION.instrument));
    if (account < FIRST_CLIENT || mark === 0) return null;
    const { terms, symbol } = this.catalogue.at(record.number(EXECUTION.instrument));
    const contracts = record.number(EXECUTION.lastQuantity);
    const atMark = valueSats(terms, record.number(EXECUTION.side) === 0 ? contracts : -contracts, mark);
    const match = record.number(EXECUTION.match);
    const side: Side = {
      account: accountNumber(account),
      order: record.number(EXECUTION.order),
      lossSats: record.number(EXECUTION.costSats) - atMark,
      isMaker: record.number(EXECUTION.liquidity) === LIQUIDITY.added,
    };
    const other = this.sides.get(match);
    if (other === undefined) {
      this.sides.set(match, side);
      return null;
    }
    this.sides.delete(match);
    const [maker, taker] = side.isMaker ? [side, other] : [other, side];
    return {
      timeMs,
      symbol,
      maker: maker.account,
      taker: taker.account,
      takerLossSats: taker.lossSats,
      valueSats: Math.abs(atMark),
      placedOffRate: this.placed.get(maker.order)?.offRate ?? 0,
    };
  }
}
