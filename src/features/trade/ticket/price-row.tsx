import { priceToTicks } from "../../../../bff/contract/prices.ts";
import type { ContractTerms } from "../../../../bff/contract/pricing/terms.ts";
import { cleanPasted, figure, percent, readFigure } from "../../../market/figures.ts";
import { nearestTick } from "../../../market/order-size.ts";
import { useDraftOrder } from "../../../stores/draft-order.ts";
import { useContract, usePart, usePublished, useTerminal } from "../../../stores/terminal.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as ticketTexts from "../../../texts/ticket.ts";
import { FigureField } from "../../../ui/figure-field.tsx";
import text from "../../../ui/text.module.css";
import { priceError } from "../order-errors.ts";
import { useMarkDecimals, usePriceDecimals } from "../use-price-decimals.ts";
import styles from "./ticket.module.css";

/** The price of a limit order, with the market's own prices at hand. */
export function PriceRow({ terms }: { readonly terms: ContractTerms | null }) {
  const { touch, ticker } = useTerminal();
  const decimals = usePriceDecimals();
  const markDecimals = useMarkDecimals();
  const quote = useContract()?.quote ?? "USD";
  const { price, change } = useDraftOrder();
  const { bid, ask } = usePublished(touch);
  const last = usePart(ticker, (now) => now.last);
  const mark = usePart(ticker, (now) => now.mark);
  const tick = terms === null ? 0.5 : terms.pointsPerTick / terms.pointsPerUnit;
  const choices: readonly (readonly [string, number | null])[] = [
    [ticketTexts.bid, bid],
    [ticketTexts.mid, bid === null || ask === null || terms === null ? null : nearestTick(terms, (bid + ask) / 2)],
    [ticketTexts.ask, ask],
    [ticketTexts.last, last],
  ];
  return (
    <div className={styles.priced}>
      <FigureField
        label={commonTexts.price}
        name="ticket-price"
        unit={quote}
        value={price}
        onChange={(next) => change({ price: next })}
        write={(value) => figure(value, terms === null || priceToTicks(terms, value) !== null ? decimals : markDecimals)}
        read={readFigure}
        clean={cleanPasted}
        step={tick}
        error={price === null ? null : priceError(terms, price, decimals)}
      />
      <div className={styles.quick}>
        {choices.map(([name, value]) => (
          <button key={name} type="button" disabled={value === null} onClick={() => change({ price: value })}>
            {name}
          </button>
        ))}
        <span className={`${text.third} ${text.figure}`}>{price === null || mark === null ? "" : fromMark(price, mark)}</span>
      </div>
    </div>
  );
}

function fromMark(price: number, mark: number): string {
  const ratio = price / mark - 1;
  return ticketTexts.distanceFromMark(percent(Math.abs(ratio), 2), ratio < 0);
}
