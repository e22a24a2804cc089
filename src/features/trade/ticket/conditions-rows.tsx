import type { ContractTerms } from "../../../../bff/contract/pricing/terms.ts";
import type { TimeInForce } from "../../../../bff/contract/vocabulary.ts";
import { cleanPasted, figure, readFigure } from "../../../market/figures.ts";
import { canRest } from "../../../market/typed-price.ts";
import { isResting, mayHaveBracket, type Shown, useDraftOrder } from "../../../stores/draft-order.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as ticketTexts from "../../../texts/ticket.ts";
import { CheckBox } from "../../../ui/check-box.tsx";
import { FigureField } from "../../../ui/figure-field.tsx";
import { Select } from "../../../ui/select.tsx";
import { sizeError } from "../order-errors.ts";
import { BracketRows } from "./bracket-rows.tsx";
import styles from "./ticket.module.css";

const TIMES: readonly { readonly value: TimeInForce; readonly label: string }[] = [
  { value: "GoodTillCancel", label: ticketTexts.goodTillCancel },
  { value: "Day", label: ticketTexts.untilMidnight },
  { value: "ImmediateOrCancel", label: ticketTexts.immediateOrCancel },
  { value: "FillOrKill", label: ticketTexts.fillOrKill },
];

const SHOWN: readonly { readonly value: Shown; readonly label: string }[] = [
  { value: "all", label: ticketTexts.showsAll },
  { value: "part", label: ticketTexts.showsPart },
  { value: "none", label: ticketTexts.showsNothing },
];

/** How long the order holds, what of it others see, and what it may not do. */
export function ConditionsRows({ terms }: { readonly terms: ContractTerms | null }) {
  const draft = useDraftOrder();
  const { ordType, isPostOnly, isReduceOnly, timeInForce, shown, displayQty, hasBracket, clearsWay, change } = draft;
  const rests = isResting(draft);
  return (
    <>
      <div className={styles.conditions}>
        {rests ? (
          <CheckBox isChecked={isPostOnly} onChange={(checked) => change({ isPostOnly: checked })}>
            {ticketTexts.postOnly}
          </CheckBox>
        ) : null}
        <CheckBox isChecked={isReduceOnly} onChange={(checked) => change({ isReduceOnly: checked })}>
          {ticketTexts.reduceOnly}
        </CheckBox>
        {isReduceOnly ? (
          <CheckBox isChecked={clearsWay} onChange={(checked) => change({ clearsWay: checked })}>
            {ticketTexts.closeOnly}
          </CheckBox>
        ) : null}
        {mayHaveBracket(draft) ? (
          <CheckBox isChecked={hasBracket} onChange={(checked) => change({ hasBracket: checked })}>
            {ticketTexts.withBracket}
          </CheckBox>
        ) : null}
      </div>
      {hasBracket && mayHaveBracket(draft) ? <BracketRows terms={terms} /> : null}
      {canRest(ordType) ? (
        <div className={styles.conditions}>
          <Select label={ticketTexts.timeInForce} options={TIMES} value={timeInForce} onChange={(next) => change({ timeInForce: next })} />
          {rests ? <Select label={ticketTexts.display} options={SHOWN} value={shown} onChange={(next) => change({ shown: next })} /> : null}
        </div>
      ) : null}
      {rests && shown === "part" ? (
        <FigureField
          label={ticketTexts.displayQty}
          name="ticket-display"
          unit={commonTexts.contracts}
          value={displayQty}
          onChange={(next) => change({ displayQty: next })}
          write={(value) => figure(value)}
          read={readFigure}
          clean={cleanPasted}
          step={terms?.lotSize ?? 100}
          error={displayQty === null ? null : sizeError(terms, displayQty)}
        />
      ) : null}
    </>
  );
}
