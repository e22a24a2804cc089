import type { Server } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/** Waits for something, but no longer than this: an end has a deadline, and whoever holds it up is left behind. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const isOver = new AbortController();
  try {
    await Promise.race([work, pause(ms, undefined, { signal: isOver.signal })]);
  } finally {
    isOver.abort();
  }
}

/** Counts the requests in work on a server, so that an end can wait for their answers. */
export class RequestsInWork {
  private count = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(server: Server) {
    server.on("request", (_request, response) => {
      this.count += 1;
      response.once("close", () => {
        this.count -= 1;
        if (this.count === 0) for (const resolve of this.waiting.splice(0)) resolve();
      });
    });
  }

  /** Resolves once every request has its answer, or its client has gone. */
  async answered(): Promise<void> {
    if (this.count > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}
