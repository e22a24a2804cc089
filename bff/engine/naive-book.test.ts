import { describe, expect, test } from "vitest";
import { AMEND, goesOffRising, INSTRUCTION, ORDER_TYPE, PEG, SIDE, TIME_IN_FORCE } from "./commands.ts";
import { encode } from "./encode.ts";
import { EXEC, ORDER_CHANGE } from "./records.ts";
import { leavesOf, NaiveBook, type NaiveTrade } from "./reference/naive-book.ts";
import { SeededRandom } from "./reference/random.ts";
import { NONE } from "./rows.ts";
import { aMarket, type Command, MAX_STOPS, type Outcome, type TestMarket } from "./testing.ts";

const IS_PROOF = process.env["FAIRMARK_PROVE"] === "1";
const SEEDS = IS_PROOF ? 400 : 8;
const COMMANDS = IS_PROOF ? 5_000 : 1_500;
const TRADERS = 6;
const MID_TICKS = 120_000;

/** One command for both books. */
interface Step {
  readonly command: Command;
  /** @returns what the naive book says of it: the numbers in the reply */
  readonly naively: (book: NaiveBook) => readonly number[];
}

function randomStep(random: SeededRandom, market: TestMarket, naive: NaiveBook): Step {
  const account = market.handle(`trader${random.below(TRADERS)}`);
  const instrument = market.instrument();
  const kind = random.below(100);
  const waiting = naive.waiting.filter((order) => order.account === account).length;
  if (kind < 60) return placing(random, account, instrument, waiting < MAX_STOPS);
  const known = [...naive.open, ...naive.waiting, ...naive.filled.slice(-3)];
  const mine = known.filter((order) => order.account === account);
  // Now and then somebody else's order, or one that is no more.
  const number = random.oneIn(10) || mine.length === 0 ? random.between(1, 2_000) : random.pick(mine).number;
  if (kind < 80) return amending(random, account, number);
  if (kind < 98) {
    return {
      command: (out) => encode.cancel(out, account, [{ order: number, clientId: "" }], ""),
      naively: (book) => [book.cancel(account, number) ? number : 0],
    };
  }
  return {
    command: (out) => encode.cancelAll(out, account, NONE, NONE, ""),
    naively: (book) => {
      const numbers = [...book.open, ...book.waiting].filter((order) => order.account === account).map((order) => order.number);
      book.cancelAll(account);
      return numbers;
    },
  };
}

const somewhere = (random: SeededRandom) => {
  // Close to the middle, where the two sides meet, and now and then far off, in pages of the ladder of their own.
  if (random.oneIn(30)) return random.between(1, 2_000_000);
  return MID_TICKS + (random.oneIn(2) ? 1 : -1) * random.distance(6);
};

const TYPES = {
  true: { market: ORDER_TYPE.stop, limit: ORDER_TYPE.stopLimit },
  false: { market: ORDER_TYPE.marketIfTouched, limit: ORDER_TYPE.limitIfTouched },
} as const;

function placing(random: SeededRandom, account: number, instrument: number, mayWait: boolean): Step {
  const isBuy = random.oneIn(2);
  const isMarket = random.oneIn(12);
  const rests = !isMarket && !random.oneIn(8);
  const fillOrKill = !rests && random.oneIn(3);
  const postOnly = rests && random.oneIn(8);
  const quantity = 100 * random.between(1, 20);
  const ticks = isMarket ? 0 : somewhere(random);
  const side = isBuy ? SIDE.buy : SIDE.sell;
  const waits = mayWait && random.oneIn(5);
  const stopTicks = somewhere(random);
  const display = random.oneIn(5) ? 100 * random.between(0, 3) : null;
  const type = waits ? TYPES[`${random.oneIn(2)}`][isMarket ? "market" : "limit"] : isMarket ? ORDER_TYPE.market : ORDER_TYPE.limit;
  const trail = waits && random.oneIn(3) ? (random.oneIn(8) ? -1 : 1) * (goesOffRising(type, side) ? 1 : -1) * random.distance(5) : null;
  const condition = waits ? { ticks: stopTicks, isRising: goesOffRising(type, side), trail } : null;
  const peg = !waits && !isMarket && random.oneIn(6) ? { isOwnSide: random.oneIn(2), offset: random.between(-4, 4) } : null;
  return {
    command: (out) =>
      encode.place(out, {
        account,
        instrument,
        side,
        quantity,
        ticks: peg === null ? ticks : 0,
        type: peg === null ? type : ORDER_TYPE.pegged,
        timeInForce: rests ? TIME_IN_FORCE.goodTillCancel : fillOrKill ? TIME_IN_FORCE.fillOrKill : TIME_IN_FORCE.immediateOrCancel,
        instructions: (postOnly ? INSTRUCTION.postOnly : 0) | (waits ? INSTRUCTION.lastPrice : 0) | (peg === null ? 0 : INSTRUCTION.fixed),
        clientId: "",
        text: "",
        ...(waits || display !== null || peg !== null
          ? {
              special: {
                stopTicks: waits && trail === null ? stopTicks : 0,
                maxStops: MAX_STOPS,
                display: display ?? NONE,
                peg: trail !== null ? PEG.trailing : peg === null ? PEG.none : peg.isOwnSide ? PEG.primary : PEG.market,
                pegOffset: trail ?? peg?.offset ?? 0,
              },
            }
          : {}),
      }),
    naively: (book) => {
      const limit = isMarket ? null : ticks;
      const order = book.place({ account, isBuy, quantity, ticks: limit, rests, postOnly, condition, fillOrKill, display, peg });
      return order === null ? [] : [order.number];
    },
  };
}

