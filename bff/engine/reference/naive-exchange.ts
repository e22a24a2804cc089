import type { ContractTerms } from "../../contract/pricing/terms.ts";
import { FIRST_CLIENT, HOUSE } from "../accounts.ts";
import { SIDE } from "../commands.ts";
import { EXEC, LIQUIDITY, TRANSACTION_STATUS, TRANSACTION_TYPE } from "../records.ts";
import { NaiveContracts } from "./naive-contracts.ts";
import { NaiveOrders } from "./naive-orders.ts";
import { NaivePosition } from "./naive-position.ts";
import { NaiveSettlement } from "./naive-settlement.ts";
import { NaiveTape } from "./naive-tape.ts";
import type { ExecutionRecord, InsuranceRecord, Records, Told, TransactionRecord } from "./read-records.ts";

/**
 * Who owns what, reckoned from deposits and executions alone, in numbers without a limit. The engine's rows must say
 * the same after every command.
 */

const abs = (value: bigint) => (value < 0n ? -value : value);
const RATE_SCALE = 100_000_000n;
/** To the nearest, halves up, of numbers that are not negative. */
const halfUp = (over: bigint, under: bigint) => (2n * over + under) / (2n * under);

export class NaiveExchange {
  readonly cash = new Map<number, bigint>();
  readonly positions = new Map<string, NaivePosition>();
  /** What noons have told to be realised, by account. */
  readonly settled = new Map<number, bigint>();
  /** Price, in ticks, at which the house took over what each of its orders closes: the one at which it was first offered. */
  readonly entries = new Map<number, number>();
  /** Numbers of transactions that have been told of: a withdrawal is told of twice. */
  private readonly transactions = new Set<number>();
  readonly contracts = new NaiveContracts();
  private readonly orders = new NaiveOrders();
  private readonly tapes = new Map<number, NaiveTape>();
  /** What accounts are still to be told that they have realised by a noon, by account and contract. */
  private readonly moved = new Map<string, bigint>();
  private nowMs = 0;
  private readonly settlement: NaiveSettlement;
  /** Terms of each execution's contract when it happened, by its number: a command can find a change of terms due between two trades. */
  private readonly termsAt = new Map<number, ContractTerms>();

  constructor() {
    const close = (account: number, instrument: number, cost: bigint, fee: bigint) => this.close(account, instrument, cost, fee);
    this.settlement = new NaiveSettlement(
      {
        cashOf: (account) => this.cashOf(account),
        pay: (account, sats) => this.pay(account, sats),
        held: (account, instrument) => this.position(account, instrument),
        holders: (instrument) => this.holders(instrument),
        relieve: (account, instrument, sats) => this.position(account, instrument).relieve(sats),
        close,
      },
      this.contracts,
    );
  }

  /** Begins in the middle, with what an image tells of contracts, positions that are still empty, and cash. */
  begin(image: Records): void {
    for (const told of image.told) this.know(told);
    for (const { account, cash } of image.accounts) this.cash.set(account, BigInt(cash));
  }

  take(records: Records): void {
    this.termsAt.clear();
    for (const { account, number, ticks } of records.orders) {
      if (account < FIRST_CLIENT && !this.entries.has(number)) this.entries.set(number, ticks);
    }
    const matched = new Set(records.trades.map(({ match }) => match));
    const fills = records.executions.filter(({ type }) => type === EXEC.trade);
    const houses = new Set(fills.filter(({ account }) => account < FIRST_CLIENT).map(({ match }) => match));
    const ofType = (wanted: number) => records.executions.filter(({ type }) => type === wanted);
    const [fundings, settlements] = [ofType(EXEC.funding), ofType(EXEC.settlement)];
    const lastMoment = records.told.findLast(({ kind }) => kind === "moment");
    // In the order in which they happened: a command can find more than one moment due, and trades between two of them.
    this.nowMs = records.timeMs;
    for (const told of records.told) {
      if (told.kind === "moment") {
        this.nowMs = told.atMs;
        this.contracts.moment(told.atMs, told === lastMoment);
      } else if (told.kind === "order") this.orders.row(told.row, this.nowMs);
      else if (told.kind === "trade") this.tape(told.row.instrument).trade(this.contracts.terms(told.row.instrument), told.row);
      else if (told.kind === "insurance") this.noon(told.row);
      else if (told.kind === "settlement") this.settlement.check(told.row.instrument, told.row.points, told.row.bankruptSats);
      else if (told.kind === "transaction") this.transact(told.row);
      else if (told.kind !== "execution") this.know(told);
      else {
        const { row } = told;
        this.orders.execution(row, this.nowMs);
        this.termsAt.set(row.number, this.contracts.terms(row.instrument));
        const funding = row.type === EXEC.funding ? fundings.filter(({ match }) => match === row.match) : [];
        if (funding[0] === row) {
          for (const each of funding) this.termsAt.set(each.number, this.contracts.terms(each.instrument));
          this.checkFundings(funding);
          for (const each of funding) this.fund(each);
        }
        const settled = row.type === EXEC.settlement ? settlements.filter(({ instrument }) => instrument === row.instrument) : [];
        if (settled[0] === row) this.settlement.settle(row.instrument, settled);
        if (row.type !== EXEC.trade) continue;
        const isTrade = matched.has(row.match);
        const isDeleveraging = !isTrade && houses.has(row.match);
        this.fill(row, isTrade, isDeleveraging);
        // A fill without a trade or a fill of the house is a takeover: the house has the other side.
        if (!isTrade && !isDeleveraging) this.takeOver(row);
      }
    }
    this.expect(this.moved.size === 0, `nobody was told what ${[...this.moved.keys()]} realised by noon`);
  }

