import { existsSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import type { OrderBookL2Row } from "../../bff/contract/tables/order-book-l2.ts";
import { KeyedImage } from "../stream/keyed-image.ts";
import { readFrame } from "../stream/messages.ts";
import { TableStore } from "../stream/table-store.ts";
import { framesOf, RECORDINGS_FOLDER } from "../test-support/recordings.ts";
import { Books } from "./books.ts";

interface Golden {
  readonly levels: number;
  readonly bid: number;
  readonly ask: number;
}

/** What the recorded books end as. Source: incidents.md, A1. */
const RECORDINGS: readonly { readonly file: string; readonly frames: object; readonly books: Readonly<Record<string, Golden>> }[] = [
  {
    file: "BITMEX.ws.1.0.gz",
    frames: { partial: 10, insert: 445, update: 1_090, delete: 434 },
    books: {
      XBTUSD: { levels: 9_352, bid: 32_186.5, ask: 32_187 },
      BCHUSD: { levels: 707, bid: 438.55, ask: 438.6 },
      ADAUSDT: { levels: 286, bid: 1.17577, ask: 1.17735 },
      SOLUSDT: { levels: 203, bid: 27.47, ask: 27.503 },
      XRPU21: { levels: 208, bid: 1.814e-5, ask: 1.819e-5 },
    },
  },
  {
    file: "BITMEX-d944be.0.gz",
    frames: { partial: 10, insert: 2_209, update: 1_952, delete: 2_222 },
    books: {
      XBTM21: { levels: 1_623, bid: 63_690.5, ask: 63_703.5 },
      XBTU21: { levels: 1_230, bid: 67_604, ask: 67_682.5 },
      ETHUSDM21: { levels: 429, bid: 2_997.95, ask: 3_000.75 },
    },
  },
];

/** The slow book that is obviously right: the rows as they are, sorted when asked. */
function plainSide(image: KeyedImage<OrderBookL2Row>, symbol: string, side: string): number[][] {
  const sign = side === "Buy" ? -1 : 1;
  const rows = [...image.rows()].filter((row) => row.symbol === symbol && row.side === side);
  return rows.sort((a, b) => sign * (a.price - b.price)).map((row) => [row.id, row.price, row.size]);
}

describe("UI-003 recorded streams", () => {
  beforeEach((context) => context.skip(!existsSync(RECORDINGS_FOLDER), `there is no ${RECORDINGS_FOLDER}`));
  for (const { file, frames, books: golden } of RECORDINGS) {
    test(`UI-003 ${file} replays to its golden books with no unknown id and no crossed book`, () => {
      const books = new Books();
      const plain = new KeyedImage<OrderBookL2Row>();
      const fast = new TableStore({ orderBookL2: books });
      const slow = new TableStore({ orderBookL2: plain });
      const seen: Record<string, number> = {};
      let crossed = 0;
      for (const text of framesOf(file)) {
        const frame = readFrame(text);
        expect(frame.kind).not.toBe("unreadable");
        if (frame.kind !== "table" || frame.message.table !== "orderBookL2") continue;
        seen[frame.message.action] = (seen[frame.message.action] ?? 0) + 1;
        fast.apply(frame.message);
        slow.apply(frame.message);
        for (const symbol of new Set(frame.message.data.map((row) => String(row.symbol)))) if (books.of(symbol).isCrossed) crossed += 1;
      }
      expect(seen).toEqual(frames);
      expect(crossed).toBe(0);
      expect(fast.refused).toEqual({ early: 0, unknown: 0 });
      expect(slow.refused).toEqual({ early: 0, unknown: 0 });
      for (const [symbol, { levels, bid, ask }] of Object.entries(golden)) {
        const book = books.of(symbol);
        expect({ levels: book.size, bid: book.bestBid?.price, ask: book.bestAsk?.price }).toEqual({ levels, bid, ask });
        for (const side of ["Buy", "Sell"] as const) {
          expect(book.side(side).map(({ id, price, size }) => [id, price, size])).toEqual(plainSide(plain, symbol, side));
        }
      }
    });
  }
});
