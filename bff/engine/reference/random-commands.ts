import type { ContractTerms } from "../../contract/pricing/terms.ts";
import { FIRST_CLIENT, HOUSE } from "../accounts.ts";
import { CHANGE, SUBJECT } from "../changes.ts";
import {
  AMEND,
  type AmendFields,
  goesOffRising,
  INSTRUCTION,
  ORDER_TYPE,
  PEG,
  PLAIN,
  type PlaceFields,
  SIDE,
  type SideCode,
  type SpecialFields,
  TERMS,
  TIME_IN_FORCE,
} from "../commands.ts";
import { encode } from "../encode.ts";
import { INSTRUMENT_STATE } from "../instruments.ts";
import { NONE } from "../rows.ts";
import type { SlotWriter } from "../slots.ts";
import type { State } from "../state.ts";
import type { SeededRandom } from "./random.ts";
import { randomIndexCommand } from "./random-index-commands.ts";
import { randomLifeCommand } from "./random-lives.ts";

type Command = (out: SlotWriter) => void;

/** More than a funding interval. */
const LONGEST_WAIT_MS = 9 * 3_600_000;
const LEVERAGES = [0, 0, 100, 100, 200, 500, 1_000, 2_500, 5_000, 10_000, 10_000, 50, 333];

/**
 * What traders might send, and what nobody should: everything at once, decided by the seed and the state alone, so that
 * a stream repeats from its seed.
 */
export class RandomCommands {
  private readonly random: SeededRandom;
  /** The market as it is; another one after a restart. */
  state: State;
  /** Names of client ids that come up again and again. */
  private readonly clientIds = ["", "", "", "", "", "", "", "a", "b", "c", "d", "e"];
  private readonly maxAccounts: number;

  constructor(random: SeededRandom, state: State, maxAccounts: number) {
    this.random = random;
    this.state = state;
    this.maxAccounts = maxAccounts;
  }

  /** Milliseconds that pass before the next command: one, and now and then hours. */
  wait(): number {
    const { random } = this;
    return random.oneIn(500) ? random.between(1, LONGEST_WAIT_MS) : 1;
  }

  next(): Command {
    const { random } = this;
    const kind = random.below(1_000);
    if (kind < 430) return this.placing();
    if (kind < 560) return this.amending();
    if (kind < 660) return this.cancelling();
    if (kind < 730) return this.bulk();
    if (kind < 780) return this.bulkAmending();
    if (kind < 830) return this.leveraging();
    if (kind < 945) return this.marking();
    if (kind < 960) return randomIndexCommand(random, this.state);
    if (kind < 987) return this.paying();
    if (kind < 990) return this.changing();
    if (kind < 992) return randomLifeCommand(random, this.state);
    return this.malformed();
  }

  /** Contracts that have a price to live by, and now and then one that has ended or not begun. */
  private contracts(): number[] {
    const { instruments } = this.state;
    const all = Array.from({ length: instruments.count }, (_, i) => i).filter((i) => instruments.isContract(i));
    return this.random.oneIn(50) ? all : all.filter((i) => instruments.isLive(i) && instruments.markPoints[i] !== 0);
  }

  private account(): number {
    return FIRST_CLIENT + this.random.below(Math.max(1, this.state.accounts.count - FIRST_CLIENT));
  }

  private markTicks(instrument: number, terms: ContractTerms): number {
    return Math.round((this.state.instruments.markPoints[instrument] as number) / terms.pointsPerTick);
  }

  private ticks(instrument: number, terms: ContractTerms): number {
    const { random } = this;
    const mark = this.markTicks(instrument, terms);
    const sign = random.oneIn(2) ? 1 : -1;
    // Mostly a few basis points off, at times beyond any liquidation, now and then at the ends of the ladder.
    const share = random.oneIn(40) ? random.between(-9_999, 9_999) : random.oneIn(6) ? sign * random.below(400) : sign * random.distance(6);
    if (random.oneIn(300)) return random.pick([1, 2, terms.maxPriceTicks - 1, terms.maxPriceTicks]);
    return Math.min(terms.maxPriceTicks, Math.max(1, Math.round(mark * (1 + share / 10_000))));
  }

