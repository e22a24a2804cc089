import type { ContractTerms } from "../contract/pricing/terms.ts";
import type { Book } from "./book.ts";
import {
  goesOffRising,
  INSTRUCTION,
  isConditional,
  ORDER_TYPE,
  otherSide,
  PEG,
  PLAIN,
  type PlaceFields,
  type SideCode,
  WATCHES,
} from "./commands.ts";
import { REJECT, type RejectCode, type Verdict } from "./rejects.ts";
import { NONE } from "./rows.ts";
import { withinLimits } from "./session-limits.ts";
import type { State } from "./state.ts";

/** Prices of orders that follow from others: the stop price of a trailing order, the limit of a pegged one. */

/** A price that follows, or why there is none. */
export type Followed = { readonly ticks: number } | Verdict;

/** What of an order says which prices it hangs on. */
export type Pegged = Pick<PlaceFields, "instrument" | "side" | "type" | "instructions">;

const reject = (code: RejectCode): Verdict => ({ code, detail: 0 });

/** Whether an order's peg and its type go together. Source: `pegPriceType` and `Fixed` of the BitMEX API v1. */
export function isPegOfType({ type, instructions, ticks, special }: PlaceFields): boolean {
  const { peg, pegOffset, stopTicks } = special ?? PLAIN;
  const isFixed = (instructions & INSTRUCTION.fixed) !== 0;
  if (type === ORDER_TYPE.pegged) return (peg === PEG.primary || peg === PEG.market) && isFixed && ticks === 0;
  if (isFixed) return false;
  if (peg === PEG.trailing) return isConditional(type) && stopTicks === 0;
  return peg === PEG.none && pegOffset === 0;
}

/**
 * Stop price of a trailing order at the price that it watches: so far off it, on the side from which the price would
 * have to come. A price between two ticks counts as the nearer one to the stop's side, so that the distance is never
 * shorter than was asked for.
 *
 * @param points the price watched; 0 for none
 * @param offset in ticks, above zero where the order goes off rising, below zero where it goes off falling
 */
export function trailingStop(terms: ContractTerms, points: number, offset: number, isRising: boolean): Followed {
  if (points === 0) return reject(REJECT.pegPrice);
  if (!isOffset(terms, offset) || (isRising ? offset <= 0 : offset >= 0)) return reject(REJECT.pegOffset);
  const ticks = trailedTicks(terms, points, offset);
  return ticks > 0 && ticks <= terms.maxPriceTicks ? { ticks } : reject(REJECT.pegOffset);
}

/** The same for an order that trails already, at most the ladder's end. */
export function trailedTicks(terms: ContractTerms, points: number, offset: number): number {
  const sign = Math.sign(offset);
  return sign * Math.ceil((sign * points) / terms.pointsPerTick) + offset;
}

/** Limit of a pegged order: the best price that its own side shows, or the other's, and the offset. It is set once. */
export function peggedLimit(state: State, { instrument, side }: Pegged, peg: number, offset: number): Followed {
  const terms = state.terms(instrument);
  if (!isOffset(terms, offset)) return reject(REJECT.pegOffset);
  const touch = shownTicks(state.book(instrument), peg === PEG.primary ? side : otherSide(side));
  if (touch === NONE) return reject(REJECT.pegPrice);
  const ticks = touch + offset;
  if (ticks <= 0 || ticks > terms.maxPriceTicks) return reject(REJECT.price);
  const beyond = withinLimits(state, instrument, ticks);
  return beyond === REJECT.none ? { ticks } : reject(beyond);
}

/** The price that an order watches as it stands; 0 before the first trade. */
export function watchedPoints({ instruments }: State, instrument: number, watched: number): number {
  if (watched === INSTRUCTION.markPrice) return instruments.markPoints[instrument] as number;
  if (watched === INSTRUCTION.indexPrice) return instruments.markPoints[instruments.index[instrument] as number] as number;
  return (instruments.lastTicks[instrument] as number) * instruments.termsOf(instrument).pointsPerTick;
}

/** Fills in the price of a well-formed order that follows from another; a verdict where there is none to follow. */
export function priced(state: State, fields: PlaceFields): PlaceFields | Verdict {
  const special = fields.special ?? PLAIN;
  const { peg, pegOffset } = special;
  if (peg === PEG.none) return fields;
  if (peg !== PEG.trailing) {
    const limit = peggedLimit(state, fields, peg, pegOffset);
    return "code" in limit ? limit : { ...fields, ticks: limit.ticks };
  }
  const points = watchedPoints(state, fields.instrument, fields.instructions & WATCHES);
  const stop = trailingStop(state.terms(fields.instrument), points, pegOffset, goesOffRising(fields.type, fields.side));
  return "code" in stop ? stop : { ...fields, special: { ...special, stopTicks: stop.ticks } };
}

const isOffset = (terms: ContractTerms, offset: number): boolean => Number.isInteger(offset) && Math.abs(offset) <= terms.maxPriceTicks;

/** Best price at which a side shows anything, as quotes have it; NONE where it shows nothing. */
function shownTicks(book: Book, side: SideCode): number {
  const [best = NONE] = book.shownOn(side);
  return best;
}
