import { HOUSE } from "./accounts.ts";
import type { Emitter } from "./emitter.ts";
import { NONE } from "./rows.ts";
import { EVENT } from "./schedule.ts";
import type { State } from "./state.ts";

const DAY_MS = 24 * 3_600_000;

/** The noon, UTC, after a moment. */
const noonAfter = (timeMs: number): number => (Math.floor((timeMs + DAY_MS / 2) / DAY_MS) + 0.5) * DAY_MS;

/** Begins to keep the insurance fund's balance of each noon, with the first price that the exchange knows. */
export function beginDays(state: State, instrument: number): void {
  const { scalars, instruments } = state;
  if (scalars.nextNoonMs !== 0 || instruments.markPoints[instrument] === 0) return;
  scalars.nextNoonMs = noonAfter(scalars.timeMs);
  state.schedule(scalars.nextNoonMs, EVENT.noon, HOUSE.insurance);
}

/** It is noon: tells what the fund holds, all else of the moment included, moves what was realised to the coins of who realised it, and comes back tomorrow. */
export function closeDay(state: State, emitter: Emitter): void {
  const { scalars, accounts } = state;
  emitter.insurance(scalars.nextNoonMs, accounts.cash[HOUSE.insurance] as number);
  for (const account of accounts.clients()) rebalance(state, emitter, account);
  scalars.nextNoonMs += DAY_MS;
  state.schedule(scalars.nextNoonMs, EVENT.noon, HOUSE.insurance);
}

/**
 * Moves what an account has realised since the noon before to its coins, a transaction for each contract. What it owns is
 * the same before and after: only its names change, `realisedPnl` to `amount` and to `rebalancedPnl`.
 */
function rebalance(state: State, emitter: Emitter, account: number): void {
  const { accounts, positions, scalars } = state;
  const [deposited, withdrawn] = [accounts.deposited[account] as number, accounts.withdrawn[account] as number];
  const settled = accounts.settled[account] as number;
  let amount = accounts.amount(account);
  for (let p = accounts.firstPosition[account] as number; p !== NONE; p = positions.nextOfAccount[p] as number) {
    const moved = positions.realisedSinceNoon(p);
    const stands = positions.movedCost[p] === positions.realisedCost(p) && positions.movedFees[p] === positions.fees[p];
    if (moved === 0 && stands) continue;
    positions.beginSession(p, scalars.nextNoonMs);
    positions.moveRealised(p);
    emitter.notePosition(p);
    if (moved === 0) continue;
    amount += moved;
    emitter.realised(account, positions.instrument[p] as number, moved, amount, scalars.nextNoonMs);
  }
  const moved = accounts.realised(account) - settled;
  const stands = deposited === accounts.noonDeposited[account] && withdrawn === accounts.noonWithdrawn[account];
  if (stands && moved === 0 && accounts.previousRealised[account] === 0) return;
  accounts.settled[account] = settled + moved;
  accounts.previousRealised[account] = moved;
  accounts.noonAtMs[account] = scalars.nextNoonMs;
  accounts.noonDeposited[account] = deposited;
  accounts.noonWithdrawn[account] = withdrawn;
  emitter.noteAccount(account);
}
