import { expect, type Page, type TestInfo } from "@playwright/test";
import { seriousFindings } from "./axe.ts";
import { measureText } from "./text-boxes.ts";

/** Screens that every view is looked at on. */
export const SCREENS = [
  { name: "1440", viewport: { width: 1440, height: 900 } },
  { name: "390", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
] as const;

const LONG = process.env.FAIRMARK_PROVE === "1";

/** Screens in both schemes; the short form takes each screen in one, so that every screen and every scheme is seen. */
export const VIEWS = SCREENS.flatMap((screen, i) =>
  (["dark", "light"] as const).filter((_, j) => LONG || i % 2 === j).map((colorScheme) => ({ screen, colorScheme })),
);

/** Both screens in the long form, the wide one in the short: what a phone shows besides is seen by the other views. */
export const WIDE = LONG ? SCREENS : SCREENS.slice(0, 1);

/** Takes a picture, and holds what is on it to the rules of the screen. */
export async function judge(page: Page, info: TestInfo, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await info.attach(name, { body: await page.screenshot({ path: info.outputPath(`${name}.png`) }), contentType: "image/png" });
  const { overlaps, cut, scrollsSideways } = await measureText(page);
  expect(overlaps, name).toEqual([]);
  expect(cut, name).toEqual([]);
  expect(scrollsSideways, name).toBe(false);
  expect(await seriousFindings(page), name).toEqual([]);
}
