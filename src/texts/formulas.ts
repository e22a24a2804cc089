// Formulas and rules behind figures, in words.

// Exposure and distance
export const exposureInverse = "size / mark, signed as the side";
export const exposureLinear = "size · multiplier · mark, signed as the side";
export const pnlLinear = "size · multiplier · difference of the prices";
export const pnlInverse = "size · difference of 1 / price";
export const nothingRequired = "nothing: its whole value is its margin";
export const required = "cost · (maintenance rate + funding that is payable) + fee reserve";
export const noPrice = "no price does it";
export const noPriceFilled = "its loss can never come to its margin";
export const distance = "liquidation price / mark − 1";
export const backingCross = "wallet, less what other positions lock and lose";
export const backingIsolated = "initial margin + added + fee reserve − paid to funding";
export const leftCross = "wallet, less what other positions lock + PnL";
export const leftIsolated = "margin of the position + PnL";

// Value, margin and fees
export const pnlLong = "size · multiplier · (price − entry)";
export const pnlShort = "size · multiplier · (entry − price)";
export const linearRule = "A linear contract is worth its size times the price.";
export const inversePnl = (first: string, second: string) => `size · (1 / ${first} − 1 / ${second})`;
export const inverseRule = (lot: string) =>
  `An inverse contract pays one dollar in coins: its value is rounded to satoshis for every ${lot} contracts.`;
export const marginLessRequired = "margin − required";
export const marginLessFee = "margin − closing fee";
export const liquidationRule =
  "Liquidation starts where the loss has eaten the margin down to what is required. Rounded to the tick against the holder.";
export const bankruptcyRule =
  "Bankruptcy is where, the closing fee paid, nothing of the margin is left. There the exchange takes the position over.";
export const criticalInverse = (sign: string, lost: string) => `size / (cost ${sign} (${lost}))`;
export const criticalLinear = (sign: string, lost: string) => `(cost ${sign} (${lost})) / size`;
export const initialMarginCross = "cost · initial margin rate";
export const initialMargin = "cost · larger of initial margin rate and 1 / leverage";
export const initialMarginRule = "Locked while the position is open; rounded up.";
export const feeReserve = "(cost + initial margin) · taker fee";
export const feeReserveRule = "Kept to pay the fee of closing at the bankruptcy price.";
export const maintenance = "cost · maintenance rate + fee reserve";
export const maintenanceRule = "A position whose margin falls to this is liquidated.";
export const bothFees = "(value at entry + value at exit) · taker fee";
export const bothFeesRule = "Who takes from the book pays; orders that rest in it earn a rebate instead.";

// What tables say of their figures
export const linearPnl = "cost · (price / entry − 1), signed as the side";
export const equity = "dollars of a coin · (collateral + PnL)";
export const linearEquity = "dollars of a coin at entry · (collateral + cost · (price / entry − 1))";
export const linearExposure = "cost · price / entry, signed as the side";
export const longs = "longs";
export const shorts = "shorts";
export const weighted = (side: string) => `Weighted, ${side}`;
export const weightedFormula = "Σ effective leverage · contracts / Σ contracts";
export const weightedFilled = (sum: string, contracts: string, positions: string) => `${sum} / ${contracts}, over ${positions} positions`;
export const percentileFormula = "the list of leverages, each position once a contract, at place count · percentile";
export const percentileFilled = (contracts: string, place: string, median: string) =>
  `place ${contracts} · 50 % = ${place}, where ${median}× stands`;
export const leverageOfOne = "Effective leverage of a position";
export const leverageFormula = "value / (value − value at bankruptcy)";
export const leverageOfEach = (positions: string) => `rounded to a whole number, for each of the ${positions} positions`;
export const closedFilled = (contracts: string, price: string, bankruptcy: string) =>
  `${contracts} at ${price} on average, against ${bankruptcy}`;
export const fundFormula = "value that closing fetched − value at the bankruptcy price";
export const queuePlace = "Place in the queue";
export const queuePlaceFormula = (sign: string) => `PnL / cost ${sign} effective leverage, the highest first`;
export const queuePlaceFilled = (pnl: string, cost: string, sign: string) => `${pnl} / ${cost} ${sign} effective leverage`;
export const leverage = "Effective leverage";
export const leverageFilled = (value: string, mark: string, bankruptcy: string) => `${value} at ${mark}, bankrupt at ${bankruptcy}`;
export const marginLeftFormula = "what stood behind the position + PnL at the mark";
export const marginLeftFilled = (left: string, contracts: string, mark: string) => `${left} for ${contracts} contracts at ${mark}`;
export const requiredFilled = (cost: string, rate: string, required: string) => `${cost} · ${rate} + the rest = ${required}`;
export const indexFormula = "Σ part · price, over the venues in force";
