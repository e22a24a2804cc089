import { useState } from "react";
import { timeOfDay } from "../market/figures.ts";
import { ALERT_KINDS, ALERT_WAYS, type AlertKind, type AlertWay, canChoose, chooseAlert, tellsBy } from "../stores/alerts.ts";
import { useDialogs } from "../stores/dialogs.ts";
import { useNotices } from "../stores/notices.ts";
import { usePreferences } from "../stores/preferences.ts";
import * as alertSettingsTexts from "../texts/alert-settings.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Scroller } from "../ui/scroller.tsx";
import table from "../ui/table.module.css";
import text from "../ui/text.module.css";
import { playAlert } from "./alert-sounds.ts";
import styles from "./alerts-dialog.module.css";

const KIND_WORDS: Readonly<Record<AlertKind, string>> = alertSettingsTexts.kinds;
const WAY_WORDS: Readonly<Record<AlertWay, string>> = alertSettingsTexts.ways;

type Permission = "default" | "denied" | "granted" | "absent";
const permissionNow = (): Permission => (typeof Notification === "undefined" ? "absent" : Notification.permission);

/** What is told of, how, and what was told last. */
export function AlertsDialog() {
  const close = useDialogs((dialogs) => dialogs.close);
  const alerts = usePreferences((preferences) => preferences.alerts);
  const past = useNotices((state) => state.past);
  const [permission, setPermission] = useState(permissionNow);
  const choose = async (kind: AlertKind, way: AlertWay, isChosen: boolean) => {
    chooseAlert(kind, way, isChosen);
    if (!isChosen) return;
    // A choice is heard at once, which also lets the page make sounds from now on.
    if (way === "sound") playAlert(kind, "Buy");
    if (way === "browser" && permissionNow() === "default") setPermission(await Notification.requestPermission());
  };
  return (
    <Dialog title={alertSettingsTexts.heading} onClose={close}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{alertSettingsTexts.tellOf}</th>
            {ALERT_WAYS.map((way) => (
              <th key={way} scope="col">
                {WAY_WORDS[way]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ALERT_KINDS.map((kind) => (
            <tr key={kind}>
              <th scope="row">{KIND_WORDS[kind]}</th>
              {ALERT_WAYS.map((way) => (
                <td key={way}>
                  <input
                    type="checkbox"
                    className={styles.box}
                    aria-label={`${KIND_WORDS[kind]}: ${WAY_WORDS[way]}`}
                    checked={tellsBy(alerts, kind, way)}
                    disabled={!canChoose(kind, way)}
                    onChange={(event) => void choose(kind, way, event.currentTarget.checked)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.browser}>
        <p className={text.second}>{permissionWords(permission)}</p>
        {permission === "default" ? (
          <Button size="small" onClick={() => void Notification.requestPermission().then(setPermission)}>
            {alertSettingsTexts.allow}
          </Button>
        ) : null}
      </div>
      <h3 className={styles.head}>{alertSettingsTexts.toldLast}</h3>
      {past.length === 0 ? (
        <p className={text.second}>{alertSettingsTexts.nothingYet}</p>
      ) : (
        <Scroller label={alertSettingsTexts.toldLast} className={styles.past}>
          <ol>
            {past.toReversed().map((notice) => (
              <li key={notice.id} className={styles.line}>
                <span>{notice.text}</span>
                <span className={`${text.third} ${text.figure}`}>{timeOfDay(notice.atMs)}</span>
              </li>
            ))}
          </ol>
        </Scroller>
      )}
    </Dialog>
  );
}

function permissionWords(permission: Permission): string {
  switch (permission) {
    case "granted":
      return alertSettingsTexts.granted;
    case "denied":
      return alertSettingsTexts.denied;
    case "absent":
      return alertSettingsTexts.absent;
    case "default":
      return alertSettingsTexts.notAsked;
  }
}
