import type { ReactNode } from "react";
import { usePreferences } from "../../../stores/preferences.ts";
import { PRESETS } from "../../../stores/workspaces.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as tablesTexts from "../../../texts/tables.ts";
import * as ticketTexts from "../../../texts/ticket.ts";
import { PanelHead } from "../../../ui/panel.tsx";
import styles from "./desk-shell.module.css";

/**
 * Rules and heads of the panels where they will stand, until what lets them move has come. Who arranged them
 * otherwise sees nothing of an arrangement that is not theirs.
 *
 * @param risk what stands for the risk panel meanwhile
 */
export function DeskShell({ risk }: { readonly risk: ReactNode }) {
  const isFirst = usePreferences(({ workspace, workspaces }) => workspace === PRESETS[0] && workspaces[workspace] === undefined);
  if (!isFirst) return null;
  return (
    <div className={styles.shell} aria-hidden="true">
      <div className={styles.left}>
        <Shell title={commonTexts.book} />
        <Shell title={commonTexts.trades} />
      </div>
      <div className={styles.middle}>
        <Shell />
        <div className={styles.panel}>{risk}</div>
        <Shell title={tablesTexts.positions} />
      </div>
      <Shell title={ticketTexts.limit} />
    </div>
  );
}

const Shell = ({ title }: { readonly title?: string }) => (
  <div className={styles.panel}>
    <PanelHead {...(title === undefined ? {} : { title })} />
  </div>
);
