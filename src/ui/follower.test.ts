import { expect, test } from "vitest";
import { FakeExchange } from "../test-support/fake-exchange.ts";
import { Follower } from "./follower.ts";

function aFollower() {
  const { clock } = new FakeExchange();
  const told: number[] = [];
  const follower = new Follower<number>(100, (value) => void told.push(value), { nowMs: clock.now, after: clock.after });
  return { clock, told, follower };
}

test("RSK-013 what follows a hand hears the first value at once, then the newest at its pace", () => {
  const { clock, told, follower } = aFollower();
  for (let value = 1; value <= 20; value++) {
    follower.next(value);
    clock.advance(16);
  }
  expect(told).toEqual([1, 7, 13, 19]);
  clock.advance(1_000);
  expect(told).toEqual([1, 7, 13, 19, 20]);
});

test("RSK-013 what a hand ends with is told as it lets go, and once", () => {
  const { clock, told, follower } = aFollower();
  follower.next(1);
  follower.next(2);
  follower.next(3);
  follower.flush();
  expect(told).toEqual([1, 3]);
  clock.advance(1_000);
  follower.flush();
  expect(told).toEqual([1, 3]);
  follower.next(4);
  expect(told).toEqual([1, 3, 4]);
});
