import { forgetInks } from "./inks.ts";
import { forgetWidths } from "./tabular-text.ts";

const listeners = new Set<() => void>();

/** Calls when colours or fonts are others than before, so that what is drawn has to be drawn anew. */
export function onInkChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed(): void {
  forgetInks();
  forgetWidths();
  for (const listener of [...listeners]) listener();
}

/** Watches the page's theme, the reader's own colours, and fonts that arrive. Called once, where the page starts. */
export function watchInks(): void {
  const root = document.documentElement;
  new MutationObserver(changed).observe(root, { attributes: true, attributeFilter: ["data-theme", "data-palette"] });
  matchMedia("(forced-colors: active)").addEventListener("change", changed);
  document.fonts.addEventListener("loadingdone", changed);
}
