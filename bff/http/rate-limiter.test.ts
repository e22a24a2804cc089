import { expect, test } from "vitest";
import { RateLimiter } from "./rate-limiter.ts";

const MINUTE_MS = 60_000;

/** A limiter at a moment that the test moves. */
function aLimiter(startMs = 1_700_000_000_000) {
  const clock = { nowMs: startMs };
  const limiter = new RateLimiter(() => clock.nowMs);
  const take = (cost = 1, isBinding = true, caller = "somebody") => limiter.take(caller, 120, cost, isBinding);
  return { clock, take };
}

test("API-003 a bucket holds a minute's requests at once and is refilled evenly", () => {
  const { clock, take } = aLimiter();
  for (let left = 119; left >= 0; left--) expect(take()).toMatchObject({ limit: 120, remaining: left, retryAfterSeconds: 0 });
  expect(take()).toMatchObject({ remaining: 0, retryAfterSeconds: 1 });
  clock.nowMs += 499;
  expect(take().retryAfterSeconds).toBe(1);
  clock.nowMs += 1;
  expect(take()).toMatchObject({ remaining: 0, retryAfterSeconds: 0 });
  clock.nowMs += 10 * MINUTE_MS;
  expect(take().remaining).toBe(119);
});

test("API-003 a refusal says when to come back, and who does is heard", () => {
  const { clock, take } = aLimiter(1_700_000_000_250);
  take(115);
  const refused = take(10);
  // Five tokens are missing, at one every half second.
  expect(refused).toEqual({ limit: 120, remaining: 5, resetSeconds: 1_700_000_003, retryAfterSeconds: 3 });
  clock.nowMs = refused.resetSeconds * 1_000;
  expect(take(10).retryAfterSeconds).toBe(0);
});

test("API-003 without a refusal the reset is now, in whole seconds and never behind", () => {
  const { take } = aLimiter(1_700_000_000_250);
  expect(take().resetSeconds).toBe(1_700_000_001);
});

test("API-003 a refusal takes nothing, and what is never refused still counts, to nothing at the least", () => {
  const { take } = aLimiter();
  take(110);
  expect(take(50)).toMatchObject({ remaining: 10, retryAfterSeconds: 20 });
  expect(take(10)).toMatchObject({ remaining: 0, retryAfterSeconds: 0 });
  expect(take(5, false)).toMatchObject({ remaining: 0, retryAfterSeconds: 0 });
  expect(take(1)).toMatchObject({ retryAfterSeconds: 1 });
});

test("API-003 callers do not share a bucket, and one that is forgotten is full", () => {
  const { clock, take } = aLimiter();
  take(120, true, "one");
  expect(take(1, true, "two").remaining).toBe(119);
  clock.nowMs += 2 * MINUTE_MS;
  for (let i = 0; i < 10_000; i++) take(0, true, `passer-by ${i}`);
  expect(take(1, true, "one").remaining).toBe(119);
});
