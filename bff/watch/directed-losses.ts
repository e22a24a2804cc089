import { type KeptSums, RollingSums } from "./rolling-sum.ts";

/** One match as the watch sees it. */
export interface WatchedFill {
  readonly timeMs: number;
  readonly symbol: string;
  readonly maker: number;
  readonly taker: number;
  /** What the taker lost against the mark of that moment, satoshis; below zero for a gain. The maker's is the opposite. */
  readonly takerLossSats: number;
  /** How far off the mark the maker's price was when its order was placed, as a share, whatever the direction. */
  readonly placedOffRate: number;
}

/**
 * What counts as suspect. Fixed on one set of simulated seeds and measured on another; a change is a new version.
 */
export interface LossRules {
  readonly version: number;
  readonly windowHours: number;
  /** Loss to one account from which on it is looked at: this share of the loser's equity, and no less than the floor. */
  readonly lossShare: number;
  readonly floorSats: number;
  /** Fills that it takes, for one alone may be a stop that met a wick; unless it passes this share of the equity. */
  readonly leastFills: number;
  readonly singleShare: number;
  /** Part of it that the gainer must have kept: who passes it on at once only makes a market. */
  readonly keptShare: number;
  /** A maker that quoted this near the mark was overtaken by it: that is no gift. */
  readonly fairQuoteRate: number;
  /** Part of all that the loser lost that went to the gainer, and part of all that the gainer gained that came from the loser. */
  readonly ofLoser: number;
  readonly ofGainer: number;
  /** Who gains from this many different accounts makes a market: then nearly all of the gain has to come from one. */
  readonly broadFrom: number;
  readonly ofBroadGainer: number;
  /** The same for several gainers together, each under the threshold: what they took, and what each must owe to the loser. */
  readonly groupLossShare: number;
  readonly groupOfLoser: number;
  readonly groupOfGainer: number;
  /** How near in time a loss to somebody and a gain from the same are seen as one passing through. */
  readonly bridgeMs: number;
}

export const LOSS_RULES: LossRules = {
  version: 1,
  windowHours: 7 * 24,
  lossShare: 0.02,
  floorSats: 100_000,
  leastFills: 3,
  singleShare: 0.1,
  keptShare: 0.5,
  fairQuoteRate: 0.005,
  ofLoser: 0.5,
  ofGainer: 0.3,
  broadFrom: 12,
  ofBroadGainer: 0.85,
  groupLossShare: 0.04,
  groupOfLoser: 0.6,
  groupOfGainer: 0.5,
  bridgeMs: 10 * 60_000,
};

/** Why a gain is held. */
export interface Suspicion {
  readonly loser: number;
  readonly gainer: number;
  readonly atMs: number;
  /** What went from one to the other within the window, satoshis. */
  readonly sats: number;
  readonly kind: "direct" | "group" | "bridge";
  readonly rules: number;
}

interface Passing {
  readonly atMs: number;
  readonly account: number;
  sats: number;
}

/** All that the rules look back at, as JSON holds it. */
export interface LossState {
  readonly rules: number;
  readonly byPair: KeptSums<string>;
  readonly lost: KeptSums<number>;
  readonly gained: KeptSums<number>;
  readonly bridged: KeptSums<string>;
  readonly fillsOf: KeptSums<string>;
  readonly gainersOf: readonly (readonly [number, readonly number[]])[];
  readonly losersTo: readonly (readonly [number, readonly number[]])[];
  readonly passing: readonly (readonly [string, readonly Readonly<Passing>[]])[];
  readonly told: readonly (readonly [string, number])[];
}

const sets = (kept: LossState["gainersOf"] = []) => new Map(kept.map(([account, others]) => [account, new Set(others)]));
const lists = (map: ReadonlyMap<number, ReadonlySet<number>>) => [...map].map(([account, others]) => [account, [...others]] as const);

/** What came from the same account within this is one gain: who trades a hundred times a second is not looked at a hundred times. */
const AT_ONCE_MS = 1_000;

/** Adds a gain to those that came before, which stand in their order. */
function note(coming: Passing[], atMs: number, account: number, sats: number): void {
  for (let i = coming.length - 1; i >= 0; i--) {
    const before = coming[i] as Passing;
    if (atMs - before.atMs > AT_ONCE_MS) break;
    if (before.account !== account) continue;
    before.sats += sats;
    return;
  }
  coming.push({ atMs, account, sats });
}

