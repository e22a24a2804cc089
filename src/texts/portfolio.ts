// The page of the portfolio under moves.

// The curve
export const independent = "Independent";
export const worstAlone = "Worst alone";
export const worstAloneInSentence = "worst alone";
export const positions = "Positions";
export const withOrders = "With every order that makes it worse";
export const withOrdersInSentence = "with every order that makes it worse";
export const lineAt = (line: string, amount: string) => `${line}: ${amount} XBT`;
export const atMark = "At the mark";
export const somethingLiquidated = ", and something is liquidated";
export const curveLabel = "Change of equity against a move of the marks from −30 % to +30 %; the table below says the same";
export const ownMove = "Move of each mark on its own";
export const commonMove = "Common move of the marks";

// The page
export const correlationOne = "One: all move together";
export const correlationZero = "Zero: each on its own";
export const lead =
  "What a move of the marks makes of all positions together, with every open order filled that makes it worse. In XBT, from now.";
export const signInToSee = "Sign in to see your own positions and orders under one move.";
export const nothingHeld = "You hold no position and have no open order. What you hold shows here under moves from −30 % to +30 %.";
export const correlation = "Correlation";
export const about =
  "A position of margin of its own can lose that margin and no more; cross positions stand and fall together with all that is free in the wallet. Orders that only close are left out: they open nothing.";
export const tableLabel = "Portfolio under moves";
export const tableCaption = "Change of equity in XBT after moves of the mark, positions, open orders at their worst, and together";
export const allMarksMove = "All marks move by";
export const ownMarkMoves = "Its own mark moves by";
export const worstFormula = "the worst of the contracts' own moves, the others standing still";
export const worstFilled = (contracts: string) => `the least of ${contracts}`;
export const independentFormula = "root of the sum of the squared losses of each contract's own move + orders at the mark";
export const independentFilled = (contracts: string, orders: string) => `over ${contracts} contracts, with ${orders} of orders at the mark`;
export const liquidatedShort = "liq.";
export const inverseFormula = "size · (1 / from − 1 / moved mark)";
export const inverseFilled = (sign: string, size: string, from: string, mark: string) =>
  `${sign}${size} · (1 / ${from} − 1 / (${mark} · (1 + move)))`;
export const linearFormula = "size · multiplier · (moved mark − from)";
export const linearFilled = (sign: string, size: string, multiplier: string, mark: string, from: string) =>
  `${sign}${size} · ${multiplier} · (${mark} · (1 + move) − ${from})`;
export const liquidatedFormula = (formula: string) => `${formula}; once liquidated, its loss at bankruptcy with the fee`;
export const liquidatedFilled = (filled: string, from: string, bankrupt: string) => `${filled}; from ${from} on, bankrupt at ${bankrupt}`;
export const orderFormula = (formula: string) => `${formula} − taker fee, 0 at most`;
export const orderFilled = (filled: string, fee: string) => `${filled} − ${fee} of the value`;
export const sumFormula = "sum of the positions, cross ones as one, and of the orders that make it worse";
export const sumFilled = (positions: string, orders: string, wallet: string) =>
  `${positions} positions and ${orders} orders, ${wallet} XBT in the wallet`;
export const moveOf = (isFall: boolean, move: string) => `${isFall ? "fall" : "rise"} of ${move}`;
export const worstMove = (move: string, cost: string) => `The worst of these common moves is a ${move}: it costs ${cost} XBT.`;
export const nothingCosts = "None of these common moves costs anything.";
export const nothingLiquidated = (loss: string) => `${loss} None of them liquidates anything.`;
export const someLiquidated = (loss: string, move: string) => `${loss} A ${move} liquidates some of it.`;
export const together = "Together";
export const worstOfAll = "Worst of them alone";
export const independentLosses = "Independent losses, root of squares";
export const position = (symbol: string, isLong: boolean, contracts: string, isCross: boolean) =>
  `${symbol} ${isLong ? "long" : "short"} ${contracts}${isCross ? ", cross" : ""}`;
export const order = (isBuy: boolean, contracts: string, symbol: string, price: string) =>
  `Order: ${isBuy ? "buy" : "sell"} ${contracts} ${symbol} at ${price}`;
