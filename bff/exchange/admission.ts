import { ContractError, TEXT } from "../contract/errors.ts";

/** No room in front of the engine: nothing has happened, and the same request may be sent again. */
export const overloaded = (): ContractError => new ContractError(503, TEXT.overloaded);

/**
 * The bounded line in front of the engine. What comes waits in one line, first come, first served; beyond its depth new
 * requests are refused at once. Exempt ones are always let in, at the back like everyone, and are bounded by being
 * joined: while one waits, its repeat waits for the same answer.
 */
export class Admission {
  private readonly maxDepth: number;
  private depth = 0;
  private readonly waitingByAccount = new Map<number, number>();
  private readonly joined = new Map<string, Promise<unknown>>();

  constructor(maxDepth: number) {
    this.maxDepth = maxDepth;
  }

  get waiting(): number {
    return this.depth;
  }

  /** Whether the account has a command in the line. */
  hasWaiting(account: number): boolean {
    return this.waitingByAccount.has(account);
  }

  /** @throws ContractError 503 when the line is full */
  async pass<T>(account: number, run: () => Promise<T>): Promise<T> {
    if (this.depth >= this.maxDepth) throw overloaded();
    return this.count(account, run);
  }

  /**
   * Lets an exempt request in.
   *
   * @param key what a repeat of it would have in common with it
   */
  async passExempt<T>(account: number, key: string, run: () => Promise<T>): Promise<T> {
    const waiting = this.joined.get(key) as Promise<T> | undefined;
    if (waiting !== undefined) return waiting;
    const answer = this.count(account, run).finally(() => this.joined.delete(key));
    this.joined.set(key, answer);
    return answer;
  }

  private async count<T>(account: number, run: () => Promise<T>): Promise<T> {
    this.depth += 1;
    this.waitingByAccount.set(account, (this.waitingByAccount.get(account) ?? 0) + 1);
    try {
      return await run();
    } finally {
      this.depth -= 1;
      const left = (this.waitingByAccount.get(account) ?? 1) - 1;
      if (left === 0) this.waitingByAccount.delete(account);
      else this.waitingByAccount.set(account, left);
    }
  }
}