function amending(random: SeededRandom, account: number, number: number): Step {
  const what = random.below(7);
  const offset = random.between(-6, 6);
  const stopTicks = somewhere(random);
  const contracts = 100 * random.between(1, 25);
  const ticks = somewhere(random);
  const wish = {
    ...(what === 0 || what === 6 ? { leaves: contracts } : {}),
    ...(what === 2 || what === 3 || what === 6 ? { ticks } : {}),
    ...(what === 4 ? { stopTicks } : {}),
    ...(what === 5 ? { offset } : {}),
  };
  const changes = [AMEND.leaves, 0, AMEND.price, AMEND.price, AMEND.stop, AMEND.peg, AMEND.price | AMEND.leaves][what] ?? 0;
  return {
    command: (out) =>
      encode.amend(out, {
        ...{ account, order: number, originalClientId: "", changes, quantity: contracts, ticks, clientId: "", text: "" },
        ...(what === 4 ? { stopTicks } : {}),
        ...(what === 5 ? { pegOffset: offset } : {}),
      }),
    naively: (book) => (book.amend(account, number, wish) ? [number] : []),
  };
}

/** Fills as the engine's rows tell them: of each pair of executions the maker's comes first. */
function tradesIn({ executions }: Outcome): NaiveTrade[] {
  const fills = executions.filter(({ type }) => type === EXEC.trade);
  return fills.flatMap((maker, i) => {
    const taker = fills[i + 1];
    if (i % 2 === 1 || taker === undefined) return [];
    return [{ maker: maker.order, taker: taker.order, quantity: maker.lastQuantity, ticks: maker.lastTicks }];
  });
}

/** Orders of the fast book in the order in which they trade, walked level by level. */
function queueOf(market: TestMarket, side: 0 | 1): { number: number; ticks: number; leaves: number; filled: number; quantity: number }[] {
  const { orders } = market.state;
  const book = market.state.book(market.instrument());
  const queue = [];
  for (let ticks = book.bestTicks(side); ticks !== NONE; ticks = book.worseThan(side, ticks)) {
    for (let order = book.headAt(ticks); order !== NONE; order = orders.next[order] as number) {
      queue.push({
        number: orders.number[order] as number,
        ticks: orders.ticks[order] as number,
        leaves: orders.leaves[order] as number,
        filled: orders.filled[order] as number,
        quantity: orders.quantity[order] as number,
      });
    }
  }
  return queue;
}

describe("the fast book against a naive one", () => {
  test.each(Array.from({ length: SEEDS }, (_, seed) => [seed]))(
    "ENG-004 the books agree, row by row, over random commands of seed %i",
    (seed) => {
      const random = new SeededRandom(seed);
      // Nobody here lacks money: this is about the book alone.
      const market = aMarket({ mark: MID_TICKS / 2, terms: { riskLimitSats: 2 ** 52 } });
      for (let i = 0; i < TRADERS; i++) market.withAccount(`trader${i}`, { xbt: 10_000_000 });
      const naive = new NaiveBook();
      let triggered = 0;
      let revived = 0;
      for (let i = 0; i < COMMANDS; i++) {
        const { command, naively } = randomStep(random, market, naive);
        const before = naive.levels();
        naive.trades = [];
        const outcome = market.send(command);
        const numbers = naively(naive);
        const at = `seed ${seed}, command ${i}`;
        expect([at, [...outcome.orderNumbers].sort()]).toEqual([at, [...numbers].sort()]);
        revived += outcome.orders.filter(({ change }) => change === ORDER_CHANGE.revived).length;
        triggered += outcome.executions.filter(({ type }) => type === EXEC.triggered).length;
        expect([at, tradesIn(outcome)]).toEqual([at, naive.trades]);
        const levels = naive.levels();
        for (const { number, condition } of naive.waiting) {
          expect([at, number, market.rows.orders.get(number)?.stopTicks]).toEqual([at, number, condition?.ticks]);
        }
        for (const row of outcome.levels) expect([at, row.ticks, row.quantity]).toEqual([at, row.ticks, levels.get(row.ticks) ?? 0]);
        const told = new Set(outcome.levels.map(({ ticks }) => ticks));
        for (const ticks of new Set([...before.keys(), ...levels.keys()])) {
          if (before.get(ticks) !== levels.get(ticks)) expect([at, ticks, told.has(ticks)]).toEqual([at, ticks, true]);
        }
        for (const side of [SIDE.buy, SIDE.sell]) {
          const expected = naive.queue(side === SIDE.buy).map((order) => {
            const { number, ticks, filled, quantity } = order;
            return { number, ticks, leaves: leavesOf(order), filled, quantity };
          });
          expect([at, queueOf(market, side)]).toEqual([at, expected]);
        }
      }
      // The stream is about orders that wait as well.
      expect(triggered).toBeGreaterThan(COMMANDS / 50);
      expect(revived).toBeGreaterThan(COMMANDS / 200);
      expect(market.audit()).toEqual({ differenceSats: 0 });
    },
  );
});
