import { describe, expect, test } from "vitest";
import { Book, type Level } from "./book.ts";

const level = (id: number, side: "Buy" | "Sell", price: number, size = 100): Level => ({ id, side, price, size });

describe("UI-002 the order book", () => {
  test("UI-002 both sides run from the best price outwards, whatever the order of arrival", () => {
    const book = new Book();
    book.replace([level(1, "Sell", 103), level(2, "Buy", 99), level(3, "Sell", 101), level(4, "Buy", 100)]);
    book.insert([level(5, "Sell", 102), level(6, "Buy", 98)]);
    expect(book.side("Sell").map(({ price }) => price)).toEqual([101, 102, 103]);
    expect(book.side("Buy").map(({ price }) => price)).toEqual([100, 99, 98]);
  });

  test("UI-002 a level that is unknown, or stands on the other side, is counted and changes nothing", () => {
    const book = new Book();
    book.replace([level(1, "Sell", 101)]);
    expect(book.update([{ id: 2, side: "Sell", size: 5 }])).toBe(1);
    expect(book.update([{ id: 1, side: "Buy", size: 5 }])).toBe(1);
    expect(book.remove([2])).toBe(1);
    expect(book.side("Sell")).toEqual([level(1, "Sell", 101)]);
  });

  test("UI-002 a level that comes again under its id replaces the one that was there", () => {
    const book = new Book();
    book.replace([level(1, "Sell", 101)]);
    book.insert([level(1, "Buy", 101, 7)]);
    expect(book.side("Sell")).toEqual([]);
    expect(book.side("Buy")).toEqual([level(1, "Buy", 101, 7)]);
    expect(book.size).toBe(1);
  });

  test("UI-002 every message says once that something changed", () => {
    const book = new Book();
    let changes = 0;
    book.changed.subscribe(() => (changes += 1));
    book.replace([level(1, "Sell", 101), level(2, "Sell", 102)]);
    book.update([
      { id: 1, side: "Sell", size: 1 },
      { id: 2, side: "Sell", size: 2 },
    ]);
    book.remove([1, 2]);
    expect(changes).toBe(3);
  });
});
