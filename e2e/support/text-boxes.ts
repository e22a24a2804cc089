import type { Page } from "@playwright/test";

/** A piece of text as it lies on the screen. */
interface TextBox {
  readonly text: string;
  /** Panel, bar or dialog that it belongs to. */
  readonly panel: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Geometry {
  /** Pairs of texts that lie on each other. */
  readonly overlaps: readonly string[];
  /** Texts of which a part is cut off at the left or right. */
  readonly cut: readonly string[];
  /** How many texts were looked at. */
  readonly texts: number;
  /** Whether the page itself is wider than the screen. */
  readonly scrollsSideways: boolean;
}

/** Measures all text that can be seen: nothing may lie on anything else, and nothing may be cut off sideways. */
export async function measureText(page: Page): Promise<Geometry> {
  const { boxes, cut, scrollsSideways } = await page.evaluate(collect);
  return { overlaps: overlapsOf(boxes), cut, texts: boxes.length, scrollsSideways };
}

/** Runs in the page. */
function collect(): { readonly boxes: readonly TextBox[]; readonly cut: readonly string[]; readonly scrollsSideways: boolean } {
  const boxes: TextBox[] = [];
  const cut: string[] = [];
  const clips = (element: Element, axis: "overflowX" | "overflowY") => getComputedStyle(element)[axis] !== "visible";
  const top = document.querySelector("dialog[open]") ?? document.body;
  /** Whether what stays in place while others scroll, as the button below a long ticket, lies over it. */
  const isBelowBar = (parent: Element, x: number, y: number) => {
    for (let box = document.elementFromPoint(x, y); box !== null && !box.contains(parent); box = box.parentElement)
      if (getComputedStyle(box).position === "sticky") return true;
    return false;
  };
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    const text = (node.textContent ?? "").trim();
    if (parent === null || text === "" || !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    // Text for ears alone is clipped away; notices lie over the page for a moment, by design.
    if (parent.closest('[class*="hidden"], [role="log"]') !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    // What an ellipsis shortens is told twice, whole and then as it is shown: of one line, the last counts.
    const lines = new Map([...range.getClientRects()].map((rect) => [rect.top, rect]));
    for (const rect of lines.values()) {
      if (rect.width < 1 || rect.height < 1) continue;
      // The glyphs themselves: line boxes are taller than what is drawn in them.
      const slack = Math.max(0, (rect.height - Number.parseFloat(getComputedStyle(parent).fontSize)) / 2);
      let { left, right } = rect;
      let upper = rect.top + slack;
      let lower = rect.bottom - slack;
      let isCut = false;
      // A dialog lies above the page: what its ancestors would cut off, they do not.
      for (let box: Element | null = parent; box !== null && box !== top.parentElement; box = box.parentElement) {
        const edge = box.getBoundingClientRect();
        if (clips(box, "overflowX")) {
          // What scrolls sideways is reached by scrolling.
          const scrolls = /auto|scroll/.test(getComputedStyle(box).overflowX) && box.scrollWidth > box.clientWidth + 1;
          if (!scrolls && (left < edge.left - 1 || right > edge.right + 1)) isCut = true;
          left = Math.max(left, edge.left);
          right = Math.min(right, edge.right);
        }
        if (clips(box, "overflowY")) {
          upper = Math.max(upper, edge.top);
          lower = Math.min(lower, edge.bottom);
        }
      }
      if (right - left < 1 || lower - upper < 1) continue;
      if (isBelowBar(parent, (left + right) / 2, (upper + lower) / 2)) continue;
      if (isCut || left < -1 || right > innerWidth + 1) cut.push(text);
      const panel = parent.closest("dialog, section[aria-label], header, footer")?.getAttribute("aria-label") ?? "page";
      boxes.push({ text, panel, left, top: upper, right, bottom: lower });
    }
  }
  return { boxes, cut, scrollsSideways: document.documentElement.scrollWidth > innerWidth };
}

/** How far texts may touch: rounding of the layout. */
const TOUCH_PX = 1;

function overlapsOf(boxes: readonly TextBox[]): string[] {
  const found: string[] = [];
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1)) {
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (width > TOUCH_PX && height > TOUCH_PX) found.push(`'${a.text}' (${a.panel}) lies on '${b.text}' (${b.panel})`);
    }
  }
  return found;
}
