import { expect, test } from "vitest";
import { NONE } from "./rows.ts";
import { EVENT, Schedule } from "./schedule.ts";
import { restoreState, saveState } from "./snapshot.ts";
import { State } from "./state.ts";
import { stateHash } from "./state-hash.ts";

test("CON-005 events happen by moment, then by kind, then by instrument, then as they were scheduled", () => {
  const schedule = new Schedule();
  schedule.add(1, 200, EVENT.publish, 0);
  schedule.add(2, 100, EVENT.change, 0, 7);
  schedule.add(3, 100, EVENT.settle, 4);
  schedule.add(4, 100, EVENT.settle, 3);
  schedule.add(5, 100, EVENT.change, 0, 8);
  const happened: [number, number, number, number][] = [];
  for (let event = schedule.first(); event !== NONE; event = schedule.first()) {
    const { atMs, kind, subject, a } = schedule.get(event);
    happened.push([atMs, kind, subject, a]);
    schedule.remove(event);
  }
  expect(happened).toEqual([
    [100, EVENT.settle, 3, 0],
    [100, EVENT.settle, 4, 0],
    [100, EVENT.change, 0, 7],
    [100, EVENT.change, 0, 8],
    [200, EVENT.publish, 0, 0],
  ]);
  expect(schedule.firstAtMs()).toBe(0);
});

test("CON-005 what is to happen survives a restart, and rows are used again", () => {
  const state = State.genesis();
  state.schedule(500, EVENT.fund, 1);
  state.schedule(300, EVENT.settle, 2, 1, 2, 3, 4);
  expect(state.scalars.nextEventMs).toBe(300);
  const restored = restoreState(saveState(state));
  expect(stateHash(restored)).toBe(stateHash(state));
  expect(restored.takeEvent(299)).toBeNull();
  expect(restored.takeEvent(300)).toEqual({ atMs: 300, kind: EVENT.settle, subject: 2, a: 1, b: 2, c: 3, d: 4 });
  expect(restored.scalars.nextEventMs).toBe(500);
  restored.schedule(400, EVENT.change, 0);
  expect(restored.events.count).toBe(2);
  expect(restored.takeEvent(1_000)).toMatchObject({ atMs: 400 });
  expect(restored.takeEvent(1_000)).toMatchObject({ atMs: 500 });
  expect(restored.takeEvent(1_000)).toBeNull();
  expect(restored.scalars.nextEventMs).toBe(0);
});
