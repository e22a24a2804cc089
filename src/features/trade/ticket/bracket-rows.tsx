import { priceToPoints, priceToTicks } from "../../../../bff/contract/prices.ts";
import type { ContractTerms } from "../../../../bff/contract/pricing/terms.ts";
import { feeSats, valueSats } from "../../../../bff/contract/pricing/value.ts";
import { endFault } from "../../../market/bracket.ts";
import { cleanPasted, figure, readFigure, signedCoins } from "../../../market/figures.ts";
import { useDraftOrder } from "../../../stores/draft-order.ts";
import { usePart, useTerminal } from "../../../stores/terminal.ts";
import * as ordersTexts from "../../../texts/orders.ts";
import * as ticketTexts from "../../../texts/ticket.ts";
import { FigureField } from "../../../ui/figure-field.tsx";
import text from "../../../ui/text.module.css";
import { priceError } from "../order-errors.ts";
import { useMarkDecimals, usePriceDecimals } from "../use-price-decimals.ts";
import styles from "./ticket.module.css";

/** Where the order's position is to end, on either side. Both ends are sent with the order and stand with the exchange. */
export function BracketRows({ terms }: { readonly terms: ContractTerms | null }) {
  return (
    <div className={styles.fields}>
      <EndField part="takeProfit" terms={terms} />
      <EndField part="stopLoss" terms={terms} />
      <p className={`${text.label} ${text.second}`}>{ticketTexts.bracketAbout}</p>
    </div>
  );
}

const LABELS = ordersTexts.bracketEnds;

interface EndFieldProps {
  readonly part: "takeProfit" | "stopLoss";
  readonly terms: ContractTerms | null;
}

function EndField({ part, terms }: EndFieldProps) {
  const { ticker } = useTerminal();
  const decimals = usePriceDecimals();
  const markDecimals = useMarkDecimals();
  const mark = usePart(ticker, (now) => now.mark);
  const draft = useDraftOrder();
  const { side, ordType, price, contracts, change } = draft;
  const at = draft[part];
  const entry = ordType === "Limit" ? price : null;
  const error = at === null ? null : (priceError(terms, at, decimals) ?? endFault(part, side, at, entry, mark));
  const result = terms === null || at === null || contracts === null ? null : resultSats(terms, side, contracts, entry ?? mark, at);
  return (
    <FigureField
      label={LABELS[part]}
      name={part === "takeProfit" ? "ticket-profit" : "ticket-loss"}
      unit={result === null ? ticketTexts.markUnit : `${signedCoins(result)} XBT`}
      value={at}
      onChange={(next) => change({ [part]: next })}
      write={(value) => figure(value, terms === null || priceToTicks(terms, value) !== null ? decimals : markDecimals)}
      read={readFigure}
      clean={cleanPasted}
      step={terms === null ? 0.5 : terms.pointsPerTick / terms.pointsPerUnit}
      error={error}
    />
  );
}

/** What it comes to there, the taker's fee of both trades included: a stop goes off at the mark and trades at the book. */
function resultSats(terms: ContractTerms, side: "Buy" | "Sell", contracts: number, from: number | null, to: number): number | null {
  const [start, end] = [from === null ? null : priceToPoints(terms, from), priceToPoints(terms, to)];
  if (start === null || end === null || contracts % terms.lotSize !== 0) return null;
  const signed = side === "Buy" ? contracts : -contracts;
  const [entered, left] = [valueSats(terms, signed, start), valueSats(terms, signed, end)];
  return left - entered - feeSats(entered, terms.takerFeeRate) - feeSats(left, terms.takerFeeRate);
}
