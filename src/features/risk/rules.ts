/** The exchange's rules of money, as its own functions have them. Every figure that follows from one links to it. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly formula: readonly string[];
  readonly says: string;
}

export const RULES = [
  {
    id: "value",
    title: "Value",
    formula: ["inverse: size · multiplier / price", "linear and quanto: size · multiplier · price"],
    says: "What contracts are worth in XBT. An inverse contract is a fixed amount of dollars paid in coins; its value is rounded to the satoshi once for each lot, so that it is linear in the size. A linear or quanto contract's value is exact.",
  },
  {
    id: "pnl",
    title: "Profit and loss",
    formula: [
      "long: value at price − cost",
      "inverse long: size · (1 / entry − 1 / price)",
      "linear long: size · multiplier · (price − entry)",
    ],
    says: "Unrealised profit is counted at the mark, not at the last price. A short has the same with the sign turned. Fees and funding come on top.",
  },
  {
    id: "entry",
    title: "Average entry and break-even",
    formula: ["inverse: size / cost", "linear: cost / (size · multiplier)"],
    says: "Costs are added up, not prices, so that the average of an inverse contract is harmonic. Break-even is where closing pays for what the position has realised and for the taker's fee.",
  },
  {
    id: "exposure",
    title: "Exposure and its slope",
    formula: ["exposure = price · slope of PnL", "delta = exposure / 100", "gamma: inverse −exposure / 100, linear +exposure / 100"],
    says: "Exposure is the amount of coins that the position moves with. An inverse long holds more of it the lower the price: it loses faster as the market falls and wins slower as it rises.",
  },
  {
    id: "margin",
    title: "Margin",
    formula: [
      "initial = cost · larger of the contract's rate and 1 / leverage",
      "fee reserve = (cost + initial + added) · taker fee",
      "required = cost · (maintenance rate + funding that is payable) + fee reserve",
    ],
    says: "Each is rounded up to the satoshi. An isolated position keeps its own margin whatever the mark; a cross position stands on all that is free in the wallet, and its loss is bound on top. A risk limit raised by a step adds the maintenance rate to both rates.",
  },
  {
    id: "liquidation",
    title: "Liquidation",
    formula: ["isolated: initial + added − paid to funding + PnL = cost · maintenance rate", "cross: what is behind it + PnL = required"],
    says: "A position is liquidated at the first mark at which what is left of its margin is no more than what is required. The price is rounded to the tick against the holder. First its risk limit is lowered, then its orders are cancelled, then it is reduced tier by tier; at last it is taken over at its bankruptcy price.",
  },
  {
    id: "bankruptcy",
    title: "Bankruptcy and the insurance fund",
    formula: ["loss + fee of closing = margin"],
    says: "At the bankruptcy price nothing of the margin is left once the closing fee is paid. The exchange takes a liquidated position over there. What closing it fetches above is the insurance fund's; what it lacks, the fund pays.",
  },
  {
    id: "dollar",
    title: "A short that backs itself",
    formula: ["inverse short at leverage 1: loss < cost at every price"],
    says: "The loss of an inverse short can approach the value at entry and never reach it. With all of that value as margin it needs neither maintenance nor a reserve, and no price liquidates it, unless funding has eaten into its margin.",
  },
  {
    id: "deleveraging",
    title: "Deleveraging",
    formula: [
      "effective leverage = value / (value − value at bankruptcy)",
      "score of a gain = PnL / cost · effective leverage",
      "score of a loss = PnL / cost / effective leverage",
    ],
    says: "What the insurance fund cannot pay for is closed against positions of the other side at the bankruptcy price, the highest score first. Five lights are the first fifth of the queue, one is the last. Who is deleveraged pays no fee.",
  },
  {
    id: "fees",
    title: "Fees",
    formula: ["fee = value of the fill · rate"],
    says: "Who takes from the book pays the taker's rate; an order that rests in sight earns the maker's rebate, where there is one. Hidden orders pay as takers do.",
  },
  {
    id: "funding",
    title: "Funding",
    formula: ["payment = value at the mark · funding rate"],
    says: "At 04:00, 12:00 and 20:00 UTC whoever holds a perpetual pays or receives. Longs pay while the rate is above zero, shorts while it is below. Who pays rounds up, who receives rounds down. An isolated position pays out of its own margin.",
  },
  {
    id: "leverage-statistics",
    title: "Leverage statistics",
    formula: ["weighted = Σ leverage · contracts / Σ contracts", "percentile p = sorted list[count · p], each position once a contract"],
    says: "Effective leverage of every position at the last moment of a month, rounded to a whole number. The histogram adds the contracts at each over the month ends and divides by their number.",
  },
] as const satisfies readonly Rule[];

export type RuleId = (typeof RULES)[number]["id"];

/** Where a rule stands. */
export const ruleHref = (id: RuleId): string => `/rules#${id}`;

export const ruleTitle = (id: RuleId): string => RULES.find((rule) => rule.id === id)?.title ?? id;
