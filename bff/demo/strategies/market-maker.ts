import type { Strategy } from "../strategy.ts";
import { type LadderProfile, ladderOf } from "./quote-ladder.ts";
import { requote } from "./requote.ts";

export interface MakerProfile extends LadderProfile {
  /** Time between two looks. */
  readonly turnMs: number;
  /** Amendments in one request: each ten of them cost one token. */
  readonly mostMoves: number;
}

export interface MakerMemory {
  /** Halvings of its usual sizes, after the exchange refused what it could not pay for. */
  readonly halvings: number;
  /** Refusals one after the other. */
  readonly refusals: number;
}

const MOST_HALVINGS = 5;
/** Chance that it dares twice the size again after a turn that went well. */
const RECOVERY = 0.02;
/** After so many refusals in a row it starts again from an empty book of its own. */
const PATIENCE = 3;

/** Quotes both sides around the index, leaning against what it holds. */
export function marketMaker(profile: MakerProfile): Strategy<MakerMemory> {
  return {
    start: { halvings: 0, refusals: 0 },
    decide(sight, memory, random) {
      const waitMs = profile.turnMs * random.between(0.9, 1.1);
      const refusals = sight.refusal === null ? 0 : memory.refusals + 1;
      if (refusals >= PATIENCE) return { actions: [{ kind: "cancelAll" }], memory: { ...memory, refusals: 0 }, waitMs };
      let { halvings } = memory;
      if (sight.refusal !== null && isForMargin(sight.refusal)) halvings = Math.min(MOST_HALVINGS, halvings + 1);
      else if (halvings > 0 && random.chance(RECOVERY)) halvings -= 1;
      const { market, index, held, timeMs } = sight;
      const ladder = ladderOf(profile, { market, index, held, timeMs, share: 0.5 ** halvings });
      return { actions: requote(sight.orders, ladder, profile.mostMoves), memory: { halvings, refusals }, waitMs };
    },
  };
}

/** Refusals that smaller sizes may cure. Orders that were gone when the request came are none of them. */
const isForMargin = (refusal: string) => /Available Balance|risk limit|liquidat/i.test(refusal);
