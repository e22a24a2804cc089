import { ContractError, TEXT } from "../contract/errors.ts";

/** No room in front of the engine: nothing has happened, and the same request may be sent again. */
const overloaded = (): ContractError => new ContractError(503, TEXT.overloaded);

/**
 * The bounded line in front of the engine. What comes waits in one line, first come, first served; beyond its depth new
 * requests are refused at once. Exempt ones are always let in, at the back like everyone, and are bounded by being
 * joined: while one waits, its repeat waits for the same answer.
 */
export class Admission {
  private readonly maxDepth: number;
  private depth = 0;
  /** Names that commands in the line give to orders, with these commands. */
  private readonly names = new Map<string, Set<Promise<unknown>>>();
  private readonly joined = new Map<string, Promise<unknown>>();

  constructor(maxDepth: number) {
    this.maxDepth = maxDepth;
  }

  get waiting(): number {
    return this.depth;
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
   * @param names what the command calls the orders that it may open
   * @throws ContractError 503 when the line is full
   */
  async pass<T>(names: readonly string[], run: () => Promise<T>): Promise<T> {
    if (this.depth >= this.maxDepth) throw overloaded();
    return this.count(names, run);
  }

  /**
   * Lets an exempt request in.
   *
   * @param key what a repeat of it would have in common with it
   */
  async passExempt<T>(key: string, names: readonly string[], run: () => Promise<T>): Promise<T> {
    const waiting = this.joined.get(key) as Promise<T> | undefined;
    if (waiting !== undefined) return waiting;
    const answer = this.count(names, run).finally(() => this.joined.delete(key));
    this.joined.set(key, answer);
    return answer;
  }

  private async count<T>(names: readonly string[], run: () => Promise<T>): Promise<T> {
    this.depth += 1;
    const command = run();
    for (const name of names) this.names.set(name, (this.names.get(name) ?? new Set()).add(command));
    try {
      return await command;
    } finally {
      this.depth -= 1;
      for (const name of names) {
        const commands = this.names.get(name);
        commands?.delete(command);
        if (commands?.size === 0) this.names.delete(name);
      }
    }
  }
}
