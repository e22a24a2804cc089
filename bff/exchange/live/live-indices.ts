import type { ConstituentState, IndexConstituentRow, IndexState } from "../../contract/operations/index-constituents.ts";
import { pointsToPrice } from "../../contract/prices.ts";
import type { IndexCompositeRow } from "../../contract/tables/index-composite.ts";
import { STANDING, WEIGHT_SCALE } from "../../engine/constituents.ts";
import { SILENCE_MS } from "../../engine/index-protection.ts";
import { INDEX_KIND, INDEX_STANDING, PROTECTION } from "../../engine/index-rules.ts";
import { CONSTITUENT, INDEX_RULE } from "../../engine/records.ts";
import type { SlotReader } from "../../engine/slots.ts";
import type { Listed } from "../catalogue.ts";

/** A venue of an index, as the engine last told. */
export interface Venue {
  readonly handle: number;
  readonly name: string;
  readonly weight: number;
  readonly points: number;
  readonly changedAtMs: number;
  readonly reportedAtMs: number;
  readonly standing: number;
  readonly standingSinceMs: number;
  /** Out because its price stood still for too long. */
  readonly isStale: boolean;
  readonly plannedAtMs: number;
  readonly plannedWeight: number;
}

/** How an index comes by its price. */
export interface IndexMaking {
  readonly kind: number;
  /** Handle of the index that it is an average of. */
  readonly source: number;
  readonly protection: number;
  readonly limitBasisPoints: number;
  readonly standing: number;
  readonly publishedAtMs: number;
}

const PROTECTION_NAMES = { [PROTECTION.off]: "Off", [PROTECTION.of2017]: "2017", [PROTECTION.of2020]: "2020" } as const;
/** The contract's name for an index among its constituents. */
const ITSELF = "BMI";
const BASIS_POINTS = 10_000;

const INDEX_STATE_OF: Readonly<Record<number, IndexState>> = {
  [INDEX_STANDING.set]: "Set",
  [INDEX_STANDING.published]: "Published",
  [INDEX_STANDING.held]: "Held",
};

const momentOf = (ms: number) => (ms === 0 ? null : new Date(ms).toISOString());

/** Indices and the venues that they are made of. */
export class LiveIndices {
  private readonly venues = new Map<number, Venue[]>();
  private readonly makings = new Map<number, IndexMaking>();

  readConstituent(record: SlotReader): void {
    const index = record.number(CONSTITUENT.index);
    const venue: Venue = {
      handle: record.number(CONSTITUENT.constituent),
      name: record.text(CONSTITUENT.name),
      weight: record.number(CONSTITUENT.weight),
      points: record.number(CONSTITUENT.points),
      changedAtMs: record.number(CONSTITUENT.changedAtMs),
      reportedAtMs: record.number(CONSTITUENT.reportedAtMs),
      standing: record.number(CONSTITUENT.standing),
      isStale: record.number(CONSTITUENT.standing) === STANDING.stale,
      standingSinceMs: record.number(CONSTITUENT.standingSinceMs),
      plannedAtMs: record.number(CONSTITUENT.plannedAtMs),
      plannedWeight: record.number(CONSTITUENT.plannedWeight),
    };
    const venues = this.venues.get(index) ?? [];
    const place = venues.findIndex(({ handle }) => handle === venue.handle);
    if (place < 0) venues.push(venue);
    else venues[place] = venue;
    this.venues.set(index, venues);
  }

  readRule(record: SlotReader): void {
    this.makings.set(record.number(INDEX_RULE.instrument), {
      kind: record.number(INDEX_RULE.kind),
      source: record.number(INDEX_RULE.source),
      protection: record.number(INDEX_RULE.protection),
      limitBasisPoints: record.number(INDEX_RULE.limitBasisPoints),
      standing: record.number(INDEX_RULE.standing),
      publishedAtMs: record.number(INDEX_RULE.publishedAtMs),
    });
  }

  making(index: number): IndexMaking | undefined {
    return this.makings.get(index);
  }

  venuesOf(index: number): readonly Venue[] {
    return this.venues.get(index) ?? [];
  }

