/**
 * A small immutable value that a painter hands to the DOM at the painter's pace. Components subscribe to it; messages
 * never set it.
 */
export class Published<T> {
  private current: T;
  private readonly listeners = new Set<() => void>();
  private readonly isSame: (before: T, after: T) => boolean;

  /** @param isSame values that are the same are not published again; identity unless it is given */
  constructor(initial: T, isSame: (before: T, after: T) => boolean = Object.is) {
    this.current = initial;
    this.isSame = isSame;
  }

  readonly get = (): T => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(value: T): void {
    if (this.isSame(this.current, value)) return;
    this.current = value;
    for (const listener of [...this.listeners]) listener();
  }
}

/** Whether two flat records have equal fields. */
export function hasSameFields<T extends object>(before: T, after: T): boolean {
  const names = Object.keys(after) as (keyof T)[];
  return names.length === Object.keys(before).length && names.every((name) => Object.is(before[name], after[name]));
}
