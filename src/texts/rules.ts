// The exchange's rules of money, by their ids.

export const lead =
  "How the exchange computes value, margin, liquidation and fees. The terminal's previews and the liquidator use the same functions.";
/** By their ids, which are their places on the page as well. Formulas have a line each. */
export const rules = {
  value: {
    title: "Value",
    formula: ["inverse: size · multiplier / price", "linear and quanto: size · multiplier · price"],
    says: "What contracts are worth in XBT. An inverse contract is a fixed amount of dollars paid in coins; its value is rounded to the satoshi once for each lot, so that it is linear in the size. A linear or quanto contract's value is exact.",
  },
  pnl: {
    title: "Profit and loss",
    formula: [
      "long: value at price − cost",
      "inverse long: size · (1 / entry − 1 / price)",
      "linear long: size · multiplier · (price − entry)",
    ],
    says: "Unrealised profit is counted at the mark, not at the last price. A short has the same with the sign turned. Fees and funding come on top.",
  },
  entry: {
    title: "Average entry and break-even",
    formula: ["inverse: size / cost", "linear: cost / (size · multiplier)"],
    says: "Costs are added up, not prices, so that the average of an inverse contract is harmonic. Break-even is where closing pays for what the position has realised and for the taker's fee.",
  },
  exposure: {
    title: "Exposure and its slope",
    formula: ["exposure = price · slope of PnL", "delta = exposure / 100", "gamma: inverse −exposure / 100, linear +exposure / 100"],
    says: "Exposure is the amount of coins that the position moves with. An inverse long holds more of it the lower the price: it loses faster as the market falls and wins slower as it rises.",
  },
  margin: {
    title: "Margin",
    formula: [
      "initial = cost · larger of the contract's rate and 1 / leverage",
      "fee reserve = (cost + initial + added) · taker fee",
      "required = cost · (maintenance rate + funding that is payable) + fee reserve",
    ],
    says: "Each is rounded up to the satoshi. An isolated position keeps its own margin whatever the mark; a cross position stands on all that is free in the wallet, and its loss is bound on top. A risk limit raised by a step adds the maintenance rate to both rates.",
  },
  liquidation: {
    title: "Liquidation",
    formula: ["isolated: initial + added − paid to funding + PnL = cost · maintenance rate", "cross: what is behind it + PnL = required"],
    says: "A position is liquidated at the first mark at which what is left of its margin is no more than what is required. The price is rounded to the tick against the holder. First its risk limit is lowered, then its orders are cancelled, then it is reduced tier by tier; at last it is taken over at its bankruptcy price.",
  },
  bankruptcy: {
    title: "Bankruptcy and the insurance fund",
    formula: ["loss + fee of closing = margin"],
    says: "At the bankruptcy price nothing of the margin is left once the closing fee is paid. The exchange takes a liquidated position over there. What closing it fetches above is the insurance fund's; what it lacks, the fund pays.",
  },
  dollar: {
    title: "A short that backs itself",
    formula: ["inverse short at leverage 1: loss < cost at every price"],
    says: "The loss of an inverse short can approach the value at entry and never reach it. With all of that value as margin it needs neither maintenance nor a reserve, and no price liquidates it, unless funding has eaten into its margin.",
  },
  deleveraging: {
    title: "Deleveraging",
    formula: [
      "effective leverage = value / (value − value at bankruptcy)",
      "score of a gain = PnL / cost · effective leverage",
      "score of a loss = PnL / cost / effective leverage",
    ],
    says: "What the insurance fund cannot pay for is closed against positions of the other side at the bankruptcy price, the highest score first. Five lights are the first fifth of the queue, one is the last. Who is deleveraged pays no fee.",
  },
  fees: {
    title: "Fees",
    formula: ["fee = value of the fill · rate"],
    says: "Who takes from the book pays the taker's rate; an order that rests in sight earns the maker's rebate, where there is one. Hidden orders pay as takers do.",
  },
  funding: {
    title: "Funding",
    formula: ["payment = value at the mark · funding rate"],
    says: "At 04:00, 12:00 and 20:00 UTC whoever holds a perpetual pays or receives. Longs pay while the rate is above zero, shorts while it is below. Who pays rounds up, who receives rounds down. An isolated position pays out of its own margin.",
  },
  moves: {
    title: "How far the market moves within a day",
    formula: [
      "true range = larger of high and close before − smaller of low and close before",
      "average true range = mean of the last 14 whole days",
      "fall of a day = 1 − low / highest price before it on that day",
    ],
    says: "Days are those of UTC and made of hourly candles; a day counts once, however often it went as far. Where there are fewer days, those that there are count, and their number is named.",
  },
  portfolio: {
    title: "A portfolio under a move",
    formula: [
      "position: PnL at the moved mark − PnL now",
      "isolated and liquidated: PnL at bankruptcy − fee of closing − PnL now",
      "cross: wallet − isolated margins + PnL of all cross positions, against what they require together",
      "order: PnL from its price to the moved mark − taker fee, 0 at most",
      "correlation zero: root of the sum of squared losses",
    ],
    says: "Everything settles in XBT, so that contracts of all kinds add up. An isolated position can lose its own margin and no more; cross positions stand and fall together, and when they fall all that is free counts as lost. Orders that only close open nothing and are left out.",
  },
  liquidated: {
    title: "What would have prevented a liquidation",
    formula: [
      "leverage: the highest at which margin left > margin required",
      "margin: required − left, and a satoshi more",
      "stop: the tick before liquidation",
      "fund = value that closing fetched − value at the bankruptcy price",
    ],
    says: "Each is computed again by the functions that liquidate, at the mark that went furthest against the position in the hour that followed.",
  },
  index: {
    title: "Index",
    formula: ["index = Σ weight · price / Σ weight, over the venues in force"],
    says: "Every five seconds. A venue that is silent or far from the others is left out until it is back.",
  },
  "leverage-statistics": {
    title: "Leverage statistics",
    formula: ["weighted = Σ leverage · contracts / Σ contracts", "percentile p = sorted list[count · p], each position once a contract"],
    says: "Effective leverage of every position at the last moment of a month, rounded to a whole number. The histogram adds the contracts at each over the month ends and divides by their number.",
  },
} as const;
