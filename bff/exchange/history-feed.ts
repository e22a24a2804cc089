import { pointsToPrice, ticksToPrice } from "../contract/prices.ts";
import type { ExecutionRow } from "../contract/tables/execution.ts";
import type { FundingRow } from "../contract/tables/funding.ts";
import type { IndexCompositeRow } from "../contract/tables/index-composite.ts";
import type { InsuranceRow } from "../contract/tables/insurance.ts";
import type { LeverageSnapshotRow } from "../contract/tables/leverage-snapshot.ts";
import type { LiquidationStepRow } from "../contract/tables/liquidation-report.ts";
import type { OrderRow } from "../contract/tables/order.ts";
import type { SettlementRow } from "../contract/tables/settlement.ts";
import type { TradeRow } from "../contract/tables/trade.ts";
import type { TransactionRow } from "../contract/tables/transact.ts";
import { SIDES } from "../contract/vocabulary.ts";
import { FIRST_CLIENT } from "../engine/accounts.ts";
import {
  ACCOUNT,
  BEGIN,
  EXEC,
  EXECUTION,
  FUNDING,
  INDEX_RULE,
  LIQUIDATION,
  MARK,
  MOMENT,
  ORDER,
  ORDER_CHANGE,
  POSITION,
  RECORD,
  SETTLEMENT,
  TRADE,
  TRANSACTION,
} from "../engine/records.ts";
import { SlotReader } from "../engine/slots.ts";
import { Catalogue, type Listed } from "./catalogue.ts";
import { GUID_KIND, toGuid } from "./guids.ts";
import { leverageRows } from "./leverage-rows.ts";
import { LiveAccounts } from "./live/live-accounts.ts";
import { LiveIndices } from "./live/live-indices.ts";
import { executionRow } from "./rows/execution-row.ts";
import { fundingRow } from "./rows/funding-row.ts";
import { insuranceRow } from "./rows/insurance-row.ts";
import { liquidationStepRow, takenOf } from "./rows/liquidation-step-row.ts";
import { isOpen, orderRow } from "./rows/order-row.ts";
import { settlementRow } from "./rows/settlement-row.ts";
import { tradeRow } from "./rows/trade-row.ts";
import { transactionRow } from "./rows/transaction-row.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What history keeps of a batch, row by row in the order in which it happened. */
export interface HistorySink {
  /** A command begins: what follows happened at this moment. */
  moment(timeMs: number): void;
  trade(row: TradeRow): void;
  /** @param isSimulated whether the account is one of the exchange's own demo traders */
  execution(row: ExecutionRow, isSimulated: boolean): void;
  /** An order that has ended. */
  order(row: OrderRow, isSimulated: boolean): void;
  /** An order that had ended and is open again. */
  revived(orderID: string): void;
  transaction(row: TransactionRow): void;
  funding(row: FundingRow): void;
  /** A contract has settled. */
  settlement(row: SettlementRow): void;
  /** What the insurance fund held at a noon. */
  insurance(row: InsuranceRow): void;
  /** A step of a liquidation. */
  liquidationStep(step: {
    readonly row: LiquidationStepRow;
    readonly isSimulated: boolean;
    readonly houseOrderID: string | null;
    readonly takenSats: number;
  }): void;
  /** A trade of the house's own order for what it took over. */
  houseFill(fill: {
    readonly orderID: string;
    readonly timestamp: string;
    readonly symbol: string;
    readonly side: string;
    readonly lastQty: number;
    readonly lastPx: number;
    readonly costSats: number;
    readonly isDeleveraging: boolean;
  }): void;
  /** Contracts by effective leverage as a day ends. */
  leverageSnapshot(rows: readonly LeverageSnapshotRow[], monthStartMs: number): void;
  /** A new mark of a contract. */
  markPrice(symbol: string, price: number, timeMs: number): void;
  /** A new price of an index, which its bins are made of. */
  indexPrice(symbol: string, price: number, timeMs: number): void;
  /** What an index was published from, the index itself first. */
  composite(row: IndexCompositeRow): void;
  /** A command is over: everything up to this sequence has been told. */
  reached(sequence: number, timeMs: number): void;
}

/** Says that positions were looked at, where nobody may have had any. */
const SNAPSHOT_TAKEN = { symbol: "", side: "", leverage: 0, contracts: 0, positions: 0 };

