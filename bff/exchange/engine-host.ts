import { join } from "node:path";
import { LAST_MOMENT_MS } from "../contract/moments.ts";
import { AuditError } from "../engine/audit.ts";
import { COMMAND } from "../engine/commands.ts";
import { encode } from "../engine/encode.ts";
import { Engine } from "../engine/engine.ts";
import { SlotReader, SlotWriter } from "../engine/slots.ts";
import { restoreState } from "../engine/snapshot.ts";
import { State } from "../engine/state.ts";
import { stateHash } from "../engine/state-hash.ts";
import type { Disk } from "./disk.ts";
import { Journal } from "./journal.ts";
import { RecentCommands } from "./recent-commands.ts";
import { listSegments, RecoveryRefusal, recover } from "./recovery.ts";
import { type Migration, migrate, type SnapshotHead, Snapshots } from "./snapshots.ts";

export interface EngineHostOptions {
  readonly disk: Disk;
  readonly dataDir: string;
  readonly engineVersion: string;
  /** `system` stamps commands with the wall clock; `commanded` moves with clock, index and venue price commands alone. */
  readonly clock: "system" | "commanded";
  /** Moment at which commanded time begins on an empty data folder. */
  readonly commandedStartMs: number;
  /** Wall clock, milliseconds. */
  readonly now: () => number;
  /** Whether segments that a verified snapshot covers may go. */
  readonly prunes: boolean;
  readonly snapshotEvery: number;
  readonly segmentBytes: number;
  /** `full` recomputes the books from the rows after every command. */
  readonly audit: "rolling" | "full";
  /** From an engine version to the next. */
  readonly migrations: ReadonlyMap<string, { readonly to: string; readonly run: Migration }>;
  /** Sequence up to which history holds every row; what comes after is given out again. */
  readonly historySequence: number;
}

/** Where the exchange stands. */
export interface HostStatus {
  readonly sequence: number;
  readonly timeMs: number;
  readonly stateHash: string;
  readonly audit: { readonly differenceSats: number; readonly checkedAt: string };
}

/**
 * The engine with its journal and snapshots: what the engine's thread runs. Commands come in as packed records, each
 * behind a slot with the caller's mark; rows go out once the commands behind them are durable.
 */
export class EngineHost {
  private readonly options: EngineHostOptions;
  private readonly snapshots: Snapshots;
  private readonly journal: Journal;
  private readonly out = new SlotWriter(1 << 16);
  readonly engine: Engine;
  private sequence: number;
  private timeMs: number;
  private snapshotSequence: number;
  private historySequence: number;
  private checkedAtMs: number;
  private auditedCycles = 0;
  private failure: unknown = null;
  private readonly recent = new RecentCommands(KEPT_ASIDE);
  /** Rows that history lacks, from the replay. */
  readonly missed: Float64Array[] = [];

  /** @throws RecoveryRefusal when the data folder can't be used */
  constructor(options: EngineHostOptions) {
    this.options = options;
    this.historySequence = options.historySequence;
    const { disk, dataDir, engineVersion } = options;
    const folder = join(dataDir, "journal");
    this.snapshots = new Snapshots(disk, join(dataDir, "snapshots"));
    const snapshot = this.snapshots.newest(options.historySequence);
    const state = snapshot === null ? State.genesis() : this.stateOf(snapshot);
    this.engine = new Engine(state, this.out);
    this.sequence = state.scalars.sequence;
    this.timeMs = state.scalars.timeMs;
    this.snapshotSequence = snapshot?.head.sequence ?? 0;
    if (snapshot === null && (listSegments(disk, folder)[0]?.firstSequence ?? 1) > 1) {
      throw new RecoveryRefusal("The journal does not reach back to the beginning, and no snapshot that history can follow is whole.");
    }
    const end = recover({
      disk,
      folder,
      engineVersion,
      afterSequence: this.sequence,
      durableSequence: Math.max(options.historySequence, this.snapshots.newestSequence() ?? 0),
      apply: (record) => this.replay(record.command, record.sequence, record.timeMs),
    });
    this.journal = new Journal({ disk, folder, engineVersion, segmentBytes: options.segmentBytes }, end);
    this.engine.audit.full();
    this.auditedCycles = this.engine.audit.cycles;
    this.checkedAtMs = options.now();
    if (options.clock === "commanded" && this.timeMs === 0) this.timeMs = options.commandedStartMs;
    if (snapshot !== null && snapshot.head.engineVersion !== engineVersion) this.snapshot(false);
  }

