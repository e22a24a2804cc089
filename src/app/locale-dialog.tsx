import { useDialogs } from "../stores/dialogs.ts";
import { LOCALES, usePreferences } from "../stores/preferences.ts";
import * as localeTexts from "../texts/locale.ts";
import * as shellTexts from "../texts/shell.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Select } from "../ui/select.tsx";
import text from "../ui/text.module.css";
import styles from "./commands.module.css";
import { chooseLocale } from "./locale.ts";

const NAMES: Readonly<Record<(typeof LOCALES)[number], string>> = localeTexts.names;
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
    <Dialog title={shellTexts.locale} onClose={close}>
      <div className={styles.form}>
        <Select label={localeTexts.writtenAsIn} options={OPTIONS} value={known} onChange={chooseLocale} />
        <p className={text.figure}>
          {new Intl.NumberFormat(tag, { minimumFractionDigits: 1 }).format(FIGURE)} ·{" "}
          {new Intl.DateTimeFormat(tag ?? "en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(DAY)}
        </p>
        <p className={text.second}>{localeTexts.about}</p>
      </div>
    </Dialog>
  );
}
