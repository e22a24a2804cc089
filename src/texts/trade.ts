// The trade screen and its panels.

export const positions = "Positions";
export const tabsLabel = "Market and account";
export const more = "More";
export const market = "Market";
export const ticket = "Order ticket";
export const isOld = (panel: string, age: string, since: string | null) =>
  `${panel}: ${age} old${since === null ? "" : `, since ${since}`}`;
export const showAsTable = (what: string) => `Show ${what} as a table`;
