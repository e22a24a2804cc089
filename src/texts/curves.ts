// What painters write on curves of risk.

// On the curve
export const mark = (price: string) => `Mark ${price}`;
export const entry = (price: string) => `Entry ${price}`;
export const entryAndBreakEven = (entry: string, breakEven: string) => `Entry ${entry} · break-even ${breakEven}`;
export const liquidation = (price: string) => `Liquidation ${price}`;
export const liquidationAway = (price: string, distance: string) => `Liquidation ${price} · ${distance}`;
export const bankruptcy = (price: string) => `Bankruptcy ${price}`;
export const againstLinear = (move: string, gap: string, unit: string, isLess: boolean) =>
  `At ${move} %: ${gap} ${unit} ${isLess ? "less" : "more"} than linear`;
export const liquidatedFrom = (move: string) => `liq. ${move} %`;

// The path to a liquidation
export const bankruptcyAlone = "Bankruptcy";
export const pathLegend = "Mark solid, index dashed, its venues dotted";
export const marginLegend = "Margin left, required dashed, of the value at entry";