  private quantity(account: number, instrument: number, terms: ContractTerms): number {
    const { random, state } = this;
    const position = state.positionOf(account, instrument);
    const held = position === NONE ? 0 : Math.abs(state.positions.quantity[position] as number);
    if (held > 0 && random.oneIn(5)) return Math.min(terms.maxOrderQty, held);
    if (held > 0 && random.oneIn(8)) return Math.min(terms.maxOrderQty, 2 * held);
    // What the account could have at leverages between a fifth and a hundred, in whole lots.
    const cash = state.accounts.cash[account] as number;
    const perLot = (terms.valuationLot * terms.multiplierSats) / this.priceOrItsInverse(instrument, terms);
    const lots = Math.floor((Math.max(0, cash) / perLot) * random.pick([0.2, 0.5, 1, 2, 5, 10, 25, 60, 100]));
    return Math.min(terms.maxOrderQty, Math.max(1, Math.ceil(lots * (random.between(1, 100) / 100))) * terms.lotSize);
  }

  private priceOrItsInverse(instrument: number, terms: ContractTerms): number {
    const price = Math.max(1, this.state.instruments.markPoints[instrument] as number) / terms.pointsPerUnit;
    return terms.isInverse ? price : 1 / price;
  }

  private place(account = this.account(), instrument = this.random.pick(this.contracts())): PlaceFields {
    const { random, state } = this;
    const terms = state.terms(instrument);
    const position = state.positionOf(account, instrument);
    const held = position === NONE ? 0 : (state.positions.quantity[position] as number);
    const isMarket = random.oneIn(7);
    const rests = !isMarket && !random.oneIn(7);
    const shrinks = random.oneIn(5) ? (random.oneIn(3) ? INSTRUCTION.close : INSTRUCTION.reduceOnly) : 0;
    const closing: SideCode = held > 0 ? SIDE.sell : SIDE.buy;
    const side = shrinks !== 0 && !random.oneIn(6) ? closing : random.pick([SIDE.buy, SIDE.sell] as const);
    const quantity = shrinks === INSTRUCTION.close && random.oneIn(2) ? 0 : this.quantity(account, instrument, terms);
    return this.conditional({
      account,
      instrument,
      side,
      quantity,
      ticks: isMarket ? 0 : this.ticks(instrument, terms),
      type: isMarket ? ORDER_TYPE.market : ORDER_TYPE.limit,
      timeInForce: this.timeInForce(rests),
      instructions: shrinks | (rests && random.oneIn(6) ? INSTRUCTION.postOnly : 0),
      maxOrders: random.oneIn(3) ? random.pick([1, 3, 20]) : 0,
      clientId: random.pick(this.clientIds),
      text: random.oneIn(20) ? `note ${random.below(5)}` : "",
    });
  }

  private timeInForce(rests: boolean): number {
    if (rests) return this.random.oneIn(4) ? TIME_IN_FORCE.day : TIME_IN_FORCE.goodTillCancel;
    return this.random.oneIn(3) ? TIME_IN_FORCE.fillOrKill : TIME_IN_FORCE.immediateOrCancel;
  }

  /** Makes an order wait for a price now and then: mostly one close by, so that it goes off soon. */
  private conditional(fields: PlaceFields): PlaceFields {
    const { random } = this;
    if (!random.oneIn(4)) return this.veiled(this.pegged(fields));
    const hasLimit = fields.type === ORDER_TYPE.limit;
    const watched = random.pick([INSTRUCTION.lastPrice, INSTRUCTION.markPrice, INSTRUCTION.indexPrice]);
    const type = random.pick(
      hasLimit ? [ORDER_TYPE.stopLimit, ORDER_TYPE.limitIfTouched] : [ORDER_TYPE.stop, ORDER_TYPE.stop, ORDER_TYPE.marketIfTouched],
    );
    const special = this.special(fields.instrument);
    // Most that trail do so on the side from which they can go off.
    const away = goesOffRising(type, fields.side) !== random.oneIn(15) ? 1 : -1;
    const trails = { ...special, stopTicks: 0, peg: PEG.trailing, pegOffset: away * this.offset(fields.instrument) };
    return this.veiled({ ...fields, type, instructions: fields.instructions | watched, special: random.oneIn(3) ? trails : special });
  }

  /** A distance of prices: mostly a few ticks. */
  private offset(instrument: number): number {
    const { random } = this;
    const mark = this.markTicks(instrument, this.state.terms(instrument));
    return random.oneIn(30) ? mark + random.between(-2, 2) : random.between(0, Math.max(1, Math.round(mark / 1_000)));
  }

