// The order ticket.

import type { ReactNode } from "react";
import { sentence } from "./sentence.ts";

// The ticket
export const limit = "Limit";
export const market = "Market";
export const stopsAndMore = "Stops and more";
export const buyLong = "Buy / long";
export const sellShort = "Sell / short";
export const liquidationAside = (liquidation: string, distance: string) => `, liquidation ${liquidation}, ${distance} from mark`;
export const orderType = "Order type";
export const orderRegion = "Order";
export const atMarket = "at market";
export const aboutPrice = (price: string) => `about ${price}`;
export const overLevels = (levels: number) => `, ${levels} ${levels === 1 ? "level" : "levels"}`;
export const noPreview = "No preview: prices are too old to reckon with. Open orders can still be cancelled and positions closed.";
export const noConnection = (since: string | null) =>
  `No connection${since === null ? "" : ` since ${since} UTC`}. It is tried again by itself. What you see is as old as it says; orders in the book stay there.`;
export const signUpForCoins = "Sign up and get 1 XBT of test coins";
export const signInInstead = (signIn: ReactNode) => sentence`No real money. ${signIn} if you have an account.`;

// Price
export const bid = "Bid";
export const mid = "Mid";
export const ask = "Ask";
export const last = "Last";
export const distanceFromMark = (distance: string, isBelow: boolean) => `${distance} ${isBelow ? "below" : "above"} mark`;

// Size
export const sharesAsUnits = { percent: "% of available", risk: "% at risk" };
export const sizeUnit = "Unit of the size";
export const comesToContracts = (contracts: string) => `= ${contracts} contracts`;
export const shareOfAvailable = (share: number) => `${share} % of what is available`;
export const byRisk = "By risk";
export const noShare = {
  percent: "Nothing is available.",
  risk: "Type a stop loss below: the size follows from what is lost there, fees included.",
};
export const priceFirst = "Type a price first.";
export const lotIs = (lot: string, least: string, unit: string) => `A lot of ${lot} contracts is ${least} ${unit}.`;

// Stops and more
export const stopMarket = "Stop, at market";
export const stopLimit = "Stop, with a limit";
export const profitMarket = "Take profit, at market";
export const profitLimit = "Take profit, with a limit";
export const pegged = "Pegged to the book";
export const watchesMark = "mark";
export const watchesLast = "last";
export const watchesIndex = "index";
export const ownSide = "its own side";
export const otherSide = "the other side";
export const trails = "Trails the price";
export const kindHeading = "Order";
export const kindOfOrder = "Kind of order";
export const trailDistance = "Distance";
export const goesOffAt = "Goes off at";
export const watchedPrice = "Price that is watched";
export const pegDistance = "Behind";
export const peggedTo = "Price that it hangs on";
export const nothingToPeg = "nobody to hang on";
export const peggedNow = (price: string) => `now ${price}, set once when it is sent`;

// Conditions
export const goodTillCancel = "Good till cancel";
export const untilMidnight = "Until midnight UTC";
export const immediateOrCancel = "Immediate or cancel";
export const fillOrKill = "Fill or kill";
export const showsAll = "Shows all";
export const showsPart = "Shows a part";
export const showsNothing = "Hidden";
export const postOnly = "Post-only";
export const reduceOnly = "Reduce-only";
export const closeOnly = "Close: cancel what stands in its way";
export const withBracket = "Profit and stop";
export const timeInForce = "Time in force";
export const display = "What others see";
export const displayQty = "Shown at a time";

// Profit and stop
export const bracketAbout =
  "Reduce-only orders, sent with this one: they stand with the exchange when the browser is closed. Where one trades, an open terminal cancels the other.";
export const markUnit = "mark";

// Leverage and margin
export const crossMargin = "cross margin";
export const leverageUpTo = (most: string) => `up to ${most}`;
export const leverageNotChanged = "Leverage not changed.";
export const leverageBeingSet = "Setting …";
export const setLeverage = (leverage: string) => `Set ${leverage} for position and orders`;
export const keepLeverage = (leverage: string) => `Keep ${leverage}`;

