import { MARK_METHOD } from "../../engine/commands.ts";
import { HOUR_MS, type Listing, SATS, XBT_POINTS } from "./description.ts";
import { indexOf } from "./indices.ts";

/** A future on a coin that nobody trades yet. Source: the announcement of QTUMU17. */

export const QTUMXBT = indexOf(".BQTUMXBT", "QTUM", "XBT");
export const QTUMXBT30M = indexOf(".BQTUMXBT30M", "QTUM", "XBT");

/**
 * Marked by its last price, leverage 2; sessions of two hours that close at even ones, prices within 25 % of the last
 * close; a day before its end it is decided whether the index has begun. Fees are those of the other altcoins.
 */
export const QTUM: Listing = {
  symbol: "QTUMU17",
  description: {
    rootSymbol: "QTUM",
    typ: "FFCCSX",
    positionCurrency: "QTUM",
    underlying: "QTUM",
    quoteCurrency: "XBT",
    underlyingSymbol: "QTUMXBT=",
    reference: "BMEX",
    referenceSymbol: ".BQTUMXBT30M",
    settlCurrency: "XBt",
    isQuanto: false,
    capped: false,
    taxed: true,
    deleverage: true,
    fairMethod: "",
    markMethod: "LastPrice",
    levelIdPoints: 100,
  },
  index: ".BQTUMXBT",
  settlesAt: ".BQTUMXBT30M",
  // A tick of 1e-6 XBT, and prices up to one bitcoin.
  terms: [0, SATS, XBT_POINTS, 100, 1, 1, 1_000_000, 1_000_000, 50_000_000, 25_000_000, -50_000, 250_000, 0, 50 * SATS, 50 * SATS],
  rules: {
    markMethod: MARK_METHOD.lastPrice,
    sessionIntervalMs: 2 * HOUR_MS,
    limitRate: 25_000_000,
    decideBeforeMs: 24 * HOUR_MS,
  },
};
