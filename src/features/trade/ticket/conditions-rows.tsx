import type { ContractTerms } from "../../../../bff/contract/pricing/terms.ts";
import type { TimeInForce } from "../../../../bff/contract/vocabulary.ts";
import { cleanPasted, figure, readFigure } from "../../../market/figures.ts";
import { canRest } from "../../../market/typed-price.ts";
import { isResting, mayHaveBracket, type Shown, useDraftOrder } from "../../../stores/draft-order.ts";
import { CheckBox } from "../../../ui/check-box.tsx";
import { FigureField } from "../../../ui/figure-field.tsx";
import { Select } from "../../../ui/select.tsx";
import { sizeError } from "../order-errors.ts";
import { BracketRows } from "./bracket-rows.tsx";
import styles from "./ticket.module.css";

const TIMES: readonly { readonly value: TimeInForce; readonly label: string }[] = [
  { value: "GoodTillCancel", label: "Good till cancel" },
  { value: "Day", label: "Until midnight UTC" },
  { value: "ImmediateOrCancel", label: "Immediate or cancel" },
  { value: "FillOrKill", label: "Fill or kill" },
];

const SHOWN: readonly { readonly value: Shown; readonly label: string }[] = [
  { value: "all", label: "Shows all" },
  { value: "part", label: "Shows a part" },
  { value: "none", label: "Hidden" },
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
            Post-only
          </CheckBox>
        ) : null}
        <CheckBox isChecked={isReduceOnly} onChange={(checked) => change({ isReduceOnly: checked })}>
          Reduce-only
        </CheckBox>
        {isReduceOnly ? (
          <CheckBox isChecked={clearsWay} onChange={(checked) => change({ clearsWay: checked })}>
            Close: cancel what stands in its way
          </CheckBox>
        ) : null}
        {mayHaveBracket(draft) ? (
          <CheckBox isChecked={hasBracket} onChange={(checked) => change({ hasBracket: checked })}>
            Profit and stop
          </CheckBox>
        ) : null}
      </div>
      {hasBracket && mayHaveBracket(draft) ? <BracketRows terms={terms} /> : null}
      {canRest(ordType) ? (
        <div className={styles.conditions}>
          <Select label="Time in force" options={TIMES} value={timeInForce} onChange={(next) => change({ timeInForce: next })} />
          {rests ? <Select label="What others see" options={SHOWN} value={shown} onChange={(next) => change({ shown: next })} /> : null}
        </div>
      ) : null}
      {rests && shown === "part" ? (
        <FigureField
          label="Shown at a time"
          name="ticket-display"
          unit="contracts"
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
