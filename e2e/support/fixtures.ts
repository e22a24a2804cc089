import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { House } from "./house.ts";
import { Maker } from "./maker.ts";
import { Trader } from "./trader.ts";

/** A trader in a browser of their own, whose console is listened to. */
type NewTrader = (options?: BrowserContextOptions) => Promise<Trader>;

/** The exchange of the file that a worker is at. */
interface OpenHouse {
  file: string;
  house: House | null;
}

interface Fixtures {
  readonly house: House;
  readonly newTrader: NewTrader;
  readonly newMaker: () => Promise<Maker>;
  /** Messages of the console that a test brings about on purpose. */
  readonly allowed: RegExp[];
}

/**
 * Traders share the exchange of their file. Whatever their consoles say of errors or warnings, violations of the
 * security policy among them, fails the test unless it allowed it.
 */
export const test = base.extend<Fixtures, { readonly openHouse: OpenHouse }>({
  openHouse: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here
    async ({}, use) => {
      const open: OpenHouse = { file: "", house: null };
      await use(open);
      await open.house?.close();
    },
    { scope: "worker" },
  ],

  house: async ({ openHouse }, use, { file }) => {
    if (openHouse.house === null || openHouse.file !== file) {
      await openHouse.house?.close();
      openHouse.house = await House.open();
      openHouse.file = file;
      await openHouse.house.setIndex(60_000);
    }
    await use(openHouse.house);
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here
  allowed: async ({}, use) => {
    await use([]);
  },

  newMaker: async ({ house }, use) => {
    const makers: Maker[] = [];
    await use(async () => {
      const maker = await Maker.open(house.origin);
      makers.push(maker);
      return maker;
    });
    for (const maker of makers) await maker.close();
  },

  newTrader: async ({ browser, house, allowed }, use) => {
    const contexts: BrowserContext[] = [];
    const said: string[] = [];
    await use(async (options) => {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        colorScheme: "dark",
        // What a worker fetches passes by the tests that stand in for files.
        serviceWorkers: "block",
        ...options,
      });
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
    // Said by the tests' own hand, see `serviceWorkers`.
    if (message.text().includes("blocked by Playwright")) return;
    if (message.type() === "error" || message.type() === "warning") said.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => said.push(`uncaught: ${error.message}`));
}
