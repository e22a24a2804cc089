import { CROSS } from "../../contract/pricing/margin.ts";
import type { MarginRow } from "../../contract/tables/margin.ts";
import type { OrderRow } from "../../contract/tables/order.ts";
import type { PositionRow } from "../../contract/tables/position.ts";
import type { WalletRow } from "../../contract/tables/wallet.ts";
import { accountHandle, accountNumber } from "../../engine/accounts.ts";
import { ACCOUNT, POSITION } from "../../engine/records.ts";
import type { SlotReader } from "../../engine/slots.ts";
import {
  type AccountFacts,
  backingOf,
  type HeldPosition,
  type MarkedPosition,
  markPosition,
  readAccount,
  readPosition,
} from "../account-view.ts";
import type { Listed } from "../catalogue.ts";
import type { LeveragedPosition } from "../leverage-rows.ts";
import { marginRow, walletRow } from "../rows/margin-row.ts";
import { positionRow } from "../rows/position-row.ts";
import { DeleverageQueue, type Queued } from "./deleverage-queue.ts";

interface LiveAccount {
  facts: AccountFacts;
  /** When coins last came in or went out, or a noon counted them; fills move them within the exchange. */
  walletAtMs: number;
  /** By instrument, in the order in which they were first touched. */
  readonly positions: Map<number, HeldPosition>;
  /** Open orders by number. */
  readonly orders: Map<number, OrderRow>;
}

/** Marks by instrument. */
export interface Marks {
  points(handle: number): number;
  /** Funding rate of the interval that runs, in 1e-8. */
  fundingRate(handle: number): number;
  /** When the mark, or what rows of positions take beside it, last took another value. */
  changedAtMs(handle: number): number;
  /** Satoshis for a unit of the quote currency of a quanto contract; null for any other. */
  settlePerQuote(listed: Listed): number | null;
}

/** Accounts, positions and open orders as the engine last told of them. */
export class LiveAccounts {
  private readonly byHandle = new Map<number, LiveAccount>();
  private readonly ordersByNumber = new Map<number, OrderRow>();
  private readonly queue = new DeleverageQueue();
  /** Sides of contracts whose places somebody was told in the round before. */
  private heardOf: ReadonlySet<string> = new Set();
  /** Open orders that the book does not show, by contract. */
  private readonly hidden = new Map<string, number>();

  numberOf(handle: number): number {
    return accountNumber(handle);
  }

  read(record: SlotReader, timeMs: number): void {
    const handle = record.number(ACCOUNT.account);
    const facts = readAccount(record, timeMs);
    this.queue.stir();
    const known = this.byHandle.get(handle);
    if (known === undefined) {
      this.byHandle.set(handle, { facts, walletAtMs: timeMs, positions: new Map(), orders: new Map() });
      return;
    }
    const { depositedSats, withdrawnSats, reservedSats, noonAtMs } = known.facts;
    const stands =
      depositedSats === facts.depositedSats &&
      withdrawnSats === facts.withdrawnSats &&
      reservedSats === facts.reservedSats &&
      noonAtMs === facts.noonAtMs;
    if (!stands) known.walletAtMs = timeMs;
    known.facts = facts;
  }

  readPosition(record: SlotReader, listed: Listed, timeMs: number): void {
    const account = this.byHandle.get(record.number(POSITION.account));
    if (account === undefined) throw new Error(`a position of an unknown account ${record.number(POSITION.account)}`);
    account.positions.set(listed.handle, readPosition(record, listed, timeMs));
    this.queue.stir();
  }

  /** A contract has another mark. */
  stir(): void {
    this.queue.stir();
  }

  setOrder(handle: number, number: number, row: OrderRow, open: boolean): void {
    const account = this.byHandle.get(handle);
    if (account === undefined) throw new Error(`an order of an unknown account ${handle}`);
    this.countHidden(account.orders.get(number), -1);
    if (open) {
      this.countHidden(row, 1);
      account.orders.set(number, row);
      this.ordersByNumber.set(number, row);
    } else {
      account.orders.delete(number);
      this.ordersByNumber.delete(number);
    }
  }

  private countHidden(row: OrderRow | undefined, by: number): void {
    if (row?.displayQty === 0) this.hidden.set(row.symbol, (this.hidden.get(row.symbol) ?? 0) + by);
  }

  /** Whether an order is open in a contract that its book does not show. */
  hasHidden(symbol: string): boolean {
    return (this.hidden.get(symbol) ?? 0) > 0;
  }

  /** Coins of an account that has nothing but coins: no order, no contracts, no margin set aside; null for any other. */
  unboundCash(account: number): number | null {
    const found = this.of(account);
    if (found === undefined || found.orders.size > 0) return null;
    for (const { contracts, leverage, postedSats } of found.positions.values()) {
      if (contracts !== 0 || leverage !== CROSS || postedSats !== 0) return null;
    }
    return found.facts.cashSats;
  }

  openOrder(number: number): OrderRow | undefined {
    return this.ordersByNumber.get(number);
  }

  openOrderByClientId(account: number, clOrdID: string): OrderRow | undefined {
    for (const row of this.of(account)?.orders.values() ?? []) {
      if (row.clOrdID === clOrdID) return row;
    }
    return undefined;
  }

  /** Open orders of an account by its wire number, oldest first. */
  openOrders(account: number): readonly OrderRow[] {
    return [...(this.of(account)?.orders.values() ?? [])];
  }

