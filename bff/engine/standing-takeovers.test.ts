import { expect, test } from "vitest";
import { HOUSE } from "./accounts.ts";
import { SIDE } from "./commands.ts";
import { SeededRandom } from "./reference/random.ts";
import { StandingTakeovers } from "./standing-takeovers.ts";
import { State } from "./state.ts";

const CONTRACTS = [3, 5];
/** Small prices, where orders often stand at the mark itself, and large ones, of which several share a bucket. */
const LEVELS = [20, 1_900_000];

/** Orders of the house that stand at random between the price of their takeover and beyond it. */
class House {
  readonly state = State.genesis();
  readonly orders = new Set<number>();
  readonly random: SeededRandom;
  private readonly level: number;

  constructor(seed: number, level: number) {
    this.random = new SeededRandom(seed);
    this.level = level;
  }

  add(): number {
    const { state, random } = this;
    const { orders, scalars, byNumber } = state;
    const order = orders.allocate();
    const side = random.pick([SIDE.buy, SIDE.sell]);
    orders.number[order] = scalars.nextOrder++;
    orders.side[order] = side;
    orders.position[order] = state.positionFor(side === SIDE.sell ? HOUSE.takenLongs : HOUSE.takenShorts, random.pick(CONTRACTS));
    orders.entryTicks[order] = this.price();
    this.place(order);
    byNumber.set(orders.number[order] as number, order);
    this.orders.add(order);
    return order;
  }

  place(order: number): void {
    const { orders } = this.state;
    const away = this.random.oneIn(2) ? 0 : this.random.between(1, 8);
    orders.ticks[order] = (orders.entryTicks[order] as number) + (orders.side[order] === SIDE.sell ? -away : away);
  }

  remove(order: number): void {
    const { orders, byNumber } = this.state;
    byNumber.delete(orders.number[order] as number);
    orders.release(order);
    this.orders.delete(order);
  }

  price(): number {
    return this.level + this.random.between(-8, 8);
  }

  /** Numbers of the orders in a contract for which something holds, found by looking at each. */
  numbers(contract: number, holds: (isSell: boolean, ticks: number, entry: number) => boolean): number[] {
    const { orders, positions } = this.state;
    return [...this.orders]
      .filter((order) => positions.instrument[orders.position[order] as number] === contract)
      .filter((order) => holds(orders.side[order] === SIDE.sell, orders.ticks[order] as number, orders.entryTicks[order] as number))
      .map((order) => orders.number[order] as number)
      .sort((a, b) => a - b);
  }
}

test.each(LEVELS)(
  "LIQ-002 the takeovers that a mark concerns are those that a look at each finds, oldest first: about %i ticks",
  (level) => {
    const house = new House(level, level);
    for (let i = 0; i < 20; i++) house.add();
    // Derived from orders that stand already, as after a restart.
    const standing = new StandingTakeovers(house.state);
    const { random } = house;
    for (let step = 0; step < 2_000; step++) {
      const open = [...house.orders];
      const choice = random.between(0, 2);
      if (choice === 0 || open.length === 0) standing.add(house.add());
      else if (choice === 1) {
        const order = random.pick(open);
        house.place(order);
        standing.move(order);
      } else {
        const order = random.pick(open);
        standing.remove(order);
        house.remove(order);
      }
      const contract = random.pick(CONTRACTS);
      // A mark between two ticks is above the one and below the other.
      const bid = house.price();
      const ask = bid + random.between(0, 1);
      const all = house.numbers(contract, () => true);
      expect(standing.standIn(contract)).toBe(all.length > 0);
      expect(standing.beyond(contract, ask, bid)).toEqual(
        house.numbers(contract, (isSell, ticks, entry) => ticks !== entry && (isSell ? ticks < ask : ticks > bid)),
      );
      expect(standing.passed(contract, ask, bid)).toEqual(
        house.numbers(contract, (isSell, _, entry) => (isSell ? entry > ask : entry < bid)),
      );
    }
  },
);
