// The window of past funding and basis.

export const heading = (symbol: string) => `Funding and basis of ${symbol}`;
export const basisHeading = (symbol: string) => `Basis of ${symbol}`;
export const theIndex = "the index";
export const nothingPaid = "Nothing has been paid yet.";
export const about = (count: number, sum: string, yearly: string) =>
  `Longs pay shorts where it is above zero. The last ${count} added up to ${sum}, ${yearly} a year.`;
export const ratesLabel = "Funding rates over time; the table says the same.";
export const tableLabel = "Fundings";
export const paid = "Paid, UTC";
export const rate = "Rate";
export const yearly = "A year";
export const noHour = "No hour has closed in both contract and index.";
export const basisAbout = (index: string, last: string, least: string, most: string, day: string) =>
  `Hourly closes against ${index}: ${last} at the last, between ${least} and ${most} since ${day}.`;
export const basis = "Basis";