const ignore = () => {};

/** Keeps nothing of what it is told. */
export const SILENT_SINK: HistorySink = {
  moment: ignore,
  trade: ignore,
  execution: ignore,
  order: ignore,
  revived: ignore,
  transaction: ignore,
  funding: ignore,
  settlement: ignore,
  insurance: ignore,
  liquidationStep: ignore,
  houseFill: ignore,
  leverageSnapshot: ignore,
  markPrice: ignore,
  indexPrice: ignore,
  composite: ignore,
  reached: ignore,
};

/** Reads the engine's records for history, in history's own thread. */
export class HistoryFeed {
  private readonly catalogue = new Catalogue();
  private readonly simulated = new Set<number>();
  private readonly indices = new LiveIndices();
  /** Where indices stand, by handle. */
  private readonly indexPoints: number[] = [];
  /** Minutes of which the constituents of indices are kept already, by handle. */
  private readonly keptAtMs = new Map<number, number>();
  private readonly accounts = new LiveAccounts();
  /** Where contracts are marked, by handle. */
  private readonly marks = new Map<number, number>();
  /** The last trade of a book: what the house closes without one is closed with a position of the other side. */
  private tradedMatch = 0;
  /** Market time of the last command; 0 before the first. */
  private timeMs = 0;

  /** History begins where it ended: the day that ran then ends with the first command after it. */
  resumeAt(timeMs: number): void {
    this.timeMs = timeMs;
  }

  read(rows: Float64Array, sink: HistorySink): void {
    const { catalogue, simulated } = this;
    const record = new SlotReader(rows);
    let timeMs = 0;
    let sequence = 0;
    let momentMs: number | null = null;
    for (; !record.done; record.next()) {
      switch (record.kind) {
        case RECORD.begin:
          sequence = record.number(BEGIN.sequence);
          timeMs = record.number(BEGIN.timeMs);
          momentMs = null;
          this.passDays(timeMs, sink);
          sink.moment(timeMs);
          break;
        case RECORD.moment:
          timeMs = record.number(MOMENT.timeMs);
          momentMs = timeMs;
          this.passDays(timeMs, sink);
          sink.moment(timeMs);
          break;
        case RECORD.end:
          sink.reached(sequence, timeMs);
          break;
        case RECORD.instrument:
          catalogue.read(record);
          break;
        case RECORD.account:
          if (record.number(ACCOUNT.simulated) === 1) simulated.add(record.number(ACCOUNT.account));
          if (record.number(ACCOUNT.account) >= FIRST_CLIENT) this.accounts.read(record, timeMs);
          break;
        case RECORD.position:
          if (record.number(POSITION.account) >= FIRST_CLIENT)
            this.accounts.readPosition(record, catalogue.at(record.number(POSITION.instrument)), timeMs);
          break;
        case RECORD.liquidation: {
          const listed = catalogue.at(record.number(LIQUIDATION.instrument));
          const isSimulated = simulated.has(record.number(LIQUIDATION.account));
          const row = liquidationStepRow(record, listed, new Date(timeMs).toISOString());
          sink.liquidationStep({ row, isSimulated, ...takenOf(record, listed) });
          break;
        }
        case RECORD.mark: {
          const listed = catalogue.at(record.number(MARK.instrument));
          catalogue.note(listed.handle, record.number(MARK.markPoints));
          if (listed.index === null) this.indexPoints[listed.handle] = record.number(MARK.markPoints);
          else this.marks.set(listed.handle, record.number(MARK.markPoints));
          const markedAtMs = record.number(MARK.markedAtMs);
          const isNew = markedAtMs === timeMs && markedAtMs !== 0;
          if (!isNew) break;
          const price = pointsToPrice(listed.terms, record.number(MARK.markPoints));
          if (listed.index === null) sink.indexPrice(listed.symbol, price, timeMs);
          else sink.markPrice(listed.symbol, price, timeMs);
          break;
        }
        case RECORD.constituent:
          this.indices.readConstituent(record);
          break;
        case RECORD.indexRule:
          this.readRule(record, momentMs, sink);
          break;
        case RECORD.funding:
          sink.funding(fundingRow(record, catalogue.at(record.number(FUNDING.instrument)), new Date(timeMs).toISOString()));
          break;
        case RECORD.trade: {
          this.tradedMatch = record.number(TRADE.match);
          const listed = catalogue.at(record.number(TRADE.instrument));
          sink.trade(tradeRow(record, listed, catalogue.settlePerQuote(listed), new Date(timeMs).toISOString()));
          break;
        }
        case RECORD.execution: {
          const account = record.number(EXECUTION.account);
          const listed = catalogue.at(record.number(EXECUTION.instrument));
          if (account < FIRST_CLIENT) {
            this.readHouse(record, listed, timeMs, sink);
            break;
          }
          const row = executionRow(record, listed, catalogue.settlePerQuote(listed), new Date(timeMs).toISOString());
          sink.execution(row, simulated.has(account));
          break;
        }
        case RECORD.order: {
          const account = record.number(ORDER.account);
          if (account < FIRST_CLIENT) break;
          if (record.number(ORDER.change) === ORDER_CHANGE.revived) sink.revived(toGuid(GUID_KIND.order, record.number(ORDER.number)));
          if (isOpen(record.number(ORDER.status))) break;
          sink.order(orderRow(record, catalogue.at(record.number(ORDER.instrument))), simulated.has(account));
          break;
        }
        case RECORD.settlement:
          sink.settlement(settlementRow(record, catalogue.at(record.number(SETTLEMENT.instrument)), new Date(timeMs).toISOString()));
          break;
        case RECORD.insurance:
          sink.insurance(insuranceRow(record));
          break;
        case RECORD.transaction:
          // What the house puts into its fund is no account's business.
          if (record.number(TRANSACTION.account) < FIRST_CLIENT) break;
          sink.transaction(transactionRow(record, (instrument) => catalogue.at(instrument).symbol, new Date(timeMs).toISOString()));
          break;
        default:
          break;
      }
    }
  }

