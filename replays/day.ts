import { FIRST_CLIENT, HOUSE } from "../bff/engine/accounts.ts";
import { INSTRUCTION, ORDER_TYPE, PLAIN, type PlaceFields, SIDE, type SideCode, TIME_IN_FORCE } from "../bff/engine/commands.ts";
import { encode } from "../bff/engine/encode.ts";
import type { Records } from "../bff/engine/reference/read-records.ts";
import { NONE } from "../bff/engine/rows.ts";
import { type Random, seededRandom } from "../bff/feeds/random.ts";
import { type Tape, walkBar } from "../bff/feeds/tape.ts";
import { drawMember, type Member } from "./crowd.ts";
import { CONTRACT, ReplayHouse } from "./house.ts";

const SATS = 100_000_000;
const MAKERS = 6;
const MAKER_SATS = 100_000 * SATS;
/** Distances of a maker's quotes from the mark, basis points, and what each shows in a quiet market, XBT. */
const QUOTE_DISTANCES = [2, 5, 12, 30, 70, 150] as const;
const QUOTE_XBT = 40;
/** A minute's range, as a fraction, in which makers show half of what they show in a quiet one. */
const HALVING_RANGE = 0.004;
/** Before the day begins makers show enough for everybody who comes. */
const OPENING_XBT = 400;
const OPENINGS_PER_QUOTE = 10;
const ACTIONS_PER_POINT = 3;

export interface DayWish {
  readonly tape: Tape;
  readonly accounts: number;
  readonly seed: number;
  /** What the insurance fund holds in the morning, satoshis. */
  readonly fundSats: number;
  /** Part of the day, minutes from its start. */
  readonly fromMinute?: number;
  readonly minutes?: number;
  readonly onHour?: (report: DayReport) => void;
}

export interface DayReport {
  readonly commands: number;
  readonly trades: number;
  readonly liquidated: number;
  readonly deleveraged: number;
  readonly fundSats: number;
  readonly lowestFundSats: number;
  readonly lowestWalletSats: number;
  readonly openInterest: number;
}

/**
 * A recorded day as the index of a market with a crowd in it. Mark prices follow the minute bars by twelve points each
 * (interpolated: the spot market of the day was not recorded); makers quote around the mark and show less the more it
 * moves; a crowd with leverage holds positions and trades on. The books are audited after every command, recounted every
 * minute, and compared with the naive exchange at the end.
 */
export class Day {
  private readonly house: ReplayHouse;
  private readonly random: Random;
  private readonly members: Member[] = [];
  private readonly wish: DayWish;
  private readonly counts = { trades: 0, liquidated: 0, deleveraged: 0 };
  private lowestFundSats: number;
  private range = 0;

  constructor(wish: DayWish) {
    this.wish = wish;
    this.house = new ReplayHouse(wish.tape.startMs);
    this.random = seededRandom(wish.seed);
    this.lowestFundSats = wish.fundSats;
  }

  run(): DayReport {
    const { tape, fromMinute = 0, minutes = tape.bars.length, onHour } = this.wish;
    const bars = tape.bars.slice(fromMinute, fromMinute + minutes);
    this.open((bars[0] as Tape["bars"][number]).open);
    for (const [i, bar] of bars.entries()) {
      // Where the recording begins with another price than it ends the minute before, the range says so.
      this.range = bar.high / bar.low - 1;
      for (const { timeMs, price } of walkBar(bar)) {
        this.house.nowMs = timeMs;
        this.take(this.house.mark(price));
        this.quote(i % MAKERS, QUOTE_XBT / (1 + this.range / HALVING_RANGE));
        for (let action = 0; action < ACTIONS_PER_POINT; action++) this.act(Math.floor(this.random.next() * this.members.length));
      }
      if (i % 60 === 59) {
        this.house.prove();
        onHour?.(this.report());
      }
    }
    this.house.prove();
    return this.report();
  }

  private report(): DayReport {
    const { state, commands } = this.house;
    const wallets = state.accounts.cash.subarray(FIRST_CLIENT, state.accounts.count);
    return {
      commands,
      ...this.counts,
      fundSats: state.accounts.cash[HOUSE.insurance] as number,
      lowestFundSats: this.lowestFundSats,
      lowestWalletSats: wallets.reduce((lowest, sats) => Math.min(lowest, sats), Number.POSITIVE_INFINITY),
      openInterest: state.instruments.openInterest[CONTRACT] as number,
    };
  }

  /** Makers with deep pockets, then the crowd, each member with a position of its leverage. */
  private open(price: number): void {
    const { house, random, wish } = this;
    if (wish.fundSats > 0) house.send((out) => encode.deposit(out, HOUSE.insurance, wish.fundSats));
    for (let maker = 0; maker < MAKERS; maker++) this.openAccount(MAKER_SATS);
    house.mark(price);
    for (let i = 0; i < wish.accounts; i++) {
      const member = drawMember(random);
      this.members.push(member);
      this.openAccount(member.walletSats);
      if (i % OPENINGS_PER_QUOTE === 0) this.quote(Math.floor(i / OPENINGS_PER_QUOTE) % MAKERS, OPENING_XBT);
      house.send((out) => encode.leverage(out, this.accountOf(i), CONTRACT, Math.round(member.leverage * 100)));
      this.enter(i, member.isLong);
    }
  }

