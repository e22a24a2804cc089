import { pointsToPrice, ticksToPrice } from "../../contract/prices.ts";
import { bankruptcyTicks, type CriticalTicks, liquidationTicks } from "../../contract/pricing/critical-price.ts";
import { RATE_SCALE } from "../../contract/pricing/round.ts";
import { termsAtTier } from "../../contract/pricing/terms.ts";
import { valueSats } from "../../contract/pricing/value.ts";
import { LIQUIDATION_STEPS, type LiquidationStepRow } from "../../contract/tables/liquidation-report.ts";
import { NO_GUID } from "../../contract/vocabulary.ts";
import { accountNumber } from "../../engine/accounts.ts";
import { LIQUIDATION, LIQUIDATION_STEP } from "../../engine/records.ts";
import type { SlotReader } from "../../engine/slots.ts";
import type { Listed } from "../catalogue.ts";
import { GUID_KIND, toGuid } from "../guids.ts";

const guidOf = (number: number) => (number === 0 ? NO_GUID : toGuid(GUID_KIND.order, number));

/** A step of a liquidation as a row of the wire. Both prices are those that the engine decided by: a takeover's is the one it passed at. */
export function liquidationStepRow(record: SlotReader, listed: Listed, timestamp: string): LiquidationStepRow {
  const riskSteps = record.number(LIQUIDATION.riskSteps);
  const terms = termsAtTier(listed.terms, riskSteps);
  const step = record.number(LIQUIDATION.step);
  const position = {
    contracts: record.number(LIQUIDATION.quantity),
    costSats: record.number(LIQUIDATION.cost),
    leverage: record.number(LIQUIDATION.leverage),
    postedSats: record.number(LIQUIDATION.posted),
    lossSats: record.number(LIQUIDATION.loss),
    payableFundingRate: record.number(LIQUIDATION.fundingRate),
  };
  const backing = record.number(LIQUIDATION.backing);
  const cashBacking = record.number(LIQUIDATION.cash);
  const price = (ticks: CriticalTicks) => (ticks === null ? null : ticksToPrice(terms, ticks));
  const isTaken = step === LIQUIDATION_STEP.takenOver;
  const indexPoints = record.number(LIQUIDATION.indexPoints);
  return {
    liquidationID: guidOf(record.number(LIQUIDATION.number)),
    account: accountNumber(record.number(LIQUIDATION.account)),
    timestamp,
    symbol: listed.symbol,
    step: LIQUIDATION_STEPS[step] as string,
    currentQty: position.contracts,
    posCost: position.costSats,
    leverage: position.leverage / 100,
    postedMargin: position.postedSats,
    posLoss: position.lossSats,
    riskSteps,
    fundingRate: position.payableFundingRate / RATE_SCALE,
    markPrice: pointsToPrice(terms, record.number(LIQUIDATION.markPoints)),
    indexPrice: indexPoints === 0 ? null : pointsToPrice(terms, indexPoints),
    backing,
    cashBacking,
    marginBalance: record.number(LIQUIDATION.balance),
    marginRequired: record.number(LIQUIDATION.requirement),
    liquidationPrice: price(liquidationTicks(terms, position, backing)),
    bankruptPrice: isTaken
      ? ticksToPrice(terms, record.number(LIQUIDATION.bankruptTicks))
      : price(bankruptcyTicks(terms, position, cashBacking)),
    orderID: guidOf(record.number(LIQUIDATION.order)),
    realisedPnl: record.number(LIQUIDATION.realisedSats),
    execComm: record.number(LIQUIDATION.feeSats),
  };
}

/** The house's order for what it took over, and what that is worth at the bankruptcy price; null and 0 for any other step. */
export function takenOf(record: SlotReader, listed: Listed): { readonly houseOrderID: string | null; readonly takenSats: number } {
  if (record.number(LIQUIDATION.step) !== LIQUIDATION_STEP.takenOver) return { houseOrderID: null, takenSats: 0 };
  const points = record.number(LIQUIDATION.bankruptTicks) * listed.terms.pointsPerTick;
  return {
    houseOrderID: toGuid(GUID_KIND.order, record.number(LIQUIDATION.houseOrder)),
    takenSats: valueSats(listed.terms, record.number(LIQUIDATION.quantity), points),
  };
}
