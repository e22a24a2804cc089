// The contract that is looked at: its figures, kind and state.

// The instrument and its figures
export const contract = "contract";
export const change24h = "24 h change";
export const indexOf = (symbol: string) => `Index ${symbol}`;
export const high24h = "24 h high";
export const low24h = "24 h low";
export const turnover24h = "24 h turnover";
export const openInterest = "Open interest";
export const indexTitle = "What the index is made of";
export const allMarkets = (symbol: string) => `${symbol}, all markets`;
export const termsOf = (kind: string, symbol: string) => `${kind}, terms of ${symbol}`;
export const fundingIn = (time: string) => `Funding in ${time}`;
export const fundingThen = (rate: string) => `then ${rate}`;
export const expires = "Expires, UTC";
export const expired = "Expired, UTC";
export const expiresIn = (time: string) => `Expires in ${time}, UTC`;
export const pastFunding = "Funding and basis of before";
export const pastFundingOf = (rate: string) => `${rate}, funding and basis of before`;
export const figuresLabel = "Market figures";
export const change24hShort = "24 h";
export const expiresInShort = "Expires in";
export const prices = "Prices";

// Kinds of contract
const settlings = { inverse: "Inverse", quanto: "Quanto", linear: "Linear" };
export const kind = (settling: keyof typeof settlings, isPerpetual: boolean) =>
  `${settlings[settling]} ${isPerpetual ? "perpetual" : "future"}`;

// States of a contract
export const states = {
  Unlisted: "not open yet",
  Closed: "closed: nothing trades now",
  Delisted: "delisted",
};
export const settled = (price: string | null, day: string | null) =>
  `settled${price === null ? "" : ` at ${price}`}${day === null ? "" : `, ${day}`}`;
export const index = "index";
export const favourites = "Favourites";
export const perpetuals = "Perpetuals";
export const futures = "Futures";
export const notTraded = "No longer or not yet traded";
