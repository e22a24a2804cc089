import { expect, test } from "vitest";
import { aMarket } from "./testing.ts";

test("ENG-003 orders are looked at in every round of the rolling audit, not in its first alone", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 10 });
  market.buy("alice", 300, { at: 59_000 });
  const { audit, state } = market.engine;
  const started = audit.cycles;
  while (audit.cycles < started + 3) market.pass(1);
  // What no sum of the position's knows of.
  state.orders.hidden[0] = 400;
  const seen = audit.cycles;
  expect(() => {
    while (audit.cycles <= seen + 1) market.pass(1);
  }).toThrow("hides 400 of 300 contracts");
});
