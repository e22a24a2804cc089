/** What stands in the calculators' fields and, so that it can be sent to somebody, in their address. */

export const CALCULATORS = ["pnl", "target", "liquidation", "margin", "size", "funding", "average"] as const;
export type Calculator = (typeof CALCULATORS)[number];

/** Fields that hold a figure; their names are those of the address. */
export const FIGURES = ["contracts", "entry", "exit", "leverage", "wallet", "profit", "risk", "stop", "rate", "times"] as const;
export type FigureName = (typeof FIGURES)[number];

/** A trade of the average: contracts without sign, and the price. */
export interface TypedTrade {
  readonly side: "Buy" | "Sell";
  readonly contracts: number | null;
  readonly price: number | null;
}

export interface CalculatorState {
  readonly calculator: Calculator;
  /** Symbol of the contract that it is about; null for the one that is looked at. */
  readonly contract: string | null;
  readonly side: "Buy" | "Sell";
  readonly isCross: boolean;
  /** Null: the field's own default, today's price among them. */
  readonly figures: Readonly<Record<FigureName, number | null>>;
  /** Null: not typed yet. */
  readonly trades: readonly TypedTrade[] | null;
}

/** As many trades as fit an address and a screen. */
export const MOST_TRADES = 12;

const SYMBOL = /^[A-Z0-9_]{3,20}$/;

/** Reads an address' query; what cannot be read is left to its default. */
export function readCalculatorState(query: string): CalculatorState {
  const params = new URLSearchParams(query);
  const calculator = CALCULATORS.find((one) => one === params.get("show")) ?? "pnl";
  const figures = Object.fromEntries(FIGURES.map((name) => [name, readNumber(params.get(name), name === "rate")])) as Record<
    FigureName,
    number | null
  >;
  const trades = params.get("trades");
  const contract = params.get("contract");
  return {
    calculator,
    contract: contract !== null && SYMBOL.test(contract) ? contract : null,
    side: params.get("side") === "Sell" ? "Sell" : "Buy",
    isCross: params.get("mode") === "cross",
    figures,
    trades: trades === null ? null : readTrades(trades),
  };
}

/** A positive decimal, nothing else; a rate may be below zero. */
function readNumber(text: string | null, isSigned = false): number | null {
  if (text === null || !(isSigned ? /^-?\d{1,12}(\.\d{1,8})?$/ : /^\d{1,12}(\.\d{1,8})?$/).test(text)) return null;
  const value = Number(text);
  return value > 0 || (isSigned && value !== 0) ? value : null;
}

/** `B1000@60000,S500@61000.5`; a figure that is missing is left out. */
function readTrades(text: string): TypedTrade[] {
  return text
    .split(",")
    .slice(0, MOST_TRADES)
    .flatMap((one) => {
      const [, side, contracts, price] = /^([BS])([\d.]*)@([\d.]*)$/.exec(one) ?? [];
      if (side === undefined) return [];
      return [
        {
          side: side === "B" ? ("Buy" as const) : ("Sell" as const),
          contracts: readNumber(contracts ?? null),
          price: readNumber(price ?? null),
        },
      ];
    });
}

/** The query of an address that {@link readCalculatorState} reads back, without the question mark. */
export function writeCalculatorState({ calculator, contract, side, isCross, figures, trades }: CalculatorState): string {
  const params = new URLSearchParams({ show: calculator, ...(contract === null ? {} : { contract }), side });
  if (isCross) params.set("mode", "cross");
  for (const name of FIGURES) {
    const value = figures[name];
    if (value !== null) params.set(name, plain(value));
  }
  if (trades !== null) {
    const write = (value: number | null) => (value === null ? "" : plain(value));
    params.set("trades", trades.map((one) => `${one.side === "Buy" ? "B" : "S"}${write(one.contracts)}@${write(one.price)}`).join(","));
  }
  // Commas and the sign between size and price are allowed in a query, and read better as they are.
  return params.toString().replaceAll("%40", "@").replaceAll("%2C", ",");
}

/** Without exponents, eight decimals at most. */
const plain = (value: number): string => value.toFixed(8).replace(/\.?0+$/, "");
