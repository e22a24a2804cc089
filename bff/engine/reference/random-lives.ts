import type { ContractTerms } from "../../contract/pricing/terms.ts";
import { CHANGE, SUBJECT } from "../changes.ts";
import { MARK_METHOD, type RuleName, TERMS } from "../commands.ts";
import { encode } from "../encode.ts";
import { NONE } from "../rows.ts";
import type { SlotWriter } from "../slots.ts";
import type { State } from "../state.ts";
import type { SeededRandom } from "./random.ts";

type Command = (out: SlotWriter) => void;

const HOUR_MS = 3_600_000;
/** Contracts that are live at once, at most. */
const MOST_LIVE = 5;
/** A first price for what has no index yet. */
const FIRST_POINTS = 100_000;

/** Contracts that come and go: futures that settle, newcomers with price limits whose index may never begin, and what an operator does to them. */
export function randomLifeCommand(random: SeededRandom, state: State): Command {
  const { instruments } = state;
  const all = Array.from({ length: instruments.count }, (_, i) => i);
  const live = all.filter((i) => instruments.isLive(i));
  const mortal = live.filter((i) => instruments.rule(i, "expiryMs") !== 0);
  const unborn = all.filter((i) => instruments.isIndex(i) && instruments.markPoints[i] === 0);
  const kind = random.below(100);
  if (mortal.length === 0 || (kind < 40 && live.length < MOST_LIVE)) return listing(random, state, live, unborn);
  const contract = random.oneIn(20) ? random.pick(all) : random.pick(mortal);
  const at = instruments.markPoints[contract] === 0 ? FIRST_POINTS : (instruments.markPoints[contract] as number);
  const near = Math.round(at * (1 + random.between(-3_000, 3_000) / 10_000));
  const change = (what: number, value: number) => {
    const atMs = random.oneIn(4) ? state.scalars.timeMs + random.between(1, 9 * HOUR_MS) : 0;
    return (out: SlotWriter) => encode.change(out, SUBJECT.contract, contract, what, value, atMs);
  };
  // Limits move with sessions alone: a first price is given to who has none.
  const unmarked = live.filter((i) => instruments.markPoints[i] === 0);
  if (unmarked.length > 0 && kind < 70) {
    const newcomer = random.pick(unmarked);
    return (out) => encode.change(out, SUBJECT.contract, newcomer, CHANGE.closePrice, FIRST_POINTS, 0);
  }
  if (kind < 75) return change(CHANGE.alternativePrice, near);
  if (kind < 85) return change(CHANGE.settlementPrice, random.oneIn(3) ? 0 : near);
  if (kind < 90) return change(CHANGE.settlementIndex, random.oneIn(3) ? 0 : random.below(instruments.count) + 1);
  if (kind < 95) return change(CHANGE.settle, 0);
  return change(CHANGE.delist, 0);
}

/** A future on an index that has a price, or a newcomer on one that has none yet. */
function listing(random: SeededRandom, state: State, live: readonly number[], unborn: readonly number[]): Command {
  const { instruments, scalars } = state;
  const number = instruments.count;
  if (unborn.length === 0 && random.oneIn(3)) {
    const terms = [0, 0, random.pick([100, 100_000]), 1];
    return (out) => encode.list(out, { symbol: `.N${number}`, description: "{}", index: NONE, terms });
  }
  const model = random.pick(live);
  const index = unborn.length > 0 && random.oneIn(2) ? random.pick(unborn) : (instruments.index[model] as number);
  const isNew = instruments.markPoints[index] === 0;
  const units = instruments.term(index, "pointsPerUnit");
  const averages = Array.from({ length: number }, (_, i) => i).filter(
    (i) => instruments.isIndex(i) && instruments.term(i, "pointsPerUnit") === units,
  );
  const decideBeforeMs = isNew ? random.between(1, 12) * HOUR_MS : 0;
  const expiryMs = scalars.timeMs + decideBeforeMs + random.between(1, isNew ? 12 * HOUR_MS : 30 * HOUR_MS);
  const rules: Partial<Record<RuleName, number>> = {
    markMethod: isNew ? MARK_METHOD.lastPrice : random.pick([MARK_METHOD.fairPrice, MARK_METHOD.lastPriceProtected, MARK_METHOD.lastPrice]),
    settlementIndex: random.oneIn(2) ? random.pick(averages) + 1 : 0,
    expiryMs,
    openAtMs: random.oneIn(4) ? scalars.timeMs + random.between(1, 2 * HOUR_MS) : 0,
    ...(isNew || random.oneIn(4) ? { sessionIntervalMs: random.pick([1, 2]) * HOUR_MS, limitRate: 25_000_000 } : {}),
    ...(isNew ? { decideBeforeMs, alternativePoints: random.between(80_000, 125_000) } : {}),
  };
  const own = instruments.termsOf(model);
  const terms: ContractTerms =
    own.pointsPerUnit === units
      ? { ...own, settlementFeeRate: random.pick([0, 50_000]) }
      : { ...own, pointsPerUnit: units, pointsPerTick: 1 };
  return (out) =>
    encode.list(out, { symbol: `F${number}`, description: "{}", index, terms: TERMS.map((name) => Number(terms[name])), rules });
}
