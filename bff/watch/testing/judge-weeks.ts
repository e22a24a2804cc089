import { DirectedLosses, type LossRules } from "../directed-losses.ts";
import { MULE_KINDS, type MuleKind, simulateWeek } from "./colluding-market.ts";

/** How rules did in simulated weeks. */
export interface Judgement {
  readonly weeks: number;
  readonly fills: number;
  /** Alarms that held somebody to whom nobody had handed anything. */
  readonly falseAlarms: number;
  readonly found: number;
  /** Of those held, how many were right. */
  readonly precision: number;
  /** Of accounts that coins were handed to, how many were held, by kind. */
  readonly recall: Readonly<Record<MuleKind, number>>;
}

export function judgeWeeks(seeds: readonly number[], rules: LossRules): Judgement {
  const pairs = Object.fromEntries(MULE_KINDS.map((kind) => [kind, { all: 0, found: 0 }])) as Record<
    MuleKind,
    { all: number; found: number }
  >;
  let [fills, falseAlarms, found] = [0, 0, 0];
  for (const seed of seeds) {
    const week = simulateWeek(seed);
    const losses = new DirectedLosses(rules, (account) => week.equity.get(account) ?? 0);
    const kinds = new Map(week.rings.flatMap(({ kind, pairs: all }) => all.map(([, gainer]) => [gainer, kind] as const)));
    const held = new Set<number>();
    for (const kind of kinds.values()) pairs[kind].all += 1;
    fills += week.fills.length;
    for (const fill of week.fills) {
      for (const { gainer } of losses.take(fill)) {
        if (held.has(gainer)) continue;
        held.add(gainer);
        const kind = kinds.get(gainer);
        if (kind === undefined) {
          falseAlarms += 1;
          continue;
        }
        pairs[kind].found += 1;
        found += 1;
      }
    }
  }
  return {
    weeks: seeds.length,
    fills,
    falseAlarms,
    found,
    precision: found / Math.max(1, found + falseAlarms),
    recall: Object.fromEntries(MULE_KINDS.map((kind) => [kind, pairs[kind].found / Math.max(1, pairs[kind].all)])) as Record<
      MuleKind,
      number
    >,
  };
}
