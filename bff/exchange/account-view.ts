import { CROSS } from "../contract/pricing/margin.ts";
import { type OrderSide, openOrderMarginSats } from "../contract/pricing/order-margin.ts";
import { type PositionFacts, type PositionMargin, positionMargin } from "../contract/pricing/position-margin.ts";
import { type ContractTerms, termsAtTier } from "../contract/pricing/terms.ts";
import { unrealisedPnlSats } from "../contract/pricing/value.ts";
import { ACCOUNT, POSITION } from "../engine/records.ts";
import type { SlotReader } from "../engine/slots.ts";
import type { Listed } from "./catalogue.ts";

/** A position as the engine last told of it. */
export interface HeldPosition extends PositionFacts {
  readonly listed: Listed;
  /** The contract's terms at the position's own risk limit. */
  readonly terms: ContractTerms;
  /** Steps by which the risk limit was raised. */
  readonly riskSteps: number;
  readonly boughtContracts: number;
  readonly boughtCostSats: number;
  readonly soldContracts: number;
  readonly soldCostSats: number;
  readonly feesSats: number;
  readonly previousPnlSats: number;
  /** Parts of what this position has realised that noons have moved to the account's coins: before fees, and fees. */
  readonly movedCostSats: number;
  readonly movedFeesSats: number;
  /** Realised in the contract since noon, by positions before this one as well. */
  readonly sinceNoonSats: number;
  readonly openedAtMs: number;
  /** The sums above as they stood when the hour of its last change began. */
  readonly opening: Opening;
  readonly buys: OrderSide & { readonly valueSats: number };
  readonly sells: OrderSide & { readonly valueSats: number };
  /** When the engine last told of it. */
  readonly changedAtMs: number;
}

/** Sums of a position at the beginning of a session, which is an hour. */
export interface Opening {
  readonly startMs: number;
  readonly contracts: number;
  readonly boughtContracts: number;
  readonly boughtCostSats: number;
  readonly soldContracts: number;
  readonly soldCostSats: number;
  readonly feesSats: number;
}

/** An account as the engine last told of it. */
export interface AccountFacts {
  readonly handle: number;
  readonly cashSats: number;
  readonly depositedSats: number;
  readonly withdrawnSats: number;
  /** Part of what was withdrawn that is yet to be sent. */
  readonly reservedSats: number;
  /** Part of what was realised that noons have moved to the coins, and the last noon's part of it. */
  readonly settledSats: number;
  readonly previousRealisedSats: number;
  /** The last noon that anything was moved at or had come in or gone out by, zero for none; and all that had by then. */
  readonly noonAtMs: number;
  readonly noonDepositedSats: number;
  readonly noonWithdrawnSats: number;
  readonly isSimulated: boolean;
  readonly openedAtMs: number;
  /** Zero for never. */
  readonly faucetAtMs: number;
  readonly changedAtMs: number;
}

export function readAccount(record: SlotReader, timeMs: number): AccountFacts {
  return {
    handle: record.number(ACCOUNT.account),
    cashSats: record.number(ACCOUNT.cash),
    depositedSats: record.number(ACCOUNT.deposited),
    withdrawnSats: record.number(ACCOUNT.withdrawn),
    reservedSats: record.number(ACCOUNT.reserved),
    settledSats: record.number(ACCOUNT.settled),
    previousRealisedSats: record.number(ACCOUNT.previousRealised),
    noonAtMs: record.number(ACCOUNT.noonAtMs),
    noonDepositedSats: record.number(ACCOUNT.noonDeposited),
    noonWithdrawnSats: record.number(ACCOUNT.noonWithdrawn),
    isSimulated: record.number(ACCOUNT.simulated) === 1,
    openedAtMs: record.number(ACCOUNT.openedAtMs),
    faucetAtMs: record.number(ACCOUNT.faucetAtMs),
    changedAtMs: timeMs,
  };
}

