import type { Operation } from "../contract/operation.ts";
import type { ActivityLog } from "../identity/activity.ts";
import type { ApiKey } from "../identity/people.ts";
import type { Whence } from "../identity/whence.ts";

/** The same refusal of the same key stands in its owner's log once in this time: a program that goes on fills no log. */
const APART_MS = 3_600_000;
const MOST_KEPT = 10_000;

/** Writes into an owner's log what their keys were refused: somebody may be trying what a stolen key can do. */
export class RefusalLog {
  private readonly activity: Pick<ActivityLog, "add">;
  private readonly now: () => number;
  private readonly told = new Map<string, number>();

  constructor(activity: Pick<ActivityLog, "add">, now: () => number) {
    this.activity = activity;
    this.now = now;
  }

  /** @param why in a word or two: 'it may not' */
  async note(
    key: Pick<ApiKey, "id" | "userId" | "name">,
    operation: Pick<Operation, "verb" | "path" | "id">,
    why: string,
    whence: Whence,
  ): Promise<void> {
    const one = `${key.id} ${operation.id} ${why}`;
    const last = this.told.get(one);
    if (last !== undefined && this.now() - last < APART_MS) return;
    this.told.delete(one);
    this.told.set(one, this.now());
    const [oldest] = this.told.keys();
    if (this.told.size > MOST_KEPT && oldest !== undefined) this.told.delete(oldest);
    const name = key.name === "" ? key.id.slice(0, 8) : key.name;
    const what = `${operation.verb} ${operation.path} by the key "${name}": ${why}`;
    await this.activity.add(key.userId, { category: "keys", what, result: "refused", whence });
  }
}
