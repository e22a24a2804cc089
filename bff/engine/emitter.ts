import { ChangedAccounts } from "./changed-accounts.ts";
import { isConditional, RULES, SIDE, TERMS } from "./commands.ts";
import { writeIndex } from "./index-rows.ts";
import { writeOrderless } from "./orderless.ts";
import { PHASE } from "./orders.ts";
import { EXEC, ORDER_CHANGE, RECORD, STATUS, TRANSACTION_STATUS, TRANSACTION_TYPE } from "./records.ts";
import { ACCEPTED, type Verdict } from "./rejects.ts";
import { NONE } from "./rows.ts";
import type { SlotWriter } from "./slots.ts";
import type { State } from "./state.ts";
import { TouchedLevels, TouchedRows } from "./touched.ts";

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

/** What happens to an order without a trade. */
const untraded = (type: number): Happening => ({
  type,
  lastQuantity: 0,
  lastTicks: 0,
  liquidity: 0,
  cost: 0,
  fee: 0,
  feeRate: 0,
  match: 0,
});
export const UNTRADED = { new: untraded(EXEC.new), canceled: untraded(EXEC.canceled) } as const;

/** Slots of what {@link Emitter.condition} writes. */
const CONDITION_SLOTS = 7;

export const NOTHING_TRADED = { lastQuantity: 0, lastTicks: 0, liquidity: 0, cost: 0, fee: 0, feeRate: 0, match: 0 } as const;

/**
 * Writes row changes. Events (orders, executions, trades) go out at once and in order; what only has a latest value
 * (levels, positions, accounts, marks) is noted and written once, when the command is over.
 */
export class Emitter {
  private readonly state: State;
  private readonly out: SlotWriter;
  private readonly levels = new TouchedLevels();
  private readonly positions = new TouchedRows();
  private readonly accounts = new TouchedRows();
  private readonly marks: number[] = [];
  private readonly indices: number[] = [];
  private readonly changedInstruments: number[] = [];
  /** Accounts of which anything changed since the thresholds of their positions were derived. */
  readonly changed = new ChangedAccounts();
  /** Contracts that have a new mark, or in which something traded, and that nobody has looked at since. */
  private readonly stirred: number[] = [];

  constructor(state: State, out: SlotWriter) {
    this.state = state;
    this.out = out;
  }

  begin(sequence: number, timeMs: number): void {
    const at = this.out.record(RECORD.begin, 2);
    const { slots } = this.out;
    slots[at] = sequence;
    slots[at + 1] = timeMs;
  }

  /** What follows happened at this moment, which is before the command's. */
  moment(timeMs: number): void {
    this.out.begin(RECORD.moment);
    this.out.number(timeMs);
    this.out.end();
  }

  /** @param count of the order numbers, the first so many are told */
  end(request: number, code: number, detail: number, orderNumbers: readonly number[], count: number): void {
    const at = this.out.record(RECORD.end, 4 + count);
    const { slots } = this.out;
    slots[at] = request;
    slots[at + 1] = code;
    slots[at + 2] = detail;
    slots[at + 3] = count;
    for (let i = 0; i < count; i++) slots[at + 4 + i] = orderNumbers[i] as number;
  }

  touchLevel(instrument: number, side: number, ticks: number): void {
    this.levels.add(instrument, side, ticks);
  }

  touchPosition(position: number): void {
    this.positions.add(position);
    this.changed.add(this.state.positions.account[position] as number);
  }

  /** Its row is to be written, though nothing of it has changed that anything depends on. */
  notePosition(position: number): void {
    this.positions.note(position);
  }

  /** Its row is to be written, though nothing of it has changed that anything depends on. */
  noteAccount(account: number): void {
    this.accounts.note(account);
  }

  touchAccount(account: number): void {
    this.accounts.add(account);
    this.changed.add(account);
  }

  /** The open orders of a position have changed, and with them what it binds, but neither contracts nor money. */
  touchOrdersOf(position: number): void {
    const { positions } = this.state;
    this.accounts.note(positions.account[position] as number);
    // Orders that may only shrink it are cut to size.
    if (positions.reduceOnlyOrders[position] === 0) this.positions.note(position);
    else this.positions.add(position);
  }

