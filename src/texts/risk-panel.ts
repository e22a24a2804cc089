// The risk panel of the trade screen.

// An empty panel
export const pnlTitle = "PnL against price";
export const compareKinds = "What each kind of contract does";
export const nothingTyped = "Type a size in the ticket: what every price would make of it appears here, liquidation among them.";

// The curve as it is read aloud
export const noPosition = "No position";
export const priceNoLonger = (side: string) => `${side}: the price no longer matters.`;
export const backingUnknown = "what stands behind it is not known";
export const liquidatedBy = (side: string, isFall: boolean, move: string, price: string, costs: string | null) =>
  `${side}: a ${isFall ? "fall" : "rise"} of ${move} to ${price} liquidates it${costs === null ? "" : ` and costs ${costs} XBT`}.`;

// Exposure and distance
export const figuresLabel = "Exposure and distance to liquidation";
export const atMark = (mark: string) => `At the mark, ${mark}`;
export const unit = "Unit";
export const delta = "Delta: PnL for 1 %, by the slope";
export const deltaFormula = "exposure / 100";
export const pnlUp = "PnL for 1 % up";
export const pnlDown = "PnL for 1 % down";
export const gamma = "Gamma: change of exposure for 1 % up";
export const gammaFormulas = { inverse: "−exposure / 100", linear: "exposure / 100" };
export const marginRequired = "Margin required";
export const distance = "Distance to liquidation";
export const distanceInRanges = "Distance in average true ranges of a day";
export const ranges = "ranges";
export const distanceInRangesFormula = "distance to liquidation / average true range of the last whole days, 14 at most";
export const times = "times";
export const movedFarFormula = (isFall: boolean) =>
  `days whose deepest ${isFall ? "fall" : "rise"} from an earlier price of the day was the distance or more`;
export const movedFarFilled = (days: string, isFall: boolean, percent: string) =>
  `days of ${days} with a ${isFall ? "fall" : "rise"} of ${percent} % or more`;
export const movedFarUnread = "Moved this far within a day: the history did not come";
export const movedFarNoHistory = "Moved this far within a day: no history yet";
export const movedFarOneDay = "Moved this far within the one day there is";
export const movedFar = (days: number) => `In the last ${days} days moved this far within a day`;

// The panel
export const whatMoves = "What would move it";
export const figures = "Figures";
export const withChange = "With the change";
export const figuresTitle = "Exposure and distance";
export const viewLabel = "What the risk panel shows";
export const sevenMovesLabel = "What seven moves would do";
export const whatMovesLabel = "What would move the liquidation price";
export const besideLabel = "Beside the curve";
export const inDollars = (price: string) => `In dollars at ${price} for a coin, as it is now.`;
export const notShown = (view: string) => `${view} is not shown: what stands behind the position is not known.`;
