import { expect, type Page } from "@playwright/test";

interface Letter {
  readonly text: string;
}

/** Every link in the letters to this address, newest letter first, as the outbox of a local exchange shows them. */
async function linksTo(page: Page, email: string): Promise<readonly string[]> {
  const { origin } = new URL(page.url());
  const letters = (await (await page.request.get(`${origin}/api/v1/outbox`, { params: { email } })).json()) as readonly Letter[];
  return letters.flatMap(({ text }) => text.match(/https?:\/\/\S+/g) ?? []);
}

const leadsTo = (path: string) => (link: string) => new URL(link).pathname === path;

/** How many letters to this address have a link to one of our pages. */
export async function countLetters(page: Page, email: string, path: string): Promise<number> {
  return (await linksTo(page, email)).filter(leadsTo(path)).length;
}

/**
 * The newest link to one of our pages in the letters to this address.
 *
 * @param path of the page: `/approve`
 */
export async function linkOfLetter(page: Page, email: string, path: string): Promise<string> {
  let link: string | undefined;
  await expect
    .poll(async () => {
      link = (await linksTo(page, email)).find(leadsTo(path));
      return link;
    })
    .toBeDefined();
  return link ?? "";
}

/** Confirms the address of who is signed in, as the link of their letter does. */
export async function confirmAddress(page: Page, email: string): Promise<void> {
  const link = await linkOfLetter(page, email, "/verify");
  const status = await page.evaluate(
    async (token) => {
      const body = JSON.stringify({ token });
      return (await fetch("/api/v1/user/verifyEmail", { method: "POST", headers: { "content-type": "application/json" }, body })).status;
    },
    link.slice(link.indexOf("#t=") + 3),
  );
  expect(status).toBe(200);
}
