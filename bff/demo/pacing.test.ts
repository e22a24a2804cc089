import { expect, test } from "vitest";
import type { ApiClient } from "./api-client.ts";
import type { Eyes, Seen } from "./eyes.ts";
import { act, Turns, wallMs } from "./pacing.ts";
import { aSight } from "./testing.ts";
import { Trader } from "./trader.ts";

/** A trader that writes down what it does, and whose pauses a test decides. */
function aTrader(name: string, log: string[], { waitMs = 1_000, share = (): number => 1, streams = true, answer = "done" } = {}): Trader {
  const client = {
    allowance: {
      get share() {
        return share();
      },
    },
    call: async (verb: string, path: string) => {
      log.push(`${name} ${verb} ${path}`);
      return answer === "done" ? { kind: "done", body: {} } : { kind: "unavailable", retryAfterMs: 9_000, message: "", isTooFast: false };
    },
  } as unknown as ApiClient;
  const look = async (): Promise<Seen> => {
    log.push(`${name} looks`);
    return aSight();
  };
  const eyes: Eyes = { streams, look, settled: async () => {} };
  return new Trader(name, client, eyes, () => ({ actions: [{ kind: "cancelAll" }], waitMs }));
}

test("MKT-002 a pause of the market shrinks with its speed, but not to nothing; one of the wall's clock stays", () => {
  expect(wallMs({ clock: "market", ms: 60_000 }, 1)).toBe(60_000);
  expect(wallMs({ clock: "market", ms: 60_000 }, 60)).toBe(1_000);
  expect(wallMs({ clock: "market", ms: 60_000 }, 600)).toBe(500);
  expect(wallMs({ clock: "market", ms: 200 }, 600)).toBe(200);
  expect(wallMs({ clock: "wall", ms: 7_000 }, 600)).toBe(7_000);
});

test("MKT-001 a trader takes back old orders first, then acts in its own time until it is told to end", async () => {
  const log: string[] = [];
  const slept: number[] = [];
  await act(aTrader("a", log, { waitMs: 1_500 }), 1, async (ms) => slept.push(ms) < 3);
  expect(log).toEqual(["a DELETE /order/all", ...Array.from({ length: 3 }, () => ["a looks", "a DELETE /order/all"]).flat()]);
  expect(slept).toEqual([1_500, 1_500, 1_500]);
});

test("MKT-001 a trader that has used up its requests waits until it has some again", async () => {
  const log: string[] = [];
  let share = 0.2;
  let sleeps = 0;
  await act(aTrader("a", log, { share: () => share }), 1, async () => {
    sleeps += 1;
    if (sleeps === 3) share = 0.9;
    return sleeps < 4;
  });
  expect(log.filter((line) => line === "a looks")).toHaveLength(1);
});

test("MKT-001 a trader whom the exchange can't serve leaves the rest and comes back when it is told to", async () => {
  const log: string[] = [];
  const trader = aTrader("a", log, { answer: "unavailable" });
  expect(await trader.turn()).toEqual({ clock: "wall", ms: 9_000 });
});

test("MKT-002 in turns everybody whose time has come acts once, streams first, those who ask look together and act in order", async () => {
  const log: string[] = [];
  const turns = new Turns([
    aTrader("ask-1", log, { streams: false, waitMs: 60_000 }),
    aTrader("stream-1", log, { waitMs: 60_000 }),
    aTrader("ask-2", log, { streams: false, waitMs: 180_000 }),
    aTrader("stream-2", log, { waitMs: 1_000 }),
  ]);
  await turns.begin();
  log.length = 0;
  await turns.turn(600_000);
  expect(log).toEqual([
    "stream-1 looks",
    "stream-1 DELETE /order/all",
    "stream-2 looks",
    "stream-2 DELETE /order/all",
    "ask-1 looks",
    "ask-2 looks",
    "ask-1 DELETE /order/all",
    "ask-2 DELETE /order/all",
  ]);
  log.length = 0;
  await turns.turn(660_000);
  expect(log.filter((line) => line.endsWith("looks"))).toEqual(["stream-1 looks", "stream-2 looks", "ask-1 looks"]);
});
