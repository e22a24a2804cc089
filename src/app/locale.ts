import { usePreferences } from "../stores/preferences.ts";

/** Writes numbers and dates another way: formatters are made once, where the page starts, so it starts again. */
export function chooseLocale(locale: string): void {
  usePreferences.getState().set({ locale });
  location.reload();
}
