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