export function readPosition(record: SlotReader, listed: Listed, timeMs: number): HeldPosition {
  const side = (contracts: number, value: number, reserve: number, premium: number) => ({
    contracts: record.number(contracts),
    valueSats: record.number(value),
    reserveSats: record.number(reserve),
    premiumSats: record.number(premium),
  });
  const riskSteps = record.number(POSITION.riskSteps);
  return {
    listed,
    terms: termsAtTier(listed.terms, riskSteps),
    contracts: record.number(POSITION.quantity),
    costSats: record.number(POSITION.cost),
    leverage: record.number(POSITION.leverage),
    payableFundingRate: 0,
    postedSats: record.number(POSITION.posted),
    lossSats: record.number(POSITION.loss),
    riskSteps,
    boughtContracts: record.number(POSITION.boughtQuantity),
    boughtCostSats: record.number(POSITION.boughtCost),
    soldContracts: record.number(POSITION.soldQuantity),
    soldCostSats: record.number(POSITION.soldCost),
    feesSats: record.number(POSITION.fees),
    previousPnlSats: record.number(POSITION.previousPnl),
    movedCostSats: record.number(POSITION.movedCost),
    movedFeesSats: record.number(POSITION.movedFees),
    sinceNoonSats: record.number(POSITION.sinceNoon),
    openedAtMs: record.number(POSITION.openedAtMs),
    opening: {
      startMs: record.number(POSITION.sessionAtMs),
      contracts: record.number(POSITION.openingQuantity),
      boughtContracts: record.number(POSITION.openingBought),
      boughtCostSats: record.number(POSITION.openingBoughtCost),
      soldContracts: record.number(POSITION.openingSold),
      soldCostSats: record.number(POSITION.openingSoldCost),
      feesSats: record.number(POSITION.openingFees),
    },
    buys: side(POSITION.orderBuyQuantity, POSITION.orderBuyValue, POSITION.orderBuyReserve, POSITION.orderBuyPremium),
    sells: side(POSITION.orderSellQuantity, POSITION.orderSellValue, POSITION.orderSellReserve, POSITION.orderSellPremium),
    changedAtMs: timeMs,
  };
}

/** A position at a mark. */
export interface MarkedPosition extends PositionMargin {
  readonly held: HeldPosition;
  readonly markPoints: number;
  readonly unrealisedPnlSats: number;
  readonly orderMarginSats: number;
  readonly isCross: boolean;
}

/** @param fundingRate that the contract pays next, in 1e-8; what the holder would pay raises his maintenance */
export function markPosition(told: HeldPosition, markPoints: number, fundingRate: number): MarkedPosition {
  const held = fundingRate === 0 ? told : { ...told, payableFundingRate: told.contracts < 0 ? 0 - fundingRate : fundingRate };
  const { terms } = held;
  const isMarked = held.contracts !== 0 && markPoints !== 0;
  const unrealised = isMarked ? unrealisedPnlSats(terms, held.contracts, held.costSats, markPoints) : 0;
  return {
    ...positionMargin(terms, held, unrealised),
    held,
    markPoints,
    unrealisedPnlSats: unrealised,
    orderMarginSats: openOrderMarginSats(held.contracts, held.buys, held.sells),
    isCross: held.leverage === CROSS,
  };
}

/** What stands behind a cross position. The engine adds up the same when it liquidates. */
export interface Backing {
  /** For the liquidation price: what others earn counts, and what they need is taken off. */
  readonly liquidationSats: number;
  /** For the bankruptcy price: cash alone. */
  readonly bankruptcySats: number;
}

export function backingOf(account: AccountFacts, positions: readonly MarkedPosition[], of: MarkedPosition): Backing {
  let isolated = 0;
  let othersPnl = 0;
  let othersLoss = 0;
  let othersMaintenance = 0;
  for (const position of positions) {
    if (!position.isCross) isolated += position.posMargin;
    else if (position !== of) {
      othersPnl += position.unrealisedPnlSats;
      othersLoss += Math.max(0, -position.unrealisedPnlSats);
      othersMaintenance += position.posMaint;
    }
  }
  return {
    liquidationSats: account.cashSats - isolated + othersPnl - othersMaintenance,
    bankruptcySats: account.cashSats - isolated - othersLoss,
  };
}
