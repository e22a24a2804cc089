import type { SideCode } from "./commands.ts";
import { NONE, Rows } from "./rows.ts";

/** Changes are told by sessions of an hour. Source: openingTimestamp of published rows of 2019. */
const SESSION_MS = 3_600_000;

/** What an account holds in a contract, and what its open orders there would add. Satoshis and contracts. */
export class Positions extends Rows {
  account = this.column("account", Int32Array);
  instrument = this.column("instrument", Int32Array);
  nextOfAccount = this.column("nextOfAccount", Int32Array);
  /** Signed, positive for long. */
  quantity = this.column("quantity", Float64Array);
  /** Signed value at entry of what is held. */
  cost = this.column("cost", Float64Array);
  /** Fills since the position was last opened from nothing. */
  boughtQuantity = this.column("boughtQuantity", Float64Array);
  boughtCost = this.column("boughtCost", Float64Array);
  soldQuantity = this.column("soldQuantity", Float64Array);
  soldCost = this.column("soldCost", Float64Array);
  fees = this.column("fees", Float64Array);
  /** Whole hour in which it last changed, and the sums above as they stood when that began. */
  sessionAtMs = this.column("sessionAtMs", Float64Array);
  openingQuantity = this.column("openingQuantity", Float64Array);
  openingBought = this.column("openingBought", Float64Array);
  openingBoughtCost = this.column("openingBoughtCost", Float64Array);
  openingSold = this.column("openingSold", Float64Array);
  openingSoldCost = this.column("openingSoldCost", Float64Array);
  openingFees = this.column("openingFees", Float64Array);
  /** Profit of the position that was open before this one. */
  previousPnl = this.column("previousPnl", Float64Array);
  /** Parts of this position's realised cost and fees that a noon has moved to the account's coins. */
  movedCost = this.column("movedCost", Float64Array);
  movedFees = this.column("movedFees", Float64Array);
  /** What the contract has realised since noon beside this position: by those before it, or at settlement for others. */
  besidePnl = this.column("besidePnl", Float64Array);
  openedAtMs = this.column("openedAtMs", Float64Array);
  /** Hundredths; 0 is cross margin. */
  leverage = this.column("leverage", Int32Array);
  /** Steps by which its owner has raised the risk limit. */
  riskSteps = this.column("riskSteps", Uint8Array);
  /** Margin moved into an isolated position, and funding that it has paid out of its margin; satoshis, zero for cross margin. */
  posted = this.column("posted", Float64Array);
  loss = this.column("loss", Float64Array);
  firstOrder = this.column("firstOrder", Int32Array);
  /** Working orders that may only shrink the position. */
  reduceOnlyOrders = this.column("reduceOnlyOrders", Int32Array);
  /** Orders that are open, and those among them that wait for a price. */
  openOrders = this.column("openOrders", Int32Array);
  waitingOrders = this.column("waitingOrders", Int32Array);
  /** Sums over its open orders, a buy and a sell each: contracts, value, margin, margin for being beyond the mark. */
  orderQuantity = this.column("orderQuantity", Float64Array, 2);
  orderValue = this.column("orderValue", Float64Array, 2);
  orderReserve = this.column("orderReserve", Float64Array, 2);
  orderPremium = this.column("orderPremium", Float64Array, 2);

  constructor(capacity = 64) {
    super(capacity);
  }

  /** A fresh row is all zeros, and one that was forgotten was never used. */
  open(account: number, instrument: number, nextOfAccount: number): number {
    const position = this.append();
    this.account[position] = account;
    this.instrument[position] = instrument;
    this.nextOfAccount[position] = nextOfAccount;
    this.firstOrder[position] = NONE;
    return position;
  }

  /** Positions in a contract, held or not, in the order in which they were opened. */
  *inContract(instrument: number): Generator<number, void> {
    for (const position of this.handles()) if (this.instrument[position] === instrument) yield position;
  }

  /** Contracts of a position, signed; none of one that is not there yet: NONE. */
  held(position: number): number {
    return position === NONE ? 0 : (this.quantity[position] as number);
  }

  /** Is to be called before a position changes: the first change of an hour keeps what stood at its beginning. */
  beginSession(position: number, nowMs: number): void {
    const hourMs = nowMs - (nowMs % SESSION_MS);
    if (this.sessionAtMs[position] === hourMs) return;
    this.sessionAtMs[position] = hourMs;
    this.openingQuantity[position] = this.quantity[position] as number;
    this.openingBought[position] = this.boughtQuantity[position] as number;
    this.openingBoughtCost[position] = this.boughtCost[position] as number;
    this.openingSold[position] = this.soldQuantity[position] as number;
    this.openingSoldCost[position] = this.soldCost[position] as number;
    this.openingFees[position] = this.fees[position] as number;
  }

  /** What was bought and sold of it less what is held, at cost: what it has lost before fees, satoshis. */
  realisedCost(position: number): number {
    return (this.boughtCost[position] as number) + (this.soldCost[position] as number) - (this.cost[position] as number);
  }

  /** What an account has realised in a contract since noon, fees and funding included. */
  realisedSinceNoon(position: number): number {
    const cost = this.realisedCost(position) - (this.movedCost[position] as number);
    const fees = (this.fees[position] as number) - (this.movedFees[position] as number);
    return (this.besidePnl[position] as number) - cost - fees;
  }

  /** Moves that to the account's coins. @returns what was moved, satoshis */
  moveRealised(position: number): number {
    const moved = this.realisedSinceNoon(position);
    this.movedCost[position] = this.realisedCost(position);
    this.movedFees[position] = this.fees[position] as number;
    this.besidePnl[position] = 0;
    return moved;
  }

  /** A position that begins within an hour had nothing when that began. */
  forgetOpening(position: number): void {
    this.openingQuantity[position] = 0;
    this.openingBought[position] = 0;
    this.openingBoughtCost[position] = 0;
    this.openingSold[position] = 0;
    this.openingSoldCost[position] = 0;
    this.openingFees[position] = 0;
  }

  /** Adds an order's share to the sums of its side, or takes it away. */
  addOrder(position: number, side: SideCode, quantity: number, value: number, reserve: number, premium: number): void {
    const at = 2 * position + side;
    this.orderQuantity[at] = (this.orderQuantity[at] as number) + quantity;
    this.orderValue[at] = (this.orderValue[at] as number) + value;
    this.orderReserve[at] = (this.orderReserve[at] as number) + reserve;
    this.orderPremium[at] = (this.orderPremium[at] as number) + premium;
  }
}
