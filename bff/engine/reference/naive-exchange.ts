import type { ContractTerms } from "../../contract/pricing/terms.ts";
import { FIRST_CLIENT, HOUSE } from "../accounts.ts";
import { SIDE } from "../commands.ts";
import { EXEC, LIQUIDITY, TRANSACTION_STATUS } from "../records.ts";
import type { ExecutionRecord, Records } from "./read-records.ts";

/**
 * Who owns what, reckoned from deposits and executions alone, in numbers without a limit. The engine's rows must say
 * the same after every command.
 */

export interface NaivePosition {
  contracts: bigint;
  cost: bigint;
  bought: bigint;
  boughtCost: bigint;
  sold: bigint;
  soldCost: bigint;
  fees: bigint;
}

const abs = (value: bigint) => (value < 0n ? -value : value);
const RATE_SCALE = 100_000_000n;
/** To the nearest, halves up, of numbers that are not negative. */
const halfUp = (over: bigint, under: bigint) => (2n * over + under) / (2n * under);

export class NaiveExchange {
  readonly cash = new Map<number, bigint>();
  readonly positions = new Map<string, NaivePosition>();
  /** Price, in ticks, at which the house took over what each of its orders closes: the one at which it was first offered. */
  readonly entries = new Map<number, number>();
  /** Numbers of transactions that have been told of: a withdrawal is told of twice. */
  private readonly transactions = new Set<number>();
  /** Terms of contracts as the last command left them. */
  readonly terms = new Map<number, ContractTerms>();
  /** The same for each execution of the command at hand, by its number: a command can find a change of terms due between two trades. */
  private readonly termsAt = new Map<number, ContractTerms>();
  private readonly latestTerms: (instrument: number) => ContractTerms;

  /** @param latestTerms a contract's terms after the command at hand */
  constructor(latestTerms: (instrument: number) => ContractTerms) {
    this.latestTerms = latestTerms;
  }

  take(records: Records): void {
    this.termsAt.clear();
    for (const [i, { number, instrument }] of records.executions.entries()) {
      this.termsAt.set(number, records.executionTerms[i] ?? this.terms.get(instrument) ?? this.latestTerms(instrument));
    }
    for (const { instrument } of records.instruments) this.terms.set(instrument, this.latestTerms(instrument));
    for (const { number, account, amountSats, status } of records.transactions) {
      if (status === TRANSACTION_STATUS.canceled) this.pay(account, BigInt(-amountSats));
      else if (!this.transactions.has(number)) this.pay(account, BigInt(amountSats));
      this.transactions.add(number);
    }
    for (const { account, number, ticks } of records.orders) {
      if (account < FIRST_CLIENT && !this.entries.has(number)) this.entries.set(number, ticks);
    }
    const matched = new Set(records.trades.map(({ match }) => match));
    const fills = records.executions.filter(({ type }) => type === EXEC.trade);
    const houses = new Set(fills.filter(({ account }) => account < FIRST_CLIENT).map(({ match }) => match));
    const fundings = Map.groupBy(
      records.executions.filter(({ type }) => type === EXEC.funding),
      ({ match }) => match,
    );
    // In the order in which they happened: a command can find more than one moment due, and trades between two of them.
    for (const execution of records.executions) {
      const funding = execution.type === EXEC.funding ? fundings.get(execution.match) : undefined;
      if (funding?.[0] === execution) {
        this.checkFundings(funding);
        for (const each of funding) this.fund(each);
      }
      if (execution.type !== EXEC.trade) continue;
      const isTrade = matched.has(execution.match);
      const isDeleveraging = !isTrade && houses.has(execution.match);
      this.fill(execution, isTrade, isDeleveraging);
      // A fill without a trade or a fill of the house is a takeover: the house has the other side.
      if (!isTrade && !isDeleveraging) this.takeOver(execution);
    }
  }

  cashOf(account: number): bigint {
    return this.cash.get(account) ?? 0n;
  }

