import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type ChartLine, ChartLinesPrimitive, spreadTags } from "./chart-lines.ts";
import { forgetInks } from "./inks.ts";

describe("UI-002 tags on the chart", () => {
  test("UI-002 tags that would overlap are pushed apart by whole tags, in the order of their prices", () => {
    expect(spreadTags([100, 50, 105, 200], 20)).toEqual([100, 50, 120, 200]);
    expect(spreadTags([100, 100, 100], 20)).toEqual([100, 120, 140]);
  });

  test("UI-002 tags with room enough stay where they are", () => {
    expect(spreadTags([10, 40, 80], 20)).toEqual([10, 40, 80]);
  });
});

/** Draws lines on a pane of 200 pixels, a dollar each, from 200 down to 0; keeps the words of tags with their heights. */
function draw(lines: readonly ChartLine[], ghost?: { readonly orderID: string; readonly price: number }) {
  const primitive = new ChartLinesPrimitive();
  const host = { series: { priceToCoordinate: (price: number) => 200 - price, coordinateToPrice: (y: number) => 200 - y } };
  let drawings = 0;
  const requestUpdate = () => {
    drawings += 1;
  };
  primitive.attached({ ...host, requestUpdate } as unknown as Parameters<ChartLinesPrimitive["attached"]>[0]);
  let placed: ReadonlyMap<string, number> = new Map();
  primitive.onPlaced = (places) => {
    placed = places;
  };
  primitive.set({ lines, hatch: null });
  if (ghost !== undefined) primitive.setGhost({ ...ghost, words: ["moved"], axisText: "" });
  const words: [string, number][] = [];
  const lineInks: string[] = [];
  const pen = new Proxy({} as Record<string, unknown>, {
    get: (own, name) => {
      if (name === "measureText") return () => ({ width: 10 });
      if (name === "fillText") return (text: string, _x: number, y: number) => words.push([text, Math.round(y)]);
      if (name === "stroke") return () => lineInks.push(String(own["strokeStyle"]));
      return own[String(name)] ?? (() => undefined);
    },
    set: (own, name, value) => {
      own[String(name)] = value;
      return true;
    },
  });
  primitive.drawOn({ clear: () => pen as unknown as CanvasRenderingContext2D });
  const target = {
    useMediaCoordinateSpace: (run: (space: object) => void) => run({ context: pen, mediaSize: { width: 400, height: 200 } }),
  };
  for (const view of primitive.paneViews()) view.renderer()?.draw(target as never);
  return { words, lineInks, placed, primitive, drawings: () => drawings };
}

describe("CHT-001 own lines", () => {
  beforeEach(() => {
    vi.stubGlobal("matchMedia", () => ({ matches: false }));
    vi.stubGlobal("document", { documentElement: null });
    vi.stubGlobal("getComputedStyle", () => ({ getPropertyValue: (name: string) => `ink${name}` }));
    forgetInks();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    forgetInks();
  });
  const line = (kind: ChartLine["kind"], price: number, word: string, orderID?: string): ChartLine => ({
    kind,
    price,
    words: [word],
    axisText: null,
    ...(orderID === undefined ? {} : { orderID }),
  });

  test("CHT-001 entry and liquidation out of sight keep a tag with an arrow at the edge; orders do not", () => {
    const { words } = draw([line("entry", 900, "Long"), line("liquidation", -900, "Liquidation"), line("order", 901, "Buy")]);
    expect(words.map(([text]) => text)).toEqual(["↑ Long", "↓ Liquidation"]);
    expect(words.map(([, y]) => (y < 20 ? "top" : y > 180 ? "bottom" : "middle"))).toEqual(["top", "bottom"]);
  });

  test("CHT-001 handles hear where the lines of orders lie", () => {
    const { placed } = draw([line("order", 150, "Buy", "a"), line("order", 500, "Sell", "b"), line("entry", 120, "Long")]);
    expect([...placed]).toEqual([
      ["a", 50],
      ["b", -300],
    ]);
  });

  test("CHT-001 an order that is moved is quiet where it was and drawn where it would go, until it is let go", () => {
    const order = line("order", 150, "Buy", "a");
    expect(draw([order]).lineInks).toEqual(["ink--accent"]);
    const { words, lineInks, primitive } = draw([order], { orderID: "a", price: 120 });
    expect(lineInks.filter((ink) => ink === "ink--accent")).toHaveLength(1);
    expect(lineInks[0]).not.toBe("ink--accent");
    expect(words.map(([text]) => text)).toEqual(["Buy", "moved"]);
    expect(primitive.priceAt(80)).toBe(120);
  });

  test("CHT-001 a line that has no figure on the axis moves without a drawing of the chart; one that has, and the hatch, ask for one", () => {
    const moving = line("liquidationAfter", 90, "Liquidation after");
    const { primitive, words, drawings } = draw([line("entry", 120, "Long"), moving]);
    words.length = 0;
    const redrawn = (lines: readonly ChartLine[], hatch: { readonly from: number; readonly to: number } | null = null) => {
      primitive.set({ lines, hatch });
      primitive.redraw();
      return drawings();
    };
    expect(redrawn([line("entry", 120, "Long"), { ...moving, price: 60 }])).toBe(0);
    expect(words.map(([text, y]) => [text, y])).toEqual([
      ["Long", 81],
      ["Liquidation after", 141],
    ]);
    expect(redrawn([{ ...line("entry", 120, "Long"), axisText: "120.0" }])).toBe(1);
    expect(redrawn([line("entry", 120, "Long")], { from: 20, to: 10 })).toBe(2);
  });
});