  /** Has the limit of an order follow from the book now and then. */
  private pegged(fields: PlaceFields): PlaceFields {
    const { random } = this;
    if (fields.type !== ORDER_TYPE.limit || !random.oneIn(10)) return fields;
    const peg = random.pick([PEG.primary, PEG.market]);
    const pegOffset = (random.oneIn(2) ? 1 : -1) * (random.oneIn(2) ? random.below(4) : this.offset(fields.instrument));
    return {
      ...fields,
      ...{ type: ORDER_TYPE.pegged, ticks: 0, instructions: fields.instructions | INSTRUCTION.fixed },
      special: { ...PLAIN, peg, pegOffset },
    };
  }

  /** Hides an order now and then, or all but a slice of it. */
  private veiled(fields: PlaceFields): PlaceFields {
    const { random } = this;
    if (!random.oneIn(5)) return fields;
    const { lotSize } = this.state.terms(fields.instrument);
    const lots = Math.floor(fields.quantity / lotSize);
    // A few slices, not thousands: each is a fill of its own.
    const display = random.oneIn(3) ? 0 : Math.ceil(lots / random.between(1, 8)) * lotSize;
    return { ...fields, special: { ...(fields.special ?? PLAIN), display } };
  }

  private special(instrument: number): SpecialFields {
    const { random } = this;
    return { ...PLAIN, stopTicks: this.ticks(instrument, this.state.terms(instrument)), maxStops: random.oneIn(20) ? 2 : 10 };
  }

  private placing(): Command {
    const fields = this.place();
    return (out) => encode.place(out, fields);
  }

  /** Numbers of an account's open orders. */
  private openOrders(account: number): number[] {
    const { accounts, positions, orders } = this.state;
    const numbers: number[] = [];
    for (let p = accounts.firstPosition[account] as number; p !== NONE; p = positions.nextOfAccount[p] as number) {
      for (let order = positions.firstOrder[p] as number; order !== NONE; order = orders.nextOwn[order] as number) {
        numbers.push(orders.number[order] as number);
      }
    }
    return numbers;
  }

  private anOrder(account: number): number {
    const { random } = this;
    const numbers = this.openOrders(account);
    // Now and then one that has filled lately, which may come back; somebody else's, an ended one or one that never was.
    if (random.oneIn(8)) {
      const filled = [...this.state.filledByNumber].slice(-20).filter(([, order]) => this.accountOf(order) === account);
      if (filled.length > 0) return random.pick(filled)[0];
    }
    return numbers.length === 0 || random.oneIn(15) ? random.below(this.state.scalars.nextOrder + 3) : random.pick(numbers);
  }

  private accountOf(order: number): number {
    return this.state.positions.account[this.state.orders.position[order] as number] as number;
  }

  private amend(account: number): AmendFields {
    const { random, state } = this;
    const number = this.anOrder(account);
    const handle = state.byNumber.get(number) ?? state.filledByNumber.get(number);
    const instrument =
      handle === undefined
        ? random.pick(this.contracts())
        : (state.positions.instrument[state.orders.position[handle] as number] as number);
    const terms = state.terms(instrument);
    const changes = random.pick([
      AMEND.price,
      AMEND.price,
      AMEND.quantity,
      AMEND.leaves,
      AMEND.price | AMEND.quantity,
      AMEND.price | AMEND.leaves,
      AMEND.clientId,
      AMEND.text,
      AMEND.stop,
      AMEND.stop | AMEND.quantity,
      AMEND.peg,
      AMEND.peg | AMEND.price,
      0,
    ]);
    const before = handle === undefined ? terms.lotSize : (state.orders.quantity[handle] as number);
    const scaled = Math.max(1, Math.round(((before / terms.lotSize) * random.between(20, 250)) / 100)) * terms.lotSize;
    const byClientId = handle !== undefined && state.orders.clientIdOf(handle) !== "" && random.oneIn(2);
    return {
      account,
      order: byClientId ? 0 : number,
      originalClientId: byClientId ? state.orders.clientIdOf(handle) : "",
      changes,
      quantity: scaled,
      ticks: this.ticks(instrument, terms),
      clientId: random.pick(this.clientIds),
      text: `amended ${random.below(3)}`,
      ...((changes & AMEND.stop) === 0 ? {} : { stopTicks: this.ticks(instrument, terms) }),
      ...((changes & AMEND.peg) === 0 ? {} : { pegOffset: (random.oneIn(2) ? 1 : -1) * this.offset(instrument) }),
      ...(random.oneIn(2) ? { maxOrders: random.pick([1, 3, 20]) } : {}),
    };
  }

