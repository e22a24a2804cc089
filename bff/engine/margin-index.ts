import { CROSS } from "../contract/pricing/margin.ts";
import { positionMargin } from "../contract/pricing/position-margin.ts";
import type { ContractTerms } from "../contract/pricing/terms.ts";
import { valueAtLotSats } from "../contract/pricing/value.ts";
import { FIRST_CLIENT } from "./accounts.ts";
import { farthest, isolatedThreshold, losesAsLotsRise, nearest, safeSteps } from "./critical-lot.ts";
import { factsOf, isIsolatedDue, standingOf, standingOfAccount } from "./margin.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";
import { HandleList } from "./threshold-book.ts";
import { type Side, ThresholdSides } from "./threshold-sides.ts";

/** Accounts that are looked at for each one that is to be derived anew: it takes a look to see that there is nothing to do. */
const MOST_LOOKS = 8;

/**
 * Finds who is due after a mark moved, at a cost that follows from how many are concerned, not from how many there are.
 *
 * Each open position stands in a book of its contract and side with a threshold in values of a lot. An isolated one is
 * due exactly from its threshold on. A cross account is safe while none of its positions reaches its threshold: the
 * room that the account had is shared among them, and none can lose more than its share before. When one does, the
 * account is looked at as it stands, and is due or gets new thresholds.
 *
 * A rate or term that changes for a whole contract makes its books stale. They are re-derived some at a time; until
 * then they count as nearer by what the change can be worth at most, so that everybody is looked at before he is due.
 *
 * All of it follows from the rows: none of it is saved or hashed, and nothing depends on the order within the books.
 */
export class MarginIndex {
  private readonly state: State;
  private readonly sides: ThresholdSides;
  private readonly hits = new HandleList();
  /** Looks that have been taken, and the look that saw each account last. */
  private looks = 0;
  private seen = new Int32Array(64);
  /** Accounts that were found to be due by a reached cross position. */
  private readonly crossDue = new HandleList();
  private readonly legs = new HandleList();
  /** Account at which the tending of stale thresholds goes on. */
  private tended = FIRST_CLIENT;
  /** Stale thresholds that the look at hand may yet re-derive. */
  private renewalsLeft = 0;

  private readonly renewedPerLook: number;

  /** @param renewedPerLook stale thresholds that one look re-derives; where more are in question, it can't tell */
  constructor(state: State, renewedPerLook: number) {
    this.state = state;
    this.sides = new ThresholdSides(state);
    this.renewedPerLook = renewedPerLook;
    for (const account of state.accounts.clients()) this.renew(account);
  }

  /** Whether thresholds wait to be re-derived. */
  get isStale(): boolean {
    return this.sides.hasStale;
  }

  /** Notes rates and terms that changed since. To be called before accounts are renewed or anybody is asked for. */
  refresh(): void {
    this.sides.refresh();
  }

  /** Derives the thresholds of an account anew. */
  renew(account: number): void {
    const { accounts, positions } = this.state;
    if (account < FIRST_CLIENT) return;
    this.sides.links.reserve(positions.count);
    const { legs } = this;
    legs.clear();
    for (let p = accounts.firstPosition[account] as number; p !== NONE; p = positions.nextOfAccount[p] as number) {
      if (positions.quantity[p] === 0) this.sides.takeOut(p);
      else if (positions.leverage[p] === CROSS) legs.push(p);
      else {
        const facts = factsOf(this.state, p);
        const instrument = positions.instrument[p] as number;
        const terms = this.state.termsFor(instrument, p);
        this.sides.put(p, this.sideOf(p, terms), isolatedThreshold(terms, facts));
      }
    }
    if (legs.length > 0) this.shareRoom(account);
  }

  /**
   * Positions in contracts whose mark moved that are due as they stand, in the order of their handles.
   *
   * @param instruments contracts that are asked for
   * @returns whether it could tell; where too many stale thresholds are in question somebody has to look at all
   */
  due(instruments: readonly number[], found: HandleList): boolean {
    found.clear();
    this.startLook();
    for (let instrument = 0; instrument < this.sides.bases.length; instrument++) {
      if (this.sides.bases[instrument] === undefined) continue;
      const basis = this.sides.of(instrument);
      const isAsked = instruments.includes(instrument);
      const isMoved = basis.askedAtPoints !== basis.markPoints;
      for (const side of basis.sides) {
        // A rate that changed in one contract may have used up what an account has for all of its contracts.
        const wasStale = side.stale.length > 0;
        if (wasStale && !this.renewReached(side, basis.lotSats)) return false;
        if (!isAsked && !isMoved && !wasStale) continue;
        this.hits.clear();
        side.current.reached(basis.lotSats, this.hits);
        for (let i = 0; i < this.hits.length; i++) this.hit(this.hits.handles[i] as number, isAsked, found);
      }
      basis.askedAtPoints = basis.markPoints;
    }
    const { accounts, positions } = this.state;
    for (let i = 0; i < this.crossDue.length; i++) {
      const account = this.crossDue.handles[i] as number;
      for (let p = accounts.firstPosition[account] as number; p !== NONE; p = positions.nextOfAccount[p] as number) {
        const isMeant = positions.quantity[p] !== 0 && positions.leverage[p] === CROSS;
        if (isMeant && instruments.includes(positions.instrument[p] as number)) found.push(p);
      }
    }
    found.sort();
    return true;
  }