  /** Terms or rules of an instrument changed. */
  touchInstrument(instrument: number): void {
    if (!this.changedInstruments.includes(instrument)) this.changedInstruments.push(instrument);
  }

  /** Instruments that traded or were marked in the command at hand. */
  get marked(): readonly number[] {
    return this.marks;
  }

  touchMark(instrument: number): void {
    if (!this.stirred.includes(instrument)) this.stirred.push(instrument);
    if (!this.marks.includes(instrument)) this.marks.push(instrument);
  }

  /** Constituents or rules of an index changed. */
  touchIndex(index: number): void {
    if (!this.indices.includes(index)) this.indices.push(index);
  }

  /** The next position that this command changed and nobody asked for since, in the order of the changes; NONE for none. */
  takePosition(): number {
    return this.positions.take();
  }

  /** The same for accounts. */
  takeAccount(): number {
    return this.accounts.take();
  }

  /** The same for contracts that have a new mark, or in which something traded. */
  takeMark(): number {
    return this.stirred.shift() ?? NONE;
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
    const at = out.room(15 + CONDITION_SLOTS);
    const { slots } = out;
    slots[at] = change;
    slots[at + 1] = orders.number[order] as number;
    slots[at + 2] = positions.account[position] as number;
    slots[at + 3] = positions.instrument[position] as number;
    slots[at + 4] = orders.side[order] as number;
    slots[at + 5] = orders.type[order] as number;
    slots[at + 6] = orders.timeInForce[order] as number;
    slots[at + 7] = orders.instructions[order] as number;
    slots[at + 8] = orders.quantity[order] as number;
    slots[at + 9] = orders.ticks[order] as number;
    slots[at + 10] = orders.leaves[order] as number;
    slots[at + 11] = orders.filled[order] as number;
    slots[at + 12] = orders.filledTicks[order] as number;
    slots[at + 13] = status;
    slots[at + 14] = orders.changedAtMs[order] as number;
    this.condition(slots, at + 15, order, rejection);
    orders.writeClientId(order, out);
    out.text(state.texts.at(orders.text[order] as number));
    out.end();
  }

  execution(order: number, status: number, happening: Happening, rejection: Verdict = ACCEPTED): void {
    const { state, out } = this;
    const { orders, positions, scalars } = state;
    const position = orders.position[order] as number;
    out.begin(RECORD.execution);
    const at = out.room(23 + CONDITION_SLOTS);
    const { slots } = out;
    slots[at] = scalars.nextExecution++;
    slots[at + 1] = happening.type;
    slots[at + 2] = orders.number[order] as number;
    slots[at + 3] = positions.account[position] as number;
    slots[at + 4] = positions.instrument[position] as number;
    slots[at + 5] = orders.side[order] as number;
    slots[at + 6] = happening.lastQuantity;
    slots[at + 7] = happening.lastTicks;
    slots[at + 8] = happening.liquidity;
    slots[at + 9] = happening.cost;
    slots[at + 10] = happening.fee;
    slots[at + 11] = happening.feeRate;
    slots[at + 12] = happening.match;
    slots[at + 13] = orders.type[order] as number;
    slots[at + 14] = orders.timeInForce[order] as number;
    slots[at + 15] = orders.instructions[order] as number;
    slots[at + 16] = orders.quantity[order] as number;
    slots[at + 17] = orders.ticks[order] as number;
    slots[at + 18] = orders.leaves[order] as number;
    slots[at + 19] = orders.filled[order] as number;
    slots[at + 20] = orders.filledTicks[order] as number;
    slots[at + 21] = status;
    slots[at + 22] = orders.changedAtMs[order] as number;
    this.condition(slots, at + 23, order, rejection);
    orders.writeClientId(order, out);
    out.text(state.texts.at(orders.text[order] as number));
    out.end();
  }

