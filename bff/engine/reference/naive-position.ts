import type { PositionRecord } from "./read-records.ts";

const HOUR_MS = 3_600_000;
const abs = (value: bigint) => (value < 0n ? -value : value);

/** Sums since a position was opened: bought and sold, at cost, and what was paid, fees and funding. */
interface Sums {
  readonly contracts: bigint;
  readonly bought: bigint;
  readonly boughtCost: bigint;
  readonly sold: bigint;
  readonly soldCost: bigint;
  readonly fees: bigint;
}

const NOTHING: Sums = { contracts: 0n, bought: 0n, boughtCost: 0n, sold: 0n, soldCost: 0n, fees: 0n };

const PLACES = [
  ...(["quantity", "cost", "boughtQuantity", "boughtCost", "soldQuantity", "soldCost", "fees"] as const),
  ...(["previousPnl", "openedAtMs", "sessionAtMs"] as const),
  ...(["openingQuantity", "openingBought", "openingBoughtCost", "openingSold", "openingSoldCost", "openingFees"] as const),
  ...(["movedCost", "movedFees", "sinceNoon"] as const),
] as const;

/** What an account has of a contract, from its fills alone. */
export class NaivePosition {
  private sums: Sums = NOTHING;
  cost = 0n;
  /** What the position before this one came to, and when this one began. */
  private previousPnl = 0n;
  private openedAtMs = 0;
  /** The hour of the last change, and the sums at its beginning. */
  private sessionAtMs = 0;
  private opening: Sums = NOTHING;
  /** Realised since noon, of all positions; and what of the present one's sums noons have moved away. */
  private sinceNoon = 0n;
  private movedCost = 0n;
  private movedFees = 0n;

  get contracts(): bigint {
    return this.sums.contracts;
  }

  /**
   * @param entryCost what the part that closes had cost, where that is not its share of the position's cost
   * @returns profit of what closes
   */
  trade(contracts: bigint, cost: bigint, fee: bigint, entryCost: bigint | null, nowMs: number): bigint {
    this.beginSession(nowMs);
    const held = this.contracts;
    const closes = held !== 0n && held > 0n !== contracts > 0n;
    const closing = closes ? (abs(held) < abs(contracts) ? abs(held) : abs(contracts)) : 0n;
    const opened = abs(contracts) - closing;
    // Values are linear in lots, so that the part that closes has its share of the fill's value exactly.
    const closingCost = (cost * closing) / abs(contracts);
    const entry = closing === abs(held) ? this.cost : (entryCost ?? (this.cost * closing) / abs(held));
    const realised = closing === 0n ? 0n : -(entry + closingCost);
    if (held === 0n || (closes && opened > 0n)) {
      // The position begins with what this fill opens; what it closed belonged to the one before.
      this.count(contracts > 0n, closing, closingCost);
      this.previousPnl = -(this.sums.boughtCost + this.sums.soldCost) - this.sums.fees;
      Object.assign(this, { sums: { ...NOTHING, contracts: held }, opening: NOTHING, openedAtMs: nowMs, movedCost: 0n, movedFees: 0n });
      this.count(contracts > 0n, opened, cost - closingCost);
    } else {
      this.count(contracts > 0n, abs(contracts), cost);
    }
    this.sums = { ...this.sums, contracts: held + contracts, fees: this.sums.fees + fee };
    this.cost = this.cost - (closing === 0n ? 0n : entry) + (cost - closingCost);
    this.sinceNoon += realised - fee;
    return realised;
  }

  /** Pays funding, or receives it. */
  fund(sats: bigint, nowMs: number): void {
    this.beginSession(nowMs);
    this.sums = { ...this.sums, fees: this.sums.fees + sats };
    this.sinceNoon -= sats;
  }

  /** Loses less than it lost, or gains less, for others pay or are paid for it. */
  relieve(sats: bigint): void {
    this.sinceNoon += sats;
  }

  /** It is noon: what was realised moves to the coins. @returns how much */
  moveRealised(nowMs: number): bigint {
    const moved = this.sinceNoon;
    const cost = this.sums.boughtCost + this.sums.soldCost - this.cost;
    if (moved === 0n && this.movedCost === cost && this.movedFees === this.sums.fees) return 0n;
    this.beginSession(nowMs);
    this.sinceNoon = 0n;
    this.movedCost = cost;
    this.movedFees = this.sums.fees;
    return moved;
  }

  /** Whether a row says the same. */
  matches(row: PositionRecord): boolean {
    const due = this.due();
    // Numbers of a row are whole and exact, so that no other number without a limit comes to one of them.
    return PLACES.every((name, i) => Number(due[i]) === row[name]);
  }

  told(): string {
    return this.due().join();
  }

  static toldBy(row: PositionRecord): string {
    return PLACES.map((name) => row[name]).join();
  }

  /** What its row has to say, in the order of {@link PLACES}. */
  private due(): readonly (bigint | number)[] {
    const { sums, opening } = this;
    return [
      sums.contracts,
      this.cost,
      sums.bought,
      sums.boughtCost,
      sums.sold,
      sums.soldCost,
      sums.fees,
      this.previousPnl,
      this.openedAtMs,
      this.sessionAtMs,
      opening.contracts,
      opening.bought,
      opening.boughtCost,
      opening.sold,
      opening.soldCost,
      opening.fees,
      this.movedCost,
      this.movedFees,
      this.sinceNoon,
    ];
  }

  private beginSession(nowMs: number): void {
    const hourMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
    if (this.sessionAtMs === hourMs) return;
    this.sessionAtMs = hourMs;
    this.opening = this.sums;
  }

  private count(isBuy: boolean, contracts: bigint, cost: bigint): void {
    const { bought, boughtCost, sold, soldCost } = this.sums;
    this.sums = isBuy
      ? { ...this.sums, bought: bought + contracts, boughtCost: boughtCost + cost }
      : { ...this.sums, sold: sold + contracts, soldCost: soldCost + cost };
  }
}
