import { type Constituents, MAX_CONSTITUENT_POINTS, MAX_CONSTITUENTS, STANDING, WEIGHT_SCALE } from "./constituents.ts";
import type { Emitter } from "./emitter.ts";
import { judge, SILENCE_MS } from "./index-protection.ts";
import { INDEX_KIND, INDEX_STANDING, PROTECTION } from "./index-rules.ts";
import { ACCEPTED, REJECT, type Verdict } from "./rejects.ts";
import { NONE } from "./rows.ts";
import { EVENT, type ScheduledEvent } from "./schedule.ts";
import type { SlotReader } from "./slots.ts";
import type { State } from "./state.ts";

/** An index is published at every multiple of it. Source: the index page, every five seconds. */
const PUBLICATION_MS = 5_000;
/** How long an index whose venues are all silent is still published: until the last of them is stale. */
const ALL_SILENT_MS = 15 * 60_000;
/** Furthest limit that protection may have: at the whole of the median nothing below it would ever be out. */
const MAX_LIMIT_BASIS_POINTS = 10_000;

const reject = (code: number): Verdict => ({ code, detail: 0 }) as Verdict;

/** Publishes a price of an index, with all that follows. @returns whether it was one that its contracts can be marked by */
export type Publish = (index: number, points: number) => boolean;

/**
 * Indices that follow from others' prices: composites of spot markets, published every five seconds, and averages of
 * an index. What they come to is published as if somebody had set it.
 */
export class Composites {
  private readonly state: State;
  private readonly emitter: Emitter;
  private readonly publish: Publish;

  constructor(state: State, emitter: Emitter, publish: Publish) {
    this.state = state;
    this.emitter = emitter;
    this.publish = publish;
  }

  /** Says once and for all what an index is made of. */
  make(index: number, kind: number, source: number): Verdict {
    const { instruments, indexRules } = this.state;
    if (!instruments.isIndex(index)) return reject(REJECT.unknownInstrument);
    if (indexRules.of(index) !== NONE || !Object.values(INDEX_KIND).includes(kind as never)) return reject(REJECT.malformed);
    if (kind === INDEX_KIND.average) {
      const isOwn = !instruments.isIndex(source) || source === index || this.kindOf(source) === INDEX_KIND.average;
      if (isOwn) return reject(REJECT.malformed);
      this.state.indexAverages.make(index);
    }
    indexRules.make(index, kind, kind === INDEX_KIND.average ? source : NONE);
    this.emitter.touchIndex(index);
    return ACCEPTED;
  }

  protect(index: number, protection: number, limitBasisPoints: number): Verdict {
    const { state } = this;
    const { indexRules: rules, constituents, scalars } = state;
    if (!this.isComposite(index)) return reject(REJECT.notComposite);
    const isPreset = (Object.values(PROTECTION) as number[]).includes(protection);
    const isLimit = Number.isInteger(limitBasisPoints) && limitBasisPoints > 0 && limitBasisPoints <= MAX_LIMIT_BASIS_POINTS;
    if (!isPreset || !isLimit) return reject(REJECT.malformed);
    const rule = rules.of(index);
    rules.protection[rule] = protection;
    rules.limitBasisPoints[rule] = limitBasisPoints;
    // By other rules whoever is out begins to prove himself anew; nobody is out where nobody is judged.
    for (const one of constituents.of(index)) constituents.backSinceMs[one] = 0;
    if (protection === PROTECTION.off) {
      for (const one of constituents.of(index))
        if (constituents.standing[one] !== STANDING.in) constituents.stand(one, STANDING.in, scalars.timeMs);
    }
    this.emitter.touchIndex(index);
    return ACCEPTED;
  }

  /** Sets weights of venues, named for the first time or again, at once or at a moment; what is not named stays. */
  weigh(command: SlotReader): Verdict {
    const { state } = this;
    const { constituents, texts, scalars } = state;
    const [index, atMs, count] = [command.number(1), command.number(2), command.number(3)];
    if (!this.isComposite(index)) return reject(REJECT.notComposite);
    if (!Number.isSafeInteger(atMs) || (atMs !== 0 && atMs <= scalars.timeMs)) return reject(REJECT.malformed);
    const known = constituents.of(index);
    const wishes: { name: string; weight: number }[] = [];
    for (let i = 0, field = 4; i < count; i++) {
      const [weight, name] = [command.number(field), command.text(field + 1)];
      field = command.after(field + 1);
      const isGood =
        Number.isInteger(weight) && weight >= 0 && weight <= WEIGHT_SCALE && name !== "" && !wishes.some((one) => one.name === name);
      if (!isGood) return reject(REJECT.malformed);
      wishes.push({ name, weight });
    }
    const handleOf = (name: string) => known.find((one) => texts.at(constituents.nameText[one] as number) === name);
    const fresh = wishes.filter(({ name }) => handleOf(name) === undefined);
    if (known.length + fresh.length > MAX_CONSTITUENTS) return reject(REJECT.tooManyConstituents);
    for (const { name, weight } of wishes) {
      const constituent = handleOf(name) ?? constituents.add(index, texts.hold(name));
      if (atMs === 0) this.setWeight(constituent, weight);
      else state.schedule(atMs, EVENT.weigh, constituent, weight);
    }
    this.emitter.touchIndex(index);
    return ACCEPTED;
  }

  /** A weight whose moment has come. */
  weighed({ subject, a }: ScheduledEvent): void {
    this.setWeight(subject, a);
    this.emitter.touchIndex(this.state.constituents.index[subject] as number);
  }

