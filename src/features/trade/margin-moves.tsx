import type { ReactNode } from "react";
import { coins, figure, MISSING, signedCoins, signedPercent } from "../../market/figures.ts";
import * as commonTexts from "../../texts/common.ts";
import * as ticketTexts from "../../texts/ticket.ts";
import text from "../../ui/text.module.css";
import styles from "./tables/close-position.module.css";
import { BeforeAfter } from "./ticket/preview-line.tsx";
import type { MarginMove } from "./use-margin-preview.ts";
import { useMark } from "./use-mark.ts";
import { usePriceDecimals } from "./use-price-decimals.ts";

interface MarginMovesProps {
  readonly symbol: string;
  readonly move: MarginMove | null;
  readonly isHeld: boolean;
  readonly availableSats: number | null;
  /** Lines that come before. */
  readonly children?: ReactNode;
}

/** What another margin changes, before it is confirmed: what is set aside, what stays free, and where liquidation lies. */
export function MarginMoves({ symbol, move, isHeld, availableSats, children }: MarginMovesProps) {
  const decimals = usePriceDecimals(symbol);
  const mark = useMark(symbol);
  const price = (value: number | null) => (value === null ? commonTexts.none : figure(value, decimals));
  const after = move?.liquidationAfter ?? null;
  return (
    <dl className={styles.list}>
      {children}
      <div>
        <dt>{ticketTexts.setAsideMore}</dt>
        <dd>
          {signedCoins(move?.marginSats)} <span className={text.third}>XBT</span>
        </dd>
      </div>
      <div>
        <dt>{commonTexts.available}</dt>
        <dd>
          {availableSats === null || move === null ? (
            MISSING
          ) : (
            <BeforeAfter before={coins(availableSats)} after={coins(availableSats - move.marginSats)} />
          )}{" "}
          <span className={text.third}>XBT</span>
        </dd>
      </div>
      {isHeld ? (
        <div>
          <dt>{commonTexts.liquidation}</dt>
          <dd className={after === null ? undefined : text.risk}>
            {move === null ? MISSING : <BeforeAfter before={price(move.liquidationBefore)} after={price(after)} />}
            {after === null || mark === null ? null : ` · ${signedPercent(after / mark - 1, 1)}`}
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
