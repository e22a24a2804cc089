// The page that compares kinds of contract.

// Where the figures come from
export const shortNames = { inverse: "Inverse", linear: "Linear", quanto: "Quanto", fixed: "Fixed XBT" };
export const hedger = "Hedger";
export const hedgerFormula = "P · (N / E + PnL of the short in coins)";

// The page
export const pnlXbt = "PnL, XBT";
export const pnlUsd = "PnL, USD";
export const exposureXbt = "Exposure, XBT";
export const kinds = {
  inverse: {
    name: "Inverse",
    says: "A fixed amount of dollars, settled in coins. A long holds more coins' worth the lower the price: it loses faster as the market falls and wins slower as it rises.",
  },
  linear: {
    name: "Linear, in coins",
    says: "Its value in coins is proportional to the price: rise and fall weigh the same, and exposure grows with the price.",
  },
  quanto: {
    name: "Quanto",
    says: "A fixed amount of coins for every dollar of the move. On its own coin that is the linear line; on another underlying, what the coin itself does comes on top.",
  },
  fixed: {
    name: "Fixed XBT",
    says: "A fixed amount of coins, settled in dollars, as at the CME. Straight in dollars, which then buy as many coins as the inverse contract pays; but coins cannot stand behind it.",
  },
};
export const lead =
  "The same move, the other side, the other contract: what one notional wins and loses in each, entered at today's mark. Dashed is the other side.";
export const sizeUnit = "contracts of 1 USD";
export const viewLabel = "What is compared";
export const typeSize = "Type a size to compare.";
export const curveLabel = (kind: string, side: string) =>
  `${kind}: ${side} against price, the other side dashed; the table below says the same`;
export const hedgerHeading = "Hedger: coins and a short";
export const hedgerCurveLabel = "Coins with a short inverse contract of their value, in dollars: a flat line; dashed, the coins alone";
export const hedgerAbout = (coins: string, contracts: string, dollars: string) =>
  `${coins} XBT with a short of ${contracts} contracts: ${dollars} USD at every price, but for the rounding to satoshis. Dashed, the coins alone.`;
export const tableLabel = "Seven moves, as a table";
export const tableCaption = (measure: string, contracts: string) => `${measure} of ${contracts} contracts after seven moves`;
export const inverseOf = (side: string) => `Inverse, ${side}`;
export const hedgerUsd = "Hedger, USD";
export const entry = "Entry";
