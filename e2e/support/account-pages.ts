import { type Locator, type Page, request } from "@playwright/test";
import { PASSWORD } from "./trader.ts";

/** What is refused on purpose, or has to be approved first: the browser itself notes every answer that is not 2xx. */
export const REFUSED = /Failed to load resource: .* 40[013]/;

/** A part of a page, by its heading. */
export const part = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });

export async function approveByPassword(page: Page, password = PASSWORD): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Is it you?" });
  await dialog.getByLabel("Password").fill(password);
  await dialog.getByRole("button", { name: "Approve", exact: true }).click();
}

export const approveByPasskey = (page: Page): Promise<void> => page.getByRole("button", { name: "Approve with a passkey" }).click();

/** Opens an account that no page is signed in to. @returns its deposit address */
export async function openAccount(origin: string, email: string): Promise<string> {
  const context = await request.newContext({ extraHTTPHeaders: { origin } });
  await context.post(`${origin}/api/v1/user/signup`, { data: { email, password: PASSWORD } });
  const address = (await (await context.get(`${origin}/api/v1/user/depositAddress`)).json()) as string;
  await context.dispose();
  return address;
}
