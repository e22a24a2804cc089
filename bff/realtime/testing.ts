import type { Run } from "./frame.ts";
import { textOf } from "./frame.ts";
import type { Outlet } from "./outlet.ts";

/** An outlet that takes everything at once, or lets it wait until the test says that it has left. */
export class TestOutlet implements Outlet {
  isOpen = true;
  isReading = true;
  waitingBytes = 0;
  readonly heard: string[] = [];
  readonly closed: (readonly [number, string])[] = [];
  private drained: () => void = () => undefined;

  write({ frames }: Run): void {
    for (const { bytes } of frames) {
      this.heard.push(textOf(bytes));
      if (!this.isReading) this.waitingBytes += bytes.length;
    }
  }

  onDrain(listener: () => void): void {
    this.drained = listener;
  }

  close(code: number, reason: string): void {
    if (this.isOpen) this.closed.push([code, reason]);
    this.isOpen = false;
  }

  /** What waited has left; the reader goes on reading, or stops again. */
  read(isReading = true): void {
    this.isReading = isReading;
    this.waitingBytes = 0;
    this.drained();
  }

  /** Messages as objects, from one on. */
  since(from: number): Record<string, unknown>[] {
    return this.heard.slice(from).map((text) => JSON.parse(text) as Record<string, unknown>);
  }
}