const pair = (loser: number, gainer: number) => `${loser}>${gainer}`;

/**
 * Losses against the mark by pairs of accounts. Somebody who hands coins to an accomplice by trading has to lose them at
 * prices off the mark, mostly to that account; who is merely unlucky loses to many, and who merely earns earns from many.
 */
export class DirectedLosses {
  private readonly rules: LossRules;
  private readonly equityOf: (account: number) => number;
  private readonly byPair: RollingSums<string>;
  private readonly lost: RollingSums<number>;
  private readonly gained: RollingSums<number>;
  private readonly bridged: RollingSums<string>;
  private readonly fillsOf: RollingSums<string>;
  private readonly gainersOf: Map<number, Set<number>>;
  private readonly losersTo: Map<number, Set<number>>;
  /** Losses to an account that nobody has been seen to gain from it yet. */
  private readonly passing: Map<string, Passing[]>;
  /** What was told of each pair last: it is told again when it has grown by a quarter. */
  private readonly told: Map<string, number>;

  /**
   * @param equityOf satoshis that an account holds, open profit and loss included
   * @param kept what was known before a restart
   */
  constructor(rules: LossRules, equityOf: (account: number) => number, kept: LossState | null = null) {
    this.rules = rules;
    this.equityOf = equityOf;
    this.byPair = new RollingSums(rules.windowHours, kept?.byPair);
    this.fillsOf = new RollingSums(rules.windowHours, kept?.fillsOf);
    this.lost = new RollingSums(rules.windowHours, kept?.lost);
    this.gained = new RollingSums(rules.windowHours, kept?.gained);
    this.bridged = new RollingSums(rules.windowHours, kept?.bridged);
    this.gainersOf = sets(kept?.gainersOf);
    this.losersTo = sets(kept?.losersTo);
    this.passing = new Map(kept?.passing.map(([key, coming]) => [key, coming.map((one) => ({ ...one }))]));
    this.told = new Map(kept?.told);
  }

  /** What is known at a moment, to go on from after a restart. */
  state(timeMs: number): LossState {
    for (const [key, coming] of this.passing) if (coming.every(({ atMs }) => timeMs - atMs > this.rules.bridgeMs)) this.passing.delete(key);
    return {
      rules: this.rules.version,
      byPair: this.byPair.kept(timeMs),
      lost: this.lost.kept(timeMs),
      gained: this.gained.kept(timeMs),
      bridged: this.bridged.kept(timeMs),
      fillsOf: this.fillsOf.kept(timeMs),
      gainersOf: lists(this.gainersOf),
      losersTo: lists(this.losersTo),
      passing: [...this.passing],
      told: [...this.told],
    };
  }

  /** @returns what this fill made suspect, each pair once and again when it has grown much */
  take(fill: WatchedFill): readonly Suspicion[] {
    const { timeMs, maker, taker, takerLossSats } = fill;
    const sats = Math.abs(takerLossSats);
    if (sats === 0 || maker === taker) return [];
    const [loser, gainer] = takerLossSats > 0 ? [taker, maker] : [maker, taker];
    this.lost.add(loser, timeMs, sats);
    this.gained.add(gainer, timeMs, sats);
    this.losersTo.set(gainer, (this.losersTo.get(gainer) ?? new Set()).add(loser));
    if (loser === maker && fill.placedOffRate < this.rules.fairQuoteRate) return [];
    this.byPair.add(pair(loser, gainer), timeMs, sats);
    this.fillsOf.add(pair(loser, gainer), timeMs, 1);
    const gainers = this.gainersOf.get(loser) ?? new Set();
    this.gainersOf.set(loser, gainers.add(gainer));
    return [...this.direct(loser, gainer, timeMs), ...this.group(loser, timeMs), ...this.bridge(fill, loser, gainer, sats)];
  }

  /** What the one lost to the other, less what came back. */
  private between(loser: number, gainer: number, timeMs: number): number {
    return this.byPair.at(pair(loser, gainer), timeMs) - this.byPair.at(pair(gainer, loser), timeMs);
  }

  private threshold(loser: number, share: number): number {
    return Math.max(this.rules.floorSats, this.equityOf(loser) * share);
  }

