// The window of keys.

export const fixedKeys = [
  ["All commands by name", "Ctrl K"],
  ["In price and size: a tick or lot; ten; a tenth", "Arrows; Shift; Alt"],
  ["In the book: walk, take the price, with its size", "Arrows, Enter, Shift Enter"],
  ["On an order’s line: move, change, leave", "Arrows, Enter, Escape"],
  ["On a line between panels: resize, fold", "Arrows, Enter"],
] as const;
export const mayTrade = "Keys may touch orders";
export const keysAbout =
  "Press a key above to choose another; Delete takes it away. A key that buys or sells presses the ticket’s own button, which asks what it always asks.";
export const keysReset = "All keys as they came";
export const noKey = "none";
export const keysOff = ", turned off";
export const pressKeyFor = (command: string) => `Press the key for ${command}`;
export const changeKey = (key: string, command: string) => `${key}, key of ${command}: change`;
export const pressKey = "press a key";
