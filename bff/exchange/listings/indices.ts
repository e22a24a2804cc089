import { type InstrumentDescription, type Listing, USD_POINTS, XBT_POINTS } from "./description.ts";

/** Coins whose futures are quoted in bitcoin. Source: the listings of 2019. */
export const ALTCOINS = ["ADA", "BCH", "EOS", "ETH", "LTC", "TRX", "XRP"] as const;

/** An index of spot prices, or the average of one over half an hour. */
export function indexOf(symbol: string, underlying: string, quoteCurrency: string): Listing {
  const description: InstrumentDescription = {
    rootSymbol: underlying,
    typ: "MRCXXX",
    positionCurrency: "",
    underlying,
    quoteCurrency,
    underlyingSymbol: quoteCurrency === "USD" ? `${underlying}=` : `${underlying}${quoteCurrency}=`,
    reference: "BMI",
    referenceSymbol: symbol,
    settlCurrency: "",
    isQuanto: false,
    capped: false,
    taxed: false,
    deleverage: false,
    fairMethod: "",
    markMethod: "LastPrice",
    levelIdPoints: 1,
  };
  return { symbol, description, index: null, terms: [0, 0, quoteCurrency === "USD" ? USD_POINTS : XBT_POINTS, 1] };
}

export const BXBT: Listing = indexOf(".BXBT", "XBT", "USD");

/** Indices beside that of bitcoin: what contracts are marked by, and the averages at which they settle. */
export const MORE_INDICES: readonly Listing[] = [
  indexOf(".BXBT30M", "XBT", "USD"),
  indexOf(".BETH", "ETH", "USD"),
  ...ALTCOINS.flatMap((coin) => [indexOf(`.B${coin}XBT`, coin, "XBT"), indexOf(`.B${coin}XBT30M`, coin, "XBT")]),
];

/** An index that shows a rate for eight hours: interest on a coin or on dollars, or what a perpetual trades above its index. */
function rateIndex(symbol: string, underlying: string): Listing {
  const { description } = indexOf(symbol, underlying, "");
  const own = { typ: "MRIXXX", reference: "BMEX", underlyingSymbol: symbol, referenceSymbol: "" };
  // Rates carry eight decimals, and are shown as prices of their own.
  return { symbol, description: { ...description, ...own }, index: null, terms: [0, 0, XBT_POINTS, 1] };
}

/** What the perpetuals' funding is made of. */
export const RATE_INDICES: readonly Listing[] = [
  rateIndex(".XBTBON8H", "XBT"),
  rateIndex(".ETHBON8H", "ETH"),
  rateIndex(".USDBON8H", "USD"),
  rateIndex(".XBTUSDPI8H", "XBT"),
  rateIndex(".ETHUSDPI8H", "ETH"),
];
