import { priceToTicks } from "../../../../bff/contract/prices.ts";
import type { ContractTerms } from "../../../../bff/contract/pricing/terms.ts";
import type { OrdType } from "../../../../bff/contract/vocabulary.ts";
import { cleanPasted, figure, readFigure } from "../../../market/figures.ts";
import { isConditional, type Trigger, tradingPriceOf } from "../../../market/typed-price.ts";
import { type DraftOrder, useDraftOrder } from "../../../stores/draft-order.ts";
import * as ticketTexts from "../../../texts/ticket.ts";
import { CheckBox } from "../../../ui/check-box.tsx";
import { FigureField } from "../../../ui/figure-field.tsx";
import { Select } from "../../../ui/select.tsx";
import text from "../../../ui/text.module.css";
import { priceError } from "../order-errors.ts";
import { useMarkDecimals, usePriceDecimals } from "../use-price-decimals.ts";
import { usePricesNow } from "../use-prices-now.ts";
import styles from "./ticket.module.css";

const KINDS: readonly { readonly value: OrdType; readonly label: string }[] = [
  { value: "Stop", label: ticketTexts.stopMarket },
  { value: "StopLimit", label: ticketTexts.stopLimit },
  { value: "MarketIfTouched", label: ticketTexts.profitMarket },
  { value: "LimitIfTouched", label: ticketTexts.profitLimit },
  { value: "Pegged", label: ticketTexts.pegged },
];

const TRIGGERS: readonly { readonly value: Trigger; readonly label: string }[] = [
  { value: "MarkPrice", label: ticketTexts.watchesMark },
  { value: "LastPrice", label: ticketTexts.watchesLast },
  { value: "IndexPrice", label: ticketTexts.watchesIndex },
];

const PEG_SIDES: readonly { readonly value: DraftOrder["pegSide"]; readonly label: string }[] = [
  { value: "own", label: ticketTexts.ownSide },
  { value: "other", label: ticketTexts.otherSide },
];

/** Orders that wait for a price, and those whose limit hangs on the book: which of them, and on what. */
export function TriggerRows({ terms }: { readonly terms: ContractTerms | null }) {
  const { ordType, trails, change } = useDraftOrder();
  return (
    <>
      <div className={styles.choice}>
        {isConditional(ordType) ? (
          <CheckBox isChecked={trails} onChange={(next) => change({ trails: next })}>
            {ticketTexts.trails}
          </CheckBox>
        ) : (
          <span className={text.second}>{ticketTexts.kindHeading}</span>
        )}
        <Select
          label={ticketTexts.kindOfOrder}
          options={KINDS}
          value={ordType}
          onChange={(next) => change({ ordType: next, ...(next === "Pegged" ? { offset: null } : {}) })}
        />
      </div>
      {isConditional(ordType) ? <StopRow terms={terms} /> : <PegRow terms={terms} />}
    </>
  );
}

/** Where it goes off, by which price, and whether that place follows the price. */
function StopRow({ terms }: { readonly terms: ContractTerms | null }) {
  const decimals = usePriceDecimals();
  const markDecimals = useMarkDecimals();
  const { stopPx, trails, offset, trigger, change } = useDraftOrder();
  const typed = trails ? offset : stopPx;
  return (
    <div className={styles.priced}>
      <FigureField
        label={trails ? ticketTexts.trailDistance : ticketTexts.goesOffAt}
        name="ticket-stop"
        unit={<Select label={ticketTexts.watchedPrice} options={TRIGGERS} value={trigger} onChange={(next) => change({ trigger: next })} />}
        value={typed}
        onChange={(next) => change(trails ? { offset: next } : { stopPx: next })}
        write={(value) => figure(value, terms === null || priceToTicks(terms, value) !== null ? decimals : markDecimals)}
        read={readFigure}
        clean={cleanPasted}
        step={tickOf(terms)}
        error={typed === null ? null : priceError(terms, typed, decimals)}
      />
    </div>
  );
}

function PegRow({ terms }: { readonly terms: ContractTerms | null }) {
  const decimals = usePriceDecimals();
  const draft = useDraftOrder();
  const { offset, pegSide, change } = draft;
  const now = usePricesNow();
  const at = tradingPriceOf(draft, now);
  return (
    <div className={styles.priced}>
      <FigureField
        label={ticketTexts.pegDistance}
        name="ticket-offset"
        unit={<Select label={ticketTexts.peggedTo} options={PEG_SIDES} value={pegSide} onChange={(next) => change({ pegSide: next })} />}
        value={offset}
        onChange={(next) => change({ offset: next })}
        write={(value) => figure(value, decimals)}
        read={readFigure}
        clean={cleanPasted}
        step={tickOf(terms)}
        error={offset === null || offset === 0 ? null : priceError(terms, offset, decimals)}
      />
      <div className={styles.quick}>
        <span className={`${text.second} ${text.figure}`}>
          {at === null ? ticketTexts.nothingToPeg : ticketTexts.peggedNow(figure(at, decimals))}
        </span>
      </div>
    </div>
  );
}

const tickOf = (terms: ContractTerms | null): number => (terms === null ? 0.5 : terms.pointsPerTick / terms.pointsPerUnit);
