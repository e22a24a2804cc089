import type { InsuranceRow } from "../../contract/tables/insurance.ts";
import type { LiquidationRow } from "../../contract/tables/liquidation.ts";
import { CURRENCY } from "../../contract/vocabulary.ts";
import { HOUSE } from "../../engine/accounts.ts";
import { ACCOUNT, ORDER } from "../../engine/records.ts";
import type { SlotReader } from "../../engine/slots.ts";
import type { Listed } from "../catalogue.ts";
import { insuranceRow } from "../rows/insurance-row.ts";
import { liquidationRow } from "../rows/liquidation-row.ts";
import { isOpen } from "../rows/order-row.ts";
import type { ChangeList } from "./changes.ts";

const DAY_MS = 86_400_000;
/** Noons that are remembered. */
const MAX_NOONS = 1_000;

/** The noon, UTC, that comes next. */
const nextNoon = (timeMs: number) => (Math.floor((timeMs + DAY_MS / 2) / DAY_MS) + 0.5) * DAY_MS;

/** What the house does in public: the orders that close what it took over, and its insurance fund. */
export class LiveHouse {
  private readonly standing = new Map<number, LiquidationRow>();
  private readonly noons: InsuranceRow[] = [];
  private balanceSats = 0;
  private noonMs = 0;

  /** Orders that stand, oldest first. */
  liquidations(): LiquidationRow[] {
    return [...this.standing.values()];
  }

  /** What the fund held at each noon, oldest first, and at last what it holds now. */
  insurance(): readonly InsuranceRow[] {
    return this.noons;
  }

  readOrder(record: SlotReader, listed: Listed, changes: ChangeList): void {
    const number = record.number(ORDER.number);
    const row = liquidationRow(record, listed);
    const { orderID, symbol, leavesQty, price } = row;
    const known = this.standing.get(number);
    if (!isOpen(record.number(ORDER.status))) {
      if (!this.standing.delete(number)) return;
      changes.add("liquidation", "delete", symbol, null, { orderID });
    } else if (known === undefined) {
      this.standing.set(number, row);
      changes.add("liquidation", "insert", symbol, null, row);
    } else if (known.leavesQty !== leavesQty || known.price !== price) {
      this.standing.set(number, row);
      changes.add("liquidation", "update", symbol, null, { orderID, price, leavesQty });
    }
  }

  readAccount(record: SlotReader, changes: ChangeList): void {
    if (record.number(ACCOUNT.account) !== HOUSE.insurance) return;
    const balanceSats = record.number(ACCOUNT.cash);
    if (balanceSats === this.balanceSats) return;
    this.balanceSats = balanceSats;
    const running = this.noons.at(-1);
    if (running === undefined) return;
    this.noons[this.noons.length - 1] = { ...running, walletBalance: balanceSats };
    const { currency, timestamp } = running;
    changes.add("insurance", "update", "", null, { currency, timestamp, walletBalance: balanceSats });
  }

  /** What was counted at a noon, all else of that moment included. */
  readNoon(record: SlotReader, changes: ChangeList): void {
    const row = insuranceRow(record);
    const at = this.noons.findLastIndex(({ timestamp }) => timestamp === row.timestamp);
    if (at < 0 || this.noons[at]?.walletBalance === row.walletBalance) return;
    this.noons[at] = row;
    changes.add("insurance", "update", "", null, row);
  }

  /** Takes over the noons that history knows, oldest first, in front of those that this program saw. */
  seedNoons(rows: readonly InsuranceRow[]): void {
    const seen = this.noons[0]?.timestamp ?? "";
    const earlier = rows.filter(({ timestamp }) => seen === "" || timestamp < seen);
    this.noons.unshift(...earlier.slice(-(MAX_NOONS - this.noons.length)));
  }

  /** Moves on to a moment: at noon the row of the day is done, and the next one begins. */
  advance(timeMs: number, changes: ChangeList): void {
    // Before its first command an exchange knows no time, and so no noon.
    if (timeMs < this.noonMs || timeMs === 0) return;
    this.noonMs = nextNoon(timeMs);
    const row = { currency: CURRENCY, timestamp: new Date(this.noonMs).toISOString(), walletBalance: this.balanceSats };
    this.noons.push(row);
    if (this.noons.length > MAX_NOONS) this.noons.shift();
    changes.add("insurance", "insert", "", null, row);
  }
}
