import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { buildWhenStale } from "../../scripts/build.ts";
import { House } from "./house.ts";
import { Trader } from "./trader.ts";

/** A trader in a browser of their own, whose console is listened to. */
type NewTrader = (options?: BrowserContextOptions) => Promise<Trader>;

interface Fixtures {
  readonly newTrader: NewTrader;
  /** Messages of the console that a test brings about on purpose. */
  readonly allowed: RegExp[];
}

/**
 * Traders share the exchange of their file. Whatever their consoles say of errors or warnings, violations of the
 * security policy among them, fails the test unless it allowed it.
 */
export const test = base.extend<Fixtures, { readonly house: House }>({
  house: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here
    async ({}, use) => {
      // The tests look at what is built, as a person does.
      await buildWhenStale((line) => process.stdout.write(`${line}\n`));
      const house = await House.open();
      await house.setIndex(60_000);
      await use(house);
      await house.close();
    },
    { scope: "worker" },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here
  allowed: async ({}, use) => {
    await use([]);
  },

  newTrader: async ({ browser, house, allowed }, use) => {
    const contexts: BrowserContext[] = [];
    const said: string[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: "dark", ...options });
      contexts.push(context);
      const page = await context.newPage();
      listen(page, said);
      return new Trader(page, house.origin);
    });
    for (const context of contexts) await context.close();
    expect(said.filter((line) => !allowed.some((pattern) => pattern.test(line)))).toEqual([]);
  },
});

function listen(page: Page, said: string[]): void {
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") said.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => said.push(`uncaught: ${error.message}`));
}
