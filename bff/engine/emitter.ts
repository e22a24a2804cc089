import { ChangedAccounts } from "./changed-accounts.ts";
import { isConditional, RULES, TERMS } from "./commands.ts";
import { PHASE } from "./orders.ts";
import { ORDER_CHANGE, RECORD, STATUS } from "./records.ts";
import { ACCEPTED, type Verdict } from "./rejects.ts";
import { NONE } from "./rows.ts";
import type { SlotWriter } from "./slots.ts";
import type { State } from "./state.ts";

/** What an execution record says beyond the order itself. */
export interface Happening {
  readonly type: number;
  readonly lastQuantity: number;
  readonly lastTicks: number;
  readonly liquidity: number;
  readonly cost: number;
  readonly fee: number;
  readonly feeRate: number;
  readonly match: number;
}

export const NOTHING_TRADED = { lastQuantity: 0, lastTicks: 0, liquidity: 0, cost: 0, fee: 0, feeRate: 0, match: 0 } as const;

/**
 * Writes row changes. Events (orders, executions, trades) go out at once and in order; what only has a latest value
 * (levels, positions, accounts, marks) is noted and written once, when the command is over.
 */
export class Emitter {
  private readonly state: State;
  private readonly out: SlotWriter;
  private readonly levels: { instrument: number; side: number; ticks: number }[] = [];
  private readonly levelSeen = new Set<number>();
  private readonly positions: number[] = [];
  private readonly positionSeen = new Set<number>();
  private readonly accounts: number[] = [];
  private readonly accountSeen = new Set<number>();
  private readonly marks: number[] = [];
  /** Touched and not looked at since: a command's own consequences can touch the same again. */
  private readonly unseenPositions = new Set<number>();
  private readonly unseenAccounts = new Set<number>();
  /** Accounts of which anything changed since the thresholds of their positions were derived. */
  readonly changed = new ChangedAccounts();

  constructor(state: State, out: SlotWriter) {
    this.state = state;
    this.out = out;
  }

  begin(sequence: number, timeMs: number): void {
    this.out.begin(RECORD.begin);
    this.out.number(sequence);
    this.out.number(timeMs);
    this.out.end();
  }

  /** What follows happened at this moment, which is before the command's. */
  moment(timeMs: number): void {
    this.out.begin(RECORD.moment);
    this.out.number(timeMs);
    this.out.end();
  }

  end(request: number, code: number, detail: number, orderNumbers: readonly number[]): void {
    this.out.begin(RECORD.end);
    this.out.number(request);
    this.out.number(code);
    this.out.number(detail);
    this.out.number(orderNumbers.length);
    for (const number of orderNumbers) this.out.number(number);
    this.out.end();
  }

  touchLevel(instrument: number, side: number, ticks: number): void {
    const key = instrument * 2 ** 32 + ticks;
    if (this.levelSeen.has(key)) return;
    this.levelSeen.add(key);
    this.levels.push({ instrument, side, ticks });
  }

  touchPosition(position: number): void {
    this.unseenPositions.add(position);
    this.changed.add(this.state.positions.account[position] as number);
    if (this.positionSeen.has(position)) return;
    this.positionSeen.add(position);
    this.positions.push(position);
  }

  touchAccount(account: number): void {
    this.unseenAccounts.add(account);
    this.changed.add(account);
    if (this.accountSeen.has(account)) return;
    this.accountSeen.add(account);
    this.accounts.push(account);
  }

  touchMark(instrument: number): void {
    if (!this.marks.includes(instrument)) this.marks.push(instrument);
  }

  /** The next position that this command changed and nobody asked for since, in the order of the changes; NONE for none. */
  takePosition(): number {
    return takeFirst(this.unseenPositions);
  }

  /** The same for accounts. */
  takeAccount(): number {
    return takeFirst(this.unseenAccounts);
  }

  instrument(instrument: number): void {
    const { state, out } = this;
    const { instruments } = state;
    out.begin(RECORD.instrument);
    out.number(instrument);
    out.number(instruments.index[instrument] as number);
    out.number(instruments.listedAtMs[instrument] as number);
    for (let i = 0; i < TERMS.length; i++) out.number(instruments.terms[instrument * TERMS.length + i] as number);
    for (let i = 0; i < RULES.length; i++) out.number(instruments.rules[instrument * RULES.length + i] as number);
    out.text(state.texts.at(instruments.symbolText[instrument] as number));
    out.text(state.texts.at(instruments.descriptionText[instrument] as number));
    out.end();
  }

