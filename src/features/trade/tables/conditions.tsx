import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import { type BracketPart, bracketPartOf } from "../../../market/bracket.ts";
import { figure, MISSING } from "../../../market/figures.ts";
import * as tablesTexts from "../../../texts/tables.ts";
import { Tag } from "../../../ui/tag.tsx";
import text from "../../../ui/text.module.css";
import { usePriceDecimals } from "../use-price-decimals.ts";

const KINDS: Readonly<Record<string, string>> = tablesTexts.waitsFor;

const CONDITIONS: readonly (readonly [inst: string, words: string])[] = [
  ["ParticipateDoNotInitiate", tablesTexts.postOnly],
  ["ReduceOnly", tablesTexts.reduceOnly],
  ["Close", tablesTexts.closes],
  ["LastPrice", tablesTexts.byLast],
  ["MarkPrice", tablesTexts.byMark],
  ["IndexPrice", tablesTexts.byIndex],
];

const PARTS: Readonly<Record<BracketPart, string>> = tablesTexts.bracketParts;

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
    ...(pegPriceType === "TrailingStopPeg" && triggered === ""
      ? [tablesTexts.trailsBy(figure(Math.abs(pegOffsetValue ?? 0), decimals))]
      : []),
    ...(timeInForce === "Day" ? [tablesTexts.forDay] : []),
    ...(displayQty === null ? [] : [displayQty === 0 ? tablesTexts.hidden : tablesTexts.shown(figure(displayQty))]),
  ];
  const held = CONDITIONS.filter(([inst]) => execInst.split(",").includes(inst) && !(isBrief && inst.endsWith("Price")));
  if (held.length + words.length === 0) return <span className={text.third}>{MISSING}</span>;
  return [...words, ...held.map(([, name]) => name)].map((one) => <Tag key={one}>{one}</Tag>);
}
