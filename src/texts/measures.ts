// Curves of risk by their names.

export const linear = "Linear, same size";
export const linearShort = "Linear";
export const equity = "Equity against price";
export const exposure = "Exposure against price";
export const margin = "Margin left against price";
