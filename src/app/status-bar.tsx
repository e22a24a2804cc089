import { useSyncExternalStore } from "react";
import { age, day, figure, MISSING, timeOfDay } from "../market/figures.ts";
import { callLog } from "../rest/call-log.ts";
import { useDialogs } from "../stores/dialogs.ts";
import { useSession } from "../stores/session.ts";
import { usePublished, useTerminal } from "../stores/terminal.ts";
import type { Link } from "../stream/stream-client.ts";
import { classNames } from "../ui/class-names.ts";
import text from "../ui/text.module.css";
import styles from "./status-bar.module.css";

/** Bounds past which a figure is called late. */
const LATE_FEED_MS = 7_000;
const LATE_PIXEL_MS = 250;
const LATE_ORDER_MS = 1_000;

/** Even a market that rests closes a minute each minute; one that is further off goes by a clock of its own. */
const OWN_CLOCK_MS = 90_000;

/** The way from the exchange to the eye, in figures. */
export function StatusBar() {
  const { vitals, link } = useTerminal();
  const { nowMs, marketMs, feedAgeMs, dataToPixelMs, orderRoundTripMs, serverMs, version } = usePublished(vitals);
  const now = usePublished(link);
  const market = useSession(({ session }) => session?.market ?? null);
  const show = useDialogs((dialogs) => dialogs.show);
  const isLive = now.phase === "live";
  const hasOwnClock = marketMs !== null && Math.abs(nowMs - marketMs) > OWN_CLOCK_MS;
  return (
    <footer className={classNames(styles.bar, text.figure)}>
      <span role="status" className={isLive ? undefined : text.risk}>
        <span className={classNames(styles.dot, isLive && styles.live)} aria-hidden="true" />
        {linkWords(now)}
      </span>
      <button type="button" className={styles.feed} aria-haspopup="dialog" onClick={() => show("feeds")}>
        <Vital name="Feed age" ms={feedAgeMs} late={LATE_FEED_MS} write={age} />
      </button>
      <Vital name="Data to pixel" ms={dataToPixelMs} late={LATE_PIXEL_MS} write={milliseconds} />
      <Vital name="Order round trip" ms={orderRoundTripMs} late={LATE_ORDER_MS} write={milliseconds} />
      <span className={styles.end}>
        {market === null ? null : (
          <span>
            <span className={text.third}>Market</span> {market}
          </span>
        )}
        {hasOwnClock ? (
          <span>
            <span className={text.third}>Market as of</span> {moment(marketMs)}
          </span>
        ) : null}
        <span>
          <span className={text.third}>Server</span> {serverMs === null ? MISSING : moment(serverMs)}
        </span>
        <span>
          <span className={text.third}>Version</span> {version ?? MISSING}
        </span>
        <LastCall />
        <button type="button" className={text.link} onClick={() => show("keys")}>
          Keys
        </button>
        <button type="button" className={text.link} onClick={() => show("about")}>
          About
        </button>
      </span>
    </footer>
  );
}

/** What was sent last, as a call; a press shows it whole. */
function LastCall() {
  const [call] = useSyncExternalStore(callLog.subscribe, callLog.get);
  const show = useDialogs((dialogs) => dialogs.show);
  return (
    <button type="button" className={text.link} aria-haspopup="dialog" onClick={() => show("calls")}>
      {call === undefined ? "API calls" : `${call.verb} ${call.path}`}
    </button>
  );
}

const moment = (ms: number) => `${day(ms)} ${timeOfDay(ms)} UTC`;
const milliseconds = (ms: number) => `${figure(ms)} ms`;

function linkWords(link: Link): string {
  switch (link.phase) {
    case "live":
      return "Live";
    case "idle":
      return "Not connected";
    case "connecting":
    case "waiting":
      return link.lostAtMs === null ? "Connecting" : `Reconnecting, try ${link.attempt}`;
  }
}

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
      {isLate ? <span className={text.risk}> late</span> : null}
    </span>
  );
}
