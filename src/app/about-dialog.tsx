import { useDialogs } from "../stores/dialogs.ts";
import * as aboutTexts from "../texts/about.ts";
import * as shellTexts from "../texts/shell.ts";
import { Dialog } from "../ui/dialog.tsx";
import text from "../ui/text.module.css";
import styles from "./about-dialog.module.css";

/** What this is, and whose work is in it. */
export function AboutDialog() {
  const close = useDialogs((dialogs) => dialogs.close);
  return (
    <Dialog title={shellTexts.aboutProduct} onClose={close}>
      <div className={styles.prose}>
        <p>{aboutTexts.lead}</p>
        <p>{aboutTexts.noMoney}</p>
        <p>
          {aboutTexts.api(
            <a className={text.link} href="/api/explorer/swagger.json">
              /api/explorer/swagger.json
            </a>,
          )}
        </p>
        <p>
          {aboutTexts.others(
            <a className={text.link} href="/licences.txt">
              {aboutTexts.licences}
            </a>,
          )}
        </p>
        <p className={text.second}>
          {aboutTexts.charts(
            <a className={text.link} href="https://www.tradingview.com/" rel="noopener noreferrer">
              https://www.tradingview.com/
            </a>,
          )}
        </p>
      </div>
    </Dialog>
  );
}
