const DAY_MS = 24 * 3_600_000;

/** What a statement reads of an execution: `execution` rows of the contract that changed hands or were funded. */
export interface StatementExecution {
  readonly symbol: string;
  readonly side: string;
  readonly execType: string;
  readonly lastQty: number | null;
  readonly execCost: number | null;
  readonly execComm: number | null;
  readonly timestamp: string;
}

/** The same of a transaction. */
export interface StatementTransaction {
  readonly transactType: string;
  readonly transactStatus: string;
  readonly amount: number;
  readonly fee: number | null;
  readonly transactTime: string;
}

/** A day (UTC) in which an account's coins moved; satoshis. */
export interface StatementDay {
  readonly date: string;
  readonly opening: number;
  readonly deposits: number;
  /** Fees of the network included. */
  readonly withdrawals: number;
  /** Profit of what was closed, before fees and funding. */
  readonly tradingPnl: number;
  /** Paid; below zero for rebates. */
  readonly fees: number;
  /** Paid; below zero for what was received. */
  readonly funding: number;
  readonly closing: number;
}

interface Sums {
  deposits: number;
  withdrawals: number;
  tradingPnl: number;
  fees: number;
  funding: number;
}

/**
 * Adds up an account day by day, from what happened alone and not from its balance: where the last line's closing is
 * the balance in the books, every satoshi is explained.
 *
 * What closes realises its share of the position's entry cost, rounded towards zero, as the engine does.
 *
 * @param executions oldest first
 * @param transactions in any order; a withdrawal counts from its reservation on
 */
export function statementOf(
  executions: readonly StatementExecution[],
  transactions: readonly StatementTransaction[],
): readonly StatementDay[] {
  const days = new Map<number, Sums>();
  const on = (timestamp: string): Sums => {
    const day = Math.floor(Date.parse(timestamp) / DAY_MS);
    const known = days.get(day);
    if (known !== undefined) return known;
    const sums = { deposits: 0, withdrawals: 0, tradingPnl: 0, fees: 0, funding: 0 };
    days.set(day, sums);
    return sums;
  };
  for (const { transactType, transactStatus, amount, fee, transactTime } of transactions) {
    // What a noon moves was realised by executions, which are counted themselves.
    if (transactStatus === "Canceled" || transactType === "RealisedPNL") continue;
    if (transactType === "Withdrawal") on(transactTime).withdrawals += (fee ?? 0) - amount;
    else on(transactTime).deposits += amount;
  }
  const held = new Map<string, Holding>();
  for (const execution of executions) {
    const { symbol, execType, execCost, execComm, lastQty, side, timestamp } = execution;
    if (execComm === null || execCost === null || lastQty === null) continue;
    const sums = on(timestamp);
    if (execType === "Funding") {
      sums.funding += execComm;
      continue;
    }
    const holding = held.get(symbol) ?? { contracts: 0, costSats: 0 };
    held.set(symbol, holding);
    sums.fees += execComm;
    sums.tradingPnl += trade(holding, side === "Buy" ? lastQty : -lastQty, execCost);
  }
  return closed(days);
}

/** Contracts held, signed, and what they cost. */
interface Holding {
  contracts: number;
  costSats: number;
}

/** @returns profit of the part that closes */
function trade(holding: Holding, contracts: number, costSats: number): number {
  const { contracts: held, costSats: heldCost } = holding;
  holding.contracts += contracts;
  if (held === 0 || held > 0 === contracts > 0) {
    holding.costSats += costSats;
    return 0;
  }
  const closing = Math.min(Math.abs(held), Math.abs(contracts));
  // Values are linear in contracts: the part that closes has its share of the fill's exactly.
  const closingCost = shareOf(costSats, closing, Math.abs(contracts));
  const entryCost = closing === Math.abs(held) ? heldCost : shareOf(heldCost, closing, Math.abs(held));
  holding.costSats += costSats - closingCost - entryCost;
  return 0 - (entryCost + closingCost);
}

const shareOf = (sats: number, part: number, whole: number): number =>
  part === whole ? sats : Number((BigInt(sats) * BigInt(part)) / BigInt(whole));

function closed(days: ReadonlyMap<number, Sums>): readonly StatementDay[] {
  let balance = 0;
  return [...days.entries()]
    .sort(([a], [b]) => a - b)
    .map(([day, sums]) => {
      const opening = balance;
      balance += sums.deposits - sums.withdrawals + sums.tradingPnl - sums.fees - sums.funding;
      return { date: new Date(day * DAY_MS).toISOString().slice(0, 10), opening, ...sums, closing: balance };
    });
}
