/** Classes of errors as the contract names them in `error.name`. */
export type ErrorName = "HTTPError" | "ValidationError" | "RateLimitError" | "WebsocketError" | "Error";

/** Body of every answer that is not 2xx. */
export interface ErrorBody {
  readonly error: { readonly message: string; readonly name: ErrorName; readonly approval?: ApprovalAsked };
}

/** A refusal that a client can read: an HTTP status and the contract's own words. */
export class ContractError extends Error {
  readonly status: number;
  readonly errorName: ErrorName;

  constructor(status: number, message: string, errorName: ErrorName = "HTTPError") {
    super(message);
    this.status = status;
    this.errorName = errorName;
  }

  body(): ErrorBody {
    return { error: { message: this.message, name: this.errorName } };
  }
}

/** What has to be approved before a request is carried out. */
export interface ApprovalAsked {
  readonly id: string;
  readonly says: string;
  readonly until: string;
  /** What will do as a proof: `passkey`, `password and code`, `password`. */
  readonly by: readonly string[];
}

/** A request that its person must approve first: 403, with what there is to approve. */
export class ApprovalNeededError extends ContractError {
  readonly approval: ApprovalAsked;

  constructor(approval: ApprovalAsked) {
    super(403, `Approve this first: ${approval.says}.`);
    this.approval = approval;
  }

  override body(): ErrorBody {
    return { error: { ...super.body().error, approval: this.approval } };
  }
}

/** A parameter that is missing, malformed or against a rule: 400. */
export const invalid = (message: string): ContractError => new ContractError(400, message, "ValidationError");

/** A request that the exchange understood and refused: 400. */
export const refused = (message: string): ContractError => new ContractError(400, message, "HTTPError");

/**
 * Texts that clients compare. Source: `restAPIMessages` of the BitMEX API v1 and the exception tables of
 * clients in use; a text may be extended only where those match by prefix.
 */
export const TEXT = {
  accessDenied: "Access Denied",
  authorizationRequired: "Authorization Required",
  banned: (seconds: number) => `Access Denied: too many requests from this address have failed, retry in ${seconds} seconds.`,
  crossMargin: "Position has cross margin enabled",
  duplicateClOrdID: "Duplicate clOrdID",
  expired: (nowSeconds: number) => `This request has expired - \`expires\` is in the past. Current time: ${nowSeconds}`,
  entryLeverage: "Cannot exceed the maximum entry leverage",
  insufficientAvailable: (requiredSats: number) => `Account has insufficient Available Balance, ${requiredSats} XBt required`,
  insufficientIsolated: "Position has insufficient isolated margin",
  insufficientWithdrawable: "Account has insufficient Withdrawable Balance",
  invalidApiKey: "Invalid API Key.",
  invalidDisplayQty: "Invalid displayQty",
  invalidExecInst: "Invalid execInst",
  invalidExecInstForType: "Invalid ordType for execInst",
  invalidExecInstForTimeInForce: "Invalid ordType or timeInForce for execInst",
  invalidLeavesQty: "Invalid leavesQty",
  invalidLeavesQtyForLot: "Invalid leavesQty for lotSize",
  invalidLeverage: "Invalid leverage",
  invalidOrderID: "Invalid orderID",
  invalidOrderQty: "Invalid orderQty",
  invalidOrdStatus: "Invalid ordStatus",
  invalidOrigClOrdID: "Invalid origClOrdID",
  invalidPegForType: "Invalid pegPriceType for ordType",
  invalidPegOffset: "Invalid pegOffsetValue for pegPriceType",
  invalidPegOffsetTick: "Invalid pegOffsetValue tickSize",
  invalidPrice: "Invalid price",
  invalidPriceTick: "Invalid price tickSize",
  invalidRiskLimit: "Invalid riskLimit",
  invalidSide: "Invalid side",
  invalidStopForType: "Invalid stopPx for ordType",
  invalidStopTick: "Invalid stopPx tickSize",
  invalidSymbol: "Invalid symbol",
  invalidFee: "Invalid fee amount",
  invalidWithdrawal: "Invalid withdrawal amount",
  invalidTransfer: "Invalid amount for isolated margin transfer",
  keyDisabled: "This key is disabled.",
  liquidationPriceLong: "Order price is below the liquidation price of current long position",
  liquidationPriceShort: "Order price is above the liquidation price of current short position",
  immediateLiquidation: "Executing at order price would lead to immediate liquidation",
  negativeFee: "Negative fee amount",
  negativeWithdrawal: "Negative withdrawal amount",
  noMarkPrice: "Instrument has no mark price",
  notFound: "Not Found",
  orderIDOrOrigClOrdID: "orderID or origClOrdID must be sent.",
  origClOrdIDRequired: "origClOrdID required when sending clOrdID.",
  overloaded: "The system is currently overloaded. Please try again later.",
  positionInLiquidation: "Position is in liquidation",
  rateLimited: (seconds: number) => `Rate limit exceeded, retry in ${seconds} seconds.`,
  serviceUnavailable: "Service unavailable",
  signatureNotValid: "Signature not valid.",
  tooManyOpenOrders: "Too many open orders",
  tooManyStopOrders: "Too many open stop orders",
  unableToCancel: (status: string) => `Unable to cancel order due to existing state: ${status}`,
  unsupportedContingencyType: "Unsupported contingencyType",
  unsupportedExecInst: "Unsupported execInst",
  unsupportedOrdType: "Unsupported ordType",
  unsupportedPegPriceType: "Unsupported pegPriceType",
} as const;
