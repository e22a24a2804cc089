import { usePreferences } from "./preferences.ts";

/** What happens to an account by itself, and can be told of in more than one way. */
export const ALERT_KINDS = ["fill", "trigger", "liquidation", "funding"] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** Ways of telling: on the page, by a sound, and by the browser while the page is not looked at. */
export const ALERT_WAYS = ["notice", "sound", "browser"] as const;
export type AlertWay = (typeof ALERT_WAYS)[number];

/** Ways that are chosen for each kind. What is not named is as it came: on the page, and by nothing else. */
export type ChosenAlerts = Readonly<Record<string, readonly string[]>>;

const AS_IT_CAME: readonly string[] = ["notice"];

/** Whoever loses a position hears of it on the page, whatever is chosen. */
const isFixed = (kind: AlertKind, way: AlertWay) => kind === "liquidation" && way === "notice";

export const tellsBy = (alerts: ChosenAlerts, kind: AlertKind, way: AlertWay): boolean =>
  isFixed(kind, way) || (alerts[kind] ?? AS_IT_CAME).includes(way);

/** @returns whether the way can be chosen at all */
export const canChoose = (kind: AlertKind, way: AlertWay): boolean => !isFixed(kind, way);

export function chooseAlert(kind: AlertKind, way: AlertWay, isChosen: boolean): void {
  const { alerts, set } = usePreferences.getState();
  const ways = (alerts[kind] ?? AS_IT_CAME).filter((one) => one !== way);
  set({ alerts: { ...alerts, [kind]: isChosen ? [...ways, way] : ways } });
}
