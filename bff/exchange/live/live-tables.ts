import type { LeverageSnapshotRow } from "../../contract/tables/leverage-snapshot.ts";
import type { OrderRow } from "../../contract/tables/order.ts";
import type { QueueRow } from "../../contract/tables/queue.ts";
import { FIRST_CLIENT } from "../../engine/accounts.ts";
import { ACCOUNT, BEGIN, END, EXECUTION, MOMENT, ORDER, ORDER_CHANGE, POSITION, RECORD, TRANSACTION } from "../../engine/records.ts";
import { SlotReader } from "../../engine/slots.ts";
import { leverageRows } from "../leverage-rows.ts";
import { executionRow } from "../rows/execution-row.ts";
import { isOpen, orderRow } from "../rows/order-row.ts";
import { transactionRow } from "../rows/transaction-row.ts";
import { changedColumns } from "./changed-columns.ts";
import { type Change, ChangeList } from "./changes.ts";
import { FilledOrders } from "./filled-orders.ts";
import { LiveAccounts } from "./live-accounts.ts";
import { LiveHouse } from "./live-house.ts";
import { LiveMarkets } from "./live-markets.ts";

/** What a command came to. */
export interface Outcome {
  readonly request: number;
  readonly sequence: number;
  readonly code: number;
  readonly detail: number;
  /** Orders that the reply speaks of, as they were right after the command; undefined where there is none. */
  readonly rows: readonly (OrderRow | undefined)[];
}

/** What a batch changed. */
export interface Applied {
  readonly sequence: number;
  readonly timeMs: number;
  readonly outcomes: readonly Outcome[];
  readonly changes: readonly Change[];
  /** Accounts whose position, margin or wallet rows changed, by handle. */
  readonly accounts: ReadonlySet<number>;
  /** Contracts that have a new mark, or something else that rows of positions follow from, by handle. */
  readonly marks: ReadonlySet<number>;
}

/**
 * The tables as everybody sees them: a mirror of what the engine told, in memory, that serves GETs and images. Rows that
 * marks derive are made when somebody asks.
 */
export class LiveTables {
  readonly accounts = new LiveAccounts();
  readonly house = new LiveHouse();
  readonly markets = new LiveMarkets(() => this.accounts.stir());
  readonly catalogue = this.markets.catalogue;
  readonly marks = this.markets.marks;
  private readonly filled = new FilledOrders();
  /** Orders that the batch at hand touched, ended ones among them: replies are taken from here. */
  private readonly touchedOrders = new Map<number, OrderRow>();
  sequence = 0;
  timeMs = 0;
  /** Rows of the line in front of the engine, which are none of the engine's. */
  queueRows: () => readonly QueueRow[] = () => [];
  /** Whether somebody listens to an account's private rows; others' execution rows need not be made. */
  isWatched: (account: number) => boolean = () => false;

  /** Takes over a batch of records. */
  apply(rows: Float64Array): Applied {
    const changes = new ChangeList();
    const outcomes: Outcome[] = [];
    const accounts = new Set<number>();
    this.touchedOrders.clear();
    const record = new SlotReader(rows);
    // What was scheduled before a command's moment is told after its begin: noons are counted one by one.
    let hasBegun = false;
    for (; !record.done; record.next()) {
      if (hasBegun && record.kind !== RECORD.moment) this.house.advance(this.timeMs, changes);
      hasBegun = record.kind === RECORD.begin;
      switch (record.kind) {
        case RECORD.begin:
          this.sequence = record.number(BEGIN.sequence);
          this.timeMs = record.number(BEGIN.timeMs);
          this.markets.advance(this.timeMs, changes);
          break;
        case RECORD.moment:
          this.timeMs = record.number(MOMENT.timeMs);
          this.markets.advance(this.timeMs, changes);
          this.house.advance(this.timeMs, changes);
          break;
        case RECORD.end:
          this.markets.settleBooks(changes);
          if (record.number(END.request) !== 0) outcomes.push(this.outcome(record));
          break;
        case RECORD.order:
          this.readOrder(record, changes);
          break;
        case RECORD.execution:
          this.readExecution(record, changes);
          break;
        case RECORD.position: {
          const handle = record.number(POSITION.account);
          const listed = this.catalogue.at(record.number(POSITION.instrument));
          if (handle < FIRST_CLIENT) break;
          this.accounts.readPosition(record, listed, this.timeMs);
          accounts.add(handle);
          break;
        }
        case RECORD.insurance:
          this.house.readNoon(record, changes);
          break;
        case RECORD.transaction:
          this.readTransaction(record, changes);
          break;
        case RECORD.account:
          if (record.number(ACCOUNT.account) < FIRST_CLIENT) {
            this.house.readAccount(record, changes);
            break;
          }
          this.accounts.read(record, this.timeMs);
          accounts.add(record.number(ACCOUNT.account));
          break;
        default:
          this.markets.read(record, changes);
          break;
      }
    }
    const marks = this.markets.settle(changes);
    return { sequence: this.sequence, timeMs: this.timeMs, outcomes, changes: changes.all, accounts, marks };
  }

