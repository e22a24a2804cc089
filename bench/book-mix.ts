import { Book, type Taker } from "../bff/engine/book.ts";
import { SIDE, type SideCode } from "../bff/engine/commands.ts";
import { Orders } from "../bff/engine/orders.ts";

/**
 * One deterministic stream of book operations: 60 % rest near the touch, 30 % cancel a live order, mostly a recent one,
 * 10 % cross. Orders are numbered densely, as the engine numbers them once it has resolved a client's id.
 */
export const OP = { add: 0, cancel: 1 } as const;

export interface BookMix {
  readonly operations: number;
  readonly orders: number;
  readonly kind: Uint8Array;
  readonly id: Int32Array;
  readonly side: Uint8Array;
  readonly ticks: Int32Array;
  readonly quantity: Int32Array;
}

/** What a run came to; two books that agree on it have done the same work. */
export interface BookOutcome {
  readonly trades: number;
  readonly volume: number;
  readonly live: number;
}

const MAX_TICKS = 200_000;
const FAIR_TICKS = 100_000;
const RESTING_AT_START = 20_000;
/** Share of operations that move the fair price by a tick: a minute's drift, so that queues grow long as real ones do. */
const DRIFT = 0.003;
/** Number in the row of an order that has ended. */
const ENDED = -1;

/** The engine's own book and order rows, with nothing of accounts around them. */
export class BareBook implements Taker {
  private readonly orders = new Orders(RESTING_AT_START);
  private readonly book = new Book(this.orders, MAX_TICKS);
  /** Row that each order was given; whether it still is the order's own, the row itself says. */
  private readonly rows: Int32Array;
  trades = 0;
  volume = 0;
  live = 0;

  constructor(orders: number) {
    this.rows = new Int32Array(orders);
  }

  add(id: number, side: SideCode, ticks: number, quantity: number): void {
    const { orders, book } = this;
    const left = book.take(side, ticks, quantity, this);
    if (left === 0) return;
    const order = orders.allocate();
    orders.number[order] = id;
    orders.side[order] = side;
    orders.ticks[order] = ticks;
    orders.leaves[order] = left;
    book.insert(order);
    this.rows[id] = order;
    this.live += 1;
  }

  isLive(id: number): boolean {
    return this.orders.number[this.rows[id] as number] === id;
  }

  cancel(id: number): void {
    if (!this.isLive(id)) return;
    const order = this.rows[id] as number;
    this.book.remove(order);
    this.release(order);
  }

  meet(resting: number, quantity: number, _ticks?: number): number {
    const { orders, book } = this;
    book.reduce(resting, quantity);
    this.trades += 1;
    this.volume += quantity;
    if (orders.leaves[resting] === 0) {
      book.remove(resting);
      this.release(resting);
    }
    return quantity;
  }

  protected numberOf(order: number): number {
    return this.orders.number[order] as number;
  }

  protected placeOf(id: number): { readonly side: SideCode; readonly ticks: number } {
    const order = this.rows[id] as number;
    return { side: this.orders.side[order] as SideCode, ticks: this.orders.ticks[order] as number };
  }

  protected quantityAt(ticks: number): number {
    return this.book.quantityAt(ticks);
  }

  outcome(): BookOutcome {
    return { trades: this.trades, volume: this.volume, live: this.live };
  }

  private release(order: number): void {
    const { orders } = this;
    orders.number[order] = ENDED;
    this.live -= 1;
    orders.next[order] = orders.free;
    orders.free = order;
  }
}

/** The same stream for every book. Which orders are live is known from running it on a book of ours. */
export function bookMix(operations: number): BookMix {
  let seed = 0x2545f491;
  const random = () => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) / 4_294_967_296;
  };
  const total = operations + RESTING_AT_START;
  const mix: BookMix = {
    operations: total,
    orders: total,
    kind: new Uint8Array(total),
    id: new Int32Array(total),
    side: new Uint8Array(total),
    ticks: new Int32Array(total),
    quantity: new Int32Array(total),
  };
  const model = new BareBook(total);
  const ids: number[] = [];
  let fair = FAIR_TICKS;
  for (let i = 0; i < total; i++) {
    const dice = i < RESTING_AT_START ? 0 : random();
    if (dice >= 0.6 && dice < 0.9) {
      const id = pickLive(model, ids, random);
      mix.kind[i] = OP.cancel;
      mix.id[i] = id;
      model.cancel(id);
      continue;
    }
    const side = (random() < 0.5 ? SIDE.buy : SIDE.sell) as SideCode;
    const toward = side === SIDE.buy ? 1 : -1;
    const crosses = dice >= 0.9;
    if (random() < DRIFT) fair += random() < 0.5 ? 1 : -1;
    const distance = 1 + Math.floor(-15 * Math.log(1 - random()));
    mix.kind[i] = OP.add;
    mix.id[i] = i;
    mix.side[i] = side;
    mix.ticks[i] = crosses ? fair + toward * 40 : fair - toward * distance;
    mix.quantity[i] = crosses ? 1 + Math.floor(random() * 600) : 1 + Math.floor(random() * 200);
    model.add(i, side, mix.ticks[i] as number, mix.quantity[i] as number);
    ids.push(i);
  }
  return mix;
}

/** A live order, seven times in ten one of the last thousand. */
function pickLive(model: BareBook, ids: readonly number[], random: () => number): number {
  for (;;) {
    const from = random() < 0.7 ? Math.max(0, ids.length - 1_000) : 0;
    const id = ids[from + Math.floor(random() * (ids.length - from))] as number;
    if (model.isLive(id)) return id;
  }
}

export function runOurs(mix: BookMix): BookOutcome {
  const book = new BareBook(mix.orders);
  const { operations, kind, id, side, ticks, quantity } = mix;
  for (let i = 0; i < operations; i++) {
    if (kind[i] === OP.cancel) book.cancel(id[i] as number);
    else book.add(id[i] as number, side[i] as SideCode, ticks[i] as number, quantity[i] as number);
  }
  return book.outcome();
}
