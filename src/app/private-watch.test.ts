import { expect, test } from "vitest";
import { PrivateWatch } from "./private-watch.ts";

const TOPICS = ["order", "margin"];

function aWatch() {
  const asked: string[] = [];
  const watch = new PrivateWatch(
    {
      probe: (topic) => void asked.push(`probe ${topic}`),
      doubt: (topics, untilMs) => void asked.push(`doubt ${topics.join()} since ${untilMs}`),
      isLive: () => true,
    },
    TOPICS,
    "margin",
  );
  watch.turn(true, 0);
  const pass = (fromMs: number, toMs: number) => {
    for (let ms = fromMs; ms <= toMs; ms += 1_000) watch.beat(ms);
  };
  return { watch, asked, pass };
}

test("WSP-004 an account that is quiet is asked for an image, and an answer is all that it takes", () => {
  const { watch, asked, pass } = aWatch();
  pass(0, 19_000);
  expect(asked).toEqual([]);
  pass(20_000, 21_000);
  watch.heard("margin", 21_100);
  pass(22_000, 41_000);
  expect(asked).toEqual(["probe margin"]);
  expect(watch.silentSinceMs).toBeNull();
});

test("WSP-004 private tables that answer nothing are silent since they were heard last, asked for again, and heard again", () => {
  const { watch, asked, pass } = aWatch();
  watch.heard("order", 5_000);
  // Others speak on, which proves nothing.
  watch.heard("trade", 24_000);
  pass(6_000, 29_000);
  expect(asked).toEqual(["probe margin", "doubt order,margin since 5000"]);
  expect(watch.silentSinceMs).toBe(5_000);
  pass(30_000, 40_000);
  expect(asked).toHaveLength(3);
  watch.heard("order", 40_500);
  expect(watch.silentSinceMs).toBeNull();
});

test("WSP-004 an order that was answered and brings no row shows the silence within seconds; who is signed out is not watched", () => {
  const { watch, asked, pass } = aWatch();
  watch.heard("order", 1_000);
  watch.owes(2_000, 2_000);
  pass(2_000, 6_000);
  expect(asked).toEqual(["doubt order,margin since 1000"]);
  watch.turn(false, 7_000);
  watch.owes(7_000, 7_000);
  pass(7_000, 60_000);
  expect(asked).toHaveLength(1);
});

test("WSP-004 a row that comes before its order's answer is not owed again", () => {
  const { watch, asked, pass } = aWatch();
  watch.heard("order", 2_100);
  watch.owes(2_000, 2_200);
  pass(2_200, 12_000);
  expect(asked).toEqual([]);
  expect(watch.silentSinceMs).toBeNull();
});

test("WSP-004 an answer that was long under way gives its row as much time as any other", () => {
  const { watch, asked, pass } = aWatch();
  watch.heard("order", 1_000);
  watch.owes(2_000, 8_000);
  pass(8_000, 11_000);
  watch.heard("order", 11_500);
  pass(12_000, 20_000);
  expect(asked).toEqual([]);
});
