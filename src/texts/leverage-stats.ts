// The page of leverage statistics.

export const now = "Now";
export const monthEnds = "Month ends, averaged";
export const lead =
  "Effective leverage of every position, weighted by contracts: its value over what separates it from its value at bankruptcy.";
export const spanLabel = "Span of the histogram";
export const histogramHeading = "Contracts by effective leverage";
export const sides = { Buy: "Long", Sell: "Short" };
export const noPositions = "Nobody holds a position in it, and no month has ended with one.";
export const tableLabel = "Effective leverage by month end";
export const tableCaption = "Weighted effective leverage and percentiles by contracts, at month ends and now";
export const moment = "Moment";
export const weighted = "Weighted";
export const contracts = "Contracts";
export const positions = "Positions";
export const noMonth = "No month has ended yet: the average begins with the first.";
export const nobody = "Nobody holds a position in it.";
export const averageOf = (snapshots: number) =>
  `The sum over ${snapshots === 1 ? "the one month end there is" : `${snapshots} month ends`}, divided by ${snapshots}.`;
export const histogramLabel =
  "Contracts of longs, upwards, and shorts, downwards, by effective leverage; the table below says the same in groups";
export const groupsLabel = "Contracts by effective leverage, in groups";
export const effectiveLeverage = "Effective leverage";
export const longs = "Longs";
export const shorts = "Shorts";
export const upTo = (leverage: number) => `up to ${leverage}×`;
export const between = (from: number, to: number) => `${from} to ${to}×`;

// Drawn
export const longsDrawn = "Longs, contracts";
export const shortsDrawn = "Shorts, hatched";
