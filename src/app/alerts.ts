import type { Side } from "../../bff/contract/vocabulary.ts";
import { type AlertKind, tellsBy } from "../stores/alerts.ts";
import { type NoticeOptions, useNotices } from "../stores/notices.ts";
import { usePreferences } from "../stores/preferences.ts";
import * as commonTexts from "../texts/common.ts";
import { playAlert } from "./alert-sounds.ts";

/** The page's ways of telling beyond itself. */
export interface AlertWorld {
  readonly isHidden: () => boolean;
  readonly play: (kind: AlertKind, side: Side | null) => void;
  /** A notification of the browser's; one of the same tag takes the place of the one before. */
  readonly notify: (text: string, tag: string) => void;
  readonly nowMs: () => number;
}

/** Sounds of a kind come no closer than this: twenty fills of an order are one sound. */
const SOUND_GAP_MS = 900;

export type TellAlert = (kind: AlertKind, text: string, options?: NoticeOptions) => void;

/** Tells what happened to an account in the ways that are chosen for its kind. */
export function alertTeller({ isHidden, play, notify, nowMs }: AlertWorld): TellAlert {
  const playedMs = new Map<AlertKind, number>();
  return (kind, text, options = {}) => {
    const { alerts } = usePreferences.getState();
    if (tellsBy(alerts, kind, "notice")) useNotices.getState().tell(text, options);
    const now = nowMs();
    if (tellsBy(alerts, kind, "sound") && now - (playedMs.get(kind) ?? -Infinity) >= SOUND_GAP_MS) {
      playedMs.set(kind, now);
      play(kind, options.side ?? null);
    }
    // Who looks at the page has read it already.
    if (tellsBy(alerts, kind, "browser") && isHidden()) notify(text, options.about ?? kind);
  };
}

export const browserAlerts: AlertWorld = {
  isHidden: () => typeof document !== "undefined" && document.hidden,
  play: playAlert,
  notify: (text, tag) => {
    if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
    // A phone lets only its service worker show notifications.
    const { serviceWorker } = navigator;
    if (serviceWorker?.controller)
      void serviceWorker.ready.then((worker) => worker.showNotification(commonTexts.product, { body: text, tag }));
    else new Notification(commonTexts.product, { body: text, tag });
  },
  nowMs: () => performance.now(),
};