  /** Re-derives stale thresholds of some accounts, one account after another as they lie in memory. */
  tend(accounts: number): void {
    const { count } = this.state.accounts;
    let left = accounts;
    for (let looks = 0; left > 0 && looks < MOST_LOOKS * accounts && looks < count; looks++) {
      if (this.tended >= count) this.tended = FIRST_CLIENT;
      const account = this.tended++;
      if (!this.isAccountStale(account)) continue;
      this.renew(account);
      left -= 1;
    }
    this.sides.dropEmpty();
  }

  private isAccountStale(account: number): boolean {
    const { accounts, positions } = this.state;
    const { links } = this.sides;
    for (let p = accounts.firstPosition[account] as number; p !== NONE; p = positions.nextOfAccount[p] as number) {
      const home = links.home[p] ?? NONE;
      if (home !== NONE && this.sides.isStale(home)) return true;
    }
    return false;
  }

  /**
   * Holds the threshold of a position against its row.
   *
   * @returns what is wrong with it, null when nothing is
   */
  faultOf(position: number): string | null {
    const { state } = this;
    const { links } = this.sides;
    const { positions } = state;
    const account = positions.account[position] as number;
    const home = (links.home[position] ?? NONE) as number;
    if (account < FIRST_CLIENT || positions.quantity[position] === 0) return home === NONE ? null : "has a threshold and needs none";
    if (home === NONE) return "has no threshold";
    const terms = state.termsFor(positions.instrument[position] as number, position);
    const side = this.sideOf(position, terms);
    if (this.sides.books[home]?.isRising !== side.isRising) return "has a threshold on the other side";
    if (positions.leverage[position] === CROSS) return this.faultOfAccount(account);
    const expected = isolatedThreshold(terms, factsOf(state, position));
    const told = links.value[position] as number;
    const nearer = this.sides.nearerIn(side, home);
    const isRight = nearer === null ? told === expected : side.isRising ? expected >= told - nearer : expected <= told + nearer;
    return isRight ? null : `flips at ${expected} and has its threshold at ${told}${nearer === null ? "" : `, or ${nearer} nearer`}`;
  }

  private startLook(): void {
    this.looks += 1;
    this.renewalsLeft = this.renewedPerLook;
    this.crossDue.clear();
    if (this.seen.length < this.state.accounts.count) {
      const grown = new Int32Array(2 * this.state.accounts.count);
      grown.set(this.seen);
      this.seen = grown;
    }
  }

  private hit(position: number, isAsked: boolean, found: HandleList): void {
    const { positions } = this.state;
    if (positions.leverage[position] !== CROSS) {
      if (isAsked && this.isDueAlone(position)) found.push(position);
      return;
    }
    const account = positions.account[position] as number;
    if (this.seen[account] === this.looks) return;
    this.seen[account] = this.looks;
    if (this.renewCross(account) <= 0) this.crossDue.push(account);
  }

  /** Whether an isolated position that a value reaches is due: the farthest threshold may also mean that it never is. */
  private isDueAlone(position: number): boolean {
    const { state } = this;
    const { links } = this.sides;
    if (links.value[position] !== farthest(false)) return true;
    const standing = standingOf(state, state.positions.instrument[position] as number, factsOf(state, position));
    return isIsolatedDue(standing, standing.unrealisedPnl);
  }

  /** Re-derives who stands in a stale book where a value may reach him. @returns whether all of them */
  private renewReached(side: Side, lotSats: number): boolean {
    for (const { book, nearer } of side.stale) {
      const value = side.isRising ? Math.min(lotSats + nearer, Number.MAX_SAFE_INTEGER) : Math.max(lotSats - nearer, 0);
      this.hits.clear();
      const isAll = book.reached(value, this.hits, this.renewalsLeft);
      // As they lie in memory, which is four times as fast as in the order of their thresholds.
      this.hits.sort();
      this.renewalsLeft -= this.hits.length;
      for (let i = 0; i < this.hits.length; i++) {
        const position = this.hits.handles[i] as number;
        if (this.sides.links.home[position] === book.number) this.renew(this.accountOf(position));
      }
      if (!isAll) return false;
    }
    this.sides.dropEmpty();
    return true;
  }

