import { ticksToPrice } from "../../../../bff/contract/prices.ts";
import type { ContractTerms } from "../../../../bff/contract/pricing/terms.ts";
import { coins, figure, MISSING, signedCoins, signedPercent } from "../../../market/figures.ts";
import type { OrderPreview } from "../../../market/order-preview.ts";
import { usePreferences } from "../../../stores/preferences.ts";
import { usePart, useTerminal } from "../../../stores/terminal.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as ticketTexts from "../../../texts/ticket.ts";
import { Banner } from "../../../ui/banner.tsx";
import { Button } from "../../../ui/button.tsx";
import { CheckBox } from "../../../ui/check-box.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import text from "../../../ui/text.module.css";
import { usePriceDecimals } from "../use-price-decimals.ts";
import styles from "./confirm-order.module.css";
import { askedType, conditionWords, orderWords, type TypedOrder } from "./order-words.ts";

interface ConfirmOrderProps {
  /** As it was when the button was pressed: what is confirmed is what is sent. */
  readonly order: TypedOrder;
  /** What is unusual about it; with any of them it can't be told not to ask again. */
  readonly concerns: readonly string[];
  readonly preview: OrderPreview | null;
  readonly terms: ContractTerms | null;
  readonly isStale: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before an order is sent, with what it comes to. */
export function ConfirmOrder({ order, concerns, preview, terms, isStale, onConfirm, onClose }: ConfirmOrderProps) {
  const { symbol, ticker } = useTerminal();
  const decimals = usePriceDecimals();
  const mark = usePart(ticker, (now) => now.mark);
  const { asksBefore, set } = usePreferences();
  const words = orderWords(order, symbol, decimals);
  const liquidation = terms === null || preview === null || preview.liquidation === null ? null : ticksToPrice(terms, preview.liquidation);
  const ordType = askedType(order);
  return (
    <Dialog title={`${words}?`} onClose={onClose}>
      {concerns.length === 0 ? null : (
        <div className={styles.concern}>
          <Banner kind="risk" statement={commonTexts.meantSo}>
            {concerns.join(" ")}
          </Banner>
        </div>
      )}
      <dl className={styles.list}>
        <div>
          <dt>{ticketTexts.conditions}</dt>
          <dd>{conditionWords(order, decimals)}</dd>
        </div>
        <div>
          <dt>{commonTexts.expectedPrice}</dt>
          <dd>{figure(preview?.price, decimals)}</dd>
        </div>
        <div>
          <dt>{ticketTexts.cost}</dt>
          <dd>
            {coins(preview?.costSats)} <span className={text.third}>XBT</span>
          </dd>
        </div>
        <div>
          <dt>{commonTexts.fee}</dt>
          <dd>
            {signedCoins(preview === null ? null : -preview.feeSats)} <span className={text.third}>XBT</span>
          </dd>
        </div>
        <div>
          <dt>{ticketTexts.liquidationAfter}</dt>
          <dd className={liquidation === null ? text.third : text.risk}>
            {liquidation === null ? MISSING : figure(liquidation, decimals)}
            {liquidation === null || mark === null ? null : ` · ${signedPercent(liquidation / mark - 1, 1)}`}
          </dd>
        </div>
      </dl>
      <div className={styles.actions}>
        <Button kind={order.side === "Buy" ? "buy" : "sell"} disabled={isStale} onClick={onConfirm}>
          {words}
        </Button>
        {/* Where something looks like a slip, another slip of the same finger must not send it. */}
        <Button onClick={onClose} data-safe={concerns.length > 0 ? "" : undefined}>
          {ticketTexts.dontSend}
        </Button>
        {concerns.length > 0 ? null : (
          <CheckBox isChecked={!asksBefore[ordType]} onChange={(checked) => set({ asksBefore: { ...asksBefore, [ordType]: !checked } })}>
            {ticketTexts.dontAsk(ordType.toLowerCase())}
          </CheckBox>
        )}
      </div>
    </Dialog>
  );
}