  private openAccount(sats: number): void {
    const { detail } = this.house.send((out) => encode.openAccount(out, 0));
    this.house.send((out) => encode.deposit(out, detail, sats));
  }

  private accountOf(member: number): number {
    return FIRST_CLIENT + MAKERS + member;
  }

  /** A maker takes its quotes back and shows new ones around the mark. */
  private quote(maker: number, xbt: number): void {
    const { house } = this;
    const account = FIRST_CLIENT + maker;
    house.send((out) => encode.cancelAll(out, account, CONTRACT, NONE, ""));
    const mark = house.markTicks;
    const quotes = QUOTE_DISTANCES.flatMap((distance) =>
      [SIDE.buy, SIDE.sell].map((side) => {
        const away = Math.max(1, Math.round((mark * distance) / 10_000));
        return this.limit(
          account,
          side,
          this.contracts(xbt * SATS * (1 + 0.2 * distance ** 0.5)),
          side === SIDE.buy ? mark - away : mark + away,
        );
      }),
    );
    this.take(house.send((out) => encode.placeBulk(out, account, quotes)));
  }

  /** What a member of the crowd does when its turn comes. */
  private act(index: number): void {
    const { house, random } = this;
    const { state } = house;
    const account = this.accountOf(index);
    const position = state.positionOf(account, CONTRACT);
    const held = position === NONE ? 0 : (state.positions.quantity[position] as number);
    if (held === 0) {
      if (random.next() < 0.5) this.enter(index, random.next() < 0.5);
      return;
    }
    const closing: SideCode = held > 0 ? SIDE.sell : SIDE.buy;
    const away = Math.max(1, Math.round(house.markTicks * (0.002 + 0.02 * random.next())));
    const winning = held > 0 ? house.markTicks + away : house.markTicks - away;
    const choice = random.next();
    if (choice < 0.25)
      this.place({
        ...this.limit(account, closing, 0, 0),
        type: ORDER_TYPE.market,
        timeInForce: TIME_IN_FORCE.immediateOrCancel,
        instructions: INSTRUCTION.close,
      });
    else if (choice < 0.5) this.place({ ...this.limit(account, closing, Math.abs(held), winning), instructions: INSTRUCTION.reduceOnly });
    else if (choice < 0.65) this.stop(account, closing, held > 0 ? house.markTicks - away : house.markTicks + away);
    else if (choice < 0.8) this.take(house.send((out) => encode.cancelAll(out, account, CONTRACT, NONE, "")));
    else this.enter(index, held > 0);
  }

  private stop(account: number, side: SideCode, stopTicks: number): void {
    this.place({
      ...this.limit(account, side, 0, 0),
      type: ORDER_TYPE.stop,
      timeInForce: TIME_IN_FORCE.immediateOrCancel,
      instructions: INSTRUCTION.close | INSTRUCTION.markPrice,
      special: { ...PLAIN, stopTicks, maxStops: 10 },
    });
  }

  /** Buys or sells at the market what the wallet's share carries at the member's leverage. */
  private enter(index: number, isLong: boolean): void {
    const { house } = this;
    const member = this.members[index] as Member;
    const cash = house.state.accounts.cash[this.accountOf(index)] as number;
    const contracts = this.contracts(cash * member.share * member.leverage * 0.9);
    if (contracts === 0) return;
    const away = Math.max(1, Math.round(house.markTicks * 0.01));
    const ticks = isLong ? house.markTicks + away : house.markTicks - away;
    this.place({
      ...this.limit(this.accountOf(index), isLong ? SIDE.buy : SIDE.sell, contracts, ticks),
      timeInForce: TIME_IN_FORCE.immediateOrCancel,
    });
  }

  /** Contracts that are worth so many satoshis at the mark. */
  private contracts(sats: number): number {
    const { terms, markTicks } = this.house;
    const dollars = (sats / SATS) * ((markTicks * terms.pointsPerTick) / terms.pointsPerUnit);
    return Math.min(terms.maxOrderQty, Math.floor(dollars / terms.lotSize) * terms.lotSize);
  }

  private limit(account: number, side: SideCode, quantity: number, ticks: number): PlaceFields {
    return {
      account,
      instrument: CONTRACT,
      side,
      quantity,
      ticks,
      type: ORDER_TYPE.limit,
      timeInForce: TIME_IN_FORCE.goodTillCancel,
      instructions: 0,
      clientId: "",
      text: "",
    };
  }

  private place(fields: PlaceFields): void {
    this.take(this.house.send((out) => encode.place(out, fields)));
  }

  /** Counts what a command came to. A position is liquidated when the house has the other side of its fill. */
  private take(records: Records): void {
    const { counts } = this;
    counts.trades += records.trades.length;
    const matches = new Set(records.trades.map(({ match }) => match));
    for (const { account, match, text } of records.executions) {
      if (account < FIRST_CLIENT || match === 0 || matches.has(match)) continue;
      if (text.startsWith("Deleverage")) counts.deleveraged += 1;
      else counts.liquidated += 1;
    }
    this.lowestFundSats = Math.min(this.lowestFundSats, this.house.state.accounts.cash[HOUSE.insurance] as number);
  }
}