  /** Rows of the state as it is, for mirrors that start empty. */
  image(): Float64Array {
    this.engine.image();
    return this.out.take();
  }

  /**
   * Takes a batch: stamps, journals and applies each command, then syncs once.
   *
   * @param batch a slot with the caller's mark, then a command, again and again
   * @returns the rows, to be given out only now
   * @throws JournalFailure, AuditError or any bug: nothing of the batch is acknowledged, and the host takes no more
   */
  run(batches: readonly Float64Array[]): Float64Array {
    return this.unlessFailed(() => {
      for (const batch of batches) this.take(batch);
      this.journal.commit();
      return this.out.take();
    });
  }

  /**
   * Takes a command of its own when a timer has run out, or orders wait for their turn, and nobody sends one. It is in
   * the journal like any other, so that a replay does the same at the same place.
   *
   * @returns its rows, null when nothing is due. Throws like {@link run}.
   */
  tick(): Float64Array | null {
    const nowMs = this.options.clock === "system" ? Math.max(this.timeMs, this.options.now()) : this.timeMs;
    if (!this.engine.state.wakes(nowMs)) return null;
    const own = new SlotWriter();
    own.number(NOBODY);
    encode.clock(own, 0);
    return this.run([own.take()]);
  }

  /** What can wait for an idle moment: the audit's round, thresholds to derive anew, a snapshot when it is due, the next segment. Throws like {@link run}. */
  idle(): void {
    this.unlessFailed(() => {
      const nowMs = this.options.clock === "system" ? Math.max(this.timeMs, this.options.now()) : this.timeMs;
      this.engine.idle(nowMs, MOST_AUDITED_PER_IDLE);
      // Where time moves with commands alone, the round goes on with the idle moments themselves.
      this.engine.audit.roll(AUDIT_ROWS_PER_IDLE);
      this.noteAudit();
      if (this.sequence - this.snapshotSequence >= this.options.snapshotEvery) this.snapshot(false);
      this.journal.prepare();
    });
  }

  /** Takes a snapshot and lets go of what it covers. Throws like {@link run}: books that are off are never kept. */
  snapshot(isCleanStop: boolean): SnapshotHead {
    return this.unlessFailed(() => {
      this.engine.audit.full();
      this.noteAudit();
      const head = this.snapshots.write(this.engine.state, this.options.engineVersion, isCleanStop, this.historySequence);
      this.snapshotSequence = head.sequence;
      if (this.options.prunes) this.prune();
      return head;
    });
  }

  /** History holds every row up to here. */
  historyReached(sequence: number): void {
    this.historySequence = sequence;
  }

  /** Sequence of the last command taken. */
  get sequenceNow(): number {
    return this.sequence;
  }

  close(): void {
    this.journal.close();
  }

  status(): HostStatus {
    return {
      sequence: this.sequence,
      timeMs: this.timeMs,
      stateHash: stateHash(this.engine.state),
      audit: { differenceSats: this.engine.state.ledger.differenceSats(), checkedAt: new Date(this.checkedAtMs).toISOString() },
    };
  }

  /** When the books were last recomputed from their rows, and where the engine stands. */
  auditBeat(): { readonly checkedAtMs: number; readonly sequence: number; readonly differenceSats: number } {
    return { checkedAtMs: this.checkedAtMs, sequence: this.sequence, differenceSats: this.engine.state.ledger.differenceSats() };
  }

  private take(batch: Float64Array): void {
    for (let at = 0; at < batch.length; ) {
      const request = batch[at] as number;
      const reader = new SlotReader(batch.subarray(at + 1));
      const size = reader.slots;
      this.timeMs = this.stamp(reader);
      this.sequence += 1;
      const command = batch.subarray(at + 1, at + 1 + size);
      this.journal.append(this.sequence, this.timeMs, command);
      this.recent.add(this.sequence, this.timeMs, command);
      this.engine.apply(reader, this.sequence, this.timeMs, request);
      if (this.options.audit === "full") this.engine.audit.full();
      at += 1 + size;
    }
  }

