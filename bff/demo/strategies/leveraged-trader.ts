import { contractsOf, priceOf, ticksOf } from "../market.ts";
import type { Random } from "../random.ts";
import { type Action, type Means, SATS, type Sight, type Strategy } from "../strategy.ts";

export interface LeveragedProfile {
  readonly leverage: (side: "Buy" | "Sell", random: Random) => number;
  /** Mean time between two looks. */
  readonly lookMs: number;
  /** Part of its money that it puts behind a position, at least and at most. */
  readonly stake: readonly [number, number];
  /** Chance that it goes in with a limit order at the best price. */
  readonly patient: number;
  /** Return on margin at which it takes its profit, on average. */
  readonly takeProfit: number;
  /** Chance, at a look, that it closes for no reason at all. */
  readonly whim: number;
  /** Mean time that it stays out after a position. */
  readonly restMs: number;
}

export interface LeveragedMemory {
  /** Return on margin at which the position is to be closed; null while it has none. */
  readonly goal: number | null;
  readonly restUntilMs: number;
  /** Index at the last look. */
  readonly index: number;
}

/** Fees to open and to close, and what the market may move until the order arrives, as fractions of the value. */
const EXTRA = 0.0025;
/** Less than this is not worth a position. */
const LEAST_SATS = 50_000;
/** Most who trade on margin buy, more so after a rise, and more so where the contract is to be had below its index. */
const BUY_CHANCE = 0.52;
const FOLLOW = 25;
const BARGAIN = 300;
const MOST_SWAY = 0.25;

/** Opens isolated positions at high leverage, and is liquidated now and then; it comes back with what is left. */
export function leveragedTrader(profile: LeveragedProfile): Strategy<LeveragedMemory> {
  return {
    start: { goal: null, restUntilMs: 0, index: 0 },
    decide(sight, before, random) {
      const { means, held, timeMs, index } = sight;
      if (means === null) throw new Error("a leveraged trader has to know its means");
      const waitMs = Math.min(5 * profile.lookMs, profile.lookMs * (0.2 + random.exponential(0.8)));
      const memory = { ...before, index };
      const act = (actions: readonly Action[], change: Partial<LeveragedMemory> = {}) => ({
        actions,
        memory: { ...memory, ...change },
        waitMs,
      });
      const rest = () => ({ goal: null, restUntilMs: timeMs + random.exponential(profile.restMs) });

      if (held !== 0) {
        // A position that came of an order that stood: it has a goal from now on.
        const goal = before.goal ?? profile.takeProfit * random.between(0.5, 1.5);
        const isDone = means.roe >= goal || random.chance(profile.whim);
        return isDone ? act([{ kind: "place", orders: [{ execInst: "Close", ordType: "Market" }] }], rest()) : act([], { goal });
      }
      // Gone without having been closed: taken over. It stays away for a while.
      if (before.goal !== null && means.ordered === 0) return act([], rest());
      if (means.ordered > 0) return act([{ kind: "cancelAll" }], { goal: null });
      if (timeMs < before.restUntilMs || means.availableSats < LEAST_SATS) return act([]);
      return act(opening(profile, sight, means, before, random));
    },
  };
}

function opening(profile: LeveragedProfile, sight: Sight, means: Means, before: LeveragedMemory, random: Random): Action[] {
  const { market, index, bid, ask } = sight;
  const { lot } = market;
  const move = before.index === 0 ? 0 : index / before.index - 1;
  const discount = bid === null || ask === null ? 0 : 1 - (bid + ask) / 2 / index;
  const sway = Math.max(-MOST_SWAY, Math.min(MOST_SWAY, FOLLOW * move + BARGAIN * discount));
  const side = random.next() < BUY_CHANCE + sway ? "Buy" : "Sell";
  const leverage = profile.leverage(side, random);
  const stakeSats = means.availableSats * random.between(...profile.stake);
  const quantity = Math.floor(contractsOf(market, stakeSats / (1 / leverage + EXTRA) / SATS, index) / lot) * lot;
  const isPatient = random.chance(profile.patient);
  if (quantity < lot) return [];
  const touch = side === "Buy" ? bid : ask;
  const actions: Action[] = means.leverage === leverage ? [] : [{ kind: "leverage", leverage }];
  if (isPatient && touch !== null)
    actions.push({ kind: "place", orders: [{ side, orderQty: quantity, price: priceOf(market, ticksOf(market, touch)) }] });
  else actions.push({ kind: "place", orders: [{ side, orderQty: quantity, ordType: "Market" }] });
  return actions;
}
