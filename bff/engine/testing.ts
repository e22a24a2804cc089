import type { ContractTerms } from "../contract/pricing/terms.ts";
import { HOUSE } from "./accounts.ts";
import { AMEND, type AmendFields, INSTRUCTION, PEG, type PlaceFields, type RuleName, SIDE, TERMS } from "./commands.ts";
import { encode } from "./encode.ts";
import { Engine } from "./engine.ts";
import { type AccountStanding, standingOfAccount } from "./margin.ts";

import { type AccountRecord, type OrderRecord, type PositionRecord, type Records, readRecords } from "./reference/read-records.ts";
import { RowMirror } from "./reference/row-mirror.ts";
import { REJECT } from "./rejects.ts";
import type { RemarginBy } from "./remargin.ts";
import { NONE } from "./rows.ts";
import { SlotReader, SlotWriter } from "./slots.ts";
import { restoreState, saveState } from "./snapshot.ts";
import { State } from "./state.ts";
import { stateHash } from "./state-hash.ts";
import { type AmendWish, type OrderWish, timeInForceOf, typeOf } from "./testing-wishes.ts";

/** A market for tests: the real engine, driven by its own packed commands and read from its own packed rows. */

export const SATS = 100_000_000;

/** The terms of XBTUSD at its listing: lot and valuation lot 100, tick 0.5, 1 % and 0.5 % margin, −0.025 % and 0.075 % fees. */
export const XBTUSD: ContractTerms = {
  isInverse: true,
  multiplierSats: SATS,
  pointsPerUnit: 100,
  pointsPerTick: 50,
  lotSize: 100,
  valuationLot: 100,
  maxOrderQty: 10_000_000,
  maxPriceTicks: 2_000_000,
  initMarginRate: 1_000_000,
  maintMarginRate: 500_000,
  makerFeeRate: -25_000,
  takerFeeRate: 75_000,
  settlementFeeRate: 0,
  riskLimitSats: 200 * SATS,
  riskStepSats: 100 * SATS,
};

/** What the faucet gives at a time. */
export const FAUCET_SATS = 100_000_000;

export type SideName = "Buy" | "Sell";

/** Orders that may wait for a price, as the exchange's own default has it. */
export const MAX_STOPS = 10;

/** What one command came to: its rows and its reply, the refusal by name. */
export interface Outcome extends Records {
  readonly refusal: keyof typeof REJECT;
  /** The last row of the first order in the reply. */
  readonly order: OrderRecord | undefined;
}

/** A command that writes itself. */
export type Command = (out: SlotWriter) => void;

const REFUSALS = Object.fromEntries(Object.entries(REJECT).map(([name, code]) => [code, name])) as Record<number, keyof typeof REJECT>;

/** Any moment does: the engine never asks for another. */
const START_MS = 1_583_971_200_000;

export class TestMarket {
  readonly engine: Engine;
  readonly state: State;
  /** What somebody knows who reads nothing but the rows. */
  readonly rows = new RowMirror();
  nowMs = START_MS;
  sequence = 0;
  private readonly out = new SlotWriter();
  private readonly commands = new SlotWriter();
  private readonly names = new Map<string, number>();
  private readonly symbols = new Map<string, number>();

  constructor(state = State.genesis(), remarginBy: RemarginBy = "index") {
    this.state = state;
    this.engine = new Engine(state, this.out, remarginBy);
    this.rows.take(this.image());
  }

  /** The same market after a restart: its state saved and restored, its rows read anew. */
  restarted(remarginBy: RemarginBy = "index"): TestMarket {
    const market = new TestMarket(restoreState(saveState(this.state)), remarginBy);
    market.nowMs = this.nowMs;
    market.sequence = this.sequence;
    for (const [name, handle] of this.names) market.names.set(name, handle);
    for (const [symbol, handle] of this.symbols) market.symbols.set(symbol, handle);
    return market;
  }

  /** Sends one command and reads what comes of it. Each takes a millisecond. */
  send(command: Command): Outcome {
    return this.read(this.sendRaw(command));
  }

  /** The same, the rows still packed. */
  sendRaw(command: Command): Float64Array {
    command(this.commands);
    return this.sendPacked(this.commands.take());
  }

