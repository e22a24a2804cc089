import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Bin } from "../contract/bins.ts";
import type { ExecutionRow } from "../contract/tables/execution.ts";
import type { FundingRow } from "../contract/tables/funding.ts";
import type { IndexCompositeRow } from "../contract/tables/index-composite.ts";
import type { InsuranceRow } from "../contract/tables/insurance.ts";
import type { LeverageSnapshotRow } from "../contract/tables/leverage-snapshot.ts";
import type { OrderRow } from "../contract/tables/order.ts";
import type { SettlementRow } from "../contract/tables/settlement.ts";
import type { TradeRow } from "../contract/tables/trade.ts";
import { BIN_SIZES } from "../contract/tables/trade-bin.ts";
import type { TransactionRow } from "../contract/tables/transact.ts";
import { BinKeeper } from "./bin-keeper.ts";
import { type HouseFill, LiquidationKeeper, type ToldStep } from "./liquidation-keeper.ts";
import { markSeries } from "./mark-series.ts";
import { type BinQuery, binsSql, type ListQuery, listSql } from "./queries.ts";
import { type RowCodec, rowCodec } from "./row-codec.ts";
import { KEPT_TABLES, type KeptTable, prepareSchema } from "./schema.ts";

/** Tables whose rows are written as they come; the others have a keeper. */
type WrittenTable = Exclude<KeptTable, "liquidationReport" | "liquidationStep" | "liquidationFill">;

/** How long the history of simulated accounts is kept, and public trades and prices of venues of a demo market. */
export interface Retention {
  readonly simulatedMs: number;
  readonly compositesMs: number;
  readonly tradesMs: number;
}

/** Before and after a liquidation its page shows what the index was made of. */
const AROUND_MS = 3_600_000;

/**
 * What happened, in SQLite. It follows the journal by sequence: each transaction stores the sequence that it reached
 * together with its rows, so that after a crash the journal tells what is missing and nothing is written twice.
 */
export class HistoryStore {
  private readonly database: DatabaseSync;
  private readonly codecs: Record<KeptTable, RowCodec>;
  private readonly inserts: Record<WrittenTable, StatementSync>;
  private readonly liquidations: LiquidationKeeper;
  private readonly putBin: StatementSync;
  private readonly dropOrder: StatementSync;
  private readonly dropSnapshots: StatementSync;
  private readonly dropTransaction: StatementSync;
  private readonly putMeta: StatementSync;
  private readonly bins = new BinKeeper();
  private readonly begin: StatementSync;
  private readonly commitStatement: StatementSync;
  private inTransaction = false;
  private reached: number;
  private reachedTimeMs: number;
  private committed: number;

