import { describe, expect, test } from "vitest";
import { Book } from "../market/book.ts";
import { ladderOf } from "../market/ladder.ts";
import { ownKey } from "../market/queue-watch.ts";
import { type BookScene, bookHeight, columnAt, fitRows, paintBook, ROW_PX, rowAt, rungInRow, SPREAD_PX } from "./book-painter.ts";
import type { Pen } from "./canvas-surface.ts";
import type { Inks } from "./inks.ts";

const WIDTH = 256;
const INKS = {
  surface: "surface",
  raised: "raised",
  rule: "rule",
  text: "text",
  text2: "text2",
  text3: "text3",
  accent: "accent",
  mark: "mark",
  buy: "#00ff00",
  sell: "#ff0000",
  depthTotal: 0.1,
  depthLevel: 0.2,
} as Inks;

/** Keeps what is drawn: rectangles as they come, text joined by line and ink. */
class Recorder implements Pen {
  fillStyle = "";
  font = "";
  textAlign: CanvasTextAlign = "left";
  textBaseline: CanvasTextBaseline = "alphabetic";
  globalAlpha = 1;
  readonly bars: { ink: string; x: number; y: number; width: number }[] = [];
  readonly texts = new Map<string, string>();

  fillRect(x: number, y: number, width: number): void {
    this.bars.push({ ink: this.fillStyle, x, y, width });
  }
  fillText(text: string, _x: number, y: number): void {
    const key = `${y} ${this.fillStyle}`;
    this.texts.set(key, (this.texts.get(key) ?? "") + text);
  }
  measureText(): TextMetrics {
    return { width: 7 } as TextMetrics;
  }
  clearRect = () => undefined;
  beginPath = () => undefined;
  moveTo = () => undefined;
  lineTo = () => undefined;
  closePath = () => undefined;
  fill = () => undefined;
}

function aScene(scene: Partial<BookScene> = {}): BookScene {
  const book = new Book();
  book.replace([
    { id: 1, side: "Sell", price: 60_000.5, size: 1_000 },
    { id: 2, side: "Sell", price: 60_001, size: 3_000 },
    { id: 3, side: "Buy", price: 60_000, size: 500 },
    { id: 4, side: "Buy", price: 59_999.5, size: 1_500 },
  ]);
  return {
    ladder: ladderOf(book, 2, null),
    middle: { last: 60_000.5, isUp: true, mark: 60_000.12, spread: 0.5 },
    own: new Map(),
    priceDecimals: 1,
    markDecimals: 2,
    depth: 2,
    rowPx: ROW_PX,
    barDepth: 2,
    sight: { from: 0, to: 1_000 },
    hovered: null,
    cursor: null,
    isStale: false,
    ...scene,
  };
}

function paint(scene: BookScene): Recorder {
  const pen = new Recorder();
  paintBook(pen, WIDTH, 2 * 2 * ROW_PX + SPREAD_PX, INKS, scene);
  return pen;
}

describe("UI-002 the drawn book", () => {
  test("UI-002 offers stand over bids, the best of both next to the spread, with sizes and running totals", () => {
    const { texts } = paint(aScene());
    expect([9, 27, 81, 99].map((y) => texts.get(`${y} text`))).toEqual(["3,000", "1,000", "500", "1,500"]);
    expect([9, 27, 81, 99].map((y) => texts.get(`${y} text2`))).toEqual(["4,000", "1,000", "500", "2,000"]);
    expect(texts.get("9 #ff0000")).toBe("60,001.0");
    expect(texts.get("99 #00ff00")).toBe("59,999.5");
    expect(texts.get("47 text2")).toBe("Spread 0.5");
    expect(texts.get("61 mark")).toBe("Mark 60,000.12");
  });

  test("UI-002 bars end at the right edge; the longest total is as wide as the panel", () => {
    const { bars } = paint(aScene());
    const top = bars.filter(({ y, ink }) => y === 0 && ink.startsWith("#ff0000"));
    expect(top.map(({ x, width }) => [x, width])).toEqual([
      [0, WIDTH],
      [WIDTH / 4, (WIDTH * 3) / 4],
    ]);
  });

  test("UI-004 rows that are scrolled out of sight are left out, those that reach into it are drawn", () => {
    const { texts } = paint(aScene({ sight: { from: 20, to: 82 } }));
    expect([9, 27, 81, 99].map((y) => texts.get(`${y} text`))).toEqual([undefined, "1,000", "500", undefined]);
    expect(texts.get("47 text2")).toBe("Spread 0.5");
  });

  test("UI-002 own orders carry a bar at the left edge of their level", () => {
    const { bars } = paint(aScene({ own: new Map([[ownKey("Buy", 59_999.5), { contracts: 300, ahead: null }]]) }));
    expect(bars.filter(({ ink }) => ink === "accent")).toEqual([{ ink: "accent", x: 0, y: 90, width: 3 }]);
  });

  test("UI-002 a stale book is drawn in one quiet ink without bars", () => {
    const { bars, texts } = paint(aScene({ isStale: true }));
    expect(bars.filter(({ ink }) => ink.startsWith("#"))).toEqual([]);
    expect([...texts.keys()].every((key) => key.endsWith("text3"))).toBe(true);
  });

  test("UI-002 a height belongs to the level drawn there, and the gap to none", () => {
    const { ladder } = aScene();
    const priceAt = (y: number) => {
      const row = rowAt(y, 2, ROW_PX);
      return row === null ? null : rungInRow(ladder, 2, row)?.price;
    };
    expect([0, 18, 36, 71, 72, 90, 108].map(priceAt)).toEqual([60_001, 60_000.5, null, null, 60_000, 59_999.5, null]);
  });

  test("BOK-001 rows fill the height that the panel has, and no more rows than levels are streamed", () => {
    expect(fitRows(36 + 2 * 12 * 18 + 15, 25)).toEqual({ rows: 12, rowPx: 18.625 });
    const { rows, rowPx } = fitRows(2_000, 25);
    expect(rows).toBe(25);
    expect(bookHeight(rows, rowPx)).toBeCloseTo(2_000);
    expect(fitRows(10, 25)).toEqual({ rows: 1, rowPx: 18 });
  });

  test("BOK-001 the place in the queue stands beside own size, in as many words as there is room for", () => {
    const hint = (ahead: number | null, width = 400) => {
      const pen = new Recorder();
      const scene = aScene({ own: new Map([[ownKey("Buy", 59_999.5), { contracts: 300, ahead }]]) });
      paintBook(pen, width, 2 * 2 * ROW_PX + SPREAD_PX, INKS, scene);
      return pen.texts.get("99 accent");
    };
    expect(hint(1_200)).toBe("max 1,200 ahead");
    expect(hint(1_200, 280)).toBe("max 1,200");
    expect(hint(1_200, 256)).toBe("max 2k");
    expect(hint(1_200, 230)).toBe(undefined);
    expect(hint(0)).toBe("first");
    expect(hint(null)).toBe(undefined);
  });

  test("BOK-001 the keyboard's row is edged in the accent", () => {
    const { bars } = paint(aScene({ cursor: { side: "Sell", price: 60_001 } }));
    expect(bars.filter(({ ink }) => ink === "accent").map(({ y, width }) => [y, width])).toEqual([
      [0, WIDTH],
      [16, WIDTH],
    ]);
  });

  test("BOK-001 a click means the price, the size or the total, by its column", () => {
    expect([10, 80, 100, 169, 180, 250].map((x) => columnAt(x, WIDTH))).toEqual(["price", "price", "size", "size", "total", "total"]);
  });
});