  /** A contract has settled. */
  settled(instrument: number, points: number, bankruptSats: number): void {
    const { out } = this;
    out.begin(RECORD.settlement);
    out.number(instrument);
    out.number(points);
    out.number(bankruptSats);
    out.end();
  }

  /** A position's end at settlement: a row of a kind of its own, with the number of an order that never was. */
  closing(position: number, contracts: number, points: number, costSats: number, feeSats: number, feeRate: number): void {
    const side = contracts > 0 ? SIDE.sell : SIDE.buy;
    const match = this.state.scalars.nextMatch++;
    const type = EXEC.settlement;
    writeOrderless(this.state, this.out, {
      type,
      position,
      side,
      contracts,
      points,
      costSats,
      sats: feeSats,
      rate: feeRate,
      match,
      text: "Settlement",
    });
  }

  /** A funding of a contract, before the rows of who pays and who receives. */
  funded(instrument: number, rate: number, intervalMs: number): void {
    const { out } = this;
    out.begin(RECORD.funding);
    out.number(instrument);
    out.number(rate);
    out.number(intervalMs);
    out.end();
  }

  /**
   * A position's part in a funding, which is another row with the number of an order that never was.
   *
   * @param sats paid, below zero where received; `rate` has the same sign
   */
  funding(position: number, markPoints: number, costSats: number, sats: number, rate: number, match: number): void {
    const contracts = this.state.positions.quantity[position] as number;
    const side = contracts > 0 ? SIDE.buy : SIDE.sell;
    const type = EXEC.funding;
    writeOrderless(this.state, this.out, {
      type,
      position,
      side,
      contracts,
      points: markPoints,
      costSats,
      sats,
      rate,
      match,
      text: "Funding",
    });
  }

  /** What only some orders have: what they wait for, whether that has come, why they were rejected, what they show, and what their price hangs on. */
  private condition(slots: Float64Array, at: number, order: number, rejection: Verdict): void {
    const { orders } = this.state;
    const isTriggered = isConditional(orders.type[order] as number) && orders.phase[order] !== PHASE.waiting;
    slots[at] = orders.stopTicks[order] as number;
    slots[at + 1] = isTriggered ? 1 : 0;
    slots[at + 2] = rejection.code;
    slots[at + 3] = rejection.detail;
    slots[at + 4] = orders.display[order] as number;
    slots[at + 5] = orders.peg[order] as number;
    slots[at + 6] = orders.pegOffset[order] as number;
  }

  trade(instrument: number, match: number, side: number, quantity: number, ticks: number, valueSats: number): void {
    const { state, out } = this;
    const at = out.record(RECORD.trade, 7);
    const { slots } = out;
    slots[at] = instrument;
    slots[at + 1] = match;
    slots[at + 2] = side;
    slots[at + 3] = quantity;
    slots[at + 4] = ticks;
    slots[at + 5] = state.instruments.lastDirection[instrument] as number;
    slots[at + 6] = valueSats;
  }

  transaction(account: number, type: number, amountSats: number): void {
    const { state, out } = this;
    out.begin(RECORD.transaction);
    out.number(state.scalars.nextTransaction++);
    out.number(account);
    out.number(type);
    out.number(amountSats);
    out.number(state.accounts.amount(account));
    out.number(0);
    out.number(TRANSACTION_STATUS.completed);
    out.number(state.scalars.timeMs);
    out.number(NONE);
    out.end();
  }

  /** What an account had realised in a contract by a noon. @param amountSats its coins with that */
  realised(account: number, instrument: number, sats: number, amountSats: number, noonMs: number): void {
    const { state, out } = this;
    out.begin(RECORD.transaction);
    out.number(state.scalars.nextTransaction++);
    out.number(account);
    out.number(TRANSACTION_TYPE.realised);
    out.number(sats);
    out.number(amountSats);
    out.number(0);
    out.number(TRANSACTION_STATUS.completed);
    out.number(noonMs);
    out.number(instrument);
    out.end();
  }

