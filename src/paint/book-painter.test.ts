import { describe, expect, test } from "vitest";
import { Book } from "../market/book.ts";
import { type BookScene, levelInRow, ownKey, paintBook, ROW_PX, rowAt, SPREAD_PX } from "./book-painter.ts";
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
    book,
    middle: { last: 60_000.5, isUp: true, mark: 60_000.12 },
    own: new Map(),
    priceDecimals: 1,
    depth: 2,
    barDepth: 2,
    hovered: null,
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

  test("UI-002 own orders carry a bar at the left edge of their level", () => {
    const { bars } = paint(aScene({ own: new Map([[ownKey("Buy", 59_999.5), 300]]) }));
    expect(bars.filter(({ ink }) => ink === "accent")).toEqual([{ ink: "accent", x: 0, y: 90, width: 3 }]);
  });

  test("UI-002 a stale book is drawn in one quiet ink without bars", () => {
    const { bars, texts } = paint(aScene({ isStale: true }));
    expect(bars.filter(({ ink }) => ink.startsWith("#"))).toEqual([]);
    expect([...texts.keys()].every((key) => key.endsWith("text3"))).toBe(true);
  });

  test("UI-002 a height belongs to the level drawn there, and the gap to none", () => {
    const { book } = aScene();
    const priceAt = (y: number) => {
      const row = rowAt(y, 2);
      return row === null ? null : levelInRow(book, 2, row)?.price;
    };
    expect([0, 18, 36, 71, 72, 90, 108].map(priceAt)).toEqual([60_001, 60_000.5, null, null, 60_000, 59_999.5, null]);
  });
});
