import type { QueueRow } from "../contract/tables/queue.ts";
import type { Admission } from "./admission.ts";
import { type WaitFigures, WaitHistogram } from "./wait-histogram.ts";

/** What a request asks of the engine, as the waits are told apart; `other` is counted and not timed. */
export type QueueKind = "new" | "amend" | "cancel" | "cancelBulk" | "cancelAll" | "other";
/** How a request came: signed by a key, or from a session's page. */
export type QueueOrigin = "key" | "session";

/** When the engine's books were last recomputed from their rows. */
export interface AuditBeat {
  readonly checkedAtMs: number;
  readonly sequence: number;
  readonly differenceSats: number;
}

const SLICE_MS = 10_000;
/** An hour. */
const KEPT_ROWS = 360;

interface Counted {
  requests: number;
  refused: number;
}

type Listener = (action: "insert" | "update", row: Partial<QueueRow>) => void;

/** What everybody may know of the line in front of the engine: counted as it happens, told in rows of ten seconds. */
export class QueueBoard {
  private readonly admission: Admission;
  private readonly now: () => number;
  private readonly listeners = new Set<Listener>();
  private readonly waits = {
    new: new WaitHistogram(),
    amend: new WaitHistogram(),
    cancel: new WaitHistogram(),
    cancelBulk: new WaitHistogram(),
    cancelAll: new WaitHistogram(),
  };
  private readonly kept: QueueRow[] = [];
  private origins: Record<QueueOrigin, Counted> = { key: { requests: 0, refused: 0 }, session: { requests: 0, refused: 0 } };
  private commands = 0;
  private deepest = 0;
  private startMs: number;
  private audit: AuditBeat | null = null;

  /** @param now wall clock, milliseconds */
  constructor(admission: Admission, now: () => number) {
    this.admission = admission;
    this.now = now;
    this.startMs = sliceStart(now());
    this.kept.push(this.row());
  }

  /** A request has come. */
  came(origin: QueueOrigin, isRefused: boolean): void {
    this.deepest = Math.max(this.deepest, this.admission.depth);
    const counted = this.origins[origin];
    counted.requests += 1;
    if (isRefused) counted.refused += 1;
  }

  /** One that was let in at first is refused after all: it turned out not to be exempt. */
  refused(origin: QueueOrigin): void {
    this.origins[origin].refused += 1;
  }

  /** A request that was let in has its answer. */
  answered(kind: QueueKind, waitMs: number): void {
    if (kind !== "other") this.waits[kind].add(waitMs);
  }

  /** The engine has finished commands. */
  finished(commands: number): void {
    this.commands += commands;
  }

  audited(beat: AuditBeat): void {
    this.audit = beat;
  }

  /** Rows of the last hour, oldest first; the last one still runs. */
  rows(): readonly QueueRow[] {
    return this.kept;
  }

  /** @returns ends the listening */
  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells how things stand; called each second. */
  tick(): void {
    const nowMs = this.now();
    if (nowMs >= this.startMs + SLICE_MS || nowMs < this.startMs) {
      this.update(SLICE_MS);
      this.startMs = sliceStart(nowMs);
      this.clear();
      const row = this.row();
      this.kept.push(row);
      if (this.kept.length > KEPT_ROWS) this.kept.shift();
      this.tell("insert", row);
    } else {
      this.update(nowMs - this.startMs);
    }
  }

  private update(elapsedMs: number): void {
    const known = this.kept.at(-1) as QueueRow;
    const row = this.row(elapsedMs);
    const changed = Object.entries(row).filter(([name, value]) => known[name as keyof QueueRow] !== value);
    if (changed.length === 0) return;
    this.kept[this.kept.length - 1] = row;
    this.tell("update", { timestamp: row.timestamp, ...Object.fromEntries(changed) });
  }

  private clear(): void {
    for (const histogram of Object.values(this.waits)) histogram.clear();
    this.origins = { key: { requests: 0, refused: 0 }, session: { requests: 0, refused: 0 } };
    this.commands = 0;
    this.deepest = 0;
  }

  private tell(action: "insert" | "update", row: Partial<QueueRow>): void {
    for (const listener of this.listeners) listener(action, row);
  }

  private row(elapsedMs = 0): QueueRow {
    const { admission, origins, waits, audit } = this;
    return {
      timestamp: new Date(this.startMs + SLICE_MS).toISOString(),
      depth: admission.depth,
      maxDepth: Math.max(this.deepest, admission.depth),
      bound: admission.bound,
      serviceRate: elapsedMs === 0 ? 0 : Math.round((this.commands / elapsedMs) * 10_000) / 10,
      capacity: admission.capacity === null ? null : Math.round(admission.capacity * 10) / 10,
      keyRequests: origins.key.requests,
      keyRefused: origins.key.refused,
      keyRefusedShare: share(origins.key),
      sessionRequests: origins.session.requests,
      sessionRefused: origins.session.refused,
      sessionRefusedShare: share(origins.session),
      ...named("new", waits.new.figures()),
      ...named("amend", waits.amend.figures()),
      ...named("cancel", waits.cancel.figures()),
      ...named("cancelBulk", waits.cancelBulk.figures()),
      ...named("cancelAll", waits.cancelAll.figures()),
      auditCheckedAt: audit === null ? null : new Date(audit.checkedAtMs).toISOString(),
      auditSequence: audit?.sequence ?? 0,
      auditDifference: audit?.differenceSats ?? 0,
    };
  }
}

const sliceStart = (nowMs: number) => Math.floor(nowMs / SLICE_MS) * SLICE_MS;

const share = ({ requests, refused }: Counted) => (requests === 0 ? 0 : Math.round((refused / requests) * 10_000) / 10_000);

type Named<K extends string> = { readonly [key in `${K}Count`]: number } & {
  readonly [key in `${K}${"Median" | "Mean" | "P95" | "P99"}`]: number | null;
};

const named = <K extends string>(kind: K, { count, median, mean, p95, p99 }: WaitFigures): Named<K> =>
  ({ [`${kind}Count`]: count, [`${kind}Median`]: median, [`${kind}Mean`]: mean, [`${kind}P95`]: p95, [`${kind}P99`]: p99 }) as Named<K>;
