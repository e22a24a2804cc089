import { NOTHING_TO_DRAW, PNL_TITLE } from "../market/risk-words.ts";
import * as commonTexts from "../texts/common.ts";
import { PanelHead } from "../ui/panel.tsx";
import styles from "./app.module.css";

/** Keeps the risk panel's place until it comes, with its head and what it says where there is nothing to draw. */
export function RiskLater() {
  return (
    <section aria-label={commonTexts.risk} className={styles.later}>
      <PanelHead title={PNL_TITLE} />
      <p className={styles.hint}>{NOTHING_TO_DRAW}</p>
    </section>
  );
}