  /** A command that is packed already. */
  sendPacked(packed: Float64Array): Float64Array {
    this.nowMs += 1;
    this.engine.apply(new SlotReader(packed), ++this.sequence, this.nowMs, this.sequence);
    return this.out.take();
  }

  read(slots: Float64Array): Outcome {
    const records = readRecords(slots);
    this.rows.take(records);
    const number = records.orderNumbers[0];
    return { ...records, refusal: REFUSALS[records.code] ?? "none", order: records.orders.findLast((order) => order.number === number) };
  }

  /** @param pointsPerUnit points in a unit of the quote currency, which contracts on the index share */
  listIndex(symbol: string, pointsPerUnit = 100): this {
    const { detail } = this.send((out) => encode.list(out, { symbol, description: "{}", index: NONE, terms: [0, 0, pointsPerUnit, 1] }));
    this.symbols.set(symbol, detail);
    return this;
  }

  list(symbol: string, terms: ContractTerms, index: string, rules: Partial<Record<RuleName, number>> = {}): this {
    const numbers = TERMS.map((name) => Number(terms[name]));
    const fields = { symbol, description: "{}", index: this.instrument(index), terms: numbers, rules };
    const { detail } = this.send((out) => encode.list(out, fields));
    this.symbols.set(symbol, detail);
    return this;
  }

  /** Knows a contract by its symbol that was listed by rule. */
  named(symbol: string): this {
    const { instruments, texts } = this.state;
    for (let i = 0; i < instruments.count; i++) {
      if (texts.at(instruments.symbolText[i] as number) === symbol) this.symbols.set(symbol, i);
    }
    return this;
  }

  withAccount(name: string, wish: { readonly xbt?: number; readonly sats?: number; readonly leverage?: number } = {}): this {
    this.names.set(name, this.send((out) => encode.openAccount(out, 0)).detail);
    const sats = wish.sats ?? Math.round((wish.xbt ?? 1) * SATS);
    if (sats > 0) this.deposit(name, sats);
    if (wish.leverage !== undefined) this.leverage(name, wish.leverage);
    return this;
  }

  /** Gives an account a position at the mark, against a counterparty that is rich and of no further interest. */
  withPosition(name: string, contracts: number, symbol = "XBTUSD"): this {
    if (!this.names.has("counterparty")) this.withAccount("counterparty", { xbt: 1_000 });
    const side: SideName = contracts > 0 ? "Buy" : "Sell";
    const at = Math.round(this.markOf(symbol) * 2) / 2;
    this.place("counterparty", side === "Buy" ? "Sell" : "Buy", Math.abs(contracts), { at, symbol });
    const { refusal } = this.place(name, side, Math.abs(contracts), { at, symbol });
    if (refusal !== "none") throw new Error(`${name} cannot have ${contracts} contracts: ${refusal}`);
    return this;
  }

  handle(name: string): number {
    const handle = this.names.get(name);
    if (handle === undefined) throw new Error(`nobody is called ${name}`);
    return handle;
  }

  instrument(symbol = "XBTUSD"): number {
    const handle = this.symbols.get(symbol);
    if (handle === undefined) throw new Error(`nothing is called ${symbol}`);
    return handle;
  }

  deposit(name: string, sats: number): Outcome {
    return this.send((out) => encode.deposit(out, this.handle(name), sats));
  }

  /** Gives the insurance fund something to pay with. */
  endow(sats: number): this {
    this.send((out) => encode.deposit(out, HOUSE.insurance, sats));
    return this;
  }

  faucet(name: string): Outcome {
    return this.send((out) => encode.faucet(out, this.handle(name), FAUCET_SATS));
  }

  /** Sets the price of the index, in dollars, and with it the mark of every contract that refers to it. */
  mark(dollars: number, index = ".BXBT"): Outcome {
    return this.send((out) => encode.index(out, this.instrument(index), Math.round(dollars * 100), 0));
  }

  leverage(name: string, times: number, symbol = "XBTUSD"): Outcome {
    return this.send((out) => encode.leverage(out, this.handle(name), this.instrument(symbol), Math.round(times * 100)));
  }