  private amending(): Command {
    const fields = this.amend(this.account());
    return (out) => encode.amend(out, fields);
  }

  private cancelling(): Command {
    const { random } = this;
    const account = this.account();
    if (random.oneIn(10)) {
      // A command is a millisecond: some of these run out, some are moved before.
      const timeoutMs = random.pick([0, 1, 20, 100, 500]);
      return (out) => encode.cancelAllAfter(out, account, timeoutMs);
    }
    if (random.oneIn(10)) {
      const instrument = random.pick(this.contracts());
      const ticks = random.oneIn(2) ? 0 : this.ticks(instrument, this.state.terms(instrument));
      return (out) => encode.closePosition(out, account, instrument, ticks, "closing");
    }
    if (random.oneIn(8)) {
      const instrument = random.oneIn(2) ? NONE : random.pick(this.contracts());
      const side = random.pick([NONE, SIDE.buy, SIDE.sell]);
      return (out) => encode.cancelAll(out, account, instrument, side, "asked");
    }
    const named = Array.from({ length: random.between(1, 3) }, () =>
      random.oneIn(6) ? { order: 0, clientId: random.pick(this.clientIds) } : { order: this.anOrder(account), clientId: "" },
    );
    return (out) => encode.cancel(out, account, named, "asked");
  }

  private bulk(): Command {
    const { random } = this;
    const account = this.account();
    const instrument = random.pick(this.contracts());
    const orders = Array.from({ length: random.between(1, 5) }, () => this.place(account, random.oneIn(50) ? undefined : instrument));
    return (out) => encode.placeBulk(out, account, orders);
  }

  private bulkAmending(): Command {
    const account = this.account();
    const amendments = Array.from({ length: this.random.between(1, 4) }, () => this.amend(account));
    return (out) => encode.amendBulk(out, account, amendments);
  }

  /** Another fee, margin, lot, tick or largest order, now or in a while; a contract that closes, and opens again. */
  private changing(): Command {
    const { random, state } = this;
    const instrument = random.pick(this.contracts());
    const { lotSize, initMarginRate } = state.terms(instrument);
    const [name, value] = random.pick([
      ["takerFeeRate", random.pick([50_000, 75_000, 100_000, 250_000])],
      ["makerFeeRate", random.pick([-25_000, 0, 25_000])],
      ["maintMarginRate", random.pick([400_000, 500_000, 900_000])],
      ["initMarginRate", random.pick([1_000_000, 2_000_000, 3_000_000, initMarginRate * 2])],
      ["lotSize", random.pick([1, 2]) * lotSize],
      ["pointsPerTick", random.pick([1, 25, 50, 100])],
      ["maxOrderQty", random.pick([1_000_000, 10_000_000])],
    ] as const);
    const atMs = random.oneIn(3) ? state.scalars.timeMs + random.between(1, LONGEST_WAIT_MS) : 0;
    if (random.oneIn(8)) {
      const isOpen = state.instruments.state[instrument] === INSTRUMENT_STATE.open;
      return (out) => encode.change(out, SUBJECT.contract, instrument, isOpen ? CHANGE.close : CHANGE.open, 0, 0);
    }
    return (out) => encode.change(out, SUBJECT.contract, instrument, TERMS.indexOf(name), value, atMs);
  }

  private leveraging(): Command {
    const account = this.account();
    const instrument = this.random.pick(this.contracts());
    if (this.random.oneIn(3)) {
      const steps = this.random.pick([0, 1, 2, 3, 5, 10]);
      return (out) => encode.riskLimit(out, account, instrument, steps);
    }
    if (this.random.oneIn(4)) {
      const sats = this.random.pick([1, -1]) * this.random.pick([1, 1_000, 100_000, 5_000_000]);
      return (out) => encode.transferMargin(out, account, instrument, sats);
    }
    const leverage = this.random.pick(LEVERAGES);
    return (out) => encode.leverage(out, account, instrument, leverage);
  }