  facts(account: number): AccountFacts | undefined {
    return this.of(account)?.facts;
  }

  /** Contracts held in an instrument, signed. */
  contractsHeld(account: number, instrument: number): number {
    return this.of(account)?.positions.get(instrument)?.contracts ?? 0;
  }

  positionRows(account: number, marks: Marks): PositionRow[] {
    const found = this.of(account);
    if (found === undefined) return [];
    const marked = markedPositions(found, marks);
    return marked.map((position) =>
      positionRow(
        found.facts,
        position,
        backingOf(found.facts, marked, position),
        marks.settlePerQuote(position.held.listed),
        changedAtMs(position, marks),
        this.percentileOf(account, position, marks),
      ),
    );
  }

  /**
   * Ranks anew, now and then, the sides on which accounts that are listened to hold something; called in rounds.
   *
   * @param listenedTo their wire numbers
   * @returns wire numbers of those whose place has changed, among others
   */
  renewPlaces(listenedTo: Iterable<number>, marks: Marks): number[] {
    this.queue.beginRound();
    if (this.queue.isStirred) {
      const heardOf = new Set<string>();
      for (const account of listenedTo) {
        for (const [handle, { contracts }] of this.of(account)?.positions ?? []) {
          const isLong = contracts > 0;
          if (contracts === 0 || marks.points(handle) === 0 || heardOf.has(`${handle}:${isLong}`)) continue;
          heardOf.add(`${handle}:${isLong}`);
          this.queue.renew(handle, isLong, () => this.side(handle, isLong, marks));
        }
      }
      this.heardOf = heardOf;
    }
    return this.queue.takeMoved().map(accountNumber);
  }

  private percentileOf(account: number, { held, markPoints }: MarkedPosition, marks: Marks): number | null {
    if (held.contracts === 0 || markPoints === 0) return null;
    const { handle } = held.listed;
    const isLong = held.contracts > 0;
    const isHeardOf = this.heardOf.has(`${handle}:${isLong}`);
    return this.queue.percentile(accountHandle(account), handle, isLong, isHeardOf, () => this.side(handle, isLong, marks));
  }

  /** All positions of a side of a contract. */
  private *side(instrument: number, isLong: boolean, marks: Marks): Iterable<Queued> {
    for (const [account, live] of this.byHandle) {
      const contracts = live.positions.get(instrument)?.contracts ?? 0;
      if (isLong ? contracts <= 0 : contracts >= 0) continue;
      const marked = markedPositions(live, marks);
      const own = marked.find(({ held }) => held.listed.handle === instrument);
      if (own === undefined) continue;
      const { bankruptcySats } = backingOf(live.facts, marked, own);
      yield { account, held: own.held, markPoints: own.markPoints, backingSats: bankruptcySats };
    }
  }

  /** Every position that is held and marked, in the order in which accounts were opened. */
  *leveraged(marks: Pick<Marks, "points" | "fundingRate">): Iterable<LeveragedPosition> {
    for (const { facts, positions } of this.byHandle.values()) {
      if (![...positions.values()].some(({ contracts }) => contracts !== 0)) continue;
      const marked = markedPositions({ positions }, marks);
      for (const own of marked) {
        const { held, markPoints } = own;
        if (held.contracts === 0 || markPoints === 0) continue;
        yield { listed: held.listed, held, markPoints, backingSats: backingOf(facts, marked, own).bankruptcySats };
      }
    }
  }

  /** What an account has realised since noon, fees and funding included, by contract. */
  realisedSinceNoon(account: number): { readonly symbol: string; readonly sats: number }[] {
    return [...(this.of(account)?.positions.values() ?? [])].map(({ listed, sinceNoonSats }) => ({
      symbol: listed.symbol,
      sats: sinceNoonSats,
    }));
  }

  marginRow(account: number, marks: Marks): MarginRow | null {
    const found = this.of(account);
    if (found === undefined) return null;
    const marked = markedPositions(found, marks);
    const timeMs = marked.reduce((latest, position) => Math.max(latest, changedAtMs(position, marks)), found.facts.changedAtMs);
    return marginRow(found.facts, marked, timeMs);
  }

  walletRow(account: number): WalletRow | null {
    const found = this.of(account);
    return found === undefined ? null : walletRow(found.facts, found.walletAtMs);
  }

  /** Whether an account holds contracts of any of these instruments, so that their marks concern it. */
  isConcerned(account: number, instruments: ReadonlySet<number>): boolean {
    for (const [instrument, held] of this.of(account)?.positions ?? []) {
      if (held.contracts !== 0 && instruments.has(instrument)) return true;
    }
    return false;
  }

  /** Wire numbers of all accounts. */
  numbers(): number[] {
    return [...this.byHandle.keys()].map(accountNumber);
  }

  private of(account: number): LiveAccount | undefined {
    return this.byHandle.get(accountHandle(account));
  }
}

const markedPositions = (account: Pick<LiveAccount, "positions">, marks: Pick<Marks, "points" | "fundingRate">): MarkedPosition[] =>
  [...account.positions.entries()].map(([instrument, held]) => markPosition(held, marks.points(instrument), marks.fundingRate(instrument)));

/** When a position's row last changed: with the position itself or, while it holds anything, with its mark. */
const changedAtMs = ({ held }: MarkedPosition, marks: Marks): number =>
  held.contracts === 0 ? held.changedAtMs : Math.max(held.changedAtMs, marks.changedAtMs(held.listed.handle));