  /** An order as it stands. */
  order(order: number, change: number, status: number, rejection: Verdict = ACCEPTED): void {
    const { state, out } = this;
    const { orders, positions } = state;
    const position = orders.position[order] as number;
    out.begin(RECORD.order);
    out.number(change);
    out.number(orders.number[order] as number);
    out.number(positions.account[position] as number);
    out.number(positions.instrument[position] as number);
    out.number(orders.side[order] as number);
    out.number(orders.type[order] as number);
    out.number(orders.timeInForce[order] as number);
    out.number(orders.instructions[order] as number);
    out.number(orders.quantity[order] as number);
    out.number(orders.ticks[order] as number);
    out.number(orders.leaves[order] as number);
    out.number(orders.filled[order] as number);
    out.number(orders.filledTicks[order] as number);
    out.number(status);
    out.number(orders.changedAtMs[order] as number);
    this.condition(order, rejection);
    out.text(orders.clientIdOf(order));
    out.text(state.texts.at(orders.text[order] as number));
    out.end();
  }

  execution(order: number, status: number, happening: Happening, rejection: Verdict = ACCEPTED): void {
    const { state, out } = this;
    const { orders, positions, scalars } = state;
    const position = orders.position[order] as number;
    out.begin(RECORD.execution);
    out.number(scalars.nextExecution++);
    out.number(happening.type);
    out.number(orders.number[order] as number);
    out.number(positions.account[position] as number);
    out.number(positions.instrument[position] as number);
    out.number(orders.side[order] as number);
    out.number(happening.lastQuantity);
    out.number(happening.lastTicks);
    out.number(happening.liquidity);
    out.number(happening.cost);
    out.number(happening.fee);
    out.number(happening.feeRate);
    out.number(happening.match);
    out.number(orders.type[order] as number);
    out.number(orders.timeInForce[order] as number);
    out.number(orders.instructions[order] as number);
    out.number(orders.quantity[order] as number);
    out.number(orders.ticks[order] as number);
    out.number(orders.leaves[order] as number);
    out.number(orders.filled[order] as number);
    out.number(orders.filledTicks[order] as number);
    out.number(status);
    out.number(orders.changedAtMs[order] as number);
    this.condition(order, rejection);
    out.text(orders.clientIdOf(order));
    out.text(state.texts.at(orders.text[order] as number));
    out.end();
  }

  /** What only some orders have: what they wait for, whether that has come, why they were rejected, what they show, and what their price hangs on. */
  private condition(order: number, rejection: Verdict): void {
    const { orders } = this.state;
    const isTriggered = isConditional(orders.type[order] as number) && orders.phase[order] !== PHASE.waiting;
    this.out.number(orders.stopTicks[order] as number);
    this.out.number(isTriggered ? 1 : 0);
    this.out.number(rejection.code);
    this.out.number(rejection.detail);
    this.out.number(orders.display[order] as number);
    this.out.number(orders.peg[order] as number);
    this.out.number(orders.pegOffset[order] as number);
  }

  trade(instrument: number, match: number, side: number, quantity: number, ticks: number, valueSats: number): void {
    const { state, out } = this;
    out.begin(RECORD.trade);
    out.number(instrument);
    out.number(match);
    out.number(side);
    out.number(quantity);
    out.number(ticks);
    out.number(state.instruments.lastDirection[instrument] as number);
    out.number(valueSats);
    out.end();
  }

  transaction(account: number, type: number, amountSats: number): void {
    const { state, out } = this;
    out.begin(RECORD.transaction);
    out.number(state.scalars.nextTransaction++);
    out.number(account);
    out.number(type);
    out.number(amountSats);
    out.number(state.accounts.cash[account] as number);
    out.end();
  }

  /** Writes what was noted, in the order in which it was first touched. */
  flush(): void {
    for (const { instrument, side, ticks } of this.levels) this.level(instrument, side, ticks);
    for (const instrument of this.marks) this.mark(instrument);
    for (const position of this.positions) this.position(position);
    for (const account of this.accounts) this.account(account);
    this.levels.length = 0;
    this.levelSeen.clear();
    this.marks.length = 0;
    this.positions.length = 0;
    this.positionSeen.clear();
    this.accounts.length = 0;
    this.accountSeen.clear();
  }