  private renewCross(account: number): number {
    const { accounts, positions } = this.state;
    const { legs } = this;
    legs.clear();
    for (let p = accounts.firstPosition[account] as number; p !== NONE; p = positions.nextOfAccount[p] as number) {
      if (positions.quantity[p] !== 0 && positions.leverage[p] === CROSS) legs.push(p);
    }
    return this.shareRoom(account);
  }

  /**
   * Gives each cross position of an account a share of its room by the value that it moves, so that all may move by the
   * same part. What they can take together, fractions included, leaves at least a satoshi.
   *
   * @returns the room: at zero or below the account is due, and every value reaches its positions
   */
  private shareRoom(account: number): number {
    const { state, legs } = this;
    const { positions } = state;
    const { crossEquity, crossMaintenance } = standingOfAccount(state, account);
    const room = crossEquity - crossMaintenance;
    let whole = 0;
    for (let i = 0; i < legs.length; i++) whole += this.valueOf(legs.handles[i] as number);
    for (let i = 0; i < legs.length; i++) {
      const p = legs.handles[i] as number;
      const instrument = positions.instrument[p] as number;
      const terms = state.termsFor(instrument, p);
      const side = this.sideOf(p, terms);
      const { markPoints, lotSats } = this.sides.of(instrument);
      if (room <= 0 || markPoints === 0) {
        this.sides.put(p, side, nearest(side.isRising));
        continue;
      }
      const share = whole === 0 ? 0 : Math.max(0, Math.floor((room - 1) * (this.valueOf(p) / whole)) - 1);
      const steps = safeSteps(terms, positions.quantity[p] as number, share) + 1;
      this.sides.put(p, side, side.isRising ? Math.min(lotSats + steps, farthest(true)) : Math.max(lotSats - steps, farthest(false)));
    }
    return room;
  }

  /** Value at the mark of what a position holds, without sign. */
  private valueOf(position: number): number {
    const { positions } = this.state;
    const { lotSats, terms } = this.sides.of(positions.instrument[position] as number);
    return (Math.abs(positions.quantity[position] as number) / terms.valuationLot) * lotSats;
  }

  private accountOf(position: number): number {
    return this.state.positions.account[position] as number;
  }

  private sideOf(position: number, terms: ContractTerms): Side {
    const { quantity, instrument } = this.state.positions;
    return this.sides.of(instrument[position] as number).sides[losesAsLotsRise(terms, quantity[position] as number) ? 1 : 0];
  }

  /** A cross account is safe while no threshold is reached: what its positions can lose until then leaves it room. */
  private faultOfAccount(account: number): string | null {
    const { accounts, positions } = this.state;
    const { crossEquity, crossMaintenance } = standingOfAccount(this.state, account);
    let room = crossEquity - crossMaintenance;
    let isReached = false;
    for (let p = accounts.firstPosition[account] as number; p !== NONE; p = positions.nextOfAccount[p] as number) {
      if (positions.quantity[p] === 0) continue;
      const terms = this.state.termsFor(positions.instrument[p] as number, p);
      const side = this.sideOf(p, terms);
      const home = this.sides.links.home[p] as number;
      if (positions.leverage[p] !== CROSS) {
        // Other terms may lock another part of the account; whoever asks next looks at it first.
        if (this.sides.nearerIn(side, home) === Number.POSITIVE_INFINITY) isReached = true;
        continue;
      }
      const { lotSats } = this.sides.of(positions.instrument[p] as number);
      const nearer = this.sides.nearerIn(side, home) ?? 0;
      const threshold = this.sides.links.value[p] as number;
      const last = side.isRising ? threshold - nearer - 1 : threshold + nearer + 1;
      if (side.isRising ? lotSats > last : lotSats < last) isReached = true;
      else room -= this.roomAt(p, lotSats) - this.roomAt(p, last);
    }
    return isReached || room > 0 ? null : `may be due before a threshold of account ${account} is reached, by ${room} satoshis`;
  }

  /** What a cross position adds to its account's room at a value of a lot. */
  private roomAt(position: number, lotSats: number): number {
    const { state } = this;
    const terms = state.termsFor(state.positions.instrument[position] as number, position);
    const facts = factsOf(state, position);
    const pnl = valueAtLotSats(terms, facts.contracts, lotSats) - facts.costSats;
    return pnl - positionMargin(terms, facts, pnl).posMaint;
  }
}
