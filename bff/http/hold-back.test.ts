import { expect, test } from "vitest";
import { HoldBack } from "./hold-back.ts";

/** What is held back, and for how long; each is let go by hand. */
function held() {
  const pauses: { readonly ms: number; readonly end: () => void }[] = [];
  const pause = (ms: number) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    pauses.push({ ms, end: resolve });
    return promise;
  };
  return { pauses, hold: new HoldBack(pause, () => 0) };
}

test("API-012 ACC-001 who is refused for others goes on one by one, half a second later at the least", () => {
  const { hold, pauses } = held();
  for (let i = 0; i < 4; i++) void hold.wait();
  expect(pauses.map(({ ms }) => ms)).toEqual([500, 504, 508, 512]);
});

test("API-012 ACC-001 those who are held back are bounded, too: beyond two thousand they are refused at once, until one is let go", async () => {
  const { hold, pauses } = held();
  const all = Array.from({ length: 2_000 }, () => hold.wait());
  await hold.wait();
  expect(pauses).toHaveLength(2_000);
  pauses[0]?.end();
  await all[0];
  void hold.wait();
  expect(pauses).toHaveLength(2_001);
});