  riskLimit(name: string, steps: number, symbol = "XBTUSD"): Outcome {
    return this.send((out) => encode.riskLimit(out, this.handle(name), this.instrument(symbol), steps));
  }

  transferMargin(name: string, sats: number, symbol = "XBTUSD"): Outcome {
    return this.send((out) => encode.transferMargin(out, this.handle(name), this.instrument(symbol), sats));
  }

  buy(name: string, contracts: number, wish: OrderWish = {}): Outcome {
    return this.place(name, "Buy", contracts, wish);
  }

  sell(name: string, contracts: number, wish: OrderWish = {}): Outcome {
    return this.place(name, "Sell", contracts, wish);
  }

  place(name: string, side: SideName, contracts: number, wish: OrderWish = {}): Outcome {
    return this.send((out) => encode.place(out, this.order(name, side, contracts, wish)));
  }

  /** An order as the engine takes it. */
  order(name: string, side: SideName, contracts: number, wish: OrderWish = {}): PlaceFields {
    const { stop, trail, peg } = wish;
    const waits = stop !== undefined || trail !== undefined;
    return {
      account: this.handle(name),
      instrument: this.instrument(wish.symbol),
      side: side === "Buy" ? SIDE.buy : SIDE.sell,
      quantity: contracts,
      ticks: (wish.at ?? 0) * 2,
      type: typeOf(wish),
      timeInForce: timeInForceOf(wish),
      instructions:
        (wish.postOnly ? INSTRUCTION.postOnly : 0) |
        (wish.reduceOnly ? INSTRUCTION.reduceOnly : 0) |
        (wish.close ? INSTRUCTION.close : 0) |
        (peg === undefined ? 0 : INSTRUCTION.fixed) |
        (waits ? INSTRUCTION[`${wish.watch ?? "mark"}Price`] : 0),
      clientId: wish.id ?? "",
      text: wish.text ?? "",
      ...(waits || peg !== undefined || wish.show !== undefined
        ? {
            special: {
              stopTicks: (stop ?? 0) * 2,
              maxStops: MAX_STOPS,
              display: wish.show ?? NONE,
              peg: trail !== undefined ? PEG.trailing : PEG[peg ?? "none"],
              pegOffset: (trail ?? wish.offset ?? 0) * 2,
            },
          }
        : {}),
    };
  }

  bulk(name: string, orders: readonly PlaceFields[]): Outcome {
    return this.send((out) => encode.placeBulk(out, this.handle(name), orders));
  }

  /** Without a price at market. */
  closePosition(name: string, at?: number): Outcome {
    return this.send((out) => encode.closePosition(out, this.handle(name), this.instrument(), (at ?? 0) * 2, ""));
  }

  amend(name: string, order: number | string, wish: AmendWish): Outcome {
    return this.send((out) => encode.amend(out, this.amendment(name, order, wish)));
  }

  amendBulk(name: string, amendments: readonly AmendFields[]): Outcome {
    return this.send((out) => encode.amendBulk(out, this.handle(name), amendments));
  }

  /** An amendment as the engine takes it. An order is named by its number or its client id. */
  amendment(name: string, order: number | string, wish: AmendWish): AmendFields {
    let changes = 0;
    if (wish.contracts !== undefined) changes |= AMEND.quantity;
    if (wish.leaves !== undefined) changes |= AMEND.leaves;
    if (wish.price !== undefined) changes |= AMEND.price;
    if (wish.id !== undefined) changes |= AMEND.clientId;
    if (wish.text !== undefined) changes |= AMEND.text;
    if (wish.stop !== undefined) changes |= AMEND.stop;
    if (wish.offset !== undefined) changes |= AMEND.peg;
    return {
      account: this.handle(name),
      order: typeof order === "number" ? order : 0,
      originalClientId: typeof order === "string" ? order : "",
      changes,
      quantity: wish.contracts ?? wish.leaves ?? 0,
      ticks: (wish.price ?? 0) * 2,
      clientId: wish.id ?? "",
      text: wish.text ?? "",
      ...(wish.stop === undefined ? {} : { stopTicks: wish.stop * 2 }),
      ...(wish.offset === undefined ? {} : { pegOffset: wish.offset * 2 }),
    };
  }

