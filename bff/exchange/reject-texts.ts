import { ContractError, invalid, refused, TEXT } from "../contract/errors.ts";
import { REJECT } from "../engine/rejects.ts";

/** What a refusal's text may depend on beside the engine's own figure. */
export interface RejectContext {
  readonly side?: string;
}

/** Beyond a cap of the key that sent it: the same order by a person could be had. */
const capped = (why: string) => new ContractError(403, `Beyond what this key may do: ${why}`);

/** The engine's refusal in the contract's words. */
export function rejectError(code: number, detail: number, context: RejectContext = {}): ContractError {
  const instruction = (name: string) =>
    refused(`Order had execInst of ${name} and side of ${context.side ?? ""} but current position is ${detail}`);
  switch (code) {
    case REJECT.unknownAccount:
      return refused("Invalid account");
    case REJECT.unknownInstrument:
      return refused(TEXT.invalidSymbol);
    case REJECT.noMark:
      return refused(TEXT.noMarkPrice);
    case REJECT.duplicateClientId:
      return refused(TEXT.duplicateClOrdID);
    case REJECT.quantity:
      return refused(TEXT.invalidOrderQty);
    case REJECT.price:
      return refused(TEXT.invalidPrice);
    case REJECT.orderNotFound:
      return refused(TEXT.invalidOrderID);
    case REJECT.originalClientIdNotFound:
      return refused(TEXT.invalidOrigClOrdID);
    case REJECT.leavesQuantity:
      return refused(TEXT.invalidLeavesQty);
    case REJECT.insufficientBalance:
      return invalid(TEXT.insufficientAvailable(detail));
    case REJECT.immediateLiquidation:
      return invalid(TEXT.immediateLiquidation);
    case REJECT.beyondLiquidationLong:
      return invalid(TEXT.liquidationPriceLong);
    case REJECT.beyondLiquidationShort:
      return invalid(TEXT.liquidationPriceShort);
    case REJECT.reduceOnlySide:
      return instruction("ReduceOnly");
    case REJECT.closeSide:
      return instruction("Close");
    case REJECT.tooManyOrders:
      return invalid(TEXT.tooManyOpenOrders);
    case REJECT.leverage:
      return refused(TEXT.invalidLeverage);
    case REJECT.riskLimit:
      return invalid("Value of position and orders exceeds position Risk Limit");
    case REJECT.entryLeverage:
      return refused(TEXT.entryLeverage);
    case REJECT.riskSteps:
      return refused(TEXT.invalidRiskLimit);
    case REJECT.crossMargin:
      return refused(TEXT.crossMargin);
    case REJECT.transferAmount:
      return refused(TEXT.invalidTransfer);
    case REJECT.isolatedMargin:
      return refused(TEXT.insufficientIsolated);
    case REJECT.stopPrice:
      return refused(TEXT.invalidStopForType);
    case REJECT.display:
      return refused(TEXT.invalidDisplayQty);
    case REJECT.pegPrice:
      return refused(TEXT.invalidPegForType);
    case REJECT.pegOffset:
      return refused(TEXT.invalidPegOffset);
    case REJECT.tooManyStops:
      return invalid(TEXT.tooManyStopOrders);
    case REJECT.bulkInstrument:
      return refused("Instruments do not match");
    case REJECT.lotSize:
      return refused("Invalid lotSize: it must be a multiple of the lot that value is rounded for");
    case REJECT.multiplier:
      return refused("Invalid multiplier: a contract must gain whole satoshis with each step of the price");
    case REJECT.largestOrder:
      return refused("Invalid maxOrderQty or maxPrice: the largest order would have no exact value");
    case REJECT.symbolTaken:
      return refused("Invalid symbol: the name is taken");
    case REJECT.notOpen:
      return invalid("Market is not open");
    case REJECT.expired:
      return refused("Instrument expired");
    case REJECT.notListedYet:
      return refused("Instrument not listed for trading yet");
    case REJECT.limitUp:
      return invalid("Price greater than limitUpPrice");
    case REJECT.limitDown:
      return invalid("Price less than limitDownPrice");
    case REJECT.change:
      return refused("Invalid value: the contract can't have it, or has it already");
    case REJECT.moment:
      return refused("Invalid time: it must lie in the life of the contract, and not in the past");
    case REJECT.notComposite:
      return refused("Index is not made of venues");
    case REJECT.unknownConstituent:
      return refused("Index has no such venue");
    case REJECT.tooManyConstituents:
      return refused("Index has too many venues");
    case REJECT.constituentIsIn:
      return refused("Venue is part of the index");
    case REJECT.withdrawalBalance:
      return invalid(`${TEXT.insufficientWithdrawable}: ${detail} XBt can be withdrawn`);
    case REJECT.withdrawalUnknown:
      return new ContractError(404, TEXT.notFound);
    case REJECT.withdrawalEnded:
      return refused("This withdrawal has been sent or cancelled already");
    case REJECT.capSymbol:
      return capped("it may not trade this contract");
    case REJECT.capReduceOnly:
      return capped("it may only reduce positions, with execInst ReduceOnly or Close");
    case REJECT.capOrder:
      return capped(`an order may be worth ${detail} XBt at most`);
    case REJECT.capDaily:
      return capped(`its orders of a day may be worth ${detail} XBt at most`);
    case REJECT.capLoss:
      return capped(`the account has lost ${detail} XBt or more today, so it may only reduce positions`);
    case REJECT.capDeviation:
      return capped(`a buy may be at most ${detail / 1e6} % above the mark price, a sell as much below it`);
    case REJECT.faucetTooSoon:
      return new ContractError(403, `The next test coin can be had from ${new Date(detail).toISOString()}.`, "HTTPError");
    default:
      throw new Error(`the engine refused with code ${code}, which has no text`);
  }
}
