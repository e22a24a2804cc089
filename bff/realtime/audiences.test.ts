import { expect, test } from "vitest";
import type { Seat } from "./audience.ts";
import { Audiences } from "./audiences.ts";
import { type Run, textFrame, textOf } from "./frame.ts";

/** A room of audiences, with a log of who was given what, in order. */
function aRoom() {
  const audiences = new Audiences();
  const log: (readonly [string, string])[] = [];
  const runs = new Set<Run>();
  return {
    audiences,
    log,
    runs,
    seat(name: string, open: readonly string[], own: readonly string[] = []): Seat {
      const subscriber = {
        take(run: Run) {
          runs.add(run);
          for (const { bytes } of run.frames) log.push([name, textOf(bytes)]);
        },
      };
      const seat: Seat = { subscriber, since: null, publicly: null, privately: null, flush: 0 };
      for (const channel of open) audiences.follow(seat, channel, false);
      for (const channel of own) audiences.follow(seat, channel, true);
      return seat;
    },
    send: (channel: string, text: string, unless?: string) =>
      audiences.send(channel, () => ({ bytes: textFrame(text), table: "", symbol: "" }), unless),
  };
}

test("RT-006 own rows come in the same flush as the public ones and behind them, and both in order", () => {
  const { audiences, log, seat, send } = aRoom();
  seat("ada", ["trade"], ["1|order"]);
  send("1|order", "fill");
  send("trade", "t1");
  send("trade", "t2");
  audiences.flush();
  expect(log).toEqual([
    ["ada", "t1"],
    ["ada", "t2"],
    ["ada", "fill"],
  ]);
});

test("RT-002 who comes between two flushes is given nothing that its image holds, and all that comes after it", () => {
  const { audiences, log, seat, send } = aRoom();
  seat("early", ["trade"]);
  send("trade", "1");
  const late = seat("late", ["trade"]);
  send("trade", "2");
  audiences.follow(late, "quote", false);
  expect(log).toEqual([["late", "2"]]);
  send("trade", "3");
  audiences.serve(late);
  audiences.flush();
  audiences.flush();
  expect(log.filter(([name]) => name === "late").map(([, text]) => text)).toEqual(["2", "3"]);
  expect(log.filter(([name]) => name === "early").map(([, text]) => text)).toEqual(["1", "2", "3"]);
});

test("RT-002 who follows a table and a contract of it is given each row once, and who has gone nothing", () => {
  const { audiences, log, seat, send } = aRoom();
  seat("both", ["trade", "trade:X"]);
  seat("one", ["trade:X"]);
  const gone = seat("gone", ["trade"]);
  audiences.leave(gone);
  send("trade", "1");
  send("trade:X", "1", "trade");
  audiences.flush();
  expect(log.toSorted()).toEqual([
    ["both", "1"],
    ["one", "1"],
  ]);
});

test("RT-006 over many flushes each of a thousand is as often early as late", () => {
  const { audiences, log, runs, seat, send } = aRoom();
  const SEATS = 1_000;
  const FLUSHES = 250;
  for (let i = 0; i < SEATS; i++) seat(String(i), ["trade"]);
  const places = new Array<number>(SEATS).fill(0);
  for (let flush = 0; flush < FLUSHES; flush++) {
    send("trade", "x");
    audiences.flush();
    for (const [place, [name]] of log.entries()) places[Number(name)] = (places[Number(name)] ?? 0) + place;
    expect(log.length).toBe(SEATS);
    log.length = 0;
  }
  const means = places.map((sum) => sum / FLUSHES).sort((a, b) => a - b);
  const median = means[SEATS / 2] ?? 0;
  expect(means.at(0)).toBeGreaterThan(median * 0.98);
  expect(means.at(-1)).toBeLessThan(median * 1.02);
  // All of them were given the same bytes, joined once.
  expect(runs.size).toBe(FLUSHES);
});
