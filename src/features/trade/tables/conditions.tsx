import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import { type BracketPart, bracketPartOf } from "../../../market/bracket.ts";
import { figure, MISSING } from "../../../market/figures.ts";
import { Tag } from "../../../ui/tag.tsx";
import text from "../../../ui/text.module.css";
import { usePriceDecimals } from "../use-price-decimals.ts";

const KINDS: Readonly<Record<string, string>> = {
  Stop: "stop",
  StopLimit: "stop",
  MarketIfTouched: "takes profit",
  LimitIfTouched: "takes profit",
};

const CONDITIONS: readonly (readonly [inst: string, words: string])[] = [
  ["ParticipateDoNotInitiate", "post-only"],
  ["ReduceOnly", "reduce-only"],
  ["Close", "close"],
  ["LastPrice", "by last"],
  ["MarkPrice", "by mark"],
  ["IndexPrice", "by index"],
];

const PARTS: Readonly<Record<BracketPart, string>> = {
  entry: "with profit and stop",
  takeProfit: "ends a bracket",
  stopLoss: "ends a bracket",
};

interface ConditionsProps {
  readonly order: OrderRow;
  /** Beside columns that say which price it waits for. */
  readonly isBrief?: boolean;
}

/** What the order is held to, and which price it waits for: those that wait go off at it, or trail it. */
export function Conditions({ order, isBrief = false }: ConditionsProps) {
  const { execInst, ordType, stopPx, triggered, pegPriceType, pegOffsetValue, timeInForce, displayQty } = order;
  const decimals = usePriceDecimals(order.symbol);
  const part = bracketPartOf(order.clOrdID)?.part;
  const words = [
    ...(part === undefined ? [] : [PARTS[part]]),
    ...(stopPx === null || triggered !== ""
      ? []
      : [isBrief ? (KINDS[ordType] ?? ordType) : `${KINDS[ordType] ?? ordType} ${figure(stopPx, decimals)}`]),
    ...(pegPriceType === "TrailingStopPeg" && triggered === "" ? [`trails by ${figure(Math.abs(pegOffsetValue ?? 0), decimals)}`] : []),
    ...(timeInForce === "Day" ? ["day"] : []),
    ...(displayQty === null ? [] : [displayQty === 0 ? "hidden" : `${figure(displayQty)} shown`]),
  ];
  const held = CONDITIONS.filter(([inst]) => execInst.split(",").includes(inst) && !(isBrief && inst.endsWith("Price")));
  if (held.length + words.length === 0) return <span className={text.third}>{MISSING}</span>;
  return [...words, ...held.map(([, name]) => name)].map((one) => <Tag key={one}>{one}</Tag>);
}
