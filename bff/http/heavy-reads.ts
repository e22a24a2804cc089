import { ContractError, TEXT } from "../contract/errors.ts";

/** Who is refused hears of it after so long: a client that asks again at once asks no more than twice a second. */
const PAUSE_MS = 500;
/** Refusals that are held back at a time; beyond, they go out at once. */
const MOST_PAUSING = 2_000;

/** Reads of histories and long lists: so many are in work at once, and the rest are told to come back. */
export class HeavyReads {
  private readonly most: number;
  private readonly pause: (ms: number) => Promise<unknown>;
  private inWork = 0;
  private pausing = 0;

  constructor(most: number, pause: (ms: number) => Promise<unknown>) {
    this.most = most;
    this.pause = pause;
  }

  /** Takes a place at once. @returns whether there was one */
  enter(): boolean {
    if (this.inWork >= this.most) return false;
    this.inWork += 1;
    return true;
  }

  leave(): void {
    this.inWork -= 1;
  }

  /** @returns the refusal, after a while */
  async refusal(): Promise<ContractError> {
    if (this.pausing < MOST_PAUSING) {
      this.pausing += 1;
      await this.pause(PAUSE_MS);
      this.pausing -= 1;
    }
    return new ContractError(503, TEXT.overloaded);
  }
}
