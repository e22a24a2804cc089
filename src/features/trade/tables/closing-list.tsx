import type { ReactNode } from "react";
import { figure, MISSING, signedCoins } from "../../../market/figures.ts";
import type { OrderPreview } from "../../../market/order-preview.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as positionsTexts from "../../../texts/positions.ts";
import text from "../../../ui/text.module.css";
import { SignedFigure } from "../signed-figure.tsx";
import { usePriceDecimals } from "../use-price-decimals.ts";
import styles from "./close-position.module.css";

interface ClosingListProps {
  readonly symbol: string;
  readonly preview: OrderPreview | null;
  readonly children?: ReactNode;
}

/** What an order against a position comes to: price, fee, result, and what the dialog adds. */
export function ClosingList({ symbol, preview, children }: ClosingListProps) {
  const decimals = usePriceDecimals(symbol);
  const at = preview === null || preview.takerContracts === 0 ? commonTexts.price : positionsTexts.expectedPriceOver(preview.takerLevels);
  return (
    <dl className={styles.list}>
      <div>
        <dt>{at}</dt>
        <dd>{figure(preview?.price, decimals)}</dd>
      </div>
      <div>
        <dt>{commonTexts.fee}</dt>
        <dd>
          {signedCoins(preview === null ? null : -preview.feeSats)} <span className={text.third}>XBT</span>
        </dd>
      </div>
      <div>
        <dt>{commonTexts.realised}</dt>
        <dd>
          {preview === null ? MISSING : <SignedFigure>{signedCoins(preview.realisedSats)}</SignedFigure>}{" "}
          <span className={text.third}>XBT</span>
        </dd>
      </div>
      {children}
    </dl>
  );
}
