import { describe, expect, test } from "vitest";
import { Book } from "./book.ts";
import { ownKey, QueueWatch } from "./queue-watch.ts";

const KEY = ownKey("Buy", 60_000);

function aLevel(size: number): Book {
  const book = new Book();
  book.replace([{ id: 1, side: "Buy", price: 60_000, size }]);
  return book;
}

const order = (orderID: string, leavesQty: number) => ({ orderID, symbol: "XBTUSD", side: "Buy", price: 60_000, orderQty: 500, leavesQty });

describe("BOK-001 the place in the queue", () => {
  test("BOK-001 at most the others at the price stand ahead; who joins later does not, who leaves does no more", () => {
    const queue = new QueueWatch();
    const own = [order("a", 500)];
    const look = (size: number) => {
      queue.look(own, "XBTUSD", aLevel(size));
      return queue.ahead(KEY);
    };
    expect(look(1_500)).toBe(null);
    expect(look(1_500)).toBe(1_000);
    // Others join behind.
    expect([look(9_500), look(9_500)]).toEqual([1_000, 1_000]);
    // They leave or trade, whoever they are.
    expect([look(900), look(900)]).toEqual([1_000, 400]);
  });

  test("BOK-001 another look is asked for until two agree, and what changes is told once", () => {
    const queue = new QueueWatch();
    let changes = 0;
    queue.changed.subscribe(() => {
      changes += 1;
    });
    const look = (size: number) => queue.look([order("a", 500)], "XBTUSD", aLevel(size));
    expect([look(1_500), look(1_500), look(700), look(700), look(700)]).toEqual([true, false, true, false, false]);
    expect(changes).toBe(2);
  });

  test("BOK-001 a look in which order and level disagree for a moment counts for nothing", () => {
    const queue = new QueueWatch();
    const own = [order("a", 500)];
    // The order is known, its contracts are not in the level yet.
    for (const size of [1_000, 1_500, 1_500]) queue.look(own, "XBTUSD", aLevel(size));
    expect(queue.ahead(KEY)).toBe(1_000);
  });

  test("BOK-001 another order at the front starts anew, and without orders nothing is said", () => {
    const queue = new QueueWatch();
    const both = [order("later", 100), order("first", 100)];
    for (let i = 0; i < 2; i++) queue.look(both, "XBTUSD", aLevel(300));
    expect(queue.ahead(KEY)).toBe(100);
    // The first is gone: others may stand between the two.
    for (let i = 0; i < 2; i++) queue.look(both.slice(0, 1), "XBTUSD", aLevel(5_100));
    expect(queue.ahead(KEY)).toBe(5_000);
    queue.look([], "XBTUSD", aLevel(5_000));
    expect(queue.ahead(KEY)).toBe(null);
  });
});
