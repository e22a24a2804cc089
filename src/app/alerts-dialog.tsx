import { useState } from "react";
import { timeOfDay } from "../market/figures.ts";
import { ALERT_KINDS, ALERT_WAYS, type AlertKind, type AlertWay, canChoose, chooseAlert, tellsBy } from "../stores/alerts.ts";
import { useDialogs } from "../stores/dialogs.ts";
import { useNotices } from "../stores/notices.ts";
import { usePreferences } from "../stores/preferences.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Scroller } from "../ui/scroller.tsx";
import table from "../ui/table.module.css";
import text from "../ui/text.module.css";
import { playAlert } from "./alert-sounds.ts";
import styles from "./alerts-dialog.module.css";

const KIND_WORDS: Readonly<Record<AlertKind, string>> = {
  fill: "Fills",
  trigger: "Triggered orders",
  liquidation: "Liquidations",
  funding: "Funding",
};
const WAY_WORDS: Readonly<Record<AlertWay, string>> = { notice: "On the page", sound: "Sound", browser: "Browser" };

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
    <Dialog title="Notices and sounds" onClose={close}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Tell of</th>
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
      <p className={text.second}>{permissionWords(permission)}</p>
      {permission === "default" ? (
        <Button size="small" onClick={() => void Notification.requestPermission().then(setPermission)}>
          Allow the browser’s notifications
        </Button>
      ) : null}
      <h3 className={styles.head}>Told last</h3>
      {past.length === 0 ? (
        <p className={text.second}>Nothing yet.</p>
      ) : (
        <Scroller label="Told last" className={styles.past}>
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
      return "The browser tells while this page is not looked at.";
    case "denied":
      return "The browser does not let this page notify you; its own settings for this address change that.";
    case "absent":
      return "This browser has no notifications.";
    case "default":
      return "The browser tells while this page is not looked at, once you allow it.";
  }
}
