import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { buildWhenStale } from "../scripts/build.ts";
import { House } from "./support/house.ts";

/**
 * Photographs the main screens for people to look at: `npm run photograph` takes twelve screens in three themes and
 * three widths into `test-results/photographs`, `npm run photograph -- --readme` renews the pictures of the README.
 */

const ROOT = join(import.meta.dirname, "..");
const CHROMIUM = [process.env["FAIRMARK_CHROMIUM"] ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const THEMES = ["dark", "light", "contrast"] as const;
const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const;
const PASSWORD = "a long enough password";
/** What is drawn on a canvas comes a frame or two after its data. */
const SETTLE_MS = 700;

type Theme = (typeof THEMES)[number];

/** What leads to a screen from the trade screen. */
type Way = (page: Page) => Promise<void>;

/** A command by its name, which every width has. */
const command =
  (words: string): Way =>
  async (page) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Command" }).fill(words);
    await page.keyboard.press("Enter");
  };
const visit =
  (path: string): Way =>
  async (page) => {
    await page.goto(new URL(path, page.url()).href);
  };
const tab =
  (name: string): Way =>
  async (page) => {
    const positions = page.getByRole("tab", { name: /^Positions/ }).first();
    if (await positions.isVisible()) await positions.click();
    await page
      .getByRole("tab", { name: new RegExp(`^${name}`) })
      .last()
      .click();
  };

const SCREENS: Readonly<Record<string, Way>> = {
  trade: async () => undefined,
  typed: async (page) => {
    const isSheet = await page.getByRole("button", { name: "More", exact: true }).isVisible();
    if (isSheet) await page.getByRole("button", { name: "Buy / long" }).click();
    await page.getByRole("textbox", { name: "Size" }).fill("5000");
    const mid = page.getByRole("button", { name: "Bid", exact: true });
    if (await mid.isVisible()) await mid.click();
  },
  orders: tab("Orders"),
  fills: tab("Fills"),
  markets: command("Markets: go"),
  terms: command("Terms of this"),
  commands: async (page) => {
    await page.keyboard.press("Control+k");
  },
  keys: command("Keys"),
  notices: command("Notices and sounds"),
  calls: command("As API calls"),
  calculators: visit("/calculators"),
  compare: visit("/compare"),
};

async function openBrowser(): Promise<Browser> {
  const executablePath = CHROMIUM.find((path) => path !== "" && existsSync(path));
  return chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: ["--no-sandbox", "--disable-gpu"] });
}

/** Somebody with a position and an order in the book, at a screen of this size. */
async function aPerson(browser: Browser, origin: string, size: { readonly width: number; readonly height: number }): Promise<Page> {
  const isPhone = size.width < 720;
  const context = await browser.newContext({ viewport: size, hasTouch: isPhone, isMobile: isPhone, locale: "en-US", timezoneId: "UTC" });
  const page = await context.newPage();
  await page.goto(`${origin}/trade/XBTUSD`);
  await page.getByRole("button", { name: "Sign up", exact: true }).first().click();
  await page.getByRole("textbox", { name: "Email" }).fill(`person-${size.width}@example.org`);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("dialog").getByRole("button", { name: "Sign up" }).click();
  await page.getByRole("button", { name: "Start trading" }).click();
  const order = (body: object) =>
    page.evaluate(async (sent) => {
      await fetch("/api/v1/order", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(sent) });
    }, body);
  await order({ symbol: "XBTUSD", orderQty: 2_000, ordType: "Market" });
  const [book] = (await (await page.request.get(`${origin}/api/v1/orderBook/L2?symbol=XBTUSD&depth=1`)).json()) as { price: number }[];
  const near = Math.round(book?.price ?? 0);
  await order({ symbol: "XBTUSD", side: "Sell", orderQty: 1_000, price: near + 400 });
  await order({ symbol: "XBTUSD", side: "Sell", orderQty: 1_000, ordType: "Stop", stopPx: near - 1_500, execInst: "Close,MarkPrice" });
  return page;
}

async function dress(page: Page, theme: Theme): Promise<void> {
  await page.keyboard.press("Control+k");
  await page
    .getByRole("combobox", { name: "Command" })
    .fill({ dark: "Dark theme", light: "Light theme", contrast: "High contrast" }[theme]);
  await page.keyboard.press("Enter");
}

async function photograph(page: Page, origin: string, theme: Theme, way: Way, path: string): Promise<void> {
  await page.goto(`${origin}/trade/XBTUSD`);
  await page
    .getByTestId("chart")
    .or(page.getByRole("tab", { name: "Chart" }))
    .first()
    .waitFor();
  await dress(page, theme);
  await way(page);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(SETTLE_MS);
  await page.screenshot({ path });
}

async function photographAll(browser: Browser, origin: string): Promise<void> {
  const folder = join(ROOT, "test-results/photographs");
  mkdirSync(folder, { recursive: true });
  for (const size of WIDTHS) {
    const page = await aPerson(browser, origin, size);
    for (const theme of THEMES) {
      for (const [name, way] of Object.entries(SCREENS)) {
        await photograph(page, origin, theme, way, join(folder, `${name}-${theme}-${size.width}.png`));
      }
    }
    await page.context().close();
    console.info(`${size.width} pixels: ${THEMES.length * Object.keys(SCREENS).length} pictures`);
  }
  console.info(`They lie in ${folder}.`);
}

async function photographForReadme(browser: Browser, origin: string): Promise<void> {
  const [desk, , phone] = WIDTHS;
  const typed = SCREENS["typed"] as Way;
  const at = (name: string) => join(ROOT, "docs/pictures", name);
  const page = await aPerson(browser, origin, desk);
  await photograph(page, origin, "dark", typed, at("trade.png"));
  await photograph(page, origin, "light", typed, at("trade-light.png"));
  await photograph(page, origin, "dark", SCREENS["calculators"] as Way, at("calculators.png"));
  const small = await aPerson(browser, origin, phone);
  await photograph(small, origin, "dark", SCREENS["trade"] as Way, at("phone.png"));
}

await buildWhenStale((line) => console.info(line));
const house = await House.open({ MARKET: "demo" });
const browser = await openBrowser();
try {
  if (process.argv.includes("--readme")) await photographForReadme(browser, house.origin);
  else await photographAll(browser, house.origin);
} finally {
  await browser.close();
  await house.close();
}
