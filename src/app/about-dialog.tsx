import { useDialogs } from "../stores/dialogs.ts";
import { Dialog } from "../ui/dialog.tsx";
import text from "../ui/text.module.css";
import styles from "./about-dialog.module.css";

/** What this is, and whose work is in it. */
export function AboutDialog() {
  const close = useDialogs((dialogs) => dialogs.close);
  return (
    <Dialog title="About Fairmark" onClose={close}>
      <div className={styles.prose}>
        <p>
          A derivatives exchange and its trading terminal. Everything on this page goes through the documented API, as any program of yours
          can.
        </p>
        <p>Coins here are test coins. There is no real money.</p>
        <p>
          The API is described at{" "}
          <a className={text.link} href="/api/explorer/swagger.json">
            /api/explorer/swagger.json
          </a>
          .
        </p>
        <p>
          It runs on the work of others:{" "}
          <a className={text.link} href="/licences.txt">
            their licences
          </a>
          .
        </p>
        <p className={text.second}>
          TradingView Lightweight Charts™ Copyright (c) 2025 TradingView, Inc.{" "}
          <a className={text.link} href="https://www.tradingview.com/" rel="noopener noreferrer">
            https://www.tradingview.com/
          </a>
        </p>
      </div>
    </Dialog>
  );
}
