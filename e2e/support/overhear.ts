import type { Page } from "@playwright/test";

/** What a page told by the browser's own means. */
interface Overheard {
  readonly notifications: readonly string[];
  readonly tones: number;
}

interface Ears {
  overheard?: { notifications: string[]; tones: number };
}

/** Stands in for the browser's notifications, allowed, and counts tones. To be called before the page is opened. */
export async function overhear(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const overheard = { notifications: [] as string[], tones: 0 };
    (globalThis as Ears).overheard = overheard;
    class Told {
      static readonly permission = "granted";
      constructor(title: string, { body }: { readonly body: string }) {
        overheard.notifications.push(`${title}: ${body}`);
      }
    }
    Object.defineProperty(globalThis, "Notification", { value: Told });
    const make = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function () {
      overheard.tones += 1;
      return make.call(this);
    };
  });
}

/** @param isHidden whether the page takes itself for one that nobody looks at */
export const pretendHidden = (page: Page, isHidden: boolean): Promise<void> =>
  page.evaluate((value) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
    document.dispatchEvent(new Event("visibilitychange"));
  }, isHidden);

export const overheardBy = (page: Page): Promise<Overheard> =>
  page.evaluate(() => (globalThis as Ears).overheard ?? { notifications: [], tones: 0 });