  constructor(dataDir: string) {
    this.database = new DatabaseSync(join(dataDir, "history.sqlite"));
    // What a power cut takes from an unsynced log, the journal gives back: NORMAL keeps the file whole, not the last moments.
    this.database.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 4000;",
    );
    prepareSchema(this.database);
    const codec = (table: KeptTable) => rowCodec(KEPT_TABLES[table]);
    this.codecs = {
      trade: codec("trade"),
      execution: codec("execution"),
      order: codec("order"),
      transact: codec("transact"),
      funding: codec("funding"),
      settlement: codec("settlement"),
      compositeIndex: codec("compositeIndex"),
      insurance: codec("insurance"),
      liquidationReport: codec("liquidationReport"),
      liquidationStep: codec("liquidationStep"),
      liquidationFill: codec("liquidationFill"),
      leverageSnapshot: codec("leverageSnapshot"),
    };
    this.liquidations = new LiquidationKeeper(this.database);
    this.inserts = {
      trade: this.insert("trade", []),
      execution: this.insert("execution", ["simulated"]),
      order: this.insert("order", ["simulated"]),
      transact: this.insert("transact", []),
      funding: this.insert("funding", []),
      settlement: this.insert("settlement", []),
      compositeIndex: this.insert("compositeIndex", []),
      insurance: this.insert("insurance", []),
      leverageSnapshot: this.insert("leverageSnapshot", []),
    };
    this.putBin = this.database.prepare(`INSERT OR REPLACE INTO bin VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.dropOrder = this.database.prepare(`DELETE FROM "order" WHERE orderID = ?`);
    this.dropSnapshots = this.database.prepare("DELETE FROM leverageSnapshot WHERE timestamp >= ?");
    this.dropTransaction = this.database.prepare("DELETE FROM transact WHERE transactID = ?");
    this.putMeta = this.database.prepare(`INSERT OR REPLACE INTO meta VALUES (?, ?)`);
    this.begin = this.database.prepare("BEGIN");
    this.commitStatement = this.database.prepare("COMMIT");
    this.reached = this.meta("sequence") ?? 0;
    this.reachedTimeMs = this.meta("timeMs") ?? 0;
    this.committed = this.reached;
    this.resumeBins();
  }

  /** Sequence up to which everything is stored. */
  get sequence(): number {
    return this.committed;
  }

  trade(row: TradeRow): void {
    this.write("trade", row);
    this.bins.add(row.symbol, Date.parse(row.timestamp), row);
  }

  execution(row: ExecutionRow, isSimulated: boolean): void {
    this.write("execution", row, isSimulated);
  }

  order(row: OrderRow, isSimulated: boolean): void {
    this.write("order", row, isSimulated);
  }

  /** An order that had ended is open again: its row comes back when it ends. */
  revived(orderID: string): void {
    this.open();
    this.dropOrder.run(orderID);
  }

  transaction(row: TransactionRow): void {
    // A withdrawal is told of again when it ends: that row takes the place of the one that waited.
    if (row.transactType === "Withdrawal" && row.transactStatus !== "Pending") {
      this.open();
      this.dropTransaction.run(row.transactID);
    }
    this.write("transact", row);
  }

  funding(row: FundingRow): void {
    this.write("funding", row);
  }

  settlement(row: SettlementRow): void {
    this.write("settlement", row);
  }

  /** What an index was published from at a whole minute. */
  composite(row: IndexCompositeRow): void {
    this.write("compositeIndex", row);
  }

  insurance(row: InsuranceRow): void {
    this.write("insurance", row);
  }

  indexPrice(symbol: string, price: number, timeMs: number): void {
    this.bins.add(symbol, timeMs, { price, size: 0, grossValue: null, homeNotional: null, foreignNotional: null });
  }

  /** A new mark of a contract. */
  markPrice(symbol: string, price: number, timeMs: number): void {
    this.indexPrice(markSeries(symbol), price, timeMs);
  }

  liquidationStep(step: ToldStep): void {
    this.open();
    this.liquidations.step(step);
  }

  houseFill(fill: HouseFill): void {
    this.open();
    this.liquidations.fill(fill);
  }

  /**
   * Contracts by effective leverage at the last moment of a day: of each month the last is kept.
   *
   * @param monthStartMs beginning of the month that the moment lies in
   */
  leverageSnapshot(rows: readonly LeverageSnapshotRow[], monthStartMs: number): void {
    this.open();
    this.dropSnapshots.run(monthStartMs);
    for (const row of rows) this.write("leverageSnapshot", row);
  }

  /** A command begins: bins that end before its moment are closed. */
  moment(timeMs: number): void {
    if (timeMs <= this.reachedTimeMs) return;
    this.reachedTimeMs = timeMs;
    this.bins.advance(timeMs);
  }

  /** A command is over: everything up to this sequence has been told. */
  reachedSequence(sequence: number): void {
    this.reached = sequence;
  }

  /** Makes what was told since the last commit durable, as one transaction with the sequence it reached. */
  commit(): void {
    const changed = this.bins.takeChanged();
    if (!this.inTransaction && changed.length === 0 && this.reached === this.committed) return;
    this.open();
    for (const { symbol, widthMs, bin } of changed) this.storeBin(symbol, widthMs, bin);
    this.putMeta.run("sequence", this.reached);
    this.putMeta.run("timeMs", this.reachedTimeMs);
    this.commitStatement.run();
    this.inTransaction = false;
    this.committed = this.reached;
  }

  /** Rows of a table, as the wire has them. */
  list(query: ListQuery): Record<string, unknown>[] {
    const { sql, parameters } = listSql(query);
    const codec = this.codecs[query.table];
    return this.database
      .prepare(sql)
      .all(...parameters)
      .map((row) => codec.decode(row));
  }

  listBins(query: BinQuery): Bin[] {
    const { sql, parameters } = binsSql(query, this.reachedTimeMs);
    return this.database.prepare(sql).all(...parameters) as unknown as Bin[];
  }

  /** Whether nothing was ever stored. */
  get isEmpty(): boolean {
    return this.database.prepare("SELECT 1 FROM bin LIMIT 1").get() === undefined;
  }

  /**
   * Stores bins that nobody traded and fundings that nobody paid: the past that a demo market is given at its first start.
   *
   * @param simulatedUntilMs moment before which everything is made up, which whoever asks is told
   */
  seed(
    bins: Iterable<{ readonly symbol: string; readonly widthMs: number; readonly bin: Bin }>,
    fundings: Iterable<FundingRow>,
    simulatedUntilMs: number,
  ): void {
    this.open();
    for (const row of fundings) this.write("funding", row);
    for (const { symbol, widthMs, bin } of bins) this.storeBin(symbol, widthMs, bin);
    this.putMeta.run("simulatedUntilMs", simulatedUntilMs);
    this.commitStatement.run();
    this.inTransaction = false;
    this.resumeBins();
  }

  /** Market time of the last command that was stored; 0 before the first. */
  get timeMs(): number {
    return this.reachedTimeMs;
  }

  /** Moment before which bins and index were simulated; null when none were. */
  get simulatedUntilMs(): number | null {
    return this.meta("simulatedUntilMs") ?? null;
  }

  /** Drops what a demo market need not keep. */
  prune(retention: Retention): void {
    this.open();
    const simulatedBefore = this.reachedTimeMs - retention.simulatedMs;
    this.database.prepare(`DELETE FROM execution WHERE simulated = 1 AND timestamp < ?`).run(simulatedBefore);
    this.database.prepare(`DELETE FROM "order" WHERE simulated = 1 AND timestamp < ?`).run(simulatedBefore);
    for (const table of ["liquidationStep", "liquidationFill"])
      this.database.prepare(`DELETE FROM ${table} WHERE simulated = 1 AND timestamp < ?`).run(simulatedBefore);
    this.database
      .prepare(`DELETE FROM liquidationReport WHERE simulated = 1 AND timestamp < ?`)
      .run(this.reachedTimeMs - retention.tradesMs);
    // What an index was made of when somebody was liquidated stays as long as the report of it.
    this.database
      .prepare(
        `DELETE FROM compositeIndex WHERE timestamp < ? AND NOT EXISTS (SELECT 1 FROM liquidationReport AS report WHERE report.simulated = 0
         AND report.timestamp BETWEEN compositeIndex.timestamp - ${AROUND_MS} AND compositeIndex.timestamp + ${AROUND_MS})`,
      )
      .run(this.reachedTimeMs - retention.compositesMs);
    this.database.prepare(`DELETE FROM trade WHERE timestamp < ?`).run(this.reachedTimeMs - retention.tradesMs);
  }

  close(): void {
    this.commit();
    this.database.close();
  }

  private write(table: WrittenTable, row: object, isSimulated?: boolean): void {
    this.open();
    const values = this.codecs[table].encode(row as Record<string, unknown>);
    if (isSimulated !== undefined) values.push(isSimulated ? 1 : 0);
    this.inserts[table].run(...values);
  }

  private open(): void {
    if (this.inTransaction) return;
    this.begin.run();
    this.inTransaction = true;
  }

  private insert(table: WrittenTable, more: readonly string[]): StatementSync {
    const columns = [...this.codecs[table].columns, ...more];
    const names = columns.map((name) => `"${name}"`).join(", ");
    return this.database.prepare(`INSERT INTO "${table}" (${names}) VALUES (${columns.map(() => "?").join(", ")})`);
  }

  private storeBin(symbol: string, widthMs: number, bin: Bin): void {
    const { endMs, open, high, low, close, trades, volume, lastSize, turnoverSats, home, foreign } = bin;
    this.putBin.run(symbol, widthMs, endMs, open, high, low, close, trades, volume, lastSize, turnoverSats, home, foreign);
  }

  private meta(name: string): number | undefined {
    const row = this.database.prepare("SELECT value FROM meta WHERE name = ?").get(name) as { value: number } | undefined;
    return row?.value;
  }

  private resumeBins(): void {
    const symbols = this.database.prepare("SELECT DISTINCT symbol FROM bin").all() as { symbol: string }[];
    const newest = this.database.prepare(`SELECT * FROM bin WHERE symbol = ? AND widthMs = ? ORDER BY endMs DESC LIMIT 1`);
    for (const { symbol } of symbols) {
      for (const widthMs of Object.values(BIN_SIZES)) {
        const row = newest.get(symbol, widthMs) as (Bin & { symbol: string; widthMs: number }) | undefined;
        if (row === undefined) continue;
        const { symbol: _symbol, widthMs: _width, ...bin } = row;
        this.bins.resume({ symbol, widthMs, bin });
      }
    }
  }
}