  /** A withdrawal as it stands now. */
  withdrawal(withdrawal: number, status: number): void {
    const { state, out } = this;
    const { accounts, withdrawals } = state;
    const account = withdrawals.account[withdrawal] as number;
    out.begin(RECORD.transaction);
    out.number(withdrawals.transaction[withdrawal] as number);
    out.number(account);
    out.number(TRANSACTION_TYPE.withdrawal);
    out.number(0 - (withdrawals.sats[withdrawal] as number) - (withdrawals.feeSats[withdrawal] as number));
    out.number(accounts.amount(account));
    out.number(withdrawals.feeSats[withdrawal] as number);
    out.number(status);
    out.number(withdrawals.madeAtMs[withdrawal] as number);
    out.number(NONE);
    out.end();
  }

  insurance(noonMs: number, balanceSats: number): void {
    this.out.begin(RECORD.insurance);
    this.out.number(noonMs);
    this.out.number(balanceSats);
    this.out.end();
  }

  /** Writes what was noted, in the order in which it was first touched. */
  flush(): void {
    const { levels, changedInstruments, marks, positions, accounts } = this;
    for (let i = 0; i < levels.count; i++)
      this.level(levels.instruments[i] as number, levels.sides[i] as number, levels.ticks[i] as number);
    // What was told before was told in the old terms, what follows is in the new ones.
    for (let i = 0; i < changedInstruments.length; i++) this.instrument(changedInstruments[i] as number);
    for (let i = 0; i < marks.length; i++) this.mark(marks[i] as number);
    for (let i = 0; i < this.indices.length; i++) writeIndex(this.state, this.out, this.indices[i] as number);
    for (let i = 0; i < positions.count; i++) this.position(positions.noted[i] as number);
    for (let i = 0; i < accounts.count; i++) this.account(accounts.noted[i] as number);
    levels.clear();
    // Few commands touch any of these, and emptying an array that is empty costs as much as any other.
    if (changedInstruments.length > 0) changedInstruments.length = 0;
    if (marks.length > 0) marks.length = 0;
    if (this.indices.length > 0) this.indices.length = 0;
    positions.clear();
    accounts.clear();
  }

  /** Everything as it stands, for a mirror that starts empty. */
  image(): void {
    const { state } = this;
    for (const instrument of state.instruments.handles()) {
      this.instrument(instrument);
      this.mark(instrument);
    }
    const { indexRules } = state;
    for (const rule of indexRules.handles()) writeIndex(state, this.out, indexRules.instrument[rule] as number);
    for (const account of state.accounts.handles()) this.account(account);
    for (const position of state.positions.handles()) this.position(position);
    const open = [...state.byNumber.entries()].sort(([a], [b]) => a - b);
    for (const [, order] of open) {
      this.order(order, ORDER_CHANGE.insert, state.orders.filled[order] === 0 ? STATUS.new : STATUS.partiallyFilled);
    }
    for (const [instrument, book] of state.books.entries()) {
      for (const side of [SIDE.buy, SIDE.sell]) for (const ticks of book?.shownOn(side) ?? []) this.level(instrument, side, ticks);
    }
  }

  private level(instrument: number, side: number, ticks: number): void {
    const { state, out } = this;
    // A contract that has ended has no book any more.
    const book = state.books[instrument];
    const quantity = book?.quantityAt(ticks) ?? 0;
    // Who rests there now says the side; an emptied level is taken off the side that last changed it.
    const head = book?.headAt(ticks) ?? NONE;
    const at = out.record(RECORD.level, 4);
    const { slots } = out;
    slots[at] = instrument;
    slots[at + 1] = head === NONE ? side : (state.orders.side[head] as number);
    slots[at + 2] = ticks;
    slots[at + 3] = quantity;
  }