  /** A trade of the house, which closes what it took over. */
  private readHouse(record: SlotReader, listed: Listed, timeMs: number, sink: HistorySink): void {
    if (record.number(EXECUTION.type) !== EXEC.trade) return;
    sink.houseFill({
      orderID: toGuid(GUID_KIND.order, record.number(EXECUTION.order)),
      timestamp: new Date(timeMs).toISOString(),
      symbol: listed.symbol,
      side: SIDES[record.number(EXECUTION.side)] as string,
      lastQty: record.number(EXECUTION.lastQuantity),
      lastPx: ticksToPrice(listed.terms, record.number(EXECUTION.lastTicks)),
      costSats: record.number(EXECUTION.costSats),
      isDeleveraging: record.number(EXECUTION.match) !== this.tradedMatch,
    });
  }

  /** The positions of all accounts are looked at when a day is over: as its last command left them. */
  private passDays(timeMs: number, sink: HistorySink): void {
    const before = this.timeMs;
    if (timeMs <= before) return;
    this.timeMs = timeMs;
    if (before === 0 || Math.floor(before / DAY_MS) === Math.floor(timeMs / DAY_MS)) return;
    const marks = { points: (handle: number) => this.marks.get(handle) ?? 0, fundingRate: () => 0 };
    const day = new Date(before);
    const timestamp = day.toISOString();
    const rows = leverageRows(this.accounts.leveraged(marks), timestamp);
    sink.leverageSnapshot([{ ...SNAPSHOT_TAKEN, timestamp }, ...rows], Date.UTC(day.getUTCFullYear(), day.getUTCMonth()));
  }

  /**
   * What an index was published from is kept once a minute. Publications are scheduled: they have a moment of their own,
   * which tells them from an image of what was published before.
   */
  private readRule(record: SlotReader, momentMs: number | null, sink: HistorySink): void {
    const handle = record.number(INDEX_RULE.instrument);
    const publishedAtMs = record.number(INDEX_RULE.publishedAtMs);
    this.indices.readRule(record);
    if (publishedAtMs !== momentMs || publishedAtMs % MINUTE_MS !== 0 || this.keptAtMs.get(handle) === publishedAtMs) return;
    this.keptAtMs.set(handle, publishedAtMs);
    const points = this.indexPoints[handle] ?? 0;
    for (const row of this.indices.compositeRows(this.catalogue.at(handle), points, publishedAtMs)) sink.composite(row);
  }
}
