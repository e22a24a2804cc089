import { COMMAND } from "./commands.ts";
import type { SlotWriter } from "./slots.ts";

/** Encoders of the commands that make, feed and guard indices; each writes one record. */
export const encodeIndex = {
  /** @param kind one of INDEX_KIND @param source handle of the index that an average is of, NONE for any other */
  make(out: SlotWriter, index: number, kind: number, source: number): void {
    out.begin(COMMAND.makeIndex);
    out.number(index);
    out.number(kind);
    out.number(source);
    out.end();
  },

  /** @param atMs moment from which the weights hold; 0 for now */
  weigh(out: SlotWriter, index: number, atMs: number, weights: readonly { readonly name: string; readonly weight: number }[]): void {
    out.begin(COMMAND.weighIndex);
    out.number(index);
    out.number(atMs);
    out.number(weights.length);
    for (const { name, weight } of weights) {
      out.number(weight);
      out.text(name);
    }
    out.end();
  },

  /** @param timeMs moment of the prices where the exchange's time is commanded; 0 takes the time as it is */
  quote(
    out: SlotWriter,
    index: number,
    timeMs: number,
    prices: readonly { readonly constituent: number; readonly points: number }[],
  ): void {
    out.begin(COMMAND.quoteConstituents);
    out.number(timeMs);
    out.number(index);
    out.number(prices.length);
    for (const { constituent, points } of prices) {
      out.number(constituent);
      out.number(points);
    }
    out.end();
  },

  /** @param protection one of PROTECTION @param limitBasisPoints distance from the median at which a venue is out */
  protect(out: SlotWriter, index: number, protection: number, limitBasisPoints: number): void {
    out.begin(COMMAND.protectIndex);
    out.number(index);
    out.number(protection);
    out.number(limitBasisPoints);
    out.end();
  },

  letBack(out: SlotWriter, index: number, constituent: number): void {
    out.begin(COMMAND.letConstituentBack);
    out.number(index);
    out.number(constituent);
    out.end();
  },
} as const;