  position(account: number, instrument: number): NaivePosition {
    const key = `${account}:${instrument}`;
    const known = this.positions.get(key);
    if (known !== undefined) return known;
    const position = { contracts: 0n, cost: 0n, bought: 0n, boughtCost: 0n, sold: 0n, soldCost: 0n, fees: 0n };
    this.positions.set(key, position);
    return position;
  }

  /** Signed value of contracts at a price in ticks, each valuation lot rounded by itself. */
  private value(terms: ContractTerms, contracts: bigint, ticks: number): bigint {
    return this.valueAtPoints(terms, contracts, BigInt(ticks) * BigInt(terms.pointsPerTick));
  }

  /** What an execution's contract was when it happened. */
  termsOf({ number, instrument }: ExecutionRecord): ContractTerms {
    return this.termsAt.get(number) ?? this.latestTerms(instrument);
  }

  private valueAtPoints(terms: ContractTerms, contracts: bigint, points: bigint): bigint {
    const perLot = BigInt(terms.multiplierSats) * BigInt(terms.valuationLot);
    const unit = BigInt(terms.pointsPerUnit);
    const lot = terms.isInverse ? halfUp(perLot * unit, points) : halfUp(perLot * points, unit);
    return (terms.isInverse ? -1n : 1n) * (contracts / BigInt(terms.valuationLot)) * lot;
  }

  private pay(account: number, sats: bigint): void {
    this.cash.set(account, this.cashOf(account) + sats);
  }

  /** What a funding has moved, payer up and receiver down, what is left over to the insurance fund. */
  private fund({ account, instrument, feeSats }: ExecutionRecord): void {
    const sats = BigInt(feeSats);
    // What the house has taken over is the fund's, with what it pays and receives.
    if (account >= FIRST_CLIENT) {
      this.pay(account, -sats);
      this.pay(HOUSE.insurance, sats);
    }
    this.position(account, instrument).fees += sats;
  }

  /** Everybody who holds anything is part of a funding once, and pays or receives what his value and the rate say. */
  private checkFundings(executions: readonly ExecutionRecord[]): void {
    for (const [match, rows] of Map.groupBy(executions, (execution) => execution.match)) {
      let [short, sum, contracts] = [0n, 0n, 0n];
      const owners = new Set<number>();
      for (const row of rows) {
        const { account, side, lastQuantity, lastTicks, feeSats, feeRate, costSats, number } = row;
        const held = BigInt(side === SIDE.buy ? lastQuantity : -lastQuantity);
        const value = this.valueAtPoints(this.termsOf(row), held, BigInt(lastTicks));
        const [product, fee] = [abs(value) * abs(BigInt(feeRate)), BigInt(feeSats)];
        const due = feeRate > 0 ? (product + RATE_SCALE - 1n) / RATE_SCALE : -(product / RATE_SCALE);
        this.expect(BigInt(costSats) === value, `funding ${number} is of ${costSats}, not ${value}`);
        this.expect(feeRate > 0 ? fee >= 0n && fee <= due : fee <= 0n && fee >= due, `funding ${number} moves ${fee}, not ${due}`);
        if (feeRate > 0) short += due - fee;
        else if (short === 0n) this.expect(fee === due, `funding ${number} gives ${fee}, not ${due}, and nobody paid less than he owed`);
        owners.add(account);
        sum += fee;
        contracts += held;
      }
      this.expect(owners.size === rows.length, `somebody is part of funding ${match} twice`);
      this.expect(contracts === 0n, `the contracts of funding ${match} add up to ${contracts}`);
      this.expect(short > 0n || (sum >= 0n && sum < BigInt(rows.length)), `funding ${match} leaves ${sum} satoshis over`);
      this.expect(-sum <= short, `funding ${match} gives out ${-sum} satoshis that nobody owed`);
    }
  }

