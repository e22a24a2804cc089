import type { Side } from "../../contract/vocabulary.ts";
import { accountNumber } from "../../engine/accounts.ts";
import { INSTRUCTION, type ListFields, ORDER_TYPE, SIDE, TIME_IN_FORCE } from "../../engine/commands.ts";
import { encode } from "../../engine/encode.ts";
import { Engine } from "../../engine/engine.ts";
import { REJECT } from "../../engine/rejects.ts";
import { NONE } from "../../engine/rows.ts";
import { SlotReader, SlotWriter } from "../../engine/slots.ts";
import { GENESIS_LISTINGS, toListFields } from "../listing.ts";
import type { Listing } from "../listings/description.ts";
import { ETHUSD } from "../listings/perpetuals.ts";
import { type Applied, LiveTables } from "../live/live-tables.ts";

/** The engine with the tables that are made of its rows: what a client would see, without anything in between. */

const START_MS = 1_560_000_000_000;
const SATS = 100_000_000;

/** Linear: an ether each, quoted and settled in bitcoin, without an end. */
const ETHXBT: Listing = {
  ...ETHUSD,
  symbol: "ETHXBT",
  description: { ...ETHUSD.description, underlyingSymbol: "ETHXBT=", quoteCurrency: "XBT", isQuanto: false, positionCurrency: "ETH" },
  index: ".BETHXBT",
  terms: [0, SATS, SATS, 1_000, 1, 1, 1_000_000, 1_000_000, 2_000_000, 1_000_000, -50_000, 250_000, 0, 50 * SATS, 50 * SATS],
};

export interface LiveOrder {
  readonly symbol: string;
  readonly side: Side;
  readonly contracts: number;
  /** Null for a market order. */
  readonly ticks: number | null;
  readonly isReduceOnly?: boolean;
}

export class LiveEngine {
  readonly tables = new LiveTables();
  private readonly out = new SlotWriter();
  private readonly engine = Engine.genesis(this.out);
  private readonly commands = new SlotWriter();
  private sequence = 0;
  private passedMs = 0;
  /** Hears of each command's changes, as the exchange's subscribers do. */
  hears: (applied: Applied) => void = () => undefined;

  /** Lists what a new exchange does, and a linear contract: XBTUSD, ETHUSD and ETHXBT are one of each kind. */
  constructor(listings: readonly ListFields[] = GENESIS_LISTINGS) {
    for (const listing of listings) this.send((out) => encode.list(out, listing));
    this.send((out) => encode.list(out, toListFields(ETHXBT, this.handle)));
  }

  /** @returns code of the refusal, 0 for none */
  send(command: (out: SlotWriter) => void): number {
    command(this.commands);
    const timeMs = START_MS + this.passedMs + ++this.sequence;
    this.engine.apply(new SlotReader(this.commands.take()), this.sequence, timeMs, this.sequence);
    const applied = this.tables.apply(this.out.take());
    this.hears(applied);
    return applied.outcomes[0]?.code ?? -1;
  }

  /** Lets time go by, with all that is due in it. */
  pass(ms: number): void {
    this.passedMs += ms;
    this.send((out) => encode.clock(out, 0));
  }

  readonly handle = (symbol: string): number => this.tables.catalogue.find(symbol)?.handle ?? NONE;

  index(symbol: string, points: number): number {
    return this.send((out) => encode.index(out, this.handle(symbol), points, 0));
  }

  /** @param account handle, the first of a client is 4 */
  open(account: number, sats: number): void {
    this.send((out) => encode.openAccount(out, 0));
    if (sats > 0) this.send((out) => encode.deposit(out, account, sats));
  }

  place(account: number, { symbol, side, contracts, ticks, isReduceOnly }: LiveOrder): number {
    return this.send((out) =>
      encode.place(out, {
        account,
        instrument: this.handle(symbol),
        side: side === "Buy" ? SIDE.buy : SIDE.sell,
        quantity: contracts,
        ticks: ticks ?? 0,
        type: ticks === null ? ORDER_TYPE.market : ORDER_TYPE.limit,
        timeInForce: ticks === null ? TIME_IN_FORCE.immediateOrCancel : TIME_IN_FORCE.goodTillCancel,
        instructions: isReduceOnly === true ? INSTRUCTION.reduceOnly : 0,
        clientId: "",
        text: "",
      }),
    );
  }

  /** @param hundredths 0 for cross margin */
  leverage(account: number, symbol: string, hundredths: number): number {
    return this.send((out) => encode.leverage(out, account, this.handle(symbol), hundredths));
  }

  riskLimit(account: number, symbol: string, steps: number): number {
    return this.send((out) => encode.riskLimit(out, account, this.handle(symbol), steps));
  }

  transferMargin(account: number, symbol: string, sats: number): number {
    return this.send((out) => encode.transferMargin(out, account, this.handle(symbol), sats));
  }

  positionRows(account: number) {
    return this.tables.accounts.positionRows(accountNumber(account), this.tables.marks);
  }

  marginRow(account: number) {
    return this.tables.accounts.marginRow(accountNumber(account), this.tables.marks);
  }

  /** A refusal for want of coins. */
  static readonly tooDear: number = REJECT.insufficientBalance;
}
