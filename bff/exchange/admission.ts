import { ContractError, TEXT } from "../contract/errors.ts";
import { ServiceRate } from "./service-rate.ts";

/** No room in front of the engine: nothing has happened, and the same request may be sent again. */
const overloaded = (): ContractError => new ContractError(503, TEXT.overloaded);

/**
 * Part of the longest wait that the line may take up. The rest is for what is no line: reading a request, its signature,
 * the disk, the answer, and commands that take longer than those before them. A line this long is also gone within two
 * seconds when nobody joins it any more.
 */
const LINE_SHARE = 0.6;
/** An engine that was slow once is not taken to be slower than a line of this length would need. */
const LEAST_MEASURED = 256;

export interface AdmissionOptions {
  /** Requests that may be in the line, however fast it is served. */
  readonly maxDepth: number;
  /** Longest that an accepted request may take from its arrival to its answer, milliseconds. */
  readonly waitCapMs: number;
  /** Commands a second that the engine is held to; null for none. */
  readonly maxRate: number | null;
  /** Milliseconds of any clock that never goes back. */
  readonly now: () => number;
}

/**
 * The bounded line in front of the engine. What comes waits in one line, first come, first served, whoever sends it and by
 * whatever way. Whether a request is let in depends on nothing but how many are in the line when it arrives: as many as
 * the engine is seen to serve within the longest wait. Exempt ones are always let in, at the back like everyone, and are
 * bounded by being joined: while one waits, its repeat waits for the same answer.
 */
export class Admission {
  private readonly options: AdmissionOptions;
  private readonly rate: ServiceRate;
  /** Requests that have arrived and are not answered. */
  private arrived = 0;
  /** Commands that wait for the engine. */
  private queued = 0;
  private readonly queuedOf = new Map<number, number>();
  /** Names that commands in the line give to orders, with these commands. */
  private readonly names = new Map<string, Set<Promise<unknown>>>();
  private readonly joined = new Map<string, Promise<unknown>>();

  constructor(options: AdmissionOptions) {
    this.options = options;
    this.rate = new ServiceRate(options.now);
  }

  /** Commands in the line. */
  get waiting(): number {
    return this.queued;
  }

  /** Length of the line: requests that came and are not answered, or commands, where one request has sent several. */
  get depth(): number {
    return Math.max(this.arrived, this.queued);
  }

  /** Length of the line beyond which the next is refused. */
  get bound(): number {
    const { maxDepth, waitCapMs, maxRate } = this.options;
    const within = (perSecond: number) => Math.floor((perSecond * waitCapMs * LINE_SHARE) / 1_000);
    const measured = this.rate.perSecond;
    const seen = measured === null ? maxDepth : Math.max(LEAST_MEASURED, within(measured));
    return Math.max(1, Math.min(maxDepth, seen, maxRate === null ? maxDepth : within(maxRate)));
  }

  /** Commands a second that the engine was seen to finish while others waited; null before it was so busy. */
  get capacity(): number | null {
    return this.rate.perSecond;
  }

  /** Whether one that arrives now is let in. */
  get hasRoom(): boolean {
    return this.depth < this.bound;
  }

  /** A request has arrived that the engine will be asked for. */
  arrive(): void {
    this.arrived += 1;
  }

  /** A request that arrived is answered, or its client has gone. */
  depart(): void {
    this.arrived -= 1;
  }

  /** The engine has finished commands. */
  finished(commands: number, waiting: number): void {
    this.rate.finished(commands, waiting);
  }

  /** Whether a command of an account is in the line. */
  isQueued(account: number): boolean {
    return this.queuedOf.has(account);
  }

  /** Whether a command in the line gives an order this name: an order that may yet open. */
  isNaming(name: string): boolean {
    return this.names.has(name);
  }

  /** Resolves when no command in the line gives an order this name any more, whatever came of them. */
  async named(name: string): Promise<void> {
    await Promise.allSettled(this.names.get(name) ?? []);
  }

  /**
   * @param account whose command it is
   * @param names what the command calls the orders that it may open
   * @throws ContractError 503 when there are more commands than ever may wait
   */
  async pass<T>(account: number, names: readonly string[], run: () => Promise<T>): Promise<T> {
    if (this.queued >= this.options.maxDepth) throw overloaded();
    return this.count(account, names, run);
  }

  /**
   * Lets an exempt request in.
   *
   * @param key what a repeat of it would have in common with it
   */
  async passExempt<T>(key: string, account: number, names: readonly string[], run: () => Promise<T>): Promise<T> {
    const waiting = this.joined.get(key) as Promise<T> | undefined;
    if (waiting !== undefined) return waiting;
    const answer = this.count(account, names, run).finally(() => this.joined.delete(key));
    this.joined.set(key, answer);
    return answer;
  }

  /** Counts a command of an account that is no request of its owner's, such as a deposit: it is never refused. */
  follow<T>(account: number, run: () => Promise<T>): Promise<T> {
    return this.count(account, [], run);
  }

  private count<T>(account: number, names: readonly string[], run: () => Promise<T>): Promise<T> {
    this.queued += 1;
    this.queuedOf.set(account, (this.queuedOf.get(account) ?? 0) + 1);
    const command = run();
    for (const name of names) this.names.set(name, (this.names.get(name) ?? new Set()).add(command));
    const leave = () => {
      this.queued -= 1;
      const left = (this.queuedOf.get(account) ?? 1) - 1;
      if (left === 0) this.queuedOf.delete(account);
      else this.queuedOf.set(account, left);
      for (const name of names) {
        const commands = this.names.get(name);
        commands?.delete(command);
        if (commands?.size === 0) this.names.delete(name);
      }
    };
    // Whoever waits for the answer comes behind this: the command has left the line by then.
    command.then(leave, leave);
    return command;
  }
}
