/// <reference lib="dom" />
import type { Page } from "@playwright/test";

/** A message of the stream, and when it comes, in milliseconds from the start. */
export type Scripted = readonly [atMs: number, text: string];

const IMAGE_KEYS: Readonly<Record<string, readonly string[]>> = { instrument: ["symbol"], orderBookL2_25: ["symbol", "id", "side"] };

/** What an image holds before the first message: by its table. */
export type Images = Readonly<Record<string, readonly object[]>>;

/**
 * Puts a socket into the page that says what is scripted, in the place of the exchange's: no network and no other
 * process takes part, so that what is measured is the page alone. It starts to speak with `playFeed`.
 */
export async function scriptFeed(page: Page, images: Images): Promise<void> {
  await page.addInitScript(
    ({ rows, keys }) => {
      const sockets = new Set<ScriptedSocket>();
      class ScriptedSocket extends EventTarget {
        static readonly OPEN = 1;
        readonly readyState = 1;
        onopen: (() => void) | null = null;
        onmessage: ((event: { data: string }) => void) | null = null;
        onclose: (() => void) | null = null;
        constructor() {
          super();
          sockets.add(this);
          setTimeout(() => {
            this.onopen?.();
            this.say({ info: "scripted", version: "bench", timestamp: new Date().toISOString() });
          });
        }
        say(frame: object) {
          this.onmessage?.({ data: JSON.stringify(frame) });
        }
        send(text: string) {
          if (text === "ping") {
            this.onmessage?.({ data: "pong" });
            return;
          }
          const { op, args } = JSON.parse(text) as { op: string; args: string[] };
          if (op !== "subscribe") return;
          setTimeout(() => {
            for (const topic of args) {
              const [table = "", symbol] = topic.split(":");
              this.say({
                ...{ table, action: "partial", keys: keys[table] ?? [], types: {}, foreignKeys: {}, attributes: {} },
                ...{ filter: symbol === undefined ? {} : { symbol }, data: rows[table] ?? [] },
              });
            }
          });
        }
        close() {
          sockets.delete(this);
        }
      }
      Object.assign(globalThis, {
        WebSocket: ScriptedSocket,
        feed: {
          hear: (text: string) => {
            for (const socket of sockets) socket.onmessage?.({ data: text });
          },
        },
      });
    },
    { rows: images, keys: IMAGE_KEYS },
  );
}

/** Intervals between frames while a script plays, in milliseconds. */
export async function playFeed(page: Page, script: readonly Scripted[]): Promise<readonly number[]> {
  await page.route("**/scripted-feed.json", (route) => route.fulfill({ json: script }));
  return page.evaluate(async () => {
    const { feed } = globalThis as unknown as { feed: { hear: (text: string) => void } };
    const messages = (await (await fetch("/scripted-feed.json")).json()) as [number, string][];
    const gaps: number[] = [];
    const startMs = performance.now();
    let last = startMs;
    let next = 0;
    await new Promise<void>((resolve) => {
      // Messages come between frames, as a socket's do, and whatever is due comes at once.
      const channel = new MessageChannel();
      const speak = () => {
        const nowMs = performance.now() - startMs;
        while (next < messages.length && (messages[next]?.[0] ?? 0) <= nowMs) feed.hear(messages[next++]?.[1] ?? "");
        // No oftener than there is something to say: asking the clock costs time that a socket would not take.
        const dueMs = messages[next]?.[0];
        if (dueMs === undefined) resolve();
        else setTimeout(() => channel.port2.postMessage(0), Math.max(4, dueMs - nowMs));
      };
      channel.port1.onmessage = speak;
      channel.port2.postMessage(0);
      const frame = (nowMs: number) => {
        gaps.push(nowMs - last);
        last = nowMs;
        if (next < messages.length) requestAnimationFrame(frame);
      };
      requestAnimationFrame((nowMs) => {
        last = nowMs;
        requestAnimationFrame(frame);
      });
    });
    return gaps;
  });
}
