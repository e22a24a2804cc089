// The window that says how old the data is.

export const prices = "Prices";
export const candles = "Candles";
export const panel = "Panel";
export const table = "Table";
export const state = "State";
export const age = "Age";
export const live = "live";
export const notCome = "not come yet";
export const late = "late";
