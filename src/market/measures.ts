import * as commonTexts from "../texts/common.ts";
import * as measuresTexts from "../texts/measures.ts";
import { exposureSats, linearExposureSats, marginLeftSats, marginNeededSats } from "./exposure.ts";
import { PNL_TITLE } from "./risk-words.ts";
import { equityUsd, linearEquityUsd, linearPnlSats, pnlSats, SATS, type Stake } from "./stake.ts";

/** What is drawn against the price. Each has a second line to be read against: a linear contract, or the requirement. */
export const MEASURES = ["pnl", "equity", "exposure", "margin"] as const;
export type Measure = (typeof MEASURES)[number];

type AtPrice = (stake: Stake, price: number) => number | null;

interface MeasureFacts {
  readonly title: string;
  readonly unit: "XBT" | "USD";
  readonly shown: AtPrice;
  readonly against: AtPrice;
  /** Name of the second line, short for the head of a column. */
  readonly againstName: string;
  readonly againstShort: string;
  /** Whether a sign tells gain from loss. */
  readonly isSigned: boolean;
}

const coins =
  (sats: AtPrice): AtPrice =>
  (stake, price) => {
    const value = sats(stake, price);
    return value === null ? null : value / SATS;
  };

const LINEAR = { againstName: measuresTexts.linear, againstShort: measuresTexts.linearShort };

export const MEASURE: Readonly<Record<Measure, MeasureFacts>> = {
  pnl: { title: PNL_TITLE, unit: "XBT", shown: coins(pnlSats), against: coins(linearPnlSats), ...LINEAR, isSigned: true },
  equity: { title: measuresTexts.equity, unit: "USD", shown: equityUsd, against: linearEquityUsd, ...LINEAR, isSigned: false },
  exposure: {
    title: measuresTexts.exposure,
    unit: "XBT",
    shown: coins(exposureSats),
    against: coins(linearExposureSats),
    ...LINEAR,
    isSigned: false,
  },
  margin: {
    title: measuresTexts.margin,
    unit: "XBT",
    shown: coins(marginLeftSats),
    against: coins(marginNeededSats),
    againstName: commonTexts.required,
    againstShort: commonTexts.required,
    isSigned: false,
  },
};
