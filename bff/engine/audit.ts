import { FIRST_CLIENT, HOUSE } from "./accounts.ts";
import type { SideCode } from "./commands.ts";
import { type ExactSum, sumAt } from "./exact-sum.ts";
import { Counted } from "./ledger.ts";
import { reserveOf } from "./order-reserve.ts";
import { PHASE } from "./orders.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";

/** The books do not balance. Nothing may be acknowledged after this. */
export class AuditError extends Error {
  /** What the sums are off by, satoshis or contracts. */
  readonly difference: number;

  constructor(message: string, difference: number) {
    super(message);
    this.difference = difference;
  }
}

/** Exchange time within which the rolling recomputation comes past every row; some is left for a command that is late. */
const ROUND_MS = 4_000;
/** Rows of each kind that one command goes on by at most: when time has jumped, the next ones catch up. */
const MOST_ROWS = 25_000;
/** Rows of each kind for every command, so that the recomputation comes round where time stands still as well. */
const ROWS_A_COMMAND = 1 / 4;
const ORDER_SUMS = ["contracts", "value", "reserved margin", "premium"];

/**
 * Proves that the books balance. {@link Audit.afterCommand} compares the sums, which cost the same whatever the size
 * of the books; {@link Audit.roll} recomputes those sums from the rows, a few rows at a time, because a sum cannot
 * see that a row was edited behind its back.
 */
export class Audit {
  private readonly state: State;
  /** Cycles of the rolling recomputation that have been completed. */
  cycles = 0;
  private orderCursor = 0;
  /** Moment up to which the recomputation has kept pace, and rows that it has yet to make up for; no row depends on them. */
  private followedToMs = 0;
  private owed = 0;
  private isFullDue = false;
  private readonly orderSums = new Float64Array(8);

  constructor(state: State) {
    this.state = state;
  }

  /** Σ contracts is zero in every instrument; Σ cash − Σ cost equals what came in less what went out. */
  afterCommand(): void {
    const { ledger } = this.state;
    const difference = ledger.differenceSats();
    if (difference !== 0) throw new AuditError(`the books are off by ${difference} satoshis`, difference);
    for (let instrument = 0; instrument < ledger.contracts.length; instrument++) {
      const net = ledger.contracts[instrument] ?? 0;
      if (net !== 0) throw new AuditError(`contracts of instrument ${instrument} add up to ${net}, not to zero`, net);
    }
    if (!Number.isSafeInteger(ledger.cash) || !Number.isSafeInteger(ledger.cost)) {
      throw new AuditError(`a sum has left the exact integers: cash ${ledger.cash}, cost ${ledger.cost}`, Number.NaN);
    }
  }

  /** Has the command at hand end with a full recomputation: it touches more than a few rows. */
  demandFull(): void {
    this.isFullDue = true;
  }

  /**
   * Goes on with the recomputation as far as time has gone on, so that it comes past every row within five seconds however
   * few commands there are, and by a little for the command itself; at once and in full where that was demanded.
   *
   * @param nowMs exchange time, not before the last time's
   */
  follow(nowMs: number, mostRows = MOST_ROWS): void {
    if (this.isFullDue) {
      this.isFullDue = false;
      this.full();
    }
    const { accounts, positions, orders } = this.state;
    const round = Math.max(accounts.count, positions.count, orders.count);
    const passedMs = Math.min(Math.max(0, nowMs - this.followedToMs), ROUND_MS);
    this.followedToMs = nowMs;
    this.owed = Math.min(round, this.owed + Math.max(ROWS_A_COMMAND, (round * passedMs) / ROUND_MS));
    if (this.owed < 1) return;
    const rows = Math.min(mostRows, Math.floor(this.owed));
    this.owed -= rows;
    this.roll(rows);
  }

  /** Goes on with the recomputation by so many rows of each kind. */
  roll(rows: number): void {
    const { state } = this;
    const { counted } = state.ledger;
    for (let i = 0; i < rows && counted.accounts < state.accounts.count; i++) this.countAccount(counted.accounts++);
    for (let i = 0; i < rows && counted.positions < state.positions.count; i++) this.countPosition(counted.positions++);
    for (let i = 0; i < rows && this.orderCursor < state.orders.count; i++) this.checkOrder(this.orderCursor++);
    const isComplete =
      counted.accounts >= state.accounts.count && counted.positions >= state.positions.count && this.orderCursor >= state.orders.count;
    if (isComplete) this.compare();
  }

  /** The whole recomputation at once. */
  full(): void {
    const done = this.cycles;
    const { accounts, positions, orders } = this.state;
    this.restart();
    while (this.cycles === done) this.roll(accounts.count + positions.count + orders.count + 1);
  }

  private countAccount(account: number): void {
    const { accounts, ledger } = this.state;
    const cash = accounts.cash[account] as number;
    const isOwed = account >= FIRST_CLIENT || account === HOUSE.insurance;
    if (isOwed && cash < 0) throw new AuditError(`account ${account} holds ${cash} satoshis, below zero`, cash);
    ledger.counted.cash.add(cash);
    ledger.counted.deposited.add(accounts.deposited[account] as number);
    ledger.counted.withdrawn.add(accounts.withdrawn[account] as number);
    const reserved = accounts.reserved[account] as number;
    if (reserved < 0 || reserved > (accounts.withdrawn[account] as number))
      throw new AuditError(`account ${account} has ${reserved} satoshis reserved`, reserved);
    ledger.counted.reserved.add(reserved);
  }

