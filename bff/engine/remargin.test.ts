import { describe, expect, test } from "vitest";
import { RATE_SCALE } from "../contract/pricing/round.ts";
import { ETHM19, ETHUSD, XBTUSD, XBTUSD_2019 } from "../contract/pricing/testing.ts";
import { Emitter } from "./emitter.ts";
import { SeededRandom } from "./reference/random.ts";
import { dueByRule, listIndex, RandomBooks } from "./reference/random-books.ts";
import { Remargin } from "./remargin.ts";
import { SlotWriter } from "./slots.ts";
import { State } from "./state.ts";

const IS_PROOF = process.env["FAIRMARK_PROVE"] === "1";
const SEEDS = Array.from({ length: IS_PROOF ? 300 : 6 }, (_, seed) => [seed]);
const ROUNDS = 150;
/** More than there is room for at first. */
const ACCOUNTS = 90;

/** Inverse with two sizes of a lot, one of which costs more to close than has to remain of it, linear and quanto; marks in points. */
const CONTRACTS = [
  { terms: XBTUSD, points: 3_218_050 },
  { terms: { ...XBTUSD_2019, takerFeeRate: 700_000 }, points: 900_000 },
  { terms: ETHM19, points: 3_000 },
  { terms: ETHUSD, points: 20_000 },
];

function aBook(seed: number) {
  const random = new SeededRandom(seed);
  const state = State.genesis();
  listIndex(state);
  const emitter = new Emitter(state, new SlotWriter());
  const books = new RandomBooks(state, emitter, random, CONTRACTS);
  for (let i = 0; i < ACCOUNTS; i++) books.openAccount();
  return { random, state, emitter, books };
}

describe("who is due after marks moved", () => {
  test("MRG-004 a rate of one contract that uses up an account's room shows at the next mark of any other", () => {
    let shown = 0;
    for (let seed = 0; seed < 60; seed++) {
      const { random, state, emitter, books } = aBook(seed);
      const [first, last] = [books.contracts[0] as number, books.contracts[3] as number];
      const index = new Remargin(state, emitter, "index");
      for (const position of dueByRule(state, books.contracts)) books.close(position);
      expect(index.due(books.contracts)).toEqual([]);
      // So large that it concerns everybody on the side that pays.
      state.instruments.fundingRate[last] = random.pick([-5, 5]) * RATE_SCALE;
      const due = dueByRule(state, [first]);
      expect(index.due([first]), `seed ${seed}`).toEqual(due);
      shown += due.length;
    }
    expect(shown).toBeGreaterThan(0);
  });

  test.each(SEEDS)(
    "MRG-002 the index, the scan and the rule itself name the same positions, one by one, over random books: seed %i",
    (seed) => {
      const { random, state, emitter, books } = aBook(seed);
      const pace = { perLook: random.pick([0, 1, 10, 1_000]), perCommand: random.pick([1, 5, 1_000]), perIdle: 7 };
      const index = new Remargin(state, emitter, "index", pace);
      // A second emitter: who settles empties the list of what changed.
      const scan = new Remargin(state, new Emitter(state, new SlotWriter()), "scan");
      let found = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const at = `seed ${seed}, round ${round}`;
        for (let i = random.below(6); i > 0; i--) books.changeAccount();
        if (random.oneIn(10)) books.changeRate();
        if (random.oneIn(20)) books.changeTerms();
        const moved = books.moveMarks();
        for (let i = random.below(4); i > 0; i--) books.toTheEdge(moved);
        const due = dueByRule(state, moved);
        expect(index.due(moved), at).toEqual(due);
        expect(scan.due(moved), at).toEqual(due);
        found += due.length;
        // Some are dealt with; whom nobody deals with is found again.
        for (const position of due) if (!random.oneIn(5)) books.close(position);
        index.afterCommand();
        if (random.oneIn(20)) index.idle();
        if (round % 10 === 9) expect(index.check(state.positions.count), at).toBe(null);
      }
      expect(found).toBeGreaterThan(50);
    },
  );

  test("MRG-004 stale thresholds are derived anew so many accounts at a time, and none is left over", () => {
    for (const perIdle of [7, 1_000]) {
      const { state, emitter, books } = aBook(4);
      const index = new Remargin(state, emitter, "index", { perLook: 1_000, perCommand: 0, perIdle });
      expect(index.due(books.contracts)).toEqual(dueByRule(state, books.contracts));
      const contract = books.contracts[0] as number;
      state.instruments.fundingRate[contract] = 100_000;
      index.afterCommand();
      const { positions } = state;
      const payers = [...positions.inContract(contract)].filter((p) => (positions.quantity[p] as number) > 0);
      let moments = 0;
      for (; index.isStale; moments++) expect(index.idle()).toBe(null);
      expect([perIdle, moments]).toEqual([perIdle, Math.ceil(payers.length / perIdle)]);
      expect(index.due(books.contracts)).toEqual(dueByRule(state, books.contracts));
    }
  });
});
