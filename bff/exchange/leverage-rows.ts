import { effectiveLeverage } from "../contract/pricing/effective-leverage.ts";
import { RATE_SCALE } from "../contract/pricing/round.ts";
import type { LeverageSnapshotRow } from "../contract/tables/leverage-snapshot.ts";
import type { HeldPosition } from "./account-view.ts";
import type { Listed } from "./catalogue.ts";

/** A position with what its effective leverage follows from. */
export interface LeveragedPosition {
  readonly listed: Listed;
  readonly held: HeldPosition;
  readonly markPoints: number;
  /** Cash behind it in bankruptcy. */
  readonly backingSats: number;
}

/**
 * Contracts and positions by contract, side and effective leverage, rounded to the nearest whole number. A position that
 * is worth no more than at its bankruptcy price counts where liquidation begins: at the reciprocal of the maintenance rate.
 */
export function leverageRows(positions: Iterable<LeveragedPosition>, timestamp: string): LeverageSnapshotRow[] {
  const rows = new Map<string, LeverageSnapshotRow>();
  for (const { listed, held, markPoints, backingSats } of positions) {
    const most = RATE_SCALE / held.terms.maintMarginRate;
    const exact = effectiveLeverage(held.terms, held, markPoints, Math.max(0, backingSats));
    const leverage = Math.round(Math.min(exact, most));
    const side = held.contracts > 0 ? "Buy" : "Sell";
    const key = `${listed.handle} ${side} ${leverage}`;
    const known = rows.get(key) ?? { timestamp, symbol: listed.symbol, side, leverage, contracts: 0, positions: 0 };
    rows.set(key, { ...known, contracts: known.contracts + Math.abs(held.contracts), positions: known.positions + 1 });
  }
  return [...rows.values()].sort((a, b) => compare(a.symbol, b.symbol) || compare(a.side, b.side) || a.leverage - b.leverage);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
