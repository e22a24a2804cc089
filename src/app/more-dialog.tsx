import { Link } from "wouter";
import { leave } from "../features/account/leave.ts";
import { age, figure, MISSING, timeOfDay } from "../market/figures.ts";
import { type DialogName, useDialogs } from "../stores/dialogs.ts";
import { useEngineStatus } from "../stores/engine-status.ts";
import { PALETTES, THEMES, usePreferences } from "../stores/preferences.ts";
import { useIsSignedIn } from "../stores/session.ts";
import { usePublished, useTerminal } from "../stores/terminal.ts";
import * as commonTexts from "../texts/common.ts";
import * as moreTexts from "../texts/more.ts";
import * as shellTexts from "../texts/shell.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Select } from "../ui/select.tsx";
import text from "../ui/text.module.css";
import { PALETTE_WORDS, THEME_WORDS } from "./commands.ts";
import { linkWords } from "./link-words.ts";
import styles from "./more-dialog.module.css";
import { pagesOf } from "./pages.ts";

const THINGS: readonly (readonly [name: DialogName, words: string])[] = [
  ["markets", shellTexts.markets],
  ["terms", shellTexts.terms],
  ["alerts", shellTexts.alerts],
  ["locale", shellTexts.locale],
  ["feeds", shellTexts.feeds],
  ["calls", shellTexts.calls],
  ["palette", moreTexts.palette],
  ["about", shellTexts.aboutProduct],
];

const themes = THEMES.map((value) => ({ value, label: THEME_WORDS[value] }));
const palettes = PALETTES.map((value) => ({ value, label: PALETTE_WORDS[value] }));

/** What a small screen has no bar for, in reach of the thumb. */
export function MoreDialog() {
  const { show, close } = useDialogs();
  const { symbol } = useTerminal();
  const isSignedIn = useIsSignedIn();
  const { theme, palette, set } = usePreferences();
  const signOut = () => {
    close();
    return leave();
  };
  return (
    <Dialog title={moreTexts.heading} look="sheet" onClose={close}>
      <div className={styles.things}>
        {isSignedIn ? null : (
          <>
            <button type="button" className={styles.thing} onClick={() => show("signUp")}>
              {commonTexts.signUp}
            </button>
            <button type="button" className={styles.thing} onClick={() => show("signIn")}>
              {commonTexts.signIn}
            </button>
          </>
        )}
        {THINGS.map(([name, words]) => (
          <button key={name} type="button" className={styles.thing} onClick={() => show(name)}>
            {words}
          </button>
        ))}
        {pagesOf(symbol).map(({ path, name }) => (
          <Link key={path} href={path} className={styles.thing} onClick={close}>
            {name}
          </Link>
        ))}
        {isSignedIn ? (
          <button type="button" className={styles.thing} onClick={() => void signOut()}>
            {commonTexts.signOut}
          </button>
        ) : null}
      </div>
      <div className={styles.choices}>
        <Select label={shellTexts.theme} options={themes} value={theme} onChange={(next) => set({ theme: next })} />
        <Select label={shellTexts.sideColours} options={palettes} value={palette} onChange={(next) => set({ palette: next })} />
      </div>
      <Status />
    </Dialog>
  );
}

/** What the status bar of a larger screen tells. */
function Status() {
  const { vitals, link } = useTerminal();
  const { feedAgeMs, dataToPixelMs, orderRoundTripMs, version, accountSilentSinceMs } = usePublished(vitals);
  const engine = useEngineStatus((state) => state.status);
  const ms = (value: number | null | undefined) => (value === null || value === undefined ? MISSING : `${figure(value)} ms`);
  const lines: readonly (readonly [name: string, value: string])[] = [
    [moreTexts.connection, linkWords(usePublished(link))],
    ...(accountSilentSinceMs === null ? [] : [[moreTexts.yourAccount, moreTexts.silentSince(timeOfDay(accountSilentSinceMs))] as const]),
    ...(engine === null || engine.halted === null ? [] : [[shellTexts.halted, engine.halted] as const]),
    [commonTexts.feedAge, feedAgeMs === null ? MISSING : age(feedAgeMs)],
    [moreTexts.dataToPixel, ms(dataToPixelMs)],
    [moreTexts.roundTrip, ms(orderRoundTripMs)],
    [shellTexts.engineQueue, engine === null ? MISSING : figure(engine.queueDepth)],
    [moreTexts.engineLatency, ms(engine?.latency)],
    [shellTexts.version, version ?? MISSING],
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