  private fill(execution: ExecutionRecord, isTrade: boolean, isDeleveraging: boolean): void {
    const { account, instrument, side, lastQuantity, lastTicks, liquidity } = execution;
    const contracts = BigInt(side === SIDE.buy ? lastQuantity : -lastQuantity);
    const terms = this.termsOf(execution);
    const cost = this.value(terms, contracts, lastTicks);
    const isHouse = account < FIRST_CLIENT;
    const isMaker = liquidity === LIQUIDITY.added && execution.display !== 0;
    const rate = BigInt(isHouse || isDeleveraging ? 0 : isMaker ? terms.makerFeeRate : terms.takerFeeRate);
    const full = (rate < 0n ? -1n : 1n) * halfUp(abs(cost) * abs(rate), RATE_SCALE);
    const fee = BigInt(execution.feeSats);
    this.expect(BigInt(execution.costSats) === cost, `execution ${execution.number} costs ${execution.costSats}, not ${cost}`);
    // Only who has nothing left to pay it with is let off a part of the fee, when he is taken over.
    const isFair = isTrade || isDeleveraging ? fee === full : fee >= 0n && fee <= full;
    this.expect(isFair, `execution ${execution.number} pays ${fee}, not ${full}`);
    const entryTicks = this.entries.get(execution.order);
    this.expect(isHouse === (entryTicks !== undefined), `order ${execution.order} is the house's, or is not`);
    if (isHouse && isDeleveraging) this.expect(lastTicks === entryTicks, `execution ${execution.number} deleverages at ${lastTicks}`);
    const entry = entryTicks === undefined ? null : this.value(terms, -contracts, entryTicks);
    const realised = this.trade(this.position(account, instrument), contracts, cost, fee, entry);
    this.pay(isHouse ? HOUSE.insurance : account, realised - fee);
    this.pay(HOUSE.fees, fee);
    if (fee < full) this.expect(this.cashOf(account) >= 0n, `account ${account} was let off a fee and owes`);
  }

  private takeOver(execution: ExecutionRecord): void {
    const { instrument, side, lastQuantity, lastTicks } = execution;
    const contracts = BigInt(side === SIDE.buy ? -lastQuantity : lastQuantity);
    const house = contracts > 0n ? HOUSE.takenLongs : HOUSE.takenShorts;
    const cost = this.value(this.termsOf(execution), contracts, lastTicks);
    this.trade(this.position(house, instrument), contracts, cost, 0n, null);
  }

  /**
   * @param entryCost what the part that closes had cost, where that is not its share of the position's cost
   * @returns profit of what closes
   */
  private trade(position: NaivePosition, contracts: bigint, cost: bigint, fee: bigint, entryCost: bigint | null): bigint {
    const held = position.contracts;
    const closes = held !== 0n && held > 0n !== contracts > 0n;
    const closing = closes ? (abs(held) < abs(contracts) ? abs(held) : abs(contracts)) : 0n;
    const opening = abs(contracts) - closing;
    // Values are linear in lots, so that the part that closes has its share of the fill's value exactly.
    const closingCost = (cost * closing) / abs(contracts);
    const entry = closing === abs(held) ? position.cost : (entryCost ?? (position.cost * closing) / abs(held));
    const realised = closing === 0n ? 0n : -(entry + closingCost);
    if (held === 0n || (closes && opening > 0n)) {
      // The position begins with what this fill opens; what it closed belonged to the one before.
      Object.assign(position, { bought: 0n, boughtCost: 0n, sold: 0n, soldCost: 0n, fees: 0n });
      this.count(position, contracts > 0n, opening, cost - closingCost);
    } else {
      this.count(position, contracts > 0n, abs(contracts), cost);
    }
    position.fees += fee;
    position.contracts += contracts;
    position.cost = position.cost - (closing === 0n ? 0n : entry) + (cost - closingCost);
    return realised;
  }

  private count(position: NaivePosition, isBuy: boolean, contracts: bigint, cost: bigint): void {
    if (isBuy) {
      position.bought += contracts;
      position.boughtCost += cost;
    } else {
      position.sold += contracts;
      position.soldCost += cost;
    }
  }

  private expect(holds: boolean, what: string): void {
    if (!holds) throw new Error(what);
  }
}
