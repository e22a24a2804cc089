import { expect, type Page } from "@playwright/test";
import { test } from "./support/fixtures.ts";

/** Chooses an operation, fills its form and sends it. */
async function send(page: Page, operation: string, fields: Readonly<Record<string, string>> = {}): Promise<unknown> {
  await page.getByRole("searchbox", { name: "Find" }).fill(operation);
  await page.getByRole("link", { name: operation, exact: true }).click();
  await expect(page.getByRole("heading", { name: operation, exact: true })).toBeVisible();
  for (const [name, value] of Object.entries(fields)) await page.locator(`main [name="${name}"]`).fill(value);
  await page.getByRole("button", { name: "Send" }).click();
  return JSON.parse(await page.locator("#answer").innerText());
}

const status = (page: Page) => page.locator("#status");

test("API-014 the explorer lists every operation, sends as who is signed in, makes a key and signs with it", async ({
  newTrader,
  house,
  allowed,
}) => {
  // The browser itself notes every answer that is not 2xx.
  allowed.push(/Failed to load resource: .* 40[013]/);
  const { page, email } = await newTrader();
  const served = page.waitForResponse(/\/api\/explorer$/);
  await page.goto(`${house.origin}/api/explorer`);
  const policy = (await served).headers()["content-security-policy"] ?? "";
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain("unsafe");

  const document = (await (await page.request.get(`${house.origin}/api/explorer/swagger.json`)).json()) as {
    readonly paths: Record<string, object>;
  };
  const operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
    Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path}`),
  );
  await expect(page.locator("#operations a")).toHaveCount(operations.length);

  const trades = await send(page, "GET /instrument", { columns: "symbol,lotSize", filter: '{"symbol":"XBTUSD"}' });
  expect(trades).toEqual([{ symbol: "XBTUSD", lotSize: 100 }]);
  await expect(status(page)).toContainText("200");

  await send(page, "POST /user/signup", { email, password: "a long enough password" });
  const [letter] = (await send(page, "GET /outbox", { email })) as readonly { readonly link: string }[];
  await send(page, "POST /user/verifyEmail", { token: letter?.link.split("#t=")[1] ?? "" });
  const key = (await send(page, "POST /apiKey", { name: "bot", permissions: '["order"]' })) as {
    readonly id: string;
    readonly secret: string;
  };
  await page.getByLabel("Key", { exact: true }).fill(key.id);
  await page.getByLabel("Secret", { exact: true }).fill(key.secret);
  expect(await send(page, "GET /user")).toMatchObject({ email });
  // A key alone, though its owner is signed in beside it: it makes no keys.
  expect(await send(page, "POST /apiKey", { name: "another" })).toMatchObject({ error: { message: "Access Denied" } });
  expect(await send(page, "POST /order", { symbol: "XBTUSD", orderQty: "100", price: "1" })).toMatchObject({ error: {} });
  expect(await send(page, "GET /order", { filter: '{"open":true}', count: "5" })).toEqual([]);
  await page.getByLabel("Secret").fill(`${key.secret}x`);
  expect(await send(page, "GET /user")).toMatchObject({ error: { message: "Signature not valid." } });
  await expect(status(page)).toContainText("401");
  // The secret is nowhere but in its field.
  expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, location.href]))).not.toContain(key.secret);
});