  /** Whether anybody but the operator says where an index stands. */
  isMadeOfVenues(index: number): boolean {
    return this.making(index)?.kind === INDEX_KIND.composite && this.venuesOf(index).length > 0;
  }

  /** An index and its venues, the index first. @param points at which it stands; 0 before its first price */
  rows(listed: Listed, points: number, markedAtMs: number, nowMs: number): readonly IndexConstituentRow[] {
    const making = this.making(listed.handle);
    const guard = {
      protection: making === undefined || making.kind !== INDEX_KIND.composite ? "" : (PROTECTION_NAMES[making.protection as 0] ?? ""),
      limit: making === undefined || making.kind !== INDEX_KIND.composite ? null : making.limitBasisPoints / BASIS_POINTS,
    };
    const isReckoned = making?.kind === INDEX_KIND.average && points !== 0;
    const state: IndexState = isReckoned ? "Published" : (INDEX_STATE_OF[making?.standing ?? INDEX_STANDING.set] ?? "Set");
    const itself: IndexConstituentRow = {
      symbol: listed.symbol,
      reference: ITSELF,
      lastPrice: points === 0 ? null : pointsToPrice(listed.terms, points),
      weight: null,
      share: 1,
      state,
      since: momentOf(markedAtMs),
      changed: null,
      reported: null,
      plannedWeight: null,
      planned: null,
      ...guard,
    };
    const venues = this.venuesOf(listed.handle);
    const isJudged = making?.protection !== PROTECTION.off;
    return [
      itself,
      ...venues.map((venue): IndexConstituentRow => {
        const venueState = stateOf(venue, isJudged, nowMs);
        return {
          symbol: listed.symbol,
          reference: venue.name,
          lastPrice: venue.points === 0 ? null : pointsToPrice(listed.terms, venue.points),
          weight: venue.weight / WEIGHT_SCALE,
          share: shareOf(venue, venues),
          state: venueState,
          since: venueState === "Stale" || venueState === "Deviating" ? momentOf(venue.standingSinceMs) : null,
          changed: momentOf(venue.changedAtMs),
          reported: momentOf(venue.reportedAtMs),
          plannedWeight: venue.plannedAtMs === 0 ? null : venue.plannedWeight / WEIGHT_SCALE,
          planned: momentOf(venue.plannedAtMs),
          ...guard,
        };
      }),
    ];
  }

  /** What an index was published from, the index first, as rows that are kept. */
  compositeRows(listed: Listed, points: number, publishedAtMs: number): readonly IndexCompositeRow[] {
    const moment = new Date(publishedAtMs).toISOString();
    const row = (reference: string, at: number, weight: number | null): IndexCompositeRow => ({
      timestamp: moment,
      symbol: listed.symbol,
      indexSymbol: listed.symbol,
      reference,
      lastPrice: at === 0 ? null : pointsToPrice(listed.terms, at),
      weight,
      logged: moment,
    });
    const venues = this.venuesOf(listed.handle);
    return [row(ITSELF, points, null), ...venues.map((venue) => row(venue.name, venue.points, shareOf(venue, venues)))];
  }
}

const isIn = ({ weight, points, standing }: Venue) => weight > 0 && points > 0 && standing === STANDING.in;

/** Part of the index that a venue makes up, to eight decimals. */
function shareOf(venue: Venue, venues: readonly Venue[]): number {
  if (!isIn(venue)) return 0;
  const whole = venues.filter(isIn).reduce((sum, { weight }) => sum + weight, 0);
  return Math.round((venue.weight / whole) * WEIGHT_SCALE) / WEIGHT_SCALE;
}

function stateOf(venue: Venue, isJudged: boolean, nowMs: number): ConstituentState {
  if (venue.weight === 0) return "Unweighted";
  if (venue.points === 0) return "Unpriced";
  if (venue.standing === STANDING.stale) return "Stale";
  if (venue.standing === STANDING.deviating) return "Deviating";
  return isJudged && nowMs - venue.reportedAtMs > SILENCE_MS ? "Silent" : "In";
}
