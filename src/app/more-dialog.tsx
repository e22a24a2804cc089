import { Link } from "wouter";
import { age, figure, MISSING } from "../market/figures.ts";
import { type DialogName, useDialogs } from "../stores/dialogs.ts";
import { useEngineStatus } from "../stores/engine-status.ts";
import { PALETTES, THEMES, usePreferences } from "../stores/preferences.ts";
import { useIsSignedIn } from "../stores/session.ts";
import { usePublished, useTerminal } from "../stores/terminal.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Select } from "../ui/select.tsx";
import text from "../ui/text.module.css";
import { PALETTE_WORDS, THEME_WORDS } from "./commands.ts";
import { linkWords } from "./link-words.ts";
import styles from "./more-dialog.module.css";

const THINGS: readonly (readonly [name: DialogName, words: string])[] = [
  ["markets", "Markets"],
  ["terms", "Terms of this contract"],
  ["alerts", "Notices and sounds"],
  ["locale", "Numbers and dates"],
  ["feeds", "Age of the data"],
  ["calls", "As API calls"],
  ["palette", "Everything by name"],
  ["about", "About Fairmark"],
];

const PAGES = [["/calculators", "Calculators"]] as const;

const themes = THEMES.map((value) => ({ value, label: THEME_WORDS[value] }));
const palettes = PALETTES.map((value) => ({ value, label: PALETTE_WORDS[value] }));

/** What a small screen has no bar for, in reach of the thumb. */
export function MoreDialog() {
  const { show, close } = useDialogs();
  const isSignedIn = useIsSignedIn();
  const { theme, palette, set } = usePreferences();
  return (
    <Dialog title="More" look="sheet" onClose={close}>
      <div className={styles.things}>
        {isSignedIn ? null : (
          <>
            <button type="button" className={styles.thing} onClick={() => show("signUp")}>
              Sign up
            </button>
            <button type="button" className={styles.thing} onClick={() => show("signIn")}>
              Sign in
            </button>
          </>
        )}
        {THINGS.map(([name, words]) => (
          <button key={name} type="button" className={styles.thing} onClick={() => show(name)}>
            {words}
          </button>
        ))}
        {PAGES.map(([href, words]) => (
          <Link key={href} href={href} className={styles.thing} onClick={close}>
            {words}
          </Link>
        ))}
      </div>
      <div className={styles.choices}>
        <Select label="Theme" options={themes} value={theme} onChange={(next) => set({ theme: next })} />
        <Select label="Colours of the sides" options={palettes} value={palette} onChange={(next) => set({ palette: next })} />
      </div>
      <Status />
    </Dialog>
  );
}

/** What the status bar of a larger screen tells. */
function Status() {
  const { vitals, link } = useTerminal();
  const { feedAgeMs, dataToPixelMs, orderRoundTripMs, version } = usePublished(vitals);
  const engine = useEngineStatus((state) => state.status);
  const ms = (value: number | null | undefined) => (value === null || value === undefined ? MISSING : `${figure(value)} ms`);
  const lines: readonly (readonly [name: string, value: string])[] = [
    ["Connection", linkWords(usePublished(link))],
    ["Feed age", feedAgeMs === null ? MISSING : age(feedAgeMs)],
    ["Data to pixel", ms(dataToPixelMs)],
    ["Order round trip", ms(orderRoundTripMs)],
    ["Engine queue", engine === null ? MISSING : figure(engine.queueDepth)],
    ["Engine latency", ms(engine?.latency)],
    ["Version", version ?? MISSING],
  ];
  return (
    <dl className={styles.status}>
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt className={text.third}>{name}</dt>
          <dd className={text.figure}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