  /** How an instrument stands, at once: under the moment that it was marked at. */
  mark(instrument: number): void {
    const { out } = this;
    const { instruments } = this.state;
    const at = out.record(RECORD.mark, 15);
    const { slots } = out;
    slots[at] = instrument;
    slots[at + 1] = instruments.markPoints[instrument] as number;
    slots[at + 2] = instruments.markedAtMs[instrument] as number;
    slots[at + 3] = instruments.lastTicks[instrument] as number;
    slots[at + 4] = instruments.lastDirection[instrument] as number;
    slots[at + 5] = instruments.openInterest[instrument] as number;
    slots[at + 6] = instruments.volume[instrument] as number;
    slots[at + 7] = instruments.turnoverSats[instrument] as number;
    slots[at + 8] = instruments.state[instrument] as number;
    slots[at + 9] = instruments.fundingRate[instrument] as number;
    slots[at + 10] = instruments.fairPoints[instrument] as number;
    slots[at + 11] = instruments.basisRate[instrument] as number;
    slots[at + 12] = instruments.indicativeRate[instrument] as number;
    slots[at + 13] = instruments.settledPoints[instrument] as number;
    slots[at + 14] = instruments.closePoints[instrument] as number;
  }

  private position(position: number): void {
    const { out } = this;
    const { positions } = this.state;
    const at = out.record(RECORD.position, 33);
    const { slots } = out;
    slots[at] = positions.account[position] as number;
    slots[at + 1] = positions.instrument[position] as number;
    slots[at + 2] = positions.quantity[position] as number;
    slots[at + 3] = positions.cost[position] as number;
    slots[at + 4] = positions.boughtQuantity[position] as number;
    slots[at + 5] = positions.boughtCost[position] as number;
    slots[at + 6] = positions.soldQuantity[position] as number;
    slots[at + 7] = positions.soldCost[position] as number;
    slots[at + 8] = positions.fees[position] as number;
    slots[at + 9] = positions.previousPnl[position] as number;
    slots[at + 10] = positions.openedAtMs[position] as number;
    slots[at + 11] = positions.leverage[position] as number;
    const { orderQuantity, orderValue, orderReserve, orderPremium } = positions;
    slots[at + 12] = orderQuantity[2 * position] as number;
    slots[at + 13] = orderQuantity[2 * position + 1] as number;
    slots[at + 14] = orderValue[2 * position] as number;
    slots[at + 15] = orderValue[2 * position + 1] as number;
    slots[at + 16] = orderReserve[2 * position] as number;
    slots[at + 17] = orderReserve[2 * position + 1] as number;
    slots[at + 18] = orderPremium[2 * position] as number;
    slots[at + 19] = orderPremium[2 * position + 1] as number;
    slots[at + 20] = positions.riskSteps[position] as number;
    slots[at + 21] = positions.posted[position] as number;
    slots[at + 22] = positions.loss[position] as number;
    slots[at + 23] = positions.sessionAtMs[position] as number;
    slots[at + 24] = positions.openingQuantity[position] as number;
    slots[at + 25] = positions.openingBought[position] as number;
    slots[at + 26] = positions.openingBoughtCost[position] as number;
    slots[at + 27] = positions.openingSold[position] as number;
    slots[at + 28] = positions.openingSoldCost[position] as number;
    slots[at + 29] = positions.openingFees[position] as number;
    slots[at + 30] = positions.movedCost[position] as number;
    slots[at + 31] = positions.movedFees[position] as number;
    slots[at + 32] = positions.realisedSinceNoon(position);
  }

  private account(account: number): void {
    const { out } = this;
    const { accounts } = this.state;
    const at = out.record(RECORD.account, 13);
    const { slots } = out;
    slots[at] = account;
    slots[at + 1] = accounts.cash[account] as number;
    slots[at + 2] = accounts.deposited[account] as number;
    slots[at + 3] = accounts.withdrawn[account] as number;
    slots[at + 4] = accounts.simulated[account] as number;
    slots[at + 5] = accounts.openedAtMs[account] as number;
    slots[at + 6] = accounts.faucetAtMs[account] as number;
    slots[at + 7] = accounts.reserved[account] as number;
    slots[at + 8] = accounts.settled[account] as number;
    slots[at + 9] = accounts.previousRealised[account] as number;
    slots[at + 10] = accounts.noonAtMs[account] as number;
    slots[at + 11] = accounts.noonDeposited[account] as number;
    slots[at + 12] = accounts.noonWithdrawn[account] as number;
  }
}