  /** Part of a gainer's gain that has to come from one loser. */
  private shareOf(gainer: number, share: number): number {
    const isBroad = (this.losersTo.get(gainer)?.size ?? 0) >= this.rules.broadFrom;
    return isBroad ? this.rules.ofBroadGainer : share;
  }

  private direct(loser: number, gainer: number, atMs: number): readonly Suspicion[] {
    const { rules } = this;
    const sats = this.between(loser, gainer, atMs);
    const isOften = this.fillsOf.at(pair(loser, gainer), atMs) >= rules.leastFills;
    const isSuspect =
      sats > this.threshold(loser, isOften ? rules.lossShare : rules.singleShare) &&
      this.hasKept(gainer, sats, atMs) &&
      sats > rules.ofLoser * this.lost.at(loser, atMs) &&
      sats > this.shareOf(gainer, rules.ofGainer) * this.gained.at(gainer, atMs);
    return isSuspect ? this.tell(loser, gainer, atMs, sats, "direct") : [];
  }

  private hasKept(gainer: number, sats: number, atMs: number): boolean {
    return this.gained.at(gainer, atMs) - this.lost.at(gainer, atMs) > this.rules.keptShare * sats;
  }

  private group(loser: number, atMs: number): readonly Suspicion[] {
    const { rules } = this;
    const lost = this.lost.at(loser, atMs);
    if (lost <= this.threshold(loser, rules.groupLossShare)) return [];
    const takers = [...(this.gainersOf.get(loser) ?? [])]
      .map((gainer) => ({ gainer, sats: this.between(loser, gainer, atMs) }))
      .filter(
        ({ gainer, sats }) =>
          sats > rules.floorSats / 10 &&
          this.fillsOf.at(pair(loser, gainer), atMs) >= rules.leastFills &&
          this.hasKept(gainer, sats, atMs) &&
          sats > this.shareOf(gainer, rules.groupOfGainer) * this.gained.at(gainer, atMs),
      );
    const together = takers.reduce((sum, { sats }) => sum + sats, 0);
    if (together <= rules.groupOfLoser * lost || together <= this.threshold(loser, rules.groupLossShare)) return [];
    return takers.flatMap(({ gainer, sats }) => this.tell(loser, gainer, atMs, sats, "group"));
  }

  /** Somebody in between who loses to one what was just gained from another only passes it on. */
  private bridge({ timeMs, symbol }: WatchedFill, loser: number, gainer: number, sats: number): readonly Suspicion[] {
    const { rules } = this;
    // What the gainer now has may be passed on; what the loser passes on may have come from somebody just before.
    const at = `${symbol} ${gainer}`;
    const coming = this.passing.get(at) ?? [];
    this.passing.set(at, coming);
    const firstLeft = coming.findIndex(({ atMs }) => timeMs - atMs <= rules.bridgeMs);
    if (firstLeft !== 0) coming.splice(0, firstLeft === -1 ? coming.length : firstLeft);
    note(coming, timeMs, loser, sats);
    let left = sats;
    const found: Suspicion[] = [];
    for (const from of this.passing.get(`${symbol} ${loser}`) ?? []) {
      if (left <= 0) break;
      if (from.account === gainer || from.sats <= 0 || timeMs - from.atMs > rules.bridgeMs) continue;
      const through = Math.min(left, from.sats);
      from.sats -= through;
      left -= through;
      const key = pair(from.account, gainer);
      this.bridged.add(key, timeMs, through);
      const total = this.bridged.at(key, timeMs);
      const isSuspect =
        total > this.threshold(from.account, rules.lossShare) &&
        total > rules.ofLoser * this.lost.at(from.account, timeMs) &&
        total > this.shareOf(gainer, rules.ofLoser) * this.gained.at(gainer, timeMs);
      if (isSuspect) found.push(...this.tell(from.account, gainer, timeMs, total, "bridge"));
    }
    return found;
  }

  private tell(loser: number, gainer: number, atMs: number, sats: number, kind: Suspicion["kind"]): readonly Suspicion[] {
    const key = pair(loser, gainer);
    const before = this.told.get(key);
    if (before !== undefined && sats <= before * 1.25) return [];
    this.told.set(key, sats);
    return [{ loser, gainer, atMs, sats, kind, rules: this.rules.version }];
  }
}
