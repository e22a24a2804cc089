import { expect } from "@playwright/test";
import { test } from "./support/fixtures.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

test("WSP-003 on a phone whatever a desk has is in reach of the thumb", async ({ newTrader }) => {
  const trader = await newTrader(PHONE);
  const { page } = trader;
  await trader.open();
  // The lower 60 per cent of the screen.
  const isInReach = async (name: string, role: "button" | "tab") =>
    ((await page.getByRole(role, { name, exact: true }).first().boundingBox())?.y ?? 0) > 844 * 0.4;
  for (const tab of ["Chart", "Book", "Trades", "Risk", "Positions"]) expect(await isInReach(tab, "tab"), tab).toBe(true);
  for (const button of ["Buy / long", "Sell / short", "More"]) expect(await isInReach(button, "button"), button).toBe(true);
  await page.getByRole("button", { name: "More", exact: true }).click();
  const more = page.getByRole("dialog", { name: "More" });
  await expect(more).toContainText(/ConnectionLive/);
  const heights = await more
    .locator("button:not([aria-label=Close]), a")
    // While the sheet rises, heights are off by the rounding of its place.
    .evaluateAll((found) => found.map((one) => Math.round(one.getBoundingClientRect().height)));
  expect(heights.length).toBeGreaterThan(15);
  expect(heights.filter((height) => height < 44)).toEqual([]);
  await more.getByRole("combobox", { name: "Theme" }).selectOption("light");
  expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("light");
  await more.getByRole("button", { name: "Notices and sounds" }).click();
  await page.getByRole("dialog", { name: "Notices and sounds" }).getByRole("checkbox", { name: "Fills: Sound" }).check();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await more.getByRole("button", { name: "Markets" }).click();
  await expect(page.getByRole("dialog", { name: "Markets" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More", exact: true }).click();
  const pages = ["Security", "Wallet", "API keys", "Portfolio", "Calculators", "My liquidations", "Leverage statistics", "Rules"];
  for (const name of pages) await expect(more.getByRole("link", { name, exact: true })).toBeVisible();
  await expect(more.getByRole("button", { name: "Sign out" })).toHaveCount(0);
});

test("WSP-003 it installs as an app that opens without a network, shows no old price, and goes on when the network is back", async ({
  newTrader,
  allowed,
}) => {
  allowed.push(/ERR_INTERNET_DISCONNECTED/, /Failed to load resource/, /WebSocket connection/);
  const trader = await newTrader({ ...PHONE, serviceWorkers: "allow" });
  const { page } = trader;
  await trader.open();
  const manifest = await page.evaluate(async () => {
    const { href } = document.querySelector<HTMLLinkElement>("link[rel=manifest]") ?? { href: "" };
    const read = (await (await fetch(href)).json()) as {
      name: string;
      display: string;
      icons: { src: string; sizes: string; purpose: string }[];
    };
    const icons = await Promise.all(read.icons.map(async ({ src }) => (await fetch(src)).headers.get("content-type")));
    return { ...read, types: icons };
  });
  expect(manifest).toMatchObject({ name: "Fairmark", display: "standalone" });
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(["192x192", "512x512"]));
  expect(manifest.types.every((type) => type?.startsWith("image/"))).toBe(true);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  // What it was opened with is kept by now, since the worker has the page.
  await page.reload();
  await expect(page.getByText("60,").first()).toBeVisible();
  const kept = () =>
    page.evaluate(async () => {
      const requests = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    });
  await expect.poll(async () => (await kept()).some((path) => path.startsWith("/assets/more-dialog"))).toBe(true);

  await page.context().setOffline(true);
  await page.reload();
  await expect(page.getByRole("tab", { name: "Chart" })).toBeVisible();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "More" })).toContainText(/ConnectionConnecting/);
  await page.keyboard.press("Escape");
  await expect(page.getByText(/60,0\d\d/)).toHaveCount(0);
  expect((await kept()).filter((path) => path.startsWith("/api") || path.startsWith("/realtime"))).toEqual([]);

  await page.context().setOffline(false);
  await expect(page.getByText(/60,0\d\d/).first()).toBeVisible();
});