  private countPosition(position: number): void {
    const { positions, ledger } = this.state;
    const instrument = positions.instrument[position] as number;
    const quantity = positions.quantity[position] as number;
    ledger.counted.cost.add(positions.cost[position] as number);
    sumAt(ledger.counted.contracts, instrument).add(quantity);
    if (quantity > 0) sumAt(ledger.counted.long, instrument).add(quantity);
    this.checkOrdersOf(position);
  }

  /** What a position says of its open orders is what those orders say. */
  private checkOrdersOf(position: number): void {
    const { orders, positions } = this.state;
    const sums = this.orderSums.fill(0);
    let waiting = 0;
    let open = 0;
    for (let order = positions.firstOrder[position] as number; order !== NONE; order = orders.nextOwn[order] as number) {
      open += 1;
      if (orders.phase[order] === PHASE.waiting) waiting += 1;
      if (orders.phase[order] !== PHASE.working) continue;
      const side = orders.side[order] as SideCode;
      sums[side] = (sums[side] as number) + (orders.leaves[order] as number);
      sums[2 + side] = (sums[2 + side] as number) + (orders.value[order] as number);
      sums[4 + side] = (sums[4 + side] as number) + (orders.reserve[order] as number);
      sums[6 + side] = (sums[6 + side] as number) + (orders.premium[order] as number);
    }
    const tooMany = (positions.openOrders[position] as number) - open;
    if (tooMany !== 0) throw new AuditError(`position ${position} counts ${tooMany} open orders too many`, tooMany);
    const miscounted = (positions.waitingOrders[position] as number) - waiting;
    if (miscounted !== 0) throw new AuditError(`position ${position} counts ${miscounted} waiting orders too many`, miscounted);
    this.compareSums(position, 0, positions.orderQuantity);
    this.compareSums(position, 1, positions.orderValue);
    this.compareSums(position, 2, positions.orderReserve);
    this.compareSums(position, 3, positions.orderPremium);
  }

  private compareSums(position: number, which: number, told: Float64Array): void {
    for (let side = 0; side < 2; side++) {
      const difference = (told[2 * position + side] as number) - (this.orderSums[2 * which + side] as number);
      if (difference !== 0)
        throw new AuditError(`open orders of position ${position}: ${ORDER_SUMS[which]} is off by ${difference}`, difference);
    }
  }

  /** An open order binds what its price and quantity say, and its level holds what its queue adds up to. */
  private checkOrder(order: number): void {
    const { state } = this;
    const { orders, positions } = state;
    if (orders.number[order] === 0) return;
    if (orders.phase[order] !== PHASE.working) {
      const bound = (orders.value[order] as number) + (orders.reserve[order] as number) + (orders.premium[order] as number);
      if (bound !== 0) throw new AuditError(`order ${orders.number[order]} binds ${bound} satoshis while it does not work`, bound);
      return;
    }
    const position = orders.position[order] as number;
    const instrument = positions.instrument[position] as number;
    const leaves = orders.leaves[order] as number;
    const ticks = orders.ticks[order] as number;
    const { value, reserve } = reserveOf(state, order);
    const off = (orders.value[order] as number) - value || (orders.reserve[order] as number) - reserve;
    if (off !== 0) throw new AuditError(`order ${orders.number[order]} binds ${off} satoshis too much`, off);
    const hidden = orders.hidden[order] as number;
    if (hidden < 0 || hidden > leaves) throw new AuditError(`order ${orders.number[order]} hides ${hidden} of ${leaves} contracts`, hidden);
    if (orders.previous[order] !== NONE) return;
    let queued = 0;
    for (let other = order; other !== NONE; other = orders.next[other] as number)
      queued += (orders.leaves[other] as number) - (orders.hidden[other] as number);
    const short = state.book(instrument).quantityAt(ticks) - queued;
    if (short !== 0) throw new AuditError(`level ${ticks} of instrument ${instrument} is off by ${short} contracts`, short);
  }

  private compare(): void {
    const { ledger, instruments } = this.state;
    const { counted } = ledger;
    const pairs: readonly (readonly [string, ExactSum, number])[] = [
      ["cash", counted.cash, ledger.cash],
      ["cost", counted.cost, ledger.cost],
      ["deposits", counted.deposited, ledger.deposited],
      ["withdrawals", counted.withdrawn, ledger.withdrawn],
      ["reserves", counted.reserved, ledger.reserved],
      ["open withdrawals", this.state.withdrawals.openSum(), ledger.reserved],
    ];
    for (const [what, rows, sum] of pairs) {
      const off = rows.toBigInt() - BigInt(sum);
      if (off !== 0n) throw new AuditError(`the rows' ${what} differs from its sum by ${off} satoshis`, Number(off));
    }
    for (const instrument of instruments.handles()) {
      const net = sumAt(counted.contracts, instrument).toBigInt() - BigInt(ledger.contracts[instrument] ?? 0);
      if (net !== 0n) throw new AuditError(`the rows' contracts of instrument ${instrument} differ from their sum by ${net}`, Number(net));
      const long = sumAt(counted.long, instrument).toBigInt() - BigInt(instruments.openInterest[instrument] as number);
      if (long !== 0n) throw new AuditError(`open interest of instrument ${instrument} is off by ${long}`, Number(long));
    }
    this.cycles += 1;
    this.restart();
  }

  private restart(): void {
    this.state.ledger.counted = new Counted();
    this.orderCursor = 0;
  }
}
