import { useEffect, useState } from "react";
import type { WithdrawalRow } from "../../../bff/contract/operations/withdrawal.ts";
import { coins, timeOfDay } from "../../market/figures.ts";
import { RestError } from "../../rest/rest-error.ts";
import { cancelWithdrawal, confirmWithdrawal, readWithdrawalToken } from "../../rest/wallet.ts";
import * as commonTexts from "../../texts/common.ts";
import * as walletTexts from "../../texts/wallet.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Scroller } from "../../ui/scroller.tsx";
import styles from "./account-frame.module.css";

/** Where the letter of a withdrawal leads. The token stands behind the hash, which no server sees; only a button uses it. */
export function WithdrawalPage() {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get("t") ?? "");
  const [row, setRow] = useState<WithdrawalRow | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const read = async (act: () => Promise<unknown>) => {
    try {
      await act();
      setRow(await readWithdrawalToken(token));
      setFailure(null);
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      setFailure(error.status === 404 ? walletTexts.noWithdrawal : error.message);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is opened
  useEffect(() => void read(async () => undefined), []);
  return (
    <Scroller label={walletTexts.withdrawal} className={styles.frame}>
      <div className={styles.inside}>
        <span />
        <div>
          <h1 className={styles.title}>{walletTexts.withdrawal}</h1>
          {failure === null ? null : <Banner kind="error" statement={failure} />}
          {row === null ? null : (
            <Asked
              row={row}
              onConfirm={() => void read(() => confirmWithdrawal(token))}
              onCancel={() => void read(() => cancelWithdrawal(token))}
            />
          )}
        </div>
      </div>
    </Scroller>
  );
}

interface AskedProps {
  readonly row: WithdrawalRow;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

function Asked({ row, onConfirm, onCancel }: AskedProps) {
  const isOpen = row.state === "asked" || row.state === "confirmed";
  return (
    <>
      <dl className={styles.figures}>
        <div>
          <dt>{walletTexts.amountXbt}</dt>
          <dd>{coins(row.amount, 8)}</dd>
        </div>
        <div>
          <dt>{commonTexts.feeXbt}</dt>
          <dd>{coins(row.fee, 8)}</dd>
        </div>
      </dl>
      <p className={styles.note}>{walletTexts.to}</p>
      <p className={styles.code}>{row.address}</p>
      <p className={styles.note} role="status">
        {row.state === "asked"
          ? walletTexts.askedBy(row.origin === "key", timeOfDay(row.confirmBefore))
          : row.state === "confirmed"
            ? walletTexts.confirmed
            : walletTexts.isNow(row.state)}
      </p>
      <div className={styles.row}>
        {row.state === "asked" ? (
          <Button kind="primary" onClick={onConfirm}>
            {walletTexts.send(coins(row.amount))}
          </Button>
        ) : null}
        {isOpen ? <Button onClick={onCancel}>{walletTexts.cancelIt}</Button> : null}
      </div>
    </>
  );
}
