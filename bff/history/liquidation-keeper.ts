import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Table } from "../contract/table.ts";
import type { LiquidationFillRow, LiquidationReportRow, LiquidationStepRow } from "../contract/tables/liquidation-report.ts";
import { liquidationFill, liquidationReport, liquidationStep } from "../contract/tables/liquidation-report.ts";
import { rowCodec } from "./row-codec.ts";

/** A step as history hears of it, with what only its own books need. */
export interface ToldStep {
  readonly row: LiquidationStepRow;
  readonly isSimulated: boolean;
  /** The house's order for what it took over; null for any other step. */
  readonly houseOrderID: string | null;
  /** Signed value of what was taken over at its bankruptcy price, satoshis. */
  readonly takenSats: number;
}

/** A trade of the house's own. */
export interface HouseFill {
  readonly orderID: string;
  readonly timestamp: string;
  readonly symbol: string;
  readonly side: string;
  readonly lastQty: number;
  readonly lastPx: number;
  /** Signed value of the trade, satoshis. */
  readonly costSats: number;
  readonly isDeleveraging: boolean;
}

type Report = LiquidationReportRow & { readonly simulated: number; readonly takenQty: number; readonly takenSats: number };

/** Keeps what became of liquidations: a report each, its steps, and the trades that closed what was taken over. */
export class LiquidationKeeper {
  private readonly insertReport: StatementSync;
  private readonly insertStep: StatementSync;
  private readonly insertFill: StatementSync;
  private readonly reportOf: StatementSync;
  private readonly proceed: StatementSync;
  private readonly close: StatementSync;

  constructor(database: DatabaseSync) {
    const insert = (name: string, table: Table) => {
      const names = [...rowCodec(table).columns, "simulated"];
      return database.prepare(
        `INSERT INTO ${name} (${names.map((one) => `"${one}"`).join(", ")}) VALUES (${names.map(() => "?").join(", ")})`,
      );
    };
    this.insertReport = insert("liquidationReport", liquidationReport);
    this.insertStep = insert("liquidationStep", liquidationStep);
    this.insertFill = insert("liquidationFill", liquidationFill);
    this.reportOf = database.prepare("SELECT * FROM liquidationReport WHERE houseOrderID = ?");
    this.proceed = database.prepare(
      "UPDATE liquidationReport SET outcome = ?, bankruptPrice = ?, houseOrderID = ?, takenQty = ?, takenSats = ? WHERE liquidationID = ?",
    );
    this.close = database.prepare(
      "UPDATE liquidationReport SET closedQty = ?, averagePrice = ?, deleveragedQty = ?, fundPnl = ?, closed = ? WHERE liquidationID = ?",
    );
  }

  step({ row, isSimulated, houseOrderID, takenSats }: ToldStep): void {
    this.insertStep.run(...rowCodec(liquidationStep).encode(row), isSimulated ? 1 : 0);
    if (row.step === "Due") {
      const report: LiquidationReportRow = {
        liquidationID: row.liquidationID,
        account: row.account,
        timestamp: row.timestamp,
        symbol: row.symbol,
        side: row.currentQty > 0 ? "Buy" : "Sell",
        size: Math.abs(row.currentQty),
        outcome: row.step,
        markPrice: row.markPrice,
        bankruptPrice: null,
        closedQty: 0,
        averagePrice: null,
        deleveragedQty: 0,
        fundPnl: 0,
        closed: null,
      };
      this.insertReport.run(...rowCodec(liquidationReport).encode(report), isSimulated ? 1 : 0);
      return;
    }
    const isTaken = row.step === "TakenOver";
    const takenQty = isTaken ? Math.abs(row.currentQty) : 0;
    this.proceed.run(row.step, isTaken ? row.bankruptPrice : null, houseOrderID, takenQty, takenSats, row.liquidationID);
  }

  /** A fill of the house's, where it closes what was taken over; others, such as those from before reports were kept, are nobody's. */
  fill(fill: HouseFill): void {
    const report = this.reportOf.get(fill.orderID) as Report | undefined;
    if (report === undefined) return;
    // Value is linear in contracts, so that the part of the takeover's is exact. What the fill fetched is its cost with the sign turned.
    const fundPnl = 0 - fill.costSats - (report.takenSats * fill.lastQty) / report.takenQty;
    const row: LiquidationFillRow = {
      liquidationID: report.liquidationID,
      account: report.account,
      timestamp: fill.timestamp,
      symbol: fill.symbol,
      side: fill.side,
      lastQty: fill.lastQty,
      lastPx: fill.lastPx,
      fundPnl,
      isDeleveraging: fill.isDeleveraging,
    };
    this.insertFill.run(...rowCodec(liquidationFill).encode(row), report.simulated);
    const closedQty = report.closedQty + fill.lastQty;
    const averagePrice = ((report.averagePrice ?? 0) * report.closedQty + fill.lastPx * fill.lastQty) / closedQty;
    this.close.run(
      closedQty,
      averagePrice,
      report.deleveragedQty + (fill.isDeleveraging ? fill.lastQty : 0),
      report.fundPnl + fundPnl,
      closedQty === report.takenQty ? Date.parse(fill.timestamp) : null,
      report.liquidationID,
    );
  }
}
