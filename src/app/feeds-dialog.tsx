import { age, MISSING } from "../market/figures.ts";
import { useDialogs } from "../stores/dialogs.ts";
import { useIsSignedIn } from "../stores/session.ts";
import { usePublished, useTerminal } from "../stores/terminal.ts";
import * as commonTexts from "../texts/common.ts";
import * as feedsTexts from "../texts/feeds.ts";
import * as shellTexts from "../texts/shell.ts";
import * as tablesTexts from "../texts/tables.ts";
import { Dialog } from "../ui/dialog.tsx";
import table from "../ui/table.module.css";
import text from "../ui/text.module.css";

/** Silence after which a table counts as late. */
const LATE_MS = 7_000;

const PUBLIC: readonly (readonly [panel: string, table: string])[] = [
  [feedsTexts.prices, "instrument"],
  [commonTexts.book, "orderBookL2_25"],
  [commonTexts.trades, "trade"],
  [feedsTexts.candles, "tradeBin1m"],
];
const PRIVATE: readonly (readonly [panel: string, table: string])[] = [
  [tablesTexts.orders, "order"],
  [tablesTexts.fills, "execution"],
  [tablesTexts.positions, "position"],
  [tablesTexts.balance, "margin"],
];

/** How old the data of every panel is, by the table that feeds it. */
export function FeedsDialog() {
  const { vitals, knownUntilMs, isLive } = useTerminal();
  const close = useDialogs((dialogs) => dialogs.close);
  const { nowMs } = usePublished(vitals);
  const isSignedIn = useIsSignedIn();
  return (
    <Dialog title={shellTexts.feeds} onClose={close}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{feedsTexts.panel}</th>
            <th scope="col">{feedsTexts.table}</th>
            <th scope="col">{feedsTexts.state}</th>
            <th scope="col" className={table.figure}>
              {feedsTexts.age}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...PUBLIC, ...(isSignedIn ? PRIVATE : [])].map(([panel, name]) => {
            const untilMs = knownUntilMs(name);
            const ageMs = untilMs === null ? null : Math.max(0, nowMs - untilMs);
            const isRight = isLive(name) && ageMs !== null && ageMs <= LATE_MS;
            return (
              <tr key={name}>
                <td>{panel}</td>
                <td className={text.second}>{name}</td>
                <td className={isRight ? text.ok : text.risk}>
                  {isRight ? feedsTexts.live : ageMs === null ? feedsTexts.notCome : feedsTexts.late}
                </td>
                <td className={table.figure}>{ageMs === null ? MISSING : age(ageMs)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Dialog>
  );
}
