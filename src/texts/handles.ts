// Handles that move liquidation, and what moving costs.

export const liquidationAside = (price: string) => `, liquidation ${price}`;
export const comesTo = "What it comes to";
export const wouldCost = "What it would cost";
export const becomes = "becomes";
export const marginMode = "Margin mode";
export const leverageSlider = "Leverage that moves liquidation";
export const sizeSlider = "Size that moves liquidation";
export const sizeAloud = (contracts: string, liquidation: string) => `${contracts} contracts${liquidation}`;
export const onceHeld = "once a position is held";
export const noOwnMargin = "cross margin has none of its own";
export const leverageFirst = "set the leverage first";
export const marginAdded = "Margin added";
export const marginSlider = "Margin added that moves liquidation";
export const moveMargin = (act: string, amount: string) => `${act} ${amount} XBT`;
export const add = "Add";
export const takeOut = "Take out";
export const putBack = "Put back";
export const added = (amount: string, symbol: string) => `Added ${amount} to ${symbol}`;
export const tookOut = (amount: string, symbol: string) => `Took ${amount} out of ${symbol}`;
export const addTitle = (amount: string, symbol: string) => `Add ${amount} to ${symbol}?`;
export const takeOutTitle = (amount: string, symbol: string) => `Take ${amount} out of ${symbol}?`;
export const addAbout = "It moves from your wallet into the position, where a liquidation would take it with the rest.";
export const takeOutAbout = "It moves from the position back into your wallet.";
export const fromMark = "From the mark";
export const bankruptcy = "Bankruptcy";
export const lostXbt = "Lost at liquidation, XBT";
