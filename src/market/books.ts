import type { OrderBookL2Row } from "../../bff/contract/tables/order-book-l2.ts";
import type { Side } from "../../bff/contract/vocabulary.ts";
import { Book, type Level } from "./book.ts";

type BookRow = Pick<OrderBookL2Row, "symbol" | "id"> & Partial<Pick<OrderBookL2Row, "side" | "size" | "price">>;
/** A row of a stream, whose columns only the contract promises. */
type Rows = readonly Readonly<Record<string, unknown>>[];

/** The order books of all contracts, fed with rows of `orderBookL2` or `orderBookL2_25`. A sink of the stream. */
export class Books {
  private readonly bySymbol = new Map<string, Book>();

  of(symbol: string): Book {
    let book = this.bySymbol.get(symbol);
    if (book === undefined) {
      book = new Book();
      this.bySymbol.set(symbol, book);
    }
    return book;
  }

  image(rows: Rows, symbol: string | undefined): void {
    const grouped = bySymbol(rows);
    const replaced = symbol === undefined ? [...this.bySymbol.keys(), ...grouped.keys()] : [symbol];
    for (const name of new Set(replaced)) this.of(name).replace((grouped.get(name) ?? []).map(toLevel));
  }

  insert(rows: Rows): void {
    for (const [symbol, group] of bySymbol(rows)) this.of(symbol).insert(group.map(toLevel));
  }

  update(rows: Rows): number {
    let unknown = 0;
    for (const [symbol, group] of bySymbol(rows)) unknown += this.of(symbol).update(group.map(toChange));
    return unknown;
  }

  remove(rows: Rows): number {
    let unknown = 0;
    for (const [symbol, group] of bySymbol(rows)) unknown += this.of(symbol).remove(group.map(({ id }) => id));
    return unknown;
  }
}

/** Messages nearly always are of one contract; the order within it stays. */
function bySymbol(rows: Rows): Map<string, BookRow[]> {
  const groups = new Map<string, BookRow[]>();
  for (const row of rows as readonly BookRow[]) {
    const group = groups.get(row.symbol);
    if (group === undefined) groups.set(row.symbol, [row]);
    else group.push(row);
  }
  return groups;
}

const toLevel = (row: BookRow): Level => ({ id: row.id, side: row.side as Side, price: row.price ?? Number.NaN, size: row.size ?? 0 });
const toChange = (row: BookRow) => ({ id: row.id, side: row.side as Side, size: row.size ?? 0 });
