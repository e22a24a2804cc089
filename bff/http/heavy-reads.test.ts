import { expect, test } from "vitest";
import { HeavyReads } from "./heavy-reads.ts";
import { HoldBack } from "./hold-back.ts";

const REFUSAL = { status: 503, message: "The system is currently overloaded. Please try again later." };

const STAYS = () => false;

/** Reads with a clock that is set by hand, and pauses that end when they are told to. */
function reads(inWork: number, perSecond: number) {
  const clock = { nowMs: 0 };
  const pauses: { readonly ms: number; readonly end: () => void }[] = [];
  const pause = (ms: number) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    pauses.push({ ms, end: resolve });
    return promise;
  };
  const now = () => clock.nowMs;
  return { clock, pauses, heavy: new HeavyReads({ inWork, perSecond }, new HoldBack(pause, now), pause, now) };
}

test("API-012 ASVS-15.1.3 ASVS-13.1.2 so many reads are in work at once; who finds no place is held back, and refused where there is still none", async () => {
  const { heavy, pauses } = reads(2, 1_000);
  await heavy.enter(STAYS);
  await heavy.enter(STAYS);
  const third = heavy.enter(STAYS);
  const fourth = heavy.enter(STAYS);
  heavy.leave();
  pauses[0]?.end();
  await third;
  pauses[1]?.end();
  await expect(fourth).rejects.toMatchObject(REFUSAL);
});

test("API-012 so many reads begin a second: as many at once after a quiet while, then each in its turn, and none where too many wait", async () => {
  const { heavy, pauses } = reads(1_000, 100);
  for (let i = 0; i < 101; i++) await heavy.enter(STAYS);
  const turns = Array.from({ length: 50 }, () => heavy.enter(STAYS));
  expect(pauses.map(({ ms }) => ms)).toEqual(turns.map((_, i) => 10 * (i + 1)));
  for (const { end } of pauses) end();
  await Promise.all(turns);
  const beyond = heavy.enter(STAYS);
  expect(pauses.at(-1)?.ms).toBe(500);
  pauses.at(-1)?.end();
  await expect(beyond).rejects.toMatchObject(REFUSAL);
});

test("API-012 who hung up while being held back takes no place", async () => {
  const { heavy, pauses } = reads(1, 1_000);
  await heavy.enter(STAYS);
  const gone = heavy.enter(() => true);
  const next = heavy.enter(STAYS);
  heavy.leave();
  pauses[0]?.end();
  await expect(gone).rejects.toMatchObject(REFUSAL);
  pauses[1]?.end();
  await next;
});