// Risk limit
export const riskLimit = "Risk limit";
export const changeRiskLimit = (limit: string) => `${limit}, change the risk limit`;
export const riskLimitNotChanged = "The risk limit is not changed";
export const riskLimitOf = (symbol: string) => `Risk limit of ${symbol}`;
export const riskLimitAbout = "A position that may be larger is dearer to hold: each step asks for more margin of all of it.";
export const riskLimitSlider = "Risk limit, with initial and maintenance margin";
export const riskLimitStep = (limit: string, initial: string, maintenance: string) =>
  `${limit}: ${initial} initial, ${maintenance} maintenance`;
export const initialMargin = "Initial margin";
export const maintenanceMargin = "Maintenance margin";
export const highestLeverage = "Highest leverage";
export const setRiskLimit = (limit: string) => `Set risk limit to ${limit}`;
export const keepRiskLimit = (limit: string) => `Keep ${limit}`;

// What a change of margin moves
export const setAsideMore = "Set aside more";

// What is available
export const ofBalance = (balance: string) => `of ${balance} XBT`;
export const bound = (margin: string) => `In positions and orders ${margin}`;
export const thisOrder = (cost: string) => `this order ${cost}`;

// Preview
export const previewThen = "then";
export const previewLabel = "Preview of this order";
export const bothFees = "Fee, taker and maker";
export const takerFee = "Taker fee";
export const makerRebate = "Maker rebate";
export const makerFee = "Maker fee";
export const dayRanges = (ranges: string) => `· ${ranges} day ranges`;
export const positionAfter = "Position after";
export const averageAfter = "Average entry after";
export const breakEvenAfter = "Break-even after";
export const bankruptcy = "Bankruptcy";
export const marginChange = "Margin change";
export const distanceName = "Distance from mark";
export const liquidationNow = "Liquidation now";

// Sending
export const sending = "Sending …";
export const pricesTooOld = "prices are too old";
export const typePriceAndSize = "type a price and a size";
export const typePrice = "type a price";
export const typeSize = "type a size";
export const typeBracket = "type a take profit or a stop loss";
export const wrongBracket = "profit or stop lies on the wrong side";
export const sizeDoesNotFit = "the size does not fit";
export const noCoins = "There are no coins in your account yet.";
export const getCoins = "Get 1 XBT of test coins";
export const leverageFirst = "Set the new leverage or keep the old one first.";
export const wouldCross = "Somebody stands at this price already: a post-only order would be cancelled.";
export const needsMore = (needed: string, available: string) => `Needs ${needed} XBT; ${available} is available.`;
export const bookTooThin = (filled: string, typed: string) => `Only ${filled} of ${typed} contracts can trade.`;
export const notPlacedBecause = {
  overload: "New orders are being refused.",
  lost: "No answer came.",
  unknown: "No answer came.",
};
export const noAnswer = "No answer came.";
export const stopWaiting = "Don’t wait for it";
export const askingForOrder =
  "The exchange is being asked whether it has the order. Nothing is sent again; cancelling and closing still work.";
export const notPlaced = "Not placed.";
export const tryAgain = "Try again with the same id";
export const leaveIt = "Leave it";

// Asked before sending
export const conditions = "Conditions";
export const cost = "Cost";
export const liquidationAfter = "Liquidation after";
export const dontSend = "Don’t send";
export const dontAsk = (orderType: string) => `Don’t ask for ${orderType} orders`;

// When to ask
export const whenToAsk = "When to ask before sending";
export const askBefore = (orderType: string) => `Before ${orderType} orders`;
export const askBeforeClosing = "Before closing a position at market";
export const guardAbout = "An order that looks like a slip of the finger always asks. You choose from where on; it can’t be turned off.";
export const guardDistance = "Away from the mark by more than";
export const guardSize = "Larger than";
export const guardOutOfRange = (most: string, current: string) => `Above zero and at most ${most}; until then ${current} holds.`;

// What became of it
export const waits = (order: string) => `${order} waits for its price.`;
export const isInBook = (order: string) => `${order} is in the book.`;
export const nobodyStood = (order: string) => `Nobody stood in the book: ${order} was cancelled.`;
export const partFilled = (filled: string, size: string, symbol: string) =>
  `${filled} of ${size} ${symbol} found somebody; the rest was cancelled.`;
