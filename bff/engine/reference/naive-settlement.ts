import { FIRST_CLIENT, HOUSE } from "../accounts.ts";
import { SIDE } from "../commands.ts";
import type { NaiveContracts } from "./naive-contracts.ts";
import { naiveFee, naiveStanding, naiveValue } from "./naive-margin.ts";
import type { ExecutionRecord, PositionRecord } from "./read-records.ts";

/** What a settlement needs of the books of who owns what. */
export interface NaiveBooks {
  cashOf(account: number): bigint;
  pay(account: number, sats: bigint): void;
  /** Contracts and cost that an account holds. */
  held(account: number, instrument: number): { readonly contracts: bigint; readonly cost: bigint };
  /** Everybody who holds any. */
  holders(instrument: number): readonly number[];
  /** Who closed lost less than he lost, or gains less. */
  relieve(account: number, instrument: number, sats: bigint): void;
  /** Closes all of a position at a cost. @returns what it realised */
  close(account: number, instrument: number, cost: bigint, fee: bigint): bigint;
}

const size = (value: bigint) => (value < 0n ? -value : value);
const least = (a: bigint, b: bigint) => (a < b ? a : b);
const atLeastNothing = (value: bigint) => (value > 0n ? value : 0n);

interface Closed {
  readonly account: number;
  /** After the fee. */
  readonly gain: bigint;
  readonly shortfall: bigint;
}

/** The end of a contract, reckoned anew from who held what at which margin when it came. */
export class NaiveSettlement {
  private readonly books: NaiveBooks;
  private readonly contracts: NaiveContracts;
  /** The last row of each position: what it locks follows from it. */
  private readonly positions = new Map<number, Map<number, PositionRecord>>();
  /** What the owners of contracts lacked that have settled in the command at hand. */
  private readonly lacked = new Map<number, bigint>();
  private readonly settledAt = new Map<number, number>();

  constructor(books: NaiveBooks, contracts: NaiveContracts) {
    this.books = books;
    this.contracts = contracts;
  }

  position(row: PositionRecord): void {
    const own = this.positions.get(row.account) ?? new Map<number, PositionRecord>();
    own.set(row.instrument, row);
    this.positions.set(row.account, own);
  }

  /** The first there is of what was decided, the average, the index and the mark, that leaves values whole numbers that can be told exactly. */
  priceOf(instrument: number): number {
    const { contracts } = this;
    const { index, rule, terms } = contracts.of(instrument);
    const average = rule("settlementIndex") === 0 ? 0 : contracts.markPoints(rule("settlementIndex") - 1);
    const long = this.books.holders(instrument).reduce((sum, one) => sum + atLeastNothing(this.books.held(one, instrument).contracts), 0n);
    const isExact = (points: number) => points > 0 && size(naiveValue(terms, long, points)) <= BigInt(Number.MAX_SAFE_INTEGER);
    const candidates = [contracts.decidedPoints(instrument), average, contracts.markPoints(index), contracts.markPoints(instrument)];
    return candidates.find(isExact) ?? 0;
  }

  /** All positions of a contract close, by the rows that say so. @throws Error when a row says otherwise */
  settle(instrument: number, rows: readonly ExecutionRecord[]): void {
    const { books } = this;
    const points = this.priceOf(instrument);
    this.settledAt.set(instrument, points);
    const closed = rows.map((row) => this.closeBy(row, points));
    const left = books.holders(instrument);
    this.expect(left.length === 0, `${instrument} has settled, and accounts ${left} hold it still`);
    const lacking = closed.reduce((sum, { shortfall }) => sum + shortfall, 0n);
    this.lacked.set(instrument, lacking);
    for (const { account, shortfall } of closed) {
      this.move(HOUSE.insurance, account, shortfall);
      books.relieve(account, instrument, shortfall);
    }
    const owed = atLeastNothing(-books.cashOf(HOUSE.insurance));
    const winners = closed.filter(({ account, gain }) => account >= FIRST_CLIENT && gain > 0n);
    const gained = winners.reduce((sum, { gain }) => sum + gain, 0n);
    for (const { account, gain } of winners) {
      const share = (least(owed, gained) * gain) / gained;
      this.move(account, HOUSE.insurance, share);
      books.relieve(account, instrument, -share);
    }
    this.move(HOUSE.fees, HOUSE.insurance, atLeastNothing(-books.cashOf(HOUSE.insurance)));
  }

