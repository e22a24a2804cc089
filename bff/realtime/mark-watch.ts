import type { LiveTables } from "../exchange/index.ts";
import { PrivateView } from "./private-view.ts";

/** The shortest time between two rounds in which what marks alone derive is told. */
export const ROUND_MS = 250;

/** An account that somebody listens to. */
interface Watched {
  readonly view: PrivateView;
  /** How many topics whose rows marks derive each listener follows; a round sends it as many frames at most. */
  readonly listeners: Map<object, number>;
  isStirred: boolean;
  /** The first round in which it may be told again. */
  nextRound: number;
}

/**
 * Which accounts are listened to, and which of them a mark concerns. Rows that marks derive are made for these alone, so often
 * that no socket gets more than one frame a round on average: four a second, however many topics it follows.
 */
export class MarkWatch {
  private readonly tables: LiveTables;
  private readonly watched = new Map<number, Watched>();
  private readonly marks = new Set<number>();
  private round = 0;

  constructor(tables: LiveTables) {
    this.tables = tables;
  }

  has(account: number): boolean {
    return this.watched.has(account);
  }

  viewOf(account: number): PrivateView | undefined {
    return this.watched.get(account)?.view;
  }

  /** Counts a listener in, or again with another number of topics. */
  listen(account: number, listener: object, markedTopics: number): PrivateView {
    const known = this.watched.get(account);
    if (known !== undefined) {
      known.listeners.set(listener, markedTopics);
      return known.view;
    }
    const view = new PrivateView(account, this.tables);
    this.watched.set(account, { view, listeners: new Map([[listener, markedTopics]]), isStirred: false, nextRound: 0 });
    return view;
  }

  leave(account: number, listener: object): void {
    const watched = this.watched.get(account);
    watched?.listeners.delete(listener);
    if (watched?.listeners.size === 0) this.watched.delete(account);
  }

  /** Contracts have new marks. */
  stir(marks: Iterable<number>): void {
    for (const mark of marks) this.marks.add(mark);
  }

  /** Others have moved what an account's rows say. */
  private stirMoved(): void {
    for (const account of this.tables.accounts.renewPlaces(this.watched.keys(), this.tables.marks)) {
      const watched = this.watched.get(account);
      if (watched !== undefined) watched.isStirred = true;
    }
  }

  /** Begins a round: the views that have something to tell, and may. */
  *due(): Generator<readonly [number, PrivateView]> {
    this.round += 1;
    this.stirMoved();

    for (const [account, watched] of this.watched) {
      if (this.marks.size > 0 && this.tables.accounts.isConcerned(account, this.marks)) watched.isStirred = true;
      if (!watched.isStirred || this.round < watched.nextRound) continue;
      watched.isStirred = false;
      watched.nextRound = this.round + Math.max(1, ...watched.listeners.values());
      yield [account, watched.view];
    }
    this.marks.clear();
  }
}
