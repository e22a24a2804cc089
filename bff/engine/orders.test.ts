import { expect, test } from "vitest";
import { FIRST_CLIENT } from "./accounts.ts";
import { encode } from "./encode.ts";
import { SeededRandom } from "./reference/random.ts";
import { RandomCommands } from "./reference/random-commands.ts";
import { NONE } from "./rows.ts";
import { aBusyMarket } from "./test-support/busy-market.ts";

/** Columns that hold a handle: in a cleared row they say that there is none. */
const HANDLES = ["position", "display", "text", "previous", "nextOwn", "previousOwn"];

test("ENG-004 nothing of an ended order stays in its row, and the list of freed rows holds all of them", () => {
  const market = aBusyMarket(8);
  const commands = new RandomCommands(new SeededRandom(21), market.state, 16);
  for (let i = 0; i < 1_500; i++) market.send(commands.next());
  const { accounts, orders } = market.state;
  for (let account = FIRST_CLIENT; account < accounts.count; account += 2)
    market.send((out) => encode.cancelAll(out, account, NONE, NONE, "asked"));
  const freed = new Set<number>();
  for (let row = orders.free; row !== NONE; row = orders.next[row] as number) freed.add(row);
  const ended = Array.from({ length: orders.count }, (_, row) => row).filter((row) => orders.number[row] === 0);
  expect([...freed].sort((a, b) => a - b)).toEqual(ended);
  expect(ended.length).toBeGreaterThan(10);
  for (const { name, used } of orders.columns()) {
    if (name === "next") continue;
    const width = used.length / orders.count;
    const left = ended.filter((row) =>
      used.subarray(row * width, (row + 1) * width).some((value) => value !== (HANDLES.includes(name) ? NONE : 0)),
    );
    expect([name, left]).toEqual([name, []]);
  }
});