  private know(told: Told): void {
    if (told.kind === "instrument") {
      this.contracts.tell(told.row, this.nowMs);
      this.tape(told.row.instrument).retick(told.row.terms.pointsPerTick);
    }
    if (told.kind === "mark") {
      this.contracts.mark(told.row, this.nowMs);
      this.tape(told.row.instrument).check(told.row);
    }
    if (told.kind === "position") this.settlement.position(told.row);
  }

  private tape(instrument: number): NaiveTape {
    const known = this.tapes.get(instrument) ?? new NaiveTape();
    this.tapes.set(instrument, known);
    return known;
  }

  /** What everybody has realised since the last noon is his from now on, a transaction for each contract. */
  private noon({ noonMs, balanceSats }: InsuranceRecord): void {
    const fund = this.cashOf(HOUSE.insurance);
    this.expect(BigInt(balanceSats) === fund, `the insurance fund holds ${balanceSats} at noon, not ${fund}`);
    for (const [key, position] of this.positions) {
      const sats = Number(key.split(":")[0]) < FIRST_CLIENT ? 0n : position.moveRealised(noonMs);
      if (sats !== 0n) this.moved.set(key, sats);
    }
  }

  private transact({ number, account, instrument, type, amountSats, status }: TransactionRecord): void {
    // It was the account's before, and is its own still.
    if (type === TRANSACTION_TYPE.realised) {
      const key = `${account}:${instrument}`;
      const due = this.moved.get(key) ?? 0n;
      this.moved.delete(key);
      this.expect(BigInt(amountSats) === due, `account ${key} is told that it realised ${amountSats}, not ${due}`);
      this.settled.set(account, this.settledOf(account) + due);
    } else if (status === TRANSACTION_STATUS.canceled) this.pay(account, BigInt(-amountSats));
    else if (!this.transactions.has(number)) this.pay(account, BigInt(amountSats));
    this.transactions.add(number);
  }

  private holders(instrument: number): number[] {
    const holds = ([key, { contracts }]: [string, NaivePosition]) => contracts !== 0n && key.endsWith(`:${instrument}`);
    return [...this.positions].filter(holds).map(([key]) => Number(key.split(":")[0]));
  }

  private close(account: number, instrument: number, cost: bigint, fee: bigint): bigint {
    const position = this.position(account, instrument);
    const realised = position.trade(-position.contracts, cost, fee, null, this.nowMs);
    this.pay(account < FIRST_CLIENT ? HOUSE.insurance : account, realised - fee);
    this.pay(HOUSE.fees, fee);
    return realised;
  }

  cashOf(account: number): bigint {
    return this.cash.get(account) ?? 0n;
  }

  settledOf(account: number): bigint {
    return this.settled.get(account) ?? 0n;
  }

  position(account: number, instrument: number): NaivePosition {
    const key = `${account}:${instrument}`;
    const known = this.positions.get(key);
    if (known !== undefined) return known;
    const position = new NaivePosition();
    this.positions.set(key, position);
    return position;
  }

  /** Signed value of contracts at a price in ticks, each valuation lot rounded by itself. */
  private value(terms: ContractTerms, contracts: bigint, ticks: number): bigint {
    return this.valueAtPoints(terms, contracts, BigInt(ticks) * BigInt(terms.pointsPerTick));
  }

  /** What an execution's contract was when it happened. */
  termsOf({ number, instrument }: ExecutionRecord): ContractTerms {
    return this.termsAt.get(number) ?? this.contracts.terms(instrument);
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
    this.position(account, instrument).fund(sats, this.nowMs);
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
    const realised = this.position(account, instrument).trade(contracts, cost, fee, entry, this.nowMs);
    this.pay(isHouse ? HOUSE.insurance : account, realised - fee);
    this.pay(HOUSE.fees, fee);
    if (fee < full) this.expect(this.cashOf(account) >= 0n, `account ${account} was let off a fee and owes`);
  }

  private takeOver(execution: ExecutionRecord): void {
    const { instrument, side, lastQuantity, lastTicks } = execution;
    const contracts = BigInt(side === SIDE.buy ? -lastQuantity : lastQuantity);
    const house = contracts > 0n ? HOUSE.takenLongs : HOUSE.takenShorts;
    const cost = this.value(this.termsOf(execution), contracts, lastTicks);
    this.position(house, instrument).trade(contracts, cost, 0n, null, this.nowMs);
  }

  private expect(holds: boolean, what: string): void {
    if (!holds) throw new Error(what);
  }
}