  /** The contract's own row. */
  check(instrument: number, points: number, bankruptSats: number): void {
    const lacking = this.lacked.get(instrument) ?? 0n;
    this.lacked.delete(instrument);
    // Which prices leave values exact depends on how much was held.
    const due = this.settledAt.get(instrument) ?? this.priceOf(instrument);
    this.settledAt.delete(instrument);
    this.expect(points === due, `${instrument} settles at ${points}, not at ${due}`);
    this.expect(BigInt(bankruptSats) === lacking, `owners of ${instrument} lacked ${bankruptSats}, not ${lacking}`);
    const left = points === 0 ? [] : this.books.holders(instrument);
    this.expect(left.length === 0, `${instrument} has settled, and accounts ${left} hold it still`);
  }

  private closeBy(
    { number, account, instrument, side, lastQuantity, lastTicks, costSats, feeSats, feeRate }: ExecutionRecord,
    points: number,
  ) {
    const { books } = this;
    const terms = this.contracts.terms(instrument);
    const { contracts, cost: entry } = books.held(account, instrument);
    const sold = BigInt(side === SIDE.sell ? lastQuantity : -lastQuantity);
    this.expect(contracts !== 0n && sold === contracts, `settlement ${number} closes ${sold} of ${contracts} contracts`);
    this.expect(lastTicks === points, `settlement ${number} is at ${lastTicks}, not at ${points}`);
    const cost = naiveValue(terms, -contracts, points);
    const rate = terms.settlementFeeRate;
    this.expect(
      BigInt(costSats) === cost && feeRate === rate,
      `settlement ${number} is of ${costSats} at ${feeRate}, not ${cost} at ${rate}`,
    );
    const result = -(entry + cost);
    const full = naiveFee(cost, rate);
    if (account < FIRST_CLIENT) {
      this.expect(feeSats === 0, `settlement ${number} has the house pay ${feeSats}`);
      books.close(account, instrument, cost, 0n);
      // The fund pays the house's fee out of what it has.
      this.move(HOUSE.insurance, HOUSE.fees, least(full, atLeastNothing(books.cashOf(HOUSE.insurance))));
      return { account, gain: 0n, shortfall: 0n } satisfies Closed;
    }
    const rest = this.backing(account, instrument) + result;
    const fee = least(full, atLeastNothing(rest));
    this.expect(BigInt(feeSats) === fee, `settlement ${number} costs a fee of ${feeSats}, not ${fee}`);
    books.close(account, instrument, cost, fee);
    return { account, gain: result - fee, shortfall: atLeastNothing(-rest) } satisfies Closed;
  }

  /** What stands behind a position: its own margin, or with cross margin all cash that no isolated position locks. */
  private backing(account: number, instrument: number): bigint {
    const standings = [...(this.positions.get(account)?.values() ?? [])].map((row) => {
      const { contracts, cost } = this.books.held(account, row.instrument);
      const holding = { ...row, quantity: Number(contracts), cost: Number(cost) };
      // What a position locks follows from its entry: neither mark nor funding changes it.
      return { instrument: row.instrument, ...naiveStanding(this.contracts.terms(row.instrument), holding, 0, 0) };
    });
    const own = standings.find((standing) => standing.instrument === instrument);
    if (own === undefined) throw new Error(`nothing was told of position ${account}:${instrument}`);
    if (!own.isCross) return atLeastNothing(own.margin);
    const locked = standings.filter(({ isCross }) => !isCross).reduce((sum, { margin }) => sum + margin, 0n);
    return atLeastNothing(this.books.cashOf(account) - locked);
  }

  private move(from: number, to: number, sats: bigint): void {
    this.books.pay(from, -sats);
    this.books.pay(to, sats);
  }

  private expect(holds: boolean, what: string): void {
    if (!holds) throw new Error(what);
  }
}
