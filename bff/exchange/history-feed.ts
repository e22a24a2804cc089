import { pointsToPrice } from "../contract/prices.ts";
import type { ExecutionRow } from "../contract/tables/execution.ts";
import type { FundingRow } from "../contract/tables/funding.ts";
import type { IndexCompositeRow } from "../contract/tables/index-composite.ts";
import type { InsuranceRow } from "../contract/tables/insurance.ts";
import type { OrderRow } from "../contract/tables/order.ts";
import type { SettlementRow } from "../contract/tables/settlement.ts";
import type { TradeRow } from "../contract/tables/trade.ts";
import type { TransactionRow } from "../contract/tables/transact.ts";
import { FIRST_CLIENT } from "../engine/accounts.ts";
import {
  ACCOUNT,
  BEGIN,
  EXECUTION,
  FUNDING,
  INDEX_RULE,
  MARK,
  MOMENT,
  ORDER,
  ORDER_CHANGE,
  RECORD,
  SETTLEMENT,
  TRADE,
  TRANSACTION,
} from "../engine/records.ts";
import { SlotReader } from "../engine/slots.ts";
import { Catalogue } from "./catalogue.ts";
import { GUID_KIND, toGuid } from "./guids.ts";
import { LiveIndices } from "./live/live-indices.ts";
import { executionRow } from "./rows/execution-row.ts";
import { fundingRow } from "./rows/funding-row.ts";
import { insuranceRow } from "./rows/insurance-row.ts";
import { isOpen, orderRow } from "./rows/order-row.ts";
import { settlementRow } from "./rows/settlement-row.ts";
import { tradeRow } from "./rows/trade-row.ts";
import { transactionRow } from "./rows/transaction-row.ts";

const MINUTE_MS = 60_000;

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
  /** A new price of an index, which its bins are made of. */
  indexPrice(symbol: string, price: number, timeMs: number): void;
  /** What an index was published from, the index itself first. */
  composite(row: IndexCompositeRow): void;
  /** A command is over: everything up to this sequence has been told. */
  reached(sequence: number, timeMs: number): void;
}

/** Reads the engine's records for history, in history's own thread. */
export class HistoryFeed {
  private readonly catalogue = new Catalogue();
  private readonly simulated = new Set<number>();
  private readonly indices = new LiveIndices();
  /** Where indices stand, by handle. */
  private readonly indexPoints: number[] = [];
  /** Minutes of which the constituents of indices are kept already, by handle. */
  private readonly keptAtMs = new Map<number, number>();

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
          sink.moment(timeMs);
          break;
        case RECORD.moment:
          timeMs = record.number(MOMENT.timeMs);
          momentMs = timeMs;
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
          break;
        case RECORD.mark: {
          const listed = catalogue.at(record.number(MARK.instrument));
          catalogue.note(listed.handle, record.number(MARK.markPoints));
          if (listed.index === null) this.indexPoints[listed.handle] = record.number(MARK.markPoints);
          const markedAtMs = record.number(MARK.markedAtMs);
          const isNew = markedAtMs === timeMs && markedAtMs !== 0;
          if (listed.index === null && isNew)
            sink.indexPrice(listed.symbol, pointsToPrice(listed.terms, record.number(MARK.markPoints)), timeMs);
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
          const listed = catalogue.at(record.number(TRADE.instrument));
          sink.trade(tradeRow(record, listed, catalogue.settlePerQuote(listed), new Date(timeMs).toISOString()));
          break;
        }
        case RECORD.execution: {
          const account = record.number(EXECUTION.account);
          if (account < FIRST_CLIENT) break;
          const listed = catalogue.at(record.number(EXECUTION.instrument));
          sink.execution(
            executionRow(record, listed, catalogue.settlePerQuote(listed), new Date(timeMs).toISOString()),
            simulated.has(account),
          );
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
          sink.transaction(transactionRow(record, new Date(timeMs).toISOString()));
          break;
        default:
          break;
      }
    }
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