  /** Takes over what venues of an index quote. */
  quote(command: SlotReader): Verdict {
    const { constituents, scalars } = this.state;
    const [index, count] = [command.number(2), command.number(3)];
    if (!this.isComposite(index)) return reject(REJECT.notComposite);
    for (let i = 0; i < count; i++) {
      const [constituent, points] = [command.number(4 + 2 * i), command.number(5 + 2 * i)];
      const isOwn =
        Number.isInteger(constituent) && constituent >= 0 && constituent < constituents.count && constituents.index[constituent] === index;
      if (!isOwn) return reject(REJECT.unknownConstituent);
      if (!Number.isInteger(points) || points <= 0 || points > MAX_CONSTITUENT_POINTS) return reject(REJECT.price);
    }
    for (let i = 0; i < count; i++) take(constituents, command.number(4 + 2 * i), command.number(5 + 2 * i), scalars.timeMs);
    if (count > 0) this.arm(index);
    return ACCEPTED;
  }

  /** Lets a venue in again that protection has left out; the next publication judges it anew. */
  letBack(index: number, constituent: number): Verdict {
    const { constituents, scalars } = this.state;
    if (!this.isComposite(index)) return reject(REJECT.notComposite);
    if (!constituents.of(index).includes(constituent)) return reject(REJECT.unknownConstituent);
    if (constituents.standing[constituent] === STANDING.in) return reject(REJECT.constituentIsIn);
    constituents.stand(constituent, STANDING.in, scalars.timeMs);
    this.emitter.touchIndex(index);
    return ACCEPTED;
  }

  /** Five seconds are over: judges the constituents of an index and publishes what is left of them. */
  publication(index: number): void {
    const { instruments, constituents, indexRules: rules, scalars } = this.state;
    const rule = rules.of(index);
    const handles = constituents.of(index);
    const points = instruments.markPoints[index] as number;
    const wish = { protection: rules.protection[rule] as number, limitBasisPoints: rules.limitBasisPoints[rule] as number };
    const { inForce, holds } = judge(constituents, handles, wish, points, scalars.timeMs);
    rules.nextAtMs[rule] = 0;
    // Without anybody to go by nothing is published: the index stays where it is, or somebody sets it.
    if (inForce.length > 0) {
      rules.publishedAtMs[rule] = scalars.timeMs;
      const moves = this.publish(index, holds ? points : mean(constituents, inForce)) && !holds;
      rules.standing[rule] = moves ? INDEX_STANDING.published : INDEX_STANDING.held;
    }
    this.emitter.touchIndex(index);
    const lastMs = Math.max(0, ...handles.map((handle) => constituents.reportedAtMs[handle] as number));
    if (scalars.timeMs - lastMs < ALL_SILENT_MS) this.arm(index);
  }

  /** Somebody has set a price of an index by hand. */
  wasSet(index: number): void {
    const { indexRules: rules } = this.state;
    const rule = rules.of(index);
    if (rule === NONE || rules.standing[rule] === INDEX_STANDING.set) return;
    rules.standing[rule] = INDEX_STANDING.set;
    this.emitter.touchIndex(index);
  }

  /** Averages of an index that has a new price, in the order in which they were made. */
  averaged(source: number, points: number): void {
    const { indexRules: rules, indexAverages, scalars } = this.state;
    for (const rule of rules.handles()) {
      if (rules.kind[rule] !== INDEX_KIND.average || rules.source[rule] !== source) continue;
      const index = rules.instrument[rule] as number;
      this.publish(index, indexAverages.sample(index, points, scalars.timeMs));
    }
  }

  /** Schedules the next publication, unless one is. */
  private arm(index: number): void {
    const { indexRules: rules, scalars } = this.state;
    const rule = rules.of(index);
    if (rules.nextAtMs[rule] !== 0) return;
    const atMs = (Math.floor(scalars.timeMs / PUBLICATION_MS) + 1) * PUBLICATION_MS;
    rules.nextAtMs[rule] = atMs;
    this.state.schedule(atMs, EVENT.publish, index);
  }

  private setWeight(constituent: number, weight: number): void {
    const { constituents, scalars } = this.state;
    // Who was taken out begins anew: what protection held against him then is no longer known.
    if (constituents.weight[constituent] === 0 && weight > 0) constituents.stand(constituent, STANDING.in, scalars.timeMs);
    constituents.weight[constituent] = weight;
  }

  private kindOf(index: number): number {
    const rule = this.state.indexRules.of(index);
    return rule === NONE ? NONE : (this.state.indexRules.kind[rule] as number);
  }

  private isComposite(index: number): boolean {
    return this.kindOf(index) === INDEX_KIND.composite;
  }
}

/** A price that a venue told. */
function take(rows: Constituents, constituent: number, points: number, nowMs: number): void {
  const isNew = rows.points[constituent] !== points;
  const wasSilent = nowMs - (rows.reportedAtMs[constituent] as number) > SILENCE_MS;
  // Work begins with a price that moves, and again after a silence.
  if (rows.standing[constituent] === STANDING.stale) {
    if (wasSilent) rows.backSinceMs[constituent] = 0;
    if (isNew && rows.backSinceMs[constituent] === 0) rows.backSinceMs[constituent] = nowMs;
  }
  if (isNew) rows.changedAtMs[constituent] = nowMs;
  rows.points[constituent] = points;
  rows.reportedAtMs[constituent] = nowMs;
}

/** Mean by weight, rounded half up. */
function mean(rows: Constituents, handles: readonly number[]): number {
  let [value, weight] = [0n, 0n];
  for (const handle of handles) {
    value += BigInt(rows.weight[handle] as number) * BigInt(rows.points[handle] as number);
    weight += BigInt(rows.weight[handle] as number);
  }
  return Number((2n * value + weight) / (2n * weight));
}