  /** Contracts by effective leverage, of all positions as they stand. */
  leverageRows(): LeverageSnapshotRow[] {
    return leverageRows(this.accounts.leveraged(this.marks), new Date(this.timeMs).toISOString());
  }

  /** An order that the batch at hand touched, or that is open. */
  private order(number: number): OrderRow | undefined {
    return this.touchedOrders.get(number) ?? this.accounts.openOrder(number);
  }

  private outcome(record: SlotReader): Outcome {
    const count = record.number(END.count);
    const rows = Array.from({ length: count }, (_, i) => this.order(record.number(END.first + i)));
    return {
      request: record.number(END.request),
      sequence: this.sequence,
      code: record.number(END.code),
      detail: record.number(END.detail),
      rows,
    };
  }

  private readOrder(record: SlotReader, changes: ChangeList): void {
    const handle = record.number(ORDER.account);
    const listed = this.catalogue.at(record.number(ORDER.instrument));
    if (handle < FIRST_CLIENT) {
      this.house.readOrder(record, listed, changes);
      return;
    }
    const number = record.number(ORDER.number);
    const row = orderRow(record, listed);
    const before = this.touchedOrders.get(number) ?? this.accounts.openOrder(number);
    this.touchedOrders.set(number, row);
    const filledBy = this.filled.sequenceOf(number);
    if (row.ordStatus === "Filled") this.filled.add(number, this.sequence, this.timeMs);
    this.accounts.setOrder(handle, number, row, isOpen(record.number(ORDER.status)));
    if (!this.isWatched(row.account)) return;
    const change = record.number(ORDER.change);
    // Whoever saw it fill still has its row: the whole of it is an update, and an insert to those who came later.
    if (change === ORDER_CHANGE.revived) changes.revive(row.symbol, row.account, row, filledBy);
    else if (before === undefined || change === ORDER_CHANGE.insert) changes.add("order", "insert", row.symbol, row.account, row);
    else changes.add("order", "update", row.symbol, row.account, orderDelta(before, row));
  }

  private readExecution(record: SlotReader, changes: ChangeList): void {
    const handle = record.number(EXECUTION.account);
    if (handle < FIRST_CLIENT) return;
    const listed = this.catalogue.at(record.number(EXECUTION.instrument));
    const account = this.accounts.numberOf(handle);
    if (!this.isWatched(account)) return;
    changes.add(
      "execution",
      "insert",
      listed.symbol,
      account,
      executionRow(record, listed, this.catalogue.settlePerQuote(listed), new Date(this.timeMs).toISOString()),
    );
  }

  private readTransaction(record: SlotReader, changes: ChangeList): void {
    if (record.number(TRANSACTION.account) < FIRST_CLIENT) return;
    const row = transactionRow(record, (instrument) => this.catalogue.at(instrument).symbol, new Date(this.timeMs).toISOString());
    const action = row.transactType === "Withdrawal" && row.transactStatus !== "Pending" ? "update" : "insert";
    if (this.isWatched(row.account)) changes.add("transact", action, "", row.account, row);
  }
}

/** An order's update: what identifies it for people and programs, and what changed. Source: order deltas of 2019. */
function orderDelta(before: OrderRow, after: OrderRow): object {
  const { orderID, clOrdID, account, symbol, timestamp } = after;
  return { orderID, ...changedColumns(before, after), clOrdID, account, symbol, timestamp };
}
