// One's own liquidations, and the story of each.

// My liquidations
export const lead = "Each with its steps, what the margin was and what was required, and what would have prevented it.";
export const signInToRead = "Sign in to read about your own liquidations.";
export const none = "None. A liquidation would be explained here, step by step.";
export const story = "Story";
export const why = "Why";

// Shared as a picture
export const savePicture = "Save as a picture";
export const notDrawn = "This browser could not draw it.";
export const pictureHolds = "Prices, times and parts of the value: no account, no amounts.";

// What would have prevented it
export const atPrice = (price: string) => `at ${price}`;
export const moreInWallet = "More in the wallet";
export const moreMargin = "More margin in the position";
export const moreFormula = (at: string) => `required ${at} − left ${at}, and a satoshi more`;
export const moreRule = "With so much more it would have stood at the furthest mark of the hour that followed.";
export const stop = "A stop, at the last";
export const stopFormula = "the tick before liquidation; filled there, it costs its loss and the taker's fee";
export const stopTooLate = "no tick before it had any margin left";
export const stopFilled = (loss: string, liquidation: string | null) =>
  `${loss} XBT${liquidation === null ? "" : `, where the liquidation cost ${liquidation}`}`;
export const stopRule = "In a fast market a stop fills worse than its price.";
export const stopKept = (amount: string) => `It would have kept ${amount} XBT. In a fast market a stop fills worse than its price.`;
export const leverageAtMost = "Leverage of no more than";
export const leverageFormula = "the highest at which what is left is more than what is required";
export const leverageFilled = (leverage: string, at: string) => `${leverage}× was chosen; the position ${at}`;
export const noLeverage = "No leverage would have kept it at that mark.";
export const leverageRule = "The lower the leverage, the more of its own margin a position has.";
export const sizeAtMost = "Size of no more than";
export const sizeFormula = "the largest that what was behind it would have carried";
export const sizeFilled = (backing: string, contracts: string, at: string, share: string) =>
  `${backing} XBT behind ${contracts} contracts, ${at}; that is ${share} of them`;
export const sizeRule = "A cross position has no leverage of its own: its size against the wallet decides.";

// One of them
export const noSuch = "Your account has no such liquidation.";
export const oneHeading = "Why was I liquidated";
export const oneLead = "Each step with its time and price, from the exchange's own records.";
export const isolatedAt = (leverage: string) => `isolated ${leverage}×`;
export const pictureTitle = (margin: string, side: string, symbol: string) => `Why a ${margin} ${side} in ${symbol} was liquidated`;
export const pictureLine = (day: string, time: string, mark: string, left: string, required: string) =>
  `${day}, ${time} UTC, at a mark of ${mark}: margin left ${left} of the value, ${required} required`;
export const pathLabel = (mark: string, time: string) =>
  `The mark's path to ${mark} at ${time}, and the margin's to what was required; the tables below say the same`;
export const pathAbout = (isCross: boolean) =>
  `Margin along the path is computed again for each minute's worst mark from how the position stood when it was due${isCross ? ", with what stood behind it in the wallet then" : ""}.`;
export const stepsHeading = "Step by step";
export const preventionHeading = "What would have prevented it";
export const preventionAbout = (mark: string) => `Furthest mark of the hour that followed: ${mark}. Each alone would have done.`;
export const outcomeHeading = "What became of it";
export const indexHeading = "What the index was made of";
export const endedReduced = "It was reduced, and the rest was kept.";
export const endedKept = "The position was kept.";
export const endedTaken = (amount: string) => `It was taken over, which cost ${amount} XBT, the closing fee in it.`;
export const noFund = "Nothing was taken over: the insurance fund had no part in it.";
export const stillOffered = (contracts: string) => ` ${contracts} contracts are still offered.`;
export const notTakenYet = (price: string) => `The exchange took it over at ${price} and offers it in the book. Nobody has taken any yet.`;
export const fundGained = (amount: string) => `gained ${amount} XBT`;
export const fundPaid = (amount: string) => `paid ${amount} XBT`;
export const fundEven = "neither gained nor paid";
export const nobodyDeleveraged = "Nobody was deleveraged.";
export const deleveraged = (contracts: string) => `${contracts} contracts were deleveraged.`;
export const outcome = (fund: string, contracts: string, deleveraged: string, offered: string) =>
  `The insurance fund ${fund} on closing ${contracts} contracts. ${deleveraged}${offered}`;

// Tables of one
export const stepsLabel = "Steps of the liquidation";
export const step = "Step";
export const marginLeftXbt = "Margin left, XBT";
export const requiredXbt = "Required, XBT";
export const due = (contracts: string) => `${contracts} contracts: what was left was no more than what was required`;
export const limitLowered = "The risk limit was lowered, which asks for less margin";
export const ordersCancelled = "The contract's open orders were cancelled";
export const reducedTo = (contracts: string) => `The position was reduced to ${contracts} contracts`;
export const takenOver = (contracts: string, price: string, result: string, fee: string) =>
  `${contracts} contracts were taken over at the bankruptcy price ${price}: ${result} XBT, and a fee of ${fee}`;
export const closingLabel = "How it was closed";
export const trade = "Trade";
export const contracts = "Contracts";
export const wasDeleveraged = "Deleveraged";
export const bought = "Bought";
export const sold = "Sold";
export const indexSet = (price: string) => `The index stood at ${price}. It had no venues then: the exchange set it.`;
export const venuesCaption = (time: string) => `Venues of the index at ${time} UTC`;
export const venueAt = (time: string) => `Venue, at ${time}`;
export const part = "Part";
export const fromIndex = "From index";
export const out = "out";

// The whole of one in a paragraph
export const summary = (
  day: string,
  time: string,
  symbol: string,
  mark: string,
  side: string,
  contracts: string,
  margin: string,
  left: string,
  required: string,
  end: string,
) =>
  `${day}, ${time} UTC: the mark of ${symbol} came to ${mark}. Of the margin of a ${side} of ${contracts} contracts, ${margin}, ${left} XBT was left, and ${required} was required. ${end}`;
