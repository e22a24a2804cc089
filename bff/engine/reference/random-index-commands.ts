import { encodeIndex } from "../index-commands.ts";
import { INDEX_KIND } from "../index-rules.ts";
import type { SlotWriter } from "../slots.ts";
import type { State } from "../state.ts";
import type { SeededRandom } from "./random.ts";

type Command = (out: SlotWriter) => void;

/** What venues of composite indices quote, what an operator does to them, and what nobody should send. */
export function randomIndexCommand(random: SeededRandom, state: State): Command {
  const { constituents, indexRules: rules, instruments, scalars } = state;
  const composites = Array.from({ length: rules.count }, (_, rule) => rule).filter((rule) => rules.kind[rule] === INDEX_KIND.composite);
  const index =
    composites.length === 0 || random.oneIn(30) ? random.below(instruments.count) : (rules.instrument[random.pick(composites)] as number);
  const venues = constituents.of(index);
  const venue = venues.length === 0 || random.oneIn(30) ? random.between(-1, constituents.count) : random.pick(venues);
  const kind = random.below(100);
  if (kind < 70) {
    const home = Math.max(1, instruments.markPoints[index] as number);
    const prices = venues
      .filter(() => !random.oneIn(4))
      .map((constituent) => {
        const strayed = random.oneIn(12) ? random.pick([0.000_06, 0.7, 0.86, 1.14, 1.3, 0]) : 1 + random.between(-40, 40) / 10_000;
        return { constituent, points: Math.round(home * strayed) };
      });
    return (out) => encodeIndex.quote(out, index, 0, prices);
  }
  if (kind < 82) {
    const atMs = random.oneIn(2) ? 0 : scalars.timeMs + random.between(-10, 3_600_000);
    const weights = random
      .pick([["A"], ["B", "C"], ["A", "D"], ["A", "A"]])
      .map((name) => ({ name, weight: random.pick([0, 0, 1, 25_000_000, 100_000_000, 100_000_001]) }));
    return (out) => encodeIndex.weigh(out, index, atMs, weights);
  }
  if (kind < 90) {
    const [protection, limit] = [random.below(4), random.pick([2_500, 5_000, 0, 10_001, 333])];
    return (out) => encodeIndex.protect(out, index, protection, limit);
  }
  if (kind < 97) return (out) => encodeIndex.letBack(out, index, venue);
  return (out) => encodeIndex.make(out, index, random.below(5), random.below(instruments.count));
}
