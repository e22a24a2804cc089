import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { unrealisedPnlSats, valueSats } from "../../contract/pricing/value.ts";
import { ORDER_TYPE, type PlaceFields, SIDE, TIME_IN_FORCE } from "../../engine/commands.ts";
import { encode } from "../../engine/encode.ts";
import { Engine } from "../../engine/engine.ts";
import { NONE } from "../../engine/rows.ts";
import { SlotReader, SlotWriter } from "../../engine/slots.ts";
import { GENESIS_LISTINGS, toListFields } from "../listing.ts";
import { LiveTables } from "../live/live-tables.ts";
import { XBTUSD_2019 } from "./perpetuals.ts";

/** An engine that lists what a new exchange does, and the tables that are made of its rows. */
class Listed {
  readonly tables = new LiveTables();
  private readonly out = new SlotWriter();
  private readonly engine = Engine.genesis(this.out);
  private readonly commands = new SlotWriter();
  private sequence = 0;

  constructor() {
    for (const listing of GENESIS_LISTINGS) this.send((out) => encode.list(out, listing));
    for (const _ of "ab") this.send((out) => encode.openAccount(out, 0));
    for (const account of [4, 5]) this.send((out) => encode.deposit(out, account, 1_000_000_000));
  }

  send(command: (out: SlotWriter) => void): number {
    command(this.commands);
    this.engine.apply(new SlotReader(this.commands.take()), ++this.sequence, 1_560_000_000_000 + this.sequence, this.sequence);
    return this.tables.apply(this.out.take()).outcomes[0]?.code ?? -1;
  }

  handle = (symbol: string): number => this.tables.catalogue.find(symbol)?.handle ?? NONE;

  index(symbol: string, points: number): void {
    expect(this.send((out) => encode.index(out, this.handle(symbol), points, 0))).toBe(0);
  }

  /** Account 4 buys from account 5. */
  trade(symbol: string, quantity: number, ticks: number): void {
    const order = (account: number, side: 0 | 1): PlaceFields => ({
      account,
      instrument: this.handle(symbol),
      side,
      quantity,
      ticks,
      type: ORDER_TYPE.limit,
      timeInForce: TIME_IN_FORCE.goodTillCancel,
      instructions: 0,
      clientId: "",
      text: "",
    });
    expect(this.send((out) => encode.place(out, order(5, SIDE.sell)))).toBe(0);
    expect(this.send((out) => encode.place(out, order(4, SIDE.buy)))).toBe(0);
  }
}

describe("CON-001 what a new exchange lists", () => {
  test("CON-001 a quanto contract: satoshis for each dollar of another coin, and its amounts at what bitcoin costs", () => {
    const listed = new Listed();
    expect(listed.tables.markets.row("ETHUSD")).toMatchObject({
      typ: "FFWCSX",
      positionCurrency: "",
      isQuanto: true,
      isInverse: false,
      multiplier: 100,
      tickSize: 0.05,
      underlyingToPositionMultiplier: null,
      underlyingToSettleMultiplier: null,
      quoteToSettleMultiplier: null,
    });
    listed.index(".BETH", 8_585);
    listed.index(".BXBT", 323_100);
    listed.trade("ETHUSD", 6, 1_717);
    // Source: the published trade of 6 at 85.85, worth 51,510 satoshis.
    const [trade] = listed.tables.markets.recentTrades("ETHUSD");
    expect(trade).toMatchObject({ price: 85.85, size: 6, grossValue: 51_510 });
    const quoted = 51_510 / 30_950;
    expect(trade?.foreignNotional).toBeCloseTo(quoted, 10);
    expect(trade?.homeNotional).toBeCloseTo(quoted / 85.85, 10);
    listed.index(".BETH", 9_000);
    expect(listed.tables.markets.row("ETHUSD")?.quoteToSettleMultiplier).toBe(30_950);
    const [long, short] = [100_004, 100_005].map((account) => listed.tables.accounts.positionRows(account, listed.tables.marks)[0]);
    expect(long).toMatchObject({ currentQty: 6, unrealisedPnl: 6 * 100 * 4.15, markValue: 54_000 });
    expect(short).toMatchObject({ currentQty: -6, unrealisedPnl: -6 * 100 * 4.15, markValue: -54_000 });
    expect(Math.sign(long?.homeNotional ?? 0)).toBe(1);
    expect(Math.sign(short?.homeNotional ?? 0)).toBe(-1);
  });

  test("CON-001 contracts quoted in bitcoin and the lot of 2019 are parameters of the same rules", () => {
    const index = (symbol: string) => GENESIS_LISTINGS.findIndex((listing) => listing.symbol === symbol);
    expect(index(".BADAXBT")).toBeGreaterThan(1);
    const { terms } = toListFields(XBTUSD_2019, index);
    const listed = new Listed();
    expect(listed.send((out) => encode.list(out, { ...toListFields(XBTUSD_2019, index), symbol: "XBTUSD.2019" }))).toBe(0);
    expect(terms.slice(4, 6)).toEqual([1, 1]);
    const preset = listed.tables.catalogue.find("XBTUSD.2019")?.terms;
    if (preset === undefined) throw new Error("the preset was not listed");
    // Each contract is rounded by itself: 9,698.85 satoshis at 10,310.5 dollars.
    expect(valueSats(preset, 7, 1_031_050)).toBe(-7 * 9_699);
    expect(unrealisedPnlSats(preset, 7, -7 * 9_699, 1_000_000)).toBe(7 * 9_699 - 70_000);
  });
});

test("CON-006 README and architecture say which contracts are out of scope, and none of them can be listed", () => {
  for (const file of ["README.md", "docs/architecture.md"]) {
    const text = readFileSync(join(import.meta.dirname, "../../..", file), "utf8").toLowerCase();
    expect(text, file).toMatch(/upside and downside contracts[^.;]*xbc[^.;]*xbj[^.;]*out of scope/);
  }
  const types = GENESIS_LISTINGS.map(({ description }) => (JSON.parse(description) as { readonly typ: string }).typ);
  expect(types.filter((typ) => typ.startsWith("OC") || typ.startsWith("OP"))).toEqual([]);
});
