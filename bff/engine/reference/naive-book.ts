/**
 * What a book must do, said as plainly as possible: an array of orders, sorted at every use. The fast book has to
 * agree with it, fill by fill.
 */

export interface NaiveOrder {
  readonly number: number;
  readonly account: number;
  readonly isBuy: boolean;
  readonly postOnly: boolean;
  ticks: number;
  quantity: number;
  filled: number;
  /** Place in time: who amends to a worse place gets a later one. */
  since: number;
  readonly rests: boolean;
  readonly fillOrKill: boolean;
  readonly display: number | null;
  /** Contracts that it shows while it rests. */
  shown: number;
  /** What it waits for; null for an order that waits for nothing, or does no more. */
  condition: NaiveCondition | null;
  readonly peg: NaivePeg | null;
}

/** An order goes off when the last trade is at a price or above it, or at it or below. */
export interface NaiveCondition {
  readonly ticks: number;
  readonly isRising: boolean;
  /** How far off the last trade the price stays while that moves away; null for one that stands still. */
  readonly trail?: number | null;
}

/** What a pegged order's limit is set by: the best price that a side shows. */
export interface NaivePeg {
  readonly isOwnSide: boolean;
  readonly offset: number;
}

export interface NaiveTrade {
  readonly maker: number;
  readonly taker: number;
  readonly quantity: number;
  readonly ticks: number;
}

export interface NaivePlace {
  readonly account: number;
  readonly isBuy: boolean;
  readonly quantity: number;
  /** Null for a market order. */
  readonly ticks: number | null;
  readonly rests: boolean;
  readonly postOnly: boolean;
  readonly condition?: NaiveCondition | null;
  /** All of it at once or nothing. */
  readonly fillOrKill?: boolean;
  /** Contracts shown at a time, 0 for none; null for all. */
  readonly display?: number | null;
  readonly peg?: NaivePeg | null;
}

export interface NaiveAmend {
  readonly quantity?: number;
  readonly leaves?: number;
  readonly ticks?: number;
  readonly stopTicks?: number;
  readonly offset?: number;
}

/** Highest price of the ladder. */
const MAX_TICKS = 2_000_000;
const isOnLadder = (ticks: number) => ticks > 0 && ticks <= MAX_TICKS;

export const leavesOf = (order: NaiveOrder): number => order.quantity - order.filled;

export class NaiveBook {
  /** Orders that rest, in no order. */
  open: NaiveOrder[] = [];
  trades: NaiveTrade[] = [];
  /** Orders that wait for a price, and those whose price has come, the first of them first. */
  waiting: NaiveOrder[] = [];
  /** Orders that have filled and could rest: an amendment brings them back. No stream here lasts longer than they are kept. */
  filled: NaiveOrder[] = [];
  private readonly triggered: NaiveOrder[] = [];
  private lastTicks: number | null = null;
  private nextNumber = 1;
  private moment = 0;

  /** @returns null when it is refused */
  place(wish: NaivePlace): NaiveOrder | null {
    const { account, isBuy, postOnly, quantity, rests, fillOrKill = false, display = null, peg = null } = wish;
    const condition = this.waitsFor(wish.condition ?? null);
    const ticks = peg === null ? (wish.ticks ?? (isBuy ? Number.POSITIVE_INFINITY : 0)) : this.pegged(isBuy, peg);
    if (condition === undefined || ticks === null) return null;
    const number = this.nextNumber++;
    const order: NaiveOrder = {
      number,
      account,
      isBuy,
      postOnly,
      ticks,
      quantity,
      filled: 0,
      since: this.moment++,
      rests,
      condition,
      fillOrKill,
      display,
      shown: 0,
      peg,
    };
    if (condition === null) {
      this.enter(order, rests);
    } else {
      this.waiting.push(order);
      this.setOff();
    }
    this.runTriggered();
    return order;
  }

  /** @returns whether there is such an order */
  amend(account: number, number: number, wish: NaiveAmend): boolean {
    const order = this.find(account, number) ?? this.filled.find((each) => each.number === number && each.account === account);
    if (order === undefined) return false;
    const returns = this.filled.includes(order);
    if (returns && wish.leaves === undefined) return false;
    if (wish.stopTicks !== undefined && (order.condition === null || order.condition.trail != null)) return false;
    const { offset } = wish;
    let condition = order.condition;
    if (wish.stopTicks !== undefined && condition !== null) condition = { ...condition, ticks: wish.stopTicks };
    let follows: number | null = null;
    if (offset !== undefined && condition?.trail != null) {
      const trailed = this.waitsFor({ ...condition, trail: offset });
      if (trailed === undefined) return false;
      condition = trailed;
    } else if (offset !== undefined) {
      follows = order.peg === null ? null : this.pegged(order.isBuy, { ...order.peg, offset });
      if (follows === null) return false;
    }
    const hasNoLimit = order.ticks === 0 || order.ticks === Number.POSITIVE_INFINITY;
    if (wish.ticks !== undefined && hasNoLimit) return false;
    const quantity = wish.quantity ?? (wish.leaves === undefined ? order.quantity : wish.leaves + order.filled);
    const ticks = follows ?? wish.ticks ?? order.ticks;
    const keepsPlace = !returns && ticks === order.ticks && quantity <= order.quantity;
    Object.assign(order, { quantity, ticks });
    if (condition !== null) {
      order.condition = condition;
      this.setOff();
      this.runTriggered();
      return true;
    }
    this.filled = this.filled.filter((each) => each !== order);
    order.shown = Math.min(order.shown, leavesOf(order));
    if (keepsPlace) return true;
    order.since = this.moment++;
    this.remove(order);
    this.enter(order, true);
    this.runTriggered();
    return true;
  }

