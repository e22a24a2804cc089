import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * What axe finds that is serious or worse, each with the elements concerned.
 *
 * @param part what of the page is looked at: behind an open dialog it is inert, and is looked at by itself
 */
export async function seriousFindings(page: Page, part = "html"): Promise<readonly string[]> {
  // The pages have no frames of other origins, so nothing needs to be put together in a page of its own.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().include(part).withTags(TAGS).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
