// Calculators: what they ask, what they answer and how.

// Answers
export const moveFromEntry = "Move from entry";
export const moveFromEntryFormula = "price / entry − 1";
export const noPrice = "no price does it";
export const cost = "Cost";
export const costFormulas = { inverse: "size / entry", linear: "size · multiplier · entry" };
export const pnlNote = (isInverse: boolean) =>
  `Both trades are supposed to take from the book.${isInverse ? " The same move the other way does not win or lose the same: an inverse long bends downwards." : ""}`;
export const pnl = "PnL";
export const bothFees = "Fees of both trades";
export const netPnl = "PnL after fees";
export const netPnlFormula = "PnL − fees";
export const inDollars = "The same in dollars, at the exit";
export const inDollarsNow = "The same in dollars, as a coin is worth now";
export const inDollarsNowFormula = "PnL after fees · price of a coin";
export const inDollarsFormula = "PnL after fees · exit";
export const returnOnMargin = "Return on initial margin";
export const returnFormula = "PnL after fees / initial margin";
export const targetOutOfReach = (isInverse: boolean) =>
  `No price wins as much: ${isInverse ? "an inverse long can win at most the coins that it is worth at entry" : "a short can win at most what it is worth at entry"}.`;
export const targetNote = "Rounded to the next tick that wins at least as much; fees are not counted.";
export const target = "Target price";
export const targetFormulas = {
  inverse: (sign: string) => `size / (cost ${sign} profit)`,
  linear: (sign: string) => `(cost ${sign} profit) / size`,
};
export const noLiquidation = "No price liquidates it: the margin covers all that the position can lose.";
export const crossNote = "The whole wallet stands behind it; the fee reserve grows with the loss, which moves the price by a little.";
export const isolatedNote = "Only the position's own margin can be lost.";
export const lostAtLiquidation = "Lost at liquidation";
export const lostFormulas = { cross: "all that the wallet holds", isolated: "initial margin + fee reserve" };
export const lostRule = "The loss down to the bankruptcy price and the fee of closing there; the tick may leave a little of it.";
export const marginNote = "With cross margin the initial rate is the contract's, and an unrealised loss is bound on top of it.";
export const initialMargin = "Initial margin";
export const feeReserve = "Fee reserve";
export const required = "Required to keep it";
export const boundByOrder = "Bound by a resting order";
export const boundFormula = "cost · (initial rate + 2 · taker fee + initial rate · taker fee)";
export const boundRule = "Pays initial margin, the fee to open and the reserve to close.";
export const stopOnWrongSide = (isLong: boolean) => `The stop of a ${isLong ? "long lies below" : "short lies above"} its entry.`;
export const smallestLosesMore = "The smallest order loses more than that.";
export const sizeNote = "The stop is supposed to fill at its price; in a fast market it fills worse.";
export const sizeFormulas = {
  inverse: "loss / (difference of 1 / entry and 1 / stop + taker fee · (1 / entry + 1 / stop))",
  linear: "loss / multiplier / (difference of entry and stop + taker fee · (entry + stop))",
};
export const sizeFilled = (risk: string, entry: string, stop: string, lot: string) =>
  `${risk} at ${entry} and ${stop}, rounded down to ${lot}`;
export const lostAtStop = "Lost at the stop, fees included";
export const lostAtStopFormulas = {
  inverse: "size · (difference of 1 / entry and 1 / stop) + fees of both trades",
  linear: "size · multiplier · (difference of entry and stop) + fees of both trades",
};
export const lostAtStopFilled = (contracts: string, entry: string, stop: string, fee: string) =>
  `${contracts} at ${entry} and ${stop}, taker fee ${fee}`;
export const noFunding = "A future pays no funding: it is settled when it expires.";
export const fundingNote = (isLong: boolean) =>
  `A ${isLong ? "long pays" : "short receives"} while the rate is above zero. The rate changes with each funding; the sum supposes that it and the mark stay. Funding comes at 04:00, 12:00 and 20:00 UTC, to whoever holds at that moment.`;
export const eachFunding = (isReceived: boolean) => `Each funding, ${isReceived ? "received" : "paid"}`;
export const eachFundingFormula = "value at the mark · rate";
export const fundingRule = "Who pays rounds up to the satoshi, who receives rounds down.";
export const overFundings = (fundings: string, isReceived: boolean) => `Over ${fundings} fundings, ${isReceived ? "received" : "paid"}`;
export const overFundingsFormula = "each funding · number of fundings";
export const yearlyRate = "The same rate a year";
export const ofTheValue = "of the value";
export const yearlyRateFormula = "rate · 3 a day · 365";
export const averageNote =
  "Selling what was bought realises its part and leaves the average as it is. All trades are supposed to take from the book.";
export const shortOf = (contracts: string) => `short ${contracts}`;
export const longOf = (contracts: string) => `long ${contracts}`;
export const positionFormula = "bought − sold";
export const averageEntry = "Average entry";
export const averageFormulas = { inverse: "size / cost", linear: "cost / size" };
export const averageRule = "The mean of an inverse contract is harmonic: coins are added up, not prices.";
export const breakEven = "Break-even, fees included";
export const breakEvenFormula = "price at which closing fetches cost + fees − realised, the fee of closing in them";
export const breakEvenFilled = (cost: string, fees: string, realised: string, fee: string) =>
  `${cost} + ${fees} − ${realised}, and ${fee} to close`;
export const realisedFormula = "value of what was closed − its share of the cost, fees apart";
export const realisedFilled = (trades: string, held: string) => `${trades} trades, of which ${held} XBT are still held at cost`;
export const fees = "Fees";
export const feesFormula = "cost of every trade · taker fee";
export const feesFilled = (rate: string) => `at ${rate}`;

// Fields; a price has the unit of its contract.
export const figures = {
  contracts: ["Size", "contracts"],
  entry: ["Entry", ""],
  exit: ["Exit", ""],
  leverage: ["Leverage", "×"],
  wallet: ["Wallet", "XBT"],
  profit: ["Profit wanted", "XBT"],
  risk: ["Loss at most", "XBT"],
  stop: ["Stop", ""],
  rate: ["Funding rate", "%"],
  times: ["Fundings held through", "times"],
} as const;
export const trade = (number: number) => `Trade ${number}`;
export const tradeSide = (side: string) => `Side: ${side}`;
export const tradeAt = "at";
export const leaveOut = (number: number) => `Leave out trade ${number}`;
export const addTrade = "Add a trade";

// Faults
export const leverageRange = (most: number) => `Leverage goes from 0.01 to ${most}.`;
export const wholeNumber = "A whole number up to 10,000.";
export const rateRange = "From −1 to 1 per cent.";
export const multipleUpTo = (lot: number, most: number) => `A multiple of ${lot} up to ${most}.`;
export const multipleOf = (tick: number) => `A multiple of ${tick}.`;

// The page
export const names = {
  pnl: "PnL",
  target: "Target price",
  liquidation: "Liquidation",
  margin: "Margin",
  size: "Size from risk",
  funding: "Funding cost",
  average: "Average entry",
};
export const lead = (symbol: string) =>
  `What a position in ${symbol} comes to, by the functions with which the exchange itself prices. The address holds what you typed: send it to somebody.`;
export const label = "Calculator";
export const answers = "Answers";