  /** Everything as it stands, for a mirror that starts empty. */
  image(): void {
    const { state } = this;
    for (let i = 0; i < state.instruments.count; i++) {
      this.instrument(i);
      this.mark(i);
    }
    for (let account = 0; account < state.accounts.count; account++) this.account(account);
    for (let position = 0; position < state.positions.count; position++) this.position(position);
    const open = [...state.byNumber.entries()].sort(([a], [b]) => a - b);
    for (const [, order] of open) {
      this.order(order, ORDER_CHANGE.insert, state.orders.filled[order] === 0 ? STATUS.new : STATUS.partiallyFilled);
    }
    for (let i = 0; i < state.instruments.count; i++) {
      const book = state.books[i];
      if (book === undefined) continue;
      for (const side of [0, 1] as const) {
        for (let ticks = book.bestTicks(side); ticks !== NONE; ticks = book.worseThan(side, ticks)) {
          if (book.quantityAt(ticks) > 0) this.level(i, side, ticks);
        }
      }
    }
  }

  private level(instrument: number, side: number, ticks: number): void {
    const { state, out } = this;
    const book = state.book(instrument);
    const quantity = book.quantityAt(ticks);
    // Who rests there now says the side; an emptied level is taken off the side that last changed it.
    const head = book.headAt(ticks);
    out.begin(RECORD.level);
    out.number(instrument);
    out.number(head === NONE ? side : (state.orders.side[head] as number));
    out.number(ticks);
    out.number(quantity);
    out.end();
  }

  private mark(instrument: number): void {
    const { out } = this;
    const { instruments } = this.state;
    out.begin(RECORD.mark);
    out.number(instrument);
    out.number(instruments.markPoints[instrument] as number);
    out.number(instruments.markedAtMs[instrument] as number);
    out.number(instruments.lastTicks[instrument] as number);
    out.number(instruments.lastDirection[instrument] as number);
    out.number(instruments.openInterest[instrument] as number);
    out.number(instruments.volume[instrument] as number);
    out.number(instruments.turnoverSats[instrument] as number);
    out.number(instruments.state[instrument] as number);
    out.number(instruments.fundingRate[instrument] as number);
    out.number(instruments.fairPoints[instrument] as number);
    out.number(instruments.basisRate[instrument] as number);
    out.end();
  }

  private position(position: number): void {
    const { out } = this;
    const { positions } = this.state;
    out.begin(RECORD.position);
    out.number(positions.account[position] as number);
    out.number(positions.instrument[position] as number);
    out.number(positions.quantity[position] as number);
    out.number(positions.cost[position] as number);
    out.number(positions.boughtQuantity[position] as number);
    out.number(positions.boughtCost[position] as number);
    out.number(positions.soldQuantity[position] as number);
    out.number(positions.soldCost[position] as number);
    out.number(positions.fees[position] as number);
    out.number(positions.previousPnl[position] as number);
    out.number(positions.openedAtMs[position] as number);
    out.number(positions.leverage[position] as number);
    for (const sums of [positions.orderQuantity, positions.orderValue, positions.orderReserve, positions.orderPremium]) {
      out.number(sums[2 * position] as number);
      out.number(sums[2 * position + 1] as number);
    }
    out.number(positions.riskSteps[position] as number);
    out.number(positions.posted[position] as number);
    out.number(positions.loss[position] as number);
    out.end();
  }

  private account(account: number): void {
    const { out } = this;
    const { accounts } = this.state;
    out.begin(RECORD.account);
    out.number(account);
    out.number(accounts.cash[account] as number);
    out.number(accounts.deposited[account] as number);
    out.number(accounts.withdrawn[account] as number);
    out.number(accounts.simulated[account] as number);
    out.number(accounts.openedAtMs[account] as number);
    out.number(accounts.faucetAtMs[account] as number);
    out.end();
  }
}

function takeFirst(handles: Set<number>): number {
  for (const handle of handles) {
    handles.delete(handle);
    return handle;
  }
  return NONE;
}
