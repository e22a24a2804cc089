// Commands by name, and the palette that lists them.

// Commands
export const themes = {
  system: "Theme as the system",
  dark: "Dark theme",
  light: "Light theme",
  contrast: "High contrast theme",
};
export const palettes = {
  default: "Green buys, red sells",
  "red-up": "Red buys, green sells",
  "blue-orange": "Blue buys, orange sells",
};
export const noPositionIn = (symbol: string) => `There is no position in ${symbol}.`;
export const notClosed = (reason: string) => `The position is not closed: ${reason}`;
export const notCancelled = (reason: string) => `The orders are not cancelled: ${reason}`;
export const buyTyped = "Buy what is typed";
export const sellTyped = "Sell what is typed";
export const cancelAll = "Cancel all open orders";
export const close = "Close the position at market";
export const buy = "Buy: type a size";
export const sell = "Sell: type a size";
export const otherSide = "Other side";
export const flip = "Flip: the other side, twice the position";
export const halfSize = "Half the size";
export const twiceSize = "Twice the size";
export const limitOrder = "Limit order: type a price";
export const marketOrder = "Market order";
export const markets = "Markets: go to another contract";
export const goTo = (page: string) => `Go to ${page}`;
export const goToTrade = (symbol: string) => `Go to Trade ${symbol}`;
export const calls = "As API calls: what was done last";

// Keys
export const shiftAnd = (key: string) => `Shift ${key}`;

// The palette
export const paletteTitle = "Go to or do";
export const paletteField = "Command";
export const paletteList = "Commands";
export const noMatch = "No command has these words.";