  cancel(name: string, ...orders: readonly (number | string)[]): Outcome {
    const named = orders.map((order) => (typeof order === "number" ? { order, clientId: "" } : { order: 0, clientId: order }));
    return this.send((out) => encode.cancel(out, this.handle(name), named, "asked"));
  }

  cancelAll(name: string, which: { readonly symbol?: string; readonly side?: SideName } = {}): Outcome {
    const instrument = which.symbol === undefined ? NONE : this.instrument(which.symbol);
    const side = which.side === undefined ? NONE : which.side === "Buy" ? SIDE.buy : SIDE.sell;
    return this.send((out) => encode.cancelAll(out, this.handle(name), instrument, side, "asked"));
  }

  cancelAllAfter(name: string, timeoutMs: number): Outcome {
    return this.send((out) => encode.cancelAllAfter(out, this.handle(name), timeoutMs));
  }

  /** Lets time pass, and a command that does nothing find out. */
  pass(ms: number): Outcome {
    this.nowMs += ms;
    return this.send((out) => encode.clock(out, 0));
  }

  /** The account as its rows tell. */
  account(name: string): AccountRecord {
    return this.rows.account(this.handle(name));
  }

  /** The position as its rows tell; nothing but zeros where there never was one. */
  position(name: string, symbol?: string): PositionRecord {
    return this.rows.position(this.handle(name), this.instrument(symbol));
  }

  /** Open orders as their rows tell, oldest first. */
  orders(name: string): readonly OrderRecord[] {
    return this.rows.ordersOf(this.handle(name));
  }

  /** Levels as their rows tell: price in dollars and contracts, the best first. */
  book(symbol?: string): { readonly bids: readonly [number, number][]; readonly asks: readonly [number, number][] } {
    const side = (code: number) =>
      this.rows.levelsOf(this.instrument(symbol), code).map(({ ticks, quantity }): [number, number] => [ticks / 2, quantity]);
    return { bids: side(SIDE.buy), asks: side(SIDE.sell) };
  }

  markOf(symbol?: string): number {
    return this.rows.mark(this.instrument(symbol)).markPoints / 100;
  }

  get insuranceSats(): number {
    return this.rows.account(HOUSE.insurance).cash;
  }

  get feesSats(): number {
    return this.rows.account(HOUSE.fees).cash;
  }

  /** Contracts that the house holds because it took them over. */
  taken(symbol?: string): { readonly long: number; readonly short: number } {
    const of = (account: number) => this.rows.position(account, this.instrument(symbol)).quantity;
    return { long: of(HOUSE.takenLongs), short: of(HOUSE.takenShorts) };
  }

  standing(name: string): AccountStanding {
    return standingOfAccount(this.state, this.handle(name));
  }

  hash(): string {
    return stateHash(this.state);
  }

  /** Hash of the state but for the sequence and the moment, which every command moves on. */
  footprint(): string {
    const { scalars } = this.state;
    const { sequence, timeMs } = scalars;
    Object.assign(scalars, { sequence: 0, timeMs: 0 });
    const hash = this.hash();
    Object.assign(scalars, { sequence, timeMs });
    return hash;
  }

  /** Recomputes everything from the rows. @throws AuditError */
  audit(): { readonly differenceSats: number } {
    this.engine.audit.full();
    return { differenceSats: this.state.ledger.differenceSats() };
  }

  /** The whole state as rows, as the engine gives it to a mirror that starts empty. */
  image(): Records {
    return readRecords(this.imageRaw());
  }

  /** The same, still packed. */
  imageRaw(): Float64Array {
    this.engine.image();
    return this.out.take();
  }
}

/** XBTUSD alone, marked at a price; terms may differ where a test is about them. */
export function aMarket(wish: { readonly mark: number; readonly terms?: Partial<ContractTerms> }): TestMarket {
  const market = new TestMarket().listIndex(".BXBT").list("XBTUSD", { ...XBTUSD, ...wish.terms }, ".BXBT");
  market.mark(wish.mark);
  return market;
}
