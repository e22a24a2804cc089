import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const CSS = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");
const THEMES = ["dark", "light", "contrast"] as const;
const PALETTES = ["default", "red-up", "blue-orange"] as const;
const GROUNDS = ["--bg", "--surface", "--raised", "--overlay"];
/** What is read. Buttons have a ground of their own. */
const INKS = ["--text", "--text-2", "--text-3", "--accent", "--mark", "--risk", "--risk-2", "--error", "--ok", "--buy", "--sell"];
const FILLS = ["--accent-fill", "--buy-fill", "--sell-fill"];

/** Colours that hold in a theme with a palette, later rules over earlier ones. */
function tokensOf(theme: string, palette: string): ReadonlyMap<string, string> {
  const tokens = new Map<string, string>();
  for (const [, selectors = "", body = ""] of CSS.replace(/\/\*.*?\*\//gs, "").matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const applies = selectors.split(",").some((selector) => {
      const [, wantedTheme] = /data-theme="([\w-]+)"/.exec(selector) ?? [];
      const [, wantedPalette] = /data-palette="([\w-]+)"/.exec(selector) ?? [];
      return (wantedTheme === undefined ? selector.trim() === ":root" : wantedTheme === theme) && (wantedPalette ?? palette) === palette;
    });
    if (!applies) continue;
    for (const [, name = "", value = ""] of body.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6})\b/g)) tokens.set(name, value);
  }
  return tokens;
}

/** Relative luminance. Source: WCAG 2.2, definition of the same name. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(THEMES)("WSP-007 the theme %s", (theme) => {
  test.each(PALETTES)("WSP-007 with the palette %s every text stands out at 4.5 to 1 and more, and the edges of fields at 3", (palette) => {
    const tokens = tokensOf(theme, palette);
    const of = (name: string) => tokens.get(name) ?? "";
    for (const ground of GROUNDS) {
      for (const ink of INKS) expect(contrast(of(ink), of(ground)), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      expect(contrast(of("--control"), of(ground)), `--control on ${ground}`).toBeGreaterThanOrEqual(3);
    }
    for (const fill of FILLS) expect(contrast(of("--on-fill"), of(fill)), fill).toBeGreaterThanOrEqual(4.5);
    expect(of("--buy")).not.toBe(of("--sell"));
  });
});
