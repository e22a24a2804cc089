import { expect } from "@playwright/test";
import { test } from "./support/fixtures.ts";
import { Pixels } from "./support/pixels.ts";

/** Rows a side, and the gap between the sides, as the book's painter has them. */
const DEPTH = 25;
const SPREAD_PX = 36;
/** Room over and under the plot of the depth. */
const DEPTH_EDGE_PX = 18;

test("UIX-002 book, depth and chart are drawn where their figures say, pixel by pixel", async ({ newTrader, newMaker }) => {
  const maker = await newMaker();
  const trader = await newTrader();
  const { page } = trader;
  await trader.enter();
  // A candle that falls, so that its body is solid.
  await maker.order("Buy", 100, 60_000);
  await maker.order("Buy", 100, 59_940);
  await trader.type({ side: "Sell", contracts: "200" });
  await trader.send("Sell 200 XBTUSD at market");
  for (const [side, size, price] of [
    ["Buy", 300, 59_900],
    ["Buy", 500, 59_890],
    ["Sell", 400, 60_100],
    ["Sell", 600, 60_110],
  ] as const)
    await maker.order(side, size, price);
  await trader.type({ side: "Buy", contracts: "200", price: "59950" });
  await trader.send("Buy 200 XBTUSD at 59,950.0");
  await trader.dismissNotices();
  const handle = page.getByRole("slider", { name: "Buy 200, order on the chart" });
  await expect(handle).toHaveAttribute("aria-valuetext", "59,950.0");

  await test.step("each row of the book ends its total's bar where its part of the longest does, prices in the hue of their side", async () => {
    const canvas = page.getByTestId("book-canvas");
    let book = await Pixels.of(canvas);
    const middleOf = (row: number) => {
      const rowPx = (book.height - SPREAD_PX) / (2 * DEPTH);
      return row < 0 ? DEPTH * rowPx + SPREAD_PX + (-row - 0.5) * rowPx : (DEPTH - row + 0.5) * rowPx;
    };
    // A line of the row in which no figure stands: its uppermost.
    const edgeOf = (row: number) => (book.groundEndsAt(middleOf(row) - 7) ?? book.width) / book.width;
    await expect
      .poll(async () => {
        book = await Pixels.of(canvas);
        return [1, 2, -1, -2, -3].map((row) => Math.round(edgeOf(row) * 100) / 100);
      })
      // Of a thousand: 400 and 1,000 are offered; 200, 500 and 1,000 bid for, the 200 one's own, with its mark at the left edge.
      .toEqual([0.6, 0, 0, 0.5, 0]);
    const inked = (row: number, ink: "buy" | "sell") => book.count(ink, 8, middleOf(row) - 7, book.width * 0.4, middleOf(row) + 7);
    expect([1, 2].every((row) => inked(row, "sell") > 20 && inked(row, "buy") === 0)).toBe(true);
    expect([-1, -2, -3].every((row) => inked(row, "buy") > 20 && inked(row, "sell") === 0)).toBe(true);
    // One's own order has a bar of three pixels at the left edge, and the others have none.
    const own = (row: number) => [0, 1, 2, 3].map((x) => book.is("accent", x, middleOf(row)));
    expect([own(-1), own(-2), own(1)]).toEqual([
      [true, true, true, false],
      [false, false, false, false],
      [false, false, false, false],
    ]);
  });

  await test.step("the order's line lies where its handle does, dashed, and a falling candle is solid in the hue of sells", async () => {
    const chart = page.getByTestId("chart");
    await expect
      .poll(async () => {
        const [pixels, box, line] = [await Pixels.of(chart), await chart.boundingBox(), await handle.boundingBox()];
        const y = Math.round((line?.y ?? 0) + (line?.height ?? 0) / 2 - (box?.y ?? 0));
        const rows = [y - 2, y - 1, y, y + 1, y + 2].map((at) => pixels.count("accent", 300, at, 600, at + 1));
        const dashed = Math.max(...rows) / 300;
        return { isDashed: dashed > 0.5 && dashed < 0.75, isSolid: pixels.count("sell", 0, 0, pixels.width, pixels.height * 0.7) > 60 };
      })
      .toEqual({ isDashed: true, isSolid: true });
  });

  await test.step("depth rises in steps away from the middle, as high as what stands there", async () => {
    await page.getByRole("radio", { name: "Depth", exact: true }).check();
    const canvas = page.getByTestId("depth");
    await expect
      .poll(async () => {
        const pixels = await Pixels.of(canvas);
        const floor = pixels.height - DEPTH_EDGE_PX;
        const most = floor - DEPTH_EDGE_PX;
        // Steps as they are met from the middle outwards: heights that several columns beside each other have.
        const steps = (towards: 1 | -1) => {
          const found: number[] = [];
          let [last, wide] = [0, 0];
          for (let x = Math.round(pixels.width / 2) + 3 * towards; x > 1 && x < pixels.width - 1; x += towards) {
            const top = pixels.groundEndsBelow(x, DEPTH_EDGE_PX - 2) ?? floor;
            const total = Math.round((floor - top) / most / 0.1) * 100;
            wide = total === last ? wide + 1 : 0;
            last = total;
            if (wide === 2 && total > 0 && total !== found.at(-1)) found.push(total);
          }
          return found;
        };
        // The last level of a side is where the drawing of it ends, and has no width of its own.
        return { bids: steps(-1).slice(0, 2), asks: steps(1).slice(0, 1) };
      })
      .toEqual({ bids: [200, 500], asks: [400] });
  });
  await trader.cancelAll();
  await maker.cancelAll();
});