  /** Small steps of an index, and now and then a gap of up to 30 percent either way. */
  private marking(): Command {
    const { random, state } = this;
    const indices = Array.from({ length: state.instruments.count }, (_, i) => i).filter((i) => state.instruments.isIndex(i));
    const index = random.pick(indices);
    // Who has no price yet gets one late or never.
    const points = (state.instruments.markPoints[index] as number) || (random.oneIn(30) ? 100_000 : 0);
    if (points === 0) return this.marking();
    const gap = random.oneIn(25) ? random.between(-3_000, 3_000) : random.oneIn(6) ? random.between(-200, 200) : random.between(-15, 15);
    const start = state.instruments.listedAtMs[index] as number;
    // Far from where it began the next step leads back: the ladder has its ends.
    const home = this.homePoints(index);
    const back = points > 4 * home ? 0.7 : points < home / 4 ? 1.3 : 1;
    const next = Math.max(1, Math.round(points * (1 + gap / 10_000) * back));
    return (out) => encode.index(out, index, next, start);
  }

  private readonly homes = new Map<number, number>();

  private homePoints(index: number): number {
    const known = this.homes.get(index);
    if (known !== undefined) return known;
    const points = (this.state.instruments.markPoints[index] as number) || 100_000;
    this.homes.set(index, points);
    return points;
  }

  private paying(): Command {
    const { random, state } = this;
    if (state.accounts.count - FIRST_CLIENT < this.maxAccounts && random.oneIn(2)) return (out) => encode.openAccount(out, 0);
    const account = this.account();
    const sats = random.pick([1, 1_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000]);
    // What the insurance fund has is drawn, and runs out.
    if (random.oneIn(8)) return (out) => encode.deposit(out, HOUSE.insurance, sats);
    if (random.oneIn(3)) return (out) => encode.faucet(out, account, 100_000_000);
    return (out) => encode.deposit(out, account, sats);
  }

  /** What an encoder of the house would never write. */
  private malformed(): Command {
    const { random } = this;
    const account = random.pick([this.account(), 0, 2, -1, 1e9, Number.NaN]);
    const odd = random.pick([Number.NaN, Number.POSITIVE_INFINITY, -100, 0.5, 2 ** 53, 150]);
    const fields: PlaceFields = { ...this.place(), account };
    const which = random.below(13);
    if (which === 0) return (out) => encode.place(out, { ...fields, quantity: odd });
    if (which === 1)
      return (out) => encode.place(out, { ...fields, account: this.account(), ticks: odd === 150 ? 0 : odd, type: ORDER_TYPE.limit });
    if (which === 2) return (out) => encode.place(out, { ...fields, type: 9 });
    if (which === 3) return (out) => encode.place(out, { ...fields, side: 2 as SideCode });
    if (which === 4) return (out) => encode.place(out, { ...fields, instrument: random.pick([0, -1, 99, 0.5]) });
    if (which === 5) return (out) => encode.deposit(out, account, odd === 150 ? -5 : odd);
    if (which === 6 && random.oneIn(3)) return (out) => encode.riskLimit(out, account, random.pick(this.contracts()), odd);
    if (which === 6 && random.oneIn(2)) return (out) => encode.transferMargin(out, account, random.pick(this.contracts()), odd);
    if (which === 6) return (out) => encode.leverage(out, account, random.pick(this.contracts()), odd === 150 ? 100_001 : odd);
    if (which === 7) return (out) => encode.index(out, random.pick(this.contracts()), 100, 0);
    if (which === 8)
      return (out) =>
        encode.place(out, {
          ...fields,
          account: this.account(),
          type: ORDER_TYPE.stop,
          special: { stopTicks: odd, maxStops: odd, display: odd, peg: 0, pegOffset: 0 },
        });
    if (which === 11)
      return (out) =>
        encode.place(out, { ...fields, account: this.account(), special: { ...PLAIN, peg: random.below(6), pegOffset: odd } });
    if (which === 12) {
      const pegged = { type: ORDER_TYPE.pegged, ticks: 0, instructions: INSTRUCTION.fixed };
      const special = { ...PLAIN, peg: PEG.market, pegOffset: odd };
      return (out) => encode.place(out, { ...fields, ...pegged, account: this.account(), special });
    }
    if (which === 9)
      return (out) => encode.place(out, { ...fields, instructions: 255, special: this.special(this.contracts()[0] as number) });
    return (out) => {
      out.begin(999);
      out.end();
    };
  }
}