  /** @returns whether there is such an order */
  cancel(account: number, number: number): boolean {
    const order = this.find(account, number);
    if (order !== undefined) this.remove(order);
    return order !== undefined;
  }

  cancelAll(account: number): void {
    this.open = this.open.filter((order) => order.account !== account);
    this.waiting = this.waiting.filter((order) => order.account !== account);
  }

  /** Orders of a side in the order in which they trade. */
  queue(isBuy: boolean): NaiveOrder[] {
    const better = isBuy ? -1 : 1;
    return this.open
      .filter((order) => order.isBuy === isBuy)
      .sort((a, b) => better * (a.ticks - b.ticks) || Number(a.display === 0) - Number(b.display === 0) || a.since - b.since);
  }

  /** Contracts by price, of both sides: no price holds both. */
  levels(): Map<number, number> {
    const levels = new Map<number, number>();
    for (const { ticks, shown } of this.open) if (shown > 0) levels.set(ticks, (levels.get(ticks) ?? 0) + shown);
    return levels;
  }

  private enter(order: NaiveOrder, rests: boolean): void {
    const meets = (resting: NaiveOrder) => (order.isBuy ? resting.ticks <= order.ticks : resting.ticks >= order.ticks);
    const opposite = this.queue(!order.isBuy).filter(meets);
    if (order.postOnly && opposite.length > 0) return;
    const others = opposite.filter(({ account }) => account !== order.account);
    const available = others.reduce((sum, resting) => sum + leavesOf(resting), 0);
    if (order.fillOrKill && available < leavesOf(order)) return;
    while (leavesOf(order) > 0) {
      const resting = this.queue(!order.isBuy).find(meets);
      if (resting === undefined) break;
      if (resting.account === order.account) {
        this.remove(resting);
        continue;
      }
      const quantity = Math.min(leavesOf(order), resting.display === 0 ? leavesOf(resting) : resting.shown);
      order.filled += quantity;
      resting.filled += quantity;
      this.trades.push({ maker: resting.number, taker: order.number, quantity, ticks: resting.ticks });
      if (leavesOf(resting) === 0) this.end(resting);
      else this.show(resting, resting.shown - quantity);
      this.lastTicks = resting.ticks;
      this.setOff();
    }
    if (leavesOf(order) === 0) this.end(order);
    if (!rests || leavesOf(order) === 0) return;
    this.open.push(order);
    order.shown = Math.min(order.display ?? leavesOf(order), leavesOf(order));
  }

  /** A slice that is used up is followed by the next, behind all that shows anything at its price. */
  private show(order: NaiveOrder, left: number): void {
    if (order.display === 0) return;
    order.shown = left;
    if (left > 0) return;
    order.shown = Math.min(order.display ?? leavesOf(order), leavesOf(order));
    order.since = this.moment++;
  }

  /** A condition with the price that it begins with; undefined where it trails and can't. */
  private waitsFor(condition: NaiveCondition | null): NaiveCondition | null | undefined {
    if (condition?.trail == null) return condition;
    const { isRising, trail } = condition;
    if (this.lastTicks === null || (isRising ? trail <= 0 : trail >= 0) || !isOnLadder(this.lastTicks + trail)) return undefined;
    return { ...condition, ticks: this.lastTicks + trail };
  }

  /** Limit of a pegged order; null where nothing is shown, or the ladder ends before. */
  private pegged(isBuy: boolean, { isOwnSide, offset }: NaivePeg): number | null {
    const touch = this.queue(isOwnSide ? isBuy : !isBuy).find(({ shown }) => shown > 0);
    return touch === undefined || !isOnLadder(touch.ticks + offset) ? null : touch.ticks + offset;
  }

  /** Whoever waits for the last trade, the oldest first, joins the queue; who trails it goes after it where it moves away. */
  private setOff(): void {
    const last = this.lastTicks;
    if (last === null) return;
    for (const order of this.waiting) {
      const { ticks, isRising, trail } = order.condition as NaiveCondition;
      if (trail == null) continue;
      order.condition = { ticks: isRising ? Math.min(ticks, last + trail) : Math.max(ticks, last + trail), isRising, trail };
    }
    for (const order of this.waiting.toSorted((a, b) => a.number - b.number)) {
      const { ticks, isRising } = order.condition as NaiveCondition;
      if (isRising ? last < ticks : last > ticks) continue;
      this.waiting = this.waiting.filter((other) => other !== order);
      this.triggered.push(order);
    }
  }

  private runTriggered(): void {
    for (let order = this.triggered.shift(); order !== undefined; order = this.triggered.shift()) {
      order.condition = null;
      order.since = this.moment++;
      this.enter(order, order.rests);
    }
  }

  private find(account: number, number: number): NaiveOrder | undefined {
    return [...this.open, ...this.waiting].find((order) => order.number === number && order.account === account);
  }

  private end(order: NaiveOrder): void {
    this.remove(order);
    if (order.rests) this.filled.push(order);
  }

  private remove(order: NaiveOrder): void {
    this.open = this.open.filter((other) => other !== order);
    this.waiting = this.waiting.filter((other) => other !== order);
  }
}
