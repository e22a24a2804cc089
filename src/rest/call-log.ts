import type { Access, Verb } from "../../bff/contract/operation.ts";

/** A request that changed something, as it was sent. */
export interface MadeCall {
  readonly number: number;
  readonly atMs: number;
  readonly verb: Verb;
  /** Below the API's root, as `/order`. */
  readonly path: string;
  /** A session alone, or anybody who signs with a key. */
  readonly access: Access;
  readonly body: Readonly<Record<string, unknown>>;
  /** Of the answer; 0 where none came, null while it is under way. */
  readonly status: number | null;
  readonly tookMs: number | null;
}

/** As many as somebody looks back at. */
const MOST_CALLS = 30;
/** What is nobody's business afterwards. */
const SECRET = /password|secret|token|code|masterKey|passkey|phrase/i;
const HIDDEN = "…";

/** The last requests that changed something, newest first. They stay on the page and nowhere else. */
export class CallLog {
  private calls: readonly MadeCall[] = [];
  private lastNumber = 0;
  private readonly listeners = new Set<() => void>();
  private readonly waiting = new Set<(call: MadeCall) => void>();

  readonly get = (): readonly MadeCall[] => this.calls;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Hears of each call once, when its answer has come or none will. */
  readonly onAnswer = (listener: (call: MadeCall) => void): (() => void) => {
    this.waiting.add(listener);
    return () => this.waiting.delete(listener);
  };

  /** @returns what is told the answer */
  sent(call: Pick<MadeCall, "verb" | "path" | "access" | "body" | "atMs">): (status: number, tookMs: number) => void {
    this.lastNumber += 1;
    const number = this.lastNumber;
    const body = Object.fromEntries(Object.entries(call.body).map(([name, value]) => [name, SECRET.test(name) ? HIDDEN : value]));
    const made: MadeCall = { ...call, number, body, status: null, tookMs: null };
    this.set([made, ...this.calls].slice(0, MOST_CALLS));
    return (status, tookMs) => {
      const answered = { ...made, status, tookMs };
      this.set(this.calls.map((one) => (one.number === number ? answered : one)));
      for (const listener of this.waiting) listener(answered);
    };
  }

  /** Who signs out leaves nothing behind. */
  forget(): void {
    this.set([]);
  }

  private set(calls: readonly MadeCall[]): void {
    this.calls = calls;
    for (const listener of this.listeners) listener();
  }
}

export const callLog = new CallLog();

/** What somebody did last: settings follow them to their other devices by themselves. */
export const lastAction = (calls: readonly MadeCall[]): MadeCall | undefined => calls.find(({ path }) => path !== "/user/preferences");
