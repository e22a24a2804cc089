import { X } from "lucide-react";
import { type Calculator, type CalculatorState, type FigureName, MOST_TRADES, type TypedTrade } from "../../market/calculator-state.ts";
import { decimalsOf, figure, readFigure } from "../../market/figures.ts";
import * as calculatorsTexts from "../../texts/calculators.ts";
import * as commonTexts from "../../texts/common.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { FigureField } from "../../ui/figure-field.tsx";
import { type CalculatorInputs, faultOf } from "./calculator-inputs.ts";
import styles from "./calculators-page.module.css";

interface FieldsProps {
  readonly state: CalculatorState;
  readonly inputs: CalculatorInputs;
  readonly onChange: (change: Partial<CalculatorState>) => void;
}

/** Fields that a calculator asks for, in the order in which one decides. */
const ASKED: Readonly<Record<Calculator, readonly FigureName[]>> = {
  pnl: ["contracts", "entry", "exit", "leverage"],
  target: ["contracts", "entry", "profit"],
  liquidation: ["contracts", "entry", "leverage"],
  margin: ["contracts", "entry", "leverage"],
  size: ["risk", "entry", "stop"],
  funding: ["contracts", "entry", "rate", "times"],
  average: [],
};

const LABELS: Readonly<Record<FigureName, readonly [label: string, unit: string]>> = calculatorsTexts.figures;

const SIDES = [
  { value: "Buy", label: commonTexts.long },
  { value: "Sell", label: commonTexts.short },
] as const;
const MODES = [
  { value: "isolated", label: commonTexts.isolated },
  { value: "cross", label: commonTexts.cross },
] as const;

export function CalculatorFields({ state, inputs, onChange }: FieldsProps) {
  const { calculator } = state;
  if (calculator === "average") return <TradeFields inputs={inputs} onChange={onChange} />;
  const asked = ASKED[calculator].flatMap((name): FigureName[] =>
    name !== "leverage" || !state.isCross ? [name] : calculator === "liquidation" ? ["wallet"] : [],
  );
  return (
    <div className={styles.fields}>
      <Choice look="bar" label={commonTexts.side} options={SIDES} value={state.side} onChange={(side) => onChange({ side })} />
      {ASKED[calculator].includes("leverage") ? (
        <Choice
          look="bar"
          label={commonTexts.margin}
          options={MODES}
          value={state.isCross ? "cross" : "isolated"}
          onChange={(mode) => onChange({ isCross: mode === "cross" })}
        />
      ) : null}
      {asked.map((name) => (
        <FigureField
          key={name}
          label={calculator === "funding" && name === "entry" ? commonTexts.mark : LABELS[name][0]}
          unit={isPrice(name) ? inputs.quote : LABELS[name][1]}
          value={inputs.figures[name]}
          onChange={(value) => onChange({ figures: { ...state.figures, [name]: value } })}
          write={writeFigure}
          read={name === "rate" ? readSigned : readFigure}
          {...(name === "rate" ? { range: [-1, 1] as const } : {})}
          step={stepOf(inputs, name)}
          error={faultOf(inputs, name)}
        />
      ))}
    </div>
  );
}

/** A rate may be below zero: then shorts pay. */
const readSigned = (typed: string) => {
  const bare = typed.trim().replace(/^[-−]/, "");
  const value = readFigure(bare);
  return value === null || bare === typed.trim() ? value : -value;
};

const isPrice = (name: FigureName) => name === "entry" || name === "exit" || name === "stop";

const writeFigure = (value: number) => figure(value, decimalsOf(value));

function stepOf({ terms }: CalculatorInputs, name: FigureName): number {
  switch (name) {
    case "contracts":
      return terms.lotSize;
    case "entry":
    case "exit":
    case "stop":
      return terms.pointsPerTick / terms.pointsPerUnit;
    case "leverage":
    case "times":
      return 1;
    default:
      return 0.001;
  }
}

/** The trades of the average, as many as are typed. */
function TradeFields({ inputs, onChange }: Omit<FieldsProps, "state">) {
  const { terms, trades } = inputs;
  const put = (next: readonly TypedTrade[]) => onChange({ trades: next });
  const set = (at: number, change: Partial<TypedTrade>) => put(trades.map((trade, i) => (i === at ? { ...trade, ...change } : trade)));
  return (
    <div className={styles.fields}>
      {trades.map((trade, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a trade has no name but its place
        <fieldset key={i} className={styles.row} aria-label={calculatorsTexts.trade(i + 1)}>
          <Button
            size="small"
            onClick={() => set(i, { side: trade.side === "Buy" ? "Sell" : "Buy" })}
            aria-label={calculatorsTexts.tradeSide(trade.side)}
          >
            {trade.side}
          </Button>
          <FigureField
            label={commonTexts.size}
            unit=""
            value={trade.contracts}
            onChange={(contracts) => set(i, { contracts })}
            write={writeFigure}
            read={readFigure}
            step={terms.lotSize}
          />
          <FigureField
            label={calculatorsTexts.tradeAt}
            unit=""
            value={trade.price}
            onChange={(price) => set(i, { price })}
            write={writeFigure}
            read={readFigure}
            step={terms.pointsPerTick / terms.pointsPerUnit}
          />
          <button
            type="button"
            aria-label={calculatorsTexts.leaveOut(i + 1)}
            disabled={trades.length === 1}
            onClick={() => put(trades.filter((_, other) => other !== i))}
          >
            <X size={14} strokeWidth={1.5} aria-hidden="true" />
          </button>
        </fieldset>
      ))}
      <Button
        size="small"
        disabled={trades.length >= MOST_TRADES}
        onClick={() => put([...trades, { side: "Buy", contracts: null, price: null }])}
      >
        {calculatorsTexts.addTrade}
      </Button>
    </div>
  );
}
