// The page of the synthetic dollar.

import type { ReactNode } from "react";
import { sentence } from "./sentence.ts";

// The page
export const lead =
  "Coins with a short of their whole value are worth the same dollars whatever the price: what the coins lose, the short wins. Locking and unlocking are one order each.";
export const notInverse = (symbol: ReactNode, open: ReactNode) =>
  sentence`${symbol} is no inverse contract: only a short of a fixed amount of dollars locks the dollars of coins. ${open}`;
export const openXbtusd = "Open XBTUSD";
export const coinsToLock = "Coins to lock";
export const tooFewForLot = "Too few coins for a lot";
export const writeShort = (contracts: string) => `Write the short of ${contracts} into the ticket`;
export const writeBuyingBack = (contracts: string) => `Write the buying back of ${contracts} into the ticket`;
export const tooFew = "So few coins do not back the smallest order.";
export const fundingFormula = "size · sum of the funding rates";
export const noFundingFilled = (contracts: string) => `${contracts} · 0, for no funding has come yet`;
export const fundingEarned = (isPaid: boolean, days: string) =>
  `Funding it would have ${isPaid ? "paid" : "earned"} in the last ${days} days`;
export const fundingFilled = (contracts: string, rates: string, fundings: string, paid: string) =>
  `${contracts} · ${rates} over ${fundings} fundings, of which it paid ${paid}`;
export const fundingRule =
  "A short of so many dollars receives at each funding as many dollars as the rate says, whatever the price is then; below zero it pays.";
export const yearly = "The same a year";
export const yearlyFormula = "sum of the rates / days · 365";
export const yearlyRule = "What was is no promise: the rate follows what longs and shorts will pay.";
export const curveLabel = "Coins and short in dollars against price: a flat line";
export const answersLabel = "What it comes to";
export const locked = "Locked";
export const lockedFormula = "coins · mark / (1 + fees), rounded down to the lot";
export const lockedFilled = (coins: string, mark: string, lot: string) => `${coins} · ${mark}, less fees, in lots of ${lot}`;
export const lockedRule = "Each contract is one dollar. The value, the fee to open and the reserve to close are bound when it is placed.";
export const outside = "Stays outside";
export const outsideFormula = "coins − value of the short";
export const outsideRule = "Pays the fees and moves with the price.";
export const worth = "Worth at −30 % and +30 %";
export const worthFormula = "price · (coins + PnL of the short)";
export const worthRule = "In coins the short is convex: it wins more the further the market falls, just as many dollars as the coins lose.";
export const noLiquidationFormula = "largest possible loss = value at entry = margin";
export const noLiquidationRule =
  "An inverse short can lose at most the coins that it was worth at entry, and all of them are its margin. So nothing is required beyond, and no price liquidates it.";
export const noneYet = "none yet";

// Locking and unlocking
export const lock = (dollars: string) => `Lock ${dollars} USD now`;
export const unlock = (dollars: string) => `Unlock ${dollars} USD now`;
export const isLocked = (dollars: string) => `${dollars} USD are locked as far as the book had buyers`;
export const isUnlocked = (dollars: string) => `${dollars} USD are unlocked as far as the book had sellers`;
export const lockTitle = (dollars: string) => `Lock ${dollars} USD?`;
export const unlockTitle = (dollars: string) => `Unlock ${dollars} USD?`;
export const lockAbout = (symbol: string, contracts: string) =>
  `Sets ${symbol} to isolated margin at 1× and sells ${contracts} contracts at market. The short's whole value is its margin, so that no price liquidates it.`;
export const unlockAbout = (contracts: string, symbol: string) =>
  `Buys the short of ${contracts} ${symbol} back at market. The coins then move with the price again.`;
export const sellNow = (contracts: string) => `Sell ${contracts} at market`;
export const buyNow = (contracts: string) => `Buy ${contracts} at market`;
