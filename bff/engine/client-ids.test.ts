import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ClientIds } from "./client-ids.ts";

const id = fc.oneof(
  fc.constantFrom("a", "b", "", "order-1"),
  fc.string({ maxLength: 36 }),
  fc.nat(400).map((n) => `order-${n}`),
);
const step = fc.record({ what: fc.constantFrom("set", "set", "set", "delete", "get"), account: fc.nat(3), id, order: fc.nat(1_000) });

test("PERF-010 client ids are found by account and id as in a map, however many come and go", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 1_200, size: "max" }), (steps) => {
      const ids = new ClientIds();
      const naive = new Map<string, readonly [number, string, number]>();
      for (const { what, account, id: clientId, order } of steps) {
        const key = `${account}:${clientId}`;
        if (what === "set") {
          ids.set(account, clientId, order);
          naive.set(key, [account, clientId, order]);
        } else if (what === "delete") {
          ids.delete(account, clientId);
          naive.delete(key);
        }
        expect(ids.get(account, clientId)).toBe(naive.get(key)?.[2]);
        expect(ids.has(account, clientId)).toBe(naive.has(key));
      }
      const sorted = (all: Iterable<readonly [number, string, number]>) => [...all].map((one) => JSON.stringify(one)).sort();
      expect(sorted(ids)).toEqual(sorted(naive.values()));
      for (const [account, clientId, order] of naive.values()) expect(ids.get(account, clientId)).toBe(order);
    }),
    { numRuns: 25 },
  );
});

test("PERF-010 ids that come and go need no more slots than those that are there at once", () => {
  const ids = new ClientIds();
  const { slots } = ids;
  for (let i = 0; i < 4 * slots; i++) {
    ids.set(4, `order-${i}`, i);
    ids.set(4, `order-${i}`, i);
    if (i >= 10) ids.delete(4, `order-${i - 10}`);
    ids.delete(4, "never there");
  }
  expect([ids.slots, [...ids].length]).toEqual([slots, 10]);
  // Half of the slots are taken, and not one more.
  for (let i = 0; [...ids].length < slots / 2; i++) ids.set(5, `order-${i}`, i);
  expect(ids.slots).toBe(slots);
  ids.set(6, "one more", 1);
  expect(ids.slots).toBe(2 * slots);
});
