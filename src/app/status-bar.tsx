import { useSyncExternalStore } from "react";
import { age, figure, MISSING, moment, timeOfDay } from "../market/figures.ts";
import { callLog, lastAction } from "../rest/call-log.ts";
import { useDialogs } from "../stores/dialogs.ts";
import { useEngineStatus } from "../stores/engine-status.ts";
import { useSession } from "../stores/session.ts";
import { usePublished, useTerminal } from "../stores/terminal.ts";
import * as commonTexts from "../texts/common.ts";
import * as shellTexts from "../texts/shell.ts";
import { classNames } from "../ui/class-names.ts";
import text from "../ui/text.module.css";
import { linkWords } from "./link-words.ts";
import styles from "./status-bar.module.css";

/** Bounds past which a figure is called late. */
const LATE_FEED_MS = 7_000;
const LATE_PIXEL_MS = 250;
const LATE_ORDER_MS = 1_000;
const LATE_ENGINE_MS = 250;

/** Even a market that rests closes a minute each minute; one that is further off goes by a clock of its own. */
const OWN_CLOCK_MS = 90_000;

/** The way from the exchange to the eye, in figures. */
export function StatusBar() {
  const { vitals, link } = useTerminal();
  const { nowMs, marketMs, feedAgeMs, dataToPixelMs, orderRoundTripMs, serverMs, version, accountSilentSinceMs } = usePublished(vitals);
  const now = usePublished(link);
  const market = useSession(({ session }) => session?.market ?? null);
  const show = useDialogs((dialogs) => dialogs.show);
  const isLive = now.phase === "live";
  const hasOwnClock = marketMs !== null && Math.abs(nowMs - marketMs) > OWN_CLOCK_MS;
  return (
    <footer className={classNames(styles.bar, text.figure)}>
      <span role="status" className={isLive && accountSilentSinceMs === null ? undefined : text.risk}>
        <span className={classNames(styles.dot, isLive && accountSilentSinceMs === null && styles.live)} aria-hidden="true" />
        {isLive && accountSilentSinceMs !== null ? shellTexts.partlyLive(timeOfDay(accountSilentSinceMs)) : linkWords(now)}
      </span>
      <button type="button" className={styles.feed} aria-haspopup="dialog" onClick={() => show("feeds")}>
        <Vital name={commonTexts.feedAge} ms={feedAgeMs} late={LATE_FEED_MS} write={age} />
      </button>
      <Vital name={shellTexts.dataToPixel} ms={dataToPixelMs} late={LATE_PIXEL_MS} write={milliseconds} />
      <Vital name={shellTexts.roundTrip} ms={orderRoundTripMs} late={LATE_ORDER_MS} write={milliseconds} />
      <EngineVitals />
      <span className={styles.end}>
        {market === null || hasOwnClock ? null : (
          <span>
            <span className={text.third}>{shellTexts.market}</span> {market}
          </span>
        )}
        {hasOwnClock ? (
          <span>
            <span className={text.third}>{shellTexts.marketAsOf}</span> {moment(marketMs)}
          </span>
        ) : null}
        <span className={hasOwnClock ? undefined : styles.time}>
          <span className={text.third}>{shellTexts.server}</span>{" "}
          {serverMs === null ? MISSING : hasOwnClock ? timeOfDay(serverMs) : moment(serverMs)}
        </span>
        <span className={styles.version}>
          <span className={text.third}>{shellTexts.version}</span> {version ?? MISSING}
        </span>
        <LastCall />
        <button type="button" className={text.link} onClick={() => show("keys")}>
          {shellTexts.keys}
        </button>
        <button type="button" className={text.link} onClick={() => show("about")}>
          {shellTexts.about}
        </button>
      </span>
    </footer>
  );
}

/** What waits for the engine, and how long it takes to answer. */
function EngineVitals() {
  const status = useEngineStatus((state) => state.status);
  if (status?.halted !== null && status !== null) return <span className={text.risk}>{shellTexts.haltedBecause(status.halted)}</span>;
  return (
    <>
      <span className={styles.vital}>
        <span className={text.third}>{shellTexts.engineQueue}</span> {status === null ? MISSING : figure(status.queueDepth)}
      </span>
      <Vital
        name={shellTexts.engineLatency}
        ms={status?.latency ?? null}
        late={LATE_ENGINE_MS}
        write={(ms) => (ms < 9.95 ? `${figure(ms, 1)} ms` : milliseconds(ms))}
      />
    </>
  );
}

/** What was sent last, as a call; a press shows it whole. */
function LastCall() {
  const call = lastAction(useSyncExternalStore(callLog.subscribe, callLog.get));
  const show = useDialogs((dialogs) => dialogs.show);
  return (
    <button type="button" className={classNames(text.link, styles.call)} aria-haspopup="dialog" onClick={() => show("calls")}>
      {call === undefined ? shellTexts.apiCalls : `${call.verb} ${call.path}`}
    </button>
  );
}

const milliseconds = (ms: number) => (ms < 999.5 ? `${figure(ms)} ms` : `${figure(ms / 1_000, 1)} s`);

interface VitalProps {
  readonly name: string;
  readonly ms: number | null;
  readonly late: number;
  readonly write: (ms: number) => string;
}

function Vital({ name, ms, late, write }: VitalProps) {
  const isLate = ms !== null && ms > late;
  return (
    <span className={styles.vital}>
      <span className={text.third}>{name}</span> <span className={isLate ? text.risk : undefined}>{ms === null ? MISSING : write(ms)}</span>
      {isLate ? <span className={text.risk}> {shellTexts.late}</span> : null}
    </span>
  );
}
