// Recent trades.

export const heading = "Trades";
export const depth = "Depth";
export const label = "Recent trades";
export const tabsLabel = "Trades or depth";
export const depthInSentence = "the depth";
export const notCome = "Trades have not come yet.";
export const none = "No trades yet. They appear here as they happen.";
export const time = "Time";
export const taker = "Taker";
export const boldFrom = (amount: string) => `bold from ${amount}`;
export const liquidationTitle = "Closed a position that was liquidated";
export const liquidationShown = "liq";
export const liquidationHidden = "uidation";
