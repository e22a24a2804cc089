import { RECORD } from "./records.ts";
import { NONE } from "./rows.ts";
import { EVENT } from "./schedule.ts";
import type { SlotWriter } from "./slots.ts";
import type { State } from "./state.ts";

/** Writes the constituents of an index, and last how it stands itself: whoever reads that has read all. */
export function writeIndex(state: State, out: SlotWriter, index: number): void {
  const { constituents: rows, indexRules: rules } = state;
  for (const one of rows.of(index)) {
    const planned = firstPlan(state, one);
    out.begin(RECORD.constituent);
    out.number(one);
    out.number(index);
    out.number(rows.weight[one] as number);
    out.number(rows.points[one] as number);
    out.number(rows.changedAtMs[one] as number);
    out.number(rows.reportedAtMs[one] as number);
    out.number(rows.standing[one] as number);
    out.number(rows.standingSinceMs[one] as number);
    out.number(rows.backSinceMs[one] as number);
    out.number(planned.atMs);
    out.number(planned.weight);
    out.text(state.texts.at(rows.nameText[one] as number));
    out.end();
  }
  const rule = rules.of(index);
  if (rule === NONE) return;
  out.begin(RECORD.indexRule);
  out.number(index);
  out.number(rules.kind[rule] as number);
  out.number(rules.source[rule] as number);
  out.number(rules.protection[rule] as number);
  out.number(rules.limitBasisPoints[rule] as number);
  out.number(rules.standing[rule] as number);
  out.number(rules.publishedAtMs[rule] as number);
  out.end();
}

/** The next weight that a venue is to have, of those that are scheduled. */
function firstPlan({ events }: State, constituent: number): { readonly atMs: number; readonly weight: number } {
  let first = { atMs: 0, weight: 0 };
  for (const event of events.pending()) {
    const isOf = events.kind[event] === EVENT.weigh && events.subject[event] === constituent;
    const atMs = events.atMs[event] as number;
    if (isOf && (first.atMs === 0 || atMs < first.atMs)) first = { atMs, weight: events.a[event] as number };
  }
  return first;
}