  /** After a failure state and journal may no longer agree: the first one is the last word. */
  private unlessFailed<T>(work: () => T): T {
    if (this.failure !== null) throw this.failure;
    try {
      return work();
    } catch (error) {
      this.failure = error instanceof AuditError ? this.withCommands(error) : error;
      throw this.failure;
    }
  }

  /** Keeps the commands aside that the books went wrong with, and says where they are. */
  private withCommands({ message, difference }: AuditError): AuditError {
    const { disk, dataDir, engineVersion } = this.options;
    try {
      const { count, name } = this.recent.keepAside(disk, join(dataDir, HALTED), engineVersion);
      return new AuditError(`${message}; the last ${count} commands are kept in ${HALTED}/${name} of the data folder`, difference);
    } catch (error) {
      return new AuditError(`${message}; the last commands could not be kept aside: ${(error as Error).message}`, difference);
    }
  }

  private noteAudit(): void {
    if (this.engine.audit.cycles === this.auditedCycles) return;
    this.auditedCycles = this.engine.audit.cycles;
    this.checkedAtMs = this.options.now();
  }

  private stateOf(snapshot: { readonly head: SnapshotHead; readonly body: Uint8Array }): State {
    const { head } = snapshot;
    const { engineVersion } = this.options;
    if (head.engineVersion === engineVersion) {
      const state = restoreState(snapshot.body);
      if (stateHash(state) !== head.stateHash)
        throw new RecoveryRefusal(`The snapshot at ${head.sequence} does not restore to its own hash.`);
      return state;
    }
    const body = head.isCleanStop ? migrate(snapshot.body, head.engineVersion, engineVersion, this.options.migrations) : null;
    if (body === null) {
      throw new RecoveryRefusal(
        `The data was left by engine version ${head.engineVersion}, which version ${engineVersion} can't take over` +
          `${head.isCleanStop ? "" : " without a clean stop"}; start that version${head.isCleanStop ? "" : " once and stop it cleanly"}.`,
      );
    }
    return restoreState(body);
  }

  private replay(command: Float64Array, sequence: number, timeMs: number): void {
    this.recent.add(sequence, timeMs, command);
    this.engine.apply(new SlotReader(command), sequence, timeMs, 0);
    this.sequence = sequence;
    this.timeMs = timeMs;
    const rows = this.out.take();
    if (sequence > this.historySequence) this.missed.push(rows);
  }

  private stamp(command: SlotReader): number {
    if (this.options.clock === "system") return Math.max(this.timeMs, this.options.now());
    const moves = command.kind === COMMAND.clock || command.kind === COMMAND.index || command.kind === COMMAND.quoteConstituents;
    return moves ? Math.max(this.timeMs, Math.min(command.number(1), LAST_MOMENT_MS)) : this.timeMs;
  }

  /** Drops segments whose records are all in every snapshot that is kept, one of which history can follow. */
  private prune(): void {
    const { disk, dataDir } = this.options;
    const folder = join(dataDir, "journal");
    const covered = this.snapshots.oldestSequence() ?? 0;
    if (covered > this.historySequence) return;
    const segments = listSegments(disk, folder);
    for (let i = 0; i + 1 < segments.length; i++) {
      const next = segments[i + 1] as { firstSequence: number };
      if (next.firstSequence > covered + 1) break;
      disk.unlinkSync(join(folder, (segments[i] as { name: string }).name));
    }
  }
}

/** The mark of a command that no caller waits for. */
const NOBODY = 0;

/** Rows of each kind that every idle moment recomputes, and that one recomputes at most to keep up with the time. */
const AUDIT_ROWS_PER_IDLE = 1_000;
const MOST_AUDITED_PER_IDLE = 200_000;

/** Commands that are kept aside when the books are off, and the folder below the data folder that takes them. */
const KEPT_ASIDE = 10_000;
const HALTED = "halted";
