import { describe, expect, test } from "vitest";
import { SeededRandom } from "./reference/random.ts";
import { RandomCommands } from "./reference/random-commands.ts";
import { partsOf } from "./reference/state-parts.ts";
import { restoreState, saveState } from "./snapshot.ts";
import { State } from "./state.ts";
import { stateHash } from "./state-hash.ts";
import { aMarket, type TestMarket } from "./testing.ts";

function marketAfter(commands: number, seed: number): TestMarket {
  const market = aMarket({ mark: 60_000 });
  for (let i = 0; i < 6; i++) market.withAccount(`trader${i}`, { xbt: 1 });
  const random = new RandomCommands(new SeededRandom(seed), market.state, 40);
  for (let i = 0; i < commands; i++) market.send(random.next());
  return market;
}

const contentsOf = (state: State) => {
  const { columns, derived } = partsOf(state);
  const plain = (parts: typeof columns) =>
    [...parts].map(([path, part]) => [path, part.constructor.name, Array.from(part as ArrayLike<number>)]);
  return [plain(columns), plain(derived), state.books.map((book) => [book?.bestTicks(0), book?.bestTicks(1)])];
};

describe("a snapshot", () => {
  test.each([0, 1, 10, 300])(
    "ENG-004 after %i commands gives back every array, every index that follows from them and the same hash",
    (commands) => {
      const { state } = marketAfter(commands, 1);
      const restored = restoreState(saveState(state));
      expect(stateHash(restored)).toBe(stateHash(state));
      expect(contentsOf(restored)).toEqual(contentsOf(state));
      expect(new Map([...restored.byNumber].sort())).toEqual(new Map([...state.byNumber].sort()));
      expect([...restored.byClientId].sort()).toEqual([...state.byClientId].sort());
      expect(restored.texts.save()).toEqual(state.texts.save());
      expect(saveState(restored)).toEqual(saveState(state));
    },
  );

  test("ENG-004 of a state before its first command is one too", () => {
    const genesis = State.genesis();
    expect(stateHash(restoreState(saveState(genesis)))).toBe(stateHash(genesis));
  });

  test("ENG-004 is read wherever its bytes lie, and shares none with what is restored", () => {
    const market = marketAfter(100, 2);
    const bytes = saveState(market.state);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const view = shifted.subarray(3);
    const restored = restoreState(view);
    const hash = stateHash(restored);
    shifted.fill(0xff);
    expect([stateHash(restored), hash]).toEqual([market.hash(), market.hash()]);
  });

  test("ENG-004 passes the audit, and goes on to the same rows as the market that never stopped", () => {
    const market = marketAfter(300, 3);
    const restarted = market.restarted();
    expect(restarted.audit()).toEqual({ differenceSats: 0 });
    const [here, there] = [market, restarted].map(({ state }) => new RandomCommands(new SeededRandom(9), state, 40)) as [
      RandomCommands,
      RandomCommands,
    ];
    for (let i = 0; i < 200; i++) expect(Array.from(restarted.sendRaw(there.next()))).toEqual(Array.from(market.sendRaw(here.next())));
    expect(restarted.hash()).toBe(market.hash());
  });

  test("ENG-004 that is cut short or lacks a column is refused", () => {
    const bytes = saveState(marketAfter(50, 4).state);
    for (const length of [0, 3, 4, 100, bytes.length - 8]) expect(() => restoreState(bytes.slice(0, length))).toThrow();
    const text = Buffer.from(bytes).toString("latin1").replace('"name":"cash"', '"name":"cush"');
    const renamed = new Uint8Array(Buffer.from(text, "latin1"));
    expect(renamed.length).toBe(bytes.length);
    expect(() => restoreState(renamed)).toThrow("snapshot lacks column cash");
  });
});
