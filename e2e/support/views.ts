import type { BrowserContextOptions } from "@playwright/test";
import { SCREENS } from "./judge.ts";

const LONG = process.env["FAIRMARK_PROVE"] === "1";

type ViewName = `${"dark" | "light"}, ${(typeof SCREENS)[number]["name"]}`;

interface View {
  readonly name: ViewName;
  /** Of the browser that is looked through: its screen, its touch, its scheme. */
  readonly options: BrowserContextOptions;
}

const VIEWS: readonly View[] = SCREENS.flatMap(({ name, ...screen }) =>
  (["dark", "light"] as const).map((colorScheme): View => ({ name: `${colorScheme}, ${name}`, options: { ...screen, colorScheme } })),
);

/** Both schemes on desk and phone in the long form; in the short one the view that this flow stands for. */
export const viewsOf = (short: ViewName): readonly View[] => VIEWS.filter(({ name }) => LONG || name === short);
