import { type Palette, type Theme, usePreferences } from "../stores/preferences.ts";

const CONTRAST = "(prefers-contrast: more)";
const LIGHT = "(prefers-color-scheme: light)";

/** The theme that is drawn: the one chosen, or what the system asks for. `theme.js` decides alike before the first paint. */
function drawnTheme(theme: Theme): Exclude<Theme, "system"> {
  if (theme !== "system") return theme;
  if (matchMedia(CONTRAST).matches) return "contrast";
  return matchMedia(LIGHT).matches ? "light" : "dark";
}

function dress({ theme, palette }: { readonly theme: Theme; readonly palette: Palette }): void {
  const { dataset } = document.documentElement;
  dataset.theme = drawnTheme(theme);
  dataset.palette = palette;
}

/** Keeps the page dressed as it is chosen. Called once, where the page starts. */
export function followTheme(): void {
  usePreferences.subscribe(dress);
  for (const query of [CONTRAST, LIGHT]) matchMedia(query).addEventListener("change", () => dress(usePreferences.getState()));
  dress(usePreferences.getState());
}
