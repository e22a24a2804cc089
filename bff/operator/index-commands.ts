import { readMoment } from "../contract/moments.ts";
import { OperatorError, type OperatorServices, readWords } from "./operator-command.ts";

/** Commands about indices: where they stand, what they are made of, and what guards them. */

const PROTECTIONS = ["2017", "2020", "off"] as const;
const MAX_NAME_LENGTH = 40;

/** Publishes a price of an index at once. */
export async function setIndex(words: readonly string[], { market }: OperatorServices): Promise<object> {
  const [symbol, price] = words;
  if (symbol === undefined || price === undefined || words.length > 2)
    throw new OperatorError("An index and its price are wanted, as: index set .BXBT 60000.");
  await market.publishIndex(symbol, readPrice(price));
  return { symbol, price: Number(price) };
}

/** Gives venues other weights, now or at a moment. */
export async function weighIndex(words: readonly string[], { market, exchange }: OperatorServices): Promise<object> {
  const { options, rest } = readWords(words, { at: { type: "string" } });
  const [symbol, ...wishes] = rest;
  if (symbol === undefined || wishes.length === 0)
    throw new OperatorError("An index and weights of its venues are wanted, as: index weights .BXBT Northgate=0 Harbour=0.5.");
  const weights = wishes.map(readWeight);
  if (new Set(weights.map(([name]) => name)).size < weights.length) throw new OperatorError("A venue is named twice.");
  const atMs = options["at"] === undefined ? 0 : readFuture(options["at"], exchange.tables.timeMs);
  await market.weighVenues(symbol, Object.fromEntries(weights), atMs);
  return { symbol, weights: Object.fromEntries(weights), from: atMs === 0 ? "now" : new Date(atMs).toISOString() };
}

/** Chooses the rules that keep a venue's mistake out of an index. */
export async function protectIndex(words: readonly string[], { market }: OperatorServices): Promise<object> {
  const { options, rest } = readWords(words, { limit: { type: "string" } });
  const [symbol, named] = rest;
  const protection = PROTECTIONS.find((one) => one === named);
  if (symbol === undefined || protection === undefined || rest.length > 2)
    throw new OperatorError("An index and its protection are wanted, as: index protection .BXBT 2017 (or 2020, or off).");
  await market.protectIndex(symbol, protection, options["limit"] === undefined ? null : readPercentage(options["limit"]));
  return { symbol, protection };
}

/** Lets a venue in again that protection has left out. */
export async function returnVenue(words: readonly string[], { market }: OperatorServices): Promise<object> {
  const [symbol, venue] = words;
  if (symbol === undefined || venue === undefined || words.length > 2)
    throw new OperatorError("An index and a venue are wanted, as: index return .BXBT Northgate.");
  await market.returnVenue(symbol, venue);
  return { symbol, venue };
}

/** Takes over a price of a venue by hand, as its feed would tell it. */
export async function quoteVenue(words: readonly string[], { market }: OperatorServices): Promise<object> {
  const [symbol, venue, price] = words;
  if (symbol === undefined || venue === undefined || price === undefined || words.length > 3)
    throw new OperatorError("An index, a venue and its price are wanted, as: index constituent .BXBT Northgate 60000.");
  await market.quoteVenues(symbol, { [venue]: readPrice(price) });
  return { symbol, venue, price: Number(price) };
}

/** Tells how an index and its venues stand. */
export async function showIndex(words: readonly string[], { exchange }: OperatorServices): Promise<object> {
  const [symbol] = words;
  if (symbol === undefined || words.length > 1) throw new OperatorError("An index is wanted, as: index show .BXBT.");
  const [index, ...venues] = exchange.tables.markets.constituentRows(symbol) ?? [];
  if (index === undefined) throw new OperatorError(`${symbol} is no index.`);
  const { lastPrice: price, state, since, protection, limit } = index;
  return {
    symbol,
    price,
    state,
    since,
    protection,
    limit,
    venues: venues.map(({ symbol: _, protection: _protection, limit: _limit, ...venue }) => venue),
  };
}

function readPrice(price: string): number {
  if (!/^\d{1,12}(\.\d{1,8})?$/.test(price)) throw new OperatorError(`${price} is no price.`);
  return Number(price);
}

function readWeight(wish: string): [string, number] {
  const [, name = "", weight = ""] = /^([^=]+)=(\d(?:\.\d{1,8})?)$/.exec(wish) ?? [];
  if (name === "" || Number(weight) > 1)
    throw new OperatorError(`${wish} is no weight between 0 and 1 with at most 8 decimals, as Northgate=0.25.`);
  if (name.length > MAX_NAME_LENGTH) throw new OperatorError(`A venue's name has at most ${MAX_NAME_LENGTH} characters.`);
  return [name, Number(weight)];
}

function readFuture(text: string, nowMs: number): number {
  const atMs = readMoment(text);
  if (atMs === null) throw new OperatorError(`--at ${text} is no moment, as 2026-11-22T16:00:00Z.`);
  if (atMs <= nowMs) throw new OperatorError(`--at ${text} is not after the exchange's time, ${new Date(nowMs).toISOString()}.`);
  return atMs;
}

/** A part of one, in whole basis points. */
function readPercentage(text: string): number {
  const [, percent = ""] = /^(\d{1,3}(?:\.\d{1,2})?)%?$/.exec(text) ?? [];
  if (percent === "" || Number(percent) <= 0 || Number(percent) > 100)
    throw new OperatorError(`--limit ${text} is no percentage above 0 and up to 100, as 25%.`);
  return Number(percent) / 100;
}
