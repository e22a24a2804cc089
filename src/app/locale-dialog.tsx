import { useDialogs } from "../stores/dialogs.ts";
import { LOCALES, usePreferences } from "../stores/preferences.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Select } from "../ui/select.tsx";
import text from "../ui/text.module.css";
import styles from "./commands.module.css";
import { chooseLocale } from "./locale.ts";

const NAMES: Readonly<Record<(typeof LOCALES)[number], string>> = {
  browser: "As the browser",
  "en-GB": "English, day first",
  "en-US": "English, month first",
  "de-DE": "Deutsch",
  "fr-FR": "Français",
  "es-ES": "Español",
  "pt-BR": "Português",
  "ja-JP": "日本語",
  "zh-CN": "中文",
};
const OPTIONS = LOCALES.map((value) => ({ value, label: NAMES[value] }));
/** A figure and a day that show every sign that differs. */
const FIGURE = 1_234_567.5;
const DAY = Date.UTC(2026, 10, 21);

/** How numbers and dates are written; words stay English. */
export function LocaleDialog() {
  const close = useDialogs((dialogs) => dialogs.close);
  const locale = usePreferences((preferences) => preferences.locale);
  const known = LOCALES.find((one) => one === locale) ?? "browser";
  const tag = known === "browser" ? undefined : known;
  return (
    <Dialog title="Numbers and dates" onClose={close}>
      <div className={styles.form}>
        <Select label="Written as in" options={OPTIONS} value={known} onChange={chooseLocale} />
        <p className={text.figure}>
          {new Intl.NumberFormat(tag, { minimumFractionDigits: 1 }).format(FIGURE)} ·{" "}
          {new Intl.DateTimeFormat(tag ?? "en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(DAY)}
        </p>
        <p className={text.second}>The page loads again when you choose. Times are in UTC everywhere.</p>
      </div>
    </Dialog>
  );
}
