import { expect, test } from "vitest";
import type { ContractTerms } from "../contract/pricing/terms.ts";
import { CHANGE, SUBJECT } from "./changes.ts";
import { type CapFields, INSTRUCTION, ORDER_TYPE, PEG, PLAIN, type PlaceFields, type SideCode, TERMS } from "./commands.ts";
import { MAX_CONSTITUENTS, WEIGHT_SCALE } from "./constituents.ts";
import { encode } from "./encode.ts";
import { encodeIndex } from "./index-commands.ts";
import { INDEX_KIND, PROTECTION } from "./index-rules.ts";
import { INSTRUMENT_STATE } from "./instruments.ts";
import { REJECT } from "./rejects.ts";
import { NONE } from "./rows.ts";
import { aMarket, type Command, type TestMarket, XBTUSD } from "./testing.ts";

/** Alice holds ten lots at a hundred times and has two orders; Bob has an order of his own. */
function aMarketOfTwo(): TestMarket {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 200_000, leverage: 100 }).withAccount("bob", { xbt: 1 });
  market.withPosition("alice", 1_000);
  market.buy("alice", 100, { at: 59_000, id: "a" });
  market.sell("alice", 100, { at: 61_000, id: "b" });
  market.buy("bob", 100, { at: 58_000, id: "c" });
  market.faucet("bob");
  return market.listIndex(".BETH").list("ETHUSD", XBTUSD, ".BETH");
}

type Refused = (market: TestMarket) => Command;

const place =
  (name: string, fields: Partial<PlaceFields>): Refused =>
  (market) =>
  (out) => {
    encode.place(out, { ...market.order(name, "Buy", 100, { at: 59_500 }), ...fields });
  };

const termsOf = (terms: Partial<ContractTerms>) => TERMS.map((name) => Number({ ...XBTUSD, ...terms }[name]));
const listed =
  (terms: Partial<ContractTerms>): Refused =>
  () =>
  (out) =>
    encode.list(out, { symbol: "NEW", description: "", index: 0, terms: termsOf(terms) });

/** An order in a contract at a station of its life. */
const withState =
  (station: number): Refused =>
  (market) => {
    market.state.instruments.state[market.instrument()] = station;
    return (out) => encode.place(out, market.order("alice", "Buy", 100, { at: 59_500 }));
  };

/** The same where .BXBT has a venue. */
const composite =
  (refused: Refused): Refused =>
  (market) => {
    market.send((out) => encodeIndex.make(out, 0, INDEX_KIND.composite, NONE));
    market.send((out) => encodeIndex.weigh(out, 0, 0, [{ name: "Northgate", weight: 1 }]));
    return refused(market);
  };

/** An order in a contract whose last session closed at 60,000. */
const limited =
  (at: number): Refused =>
  (market) => {
    market.state.instruments.setRule(market.instrument(), "limitRate", 25_000_000);
    market.state.instruments.closePoints[market.instrument()] = 6_000_000;
    return (out) => encode.place(out, market.order("bob", "Buy", 100, { at: Math.round(at * 2) / 2 }));
  };

const changed =
  (name: (typeof TERMS)[number], value: number): Refused =>
  () =>
  (out) =>
    encode.change(out, SUBJECT.contract, 1, TERMS.indexOf(name), value, 0);

const withdraw =
  (request: number, sats: number, feeSats = 0, keepSats = 0): Refused =>
  (market) =>
  (out) =>
    encode.reserveWithdrawal(out, { account: market.handle("bob"), request, sats, feeSats, keepSats });

/** Bob's withdrawal number 7, which has been sent. */
const sentOne = (refused: Refused): Refused => {
  return (market) => {
    market.send(withdraw(7, 1_000)(market));
    market.send((out) => encode.sendWithdrawal(out, 7, NONE));
    return refused(market);
  };
};

const NO_CAPS: CapFields = { key: 1, orderSats: 0, dailySats: 0, dailyLossSats: 0, deviationRate: 0, reduceOnly: 0, instruments: [] };
/** An order of Alice's under caps; it is worth 168,067 satoshis. */
const under =
  (caps: Partial<CapFields>, refused: Refused = place("alice", {})): Refused =>
  (market) => {
    const inner = refused(market);
    return (out) => encode.underCaps(out, { ...NO_CAPS, ...caps }, inner);
  };

/** Accounts of the house, and numbers that are no account's. */
const NOBODY = [0, 3, -1, 99, 4.5, Number.NaN];

/** What makes a stop of an order. */
const STOP = { type: ORDER_TYPE.stop, instructions: INSTRUCTION.markPrice, special: { ...PLAIN, stopTicks: 130_000, maxStops: 10 } };

/** Every refusal there is, and how to come by it. */
const REFUSED: Readonly<Record<Exclude<keyof typeof REJECT, "none">, readonly Refused[]>> = {
  unknownAccount: [
    () => (out) => encode.reserveWithdrawal(out, { account: 1, request: 1, sats: 1, feeSats: 0, keepSats: 0 }),
    ...[0, 1, 2, 3, -1, 99, 4.5, Number.NaN].map((account) => place("alice", { account })),
    () => (out) => encode.cancelAll(out, 99, -1, -1, ""),
    () => (out) => encode.leverage(out, 3, 1, 100),
    () => (out) => encode.deposit(out, 0, 100),
    () => (out) => encode.faucet(out, 99, 100),
    () => (out) => encode.cancelAllAfter(out, 3, 1_000),
    ...NOBODY.map(
      (account): Refused =>
        () =>
        (out) =>
          encode.riskLimit(out, account, 1, 1),
    ),
    ...NOBODY.map(
      (account): Refused =>
        () =>
        (out) =>
          encode.transferMargin(out, account, 1, 1),
    ),
    ...NOBODY.map(
      (account): Refused =>
        () =>
        (out) =>
          encode.closePosition(out, account, 1, 0, ""),
    ),
  ],
  unknownInstrument: [
    ...[1, -1, 99, Number.NaN].map(
      (index): Refused =>
        () =>
        (out) =>
          encodeIndex.make(out, index, INDEX_KIND.composite, NONE),
    ),
    ...[0, -1, 99, 1.5, Number.NaN].map((instrument) => place("alice", { instrument })),
    ...[0, -1, 99, 1.5, Number.NaN].flatMap((instrument): Refused[] => [
      (market) => (out) => encode.leverage(out, market.handle("alice"), instrument, 100),
      (market) => (out) => encode.riskLimit(out, market.handle("alice"), instrument, 1),
      (market) => (out) => encode.transferMargin(out, market.handle("alice"), instrument, 1),
      (market) => (out) => encode.closePosition(out, market.handle("alice"), instrument, 0, ""),
      () => (out) => encode.change(out, SUBJECT.contract, instrument, TERMS.indexOf("takerFeeRate"), 1, 0),
    ]),
    () => (out) => encode.index(out, 1, 6_000_000, 0),
    () => (out) => encode.list(out, { symbol: "NEW", description: "", index: 1, terms: [] }),
  ],
  noMark: [(market) => (out) => encode.place(out, market.order("alice", "Buy", 100, { at: 3_000, symbol: "ETHUSD" }))],
  duplicateClientId: [
    place("alice", { clientId: "a" }),
    (market) => (out) => encode.amend(out, market.amendment("alice", "a", { id: "b" })),
    (market) => (out) =>
      encode.placeBulk(
        out,
        market.handle("bob"),
        ["d", "d"].map((id) => market.order("bob", "Buy", 100, { at: 1, id })),
      ),
  ],
  quantity: [0, -100, 50, 150, 100.5, 10_000_100, Number.NaN, Number.POSITIVE_INFINITY].map((quantity) => place("alice", { quantity })),
  price: [
    ...[0, -1, 0.5, 100_000_000_001, Number.NaN].map((points) =>
      composite(
        () => (out) =>
          encodeIndex.quote(
            out,
            0,
            0,
            [100, points].map((one) => ({ constituent: 0, points: one })),
          ),
      ),
    ),
    ...[0, -1, 0.5, 2_000_001, Number.NaN, Number.POSITIVE_INFINITY].map((ticks) => place("alice", { ticks })),
    (market) => (out) => encode.amend(out, market.amendment("alice", "a", { price: 1_000_001 })),
    () => (out) => encode.index(out, 0, 0, 0),
    () => (out) => encode.index(out, 0, 0.5, 0),
  ],
  orderNotFound: [(market) => (out) => encode.amend(out, market.amendment("alice", 99, { price: 1 }))],
  originalClientIdNotFound: [(market) => (out) => encode.amend(out, market.amendment("alice", "c", { price: 1 }))],
  leavesQuantity: [(market) => (out) => encode.amend(out, market.amendment("alice", "a", { leaves: 50 }))],
  insufficientBalance: [
    place("alice", { quantity: 100_000 }),
    (market) => (out) => encode.amend(out, market.amendment("alice", "a", { contracts: 100_000 })),
    (market) => (out) => encode.leverage(out, market.handle("alice"), market.instrument(), 100),
    (market) => (out) => encode.transferMargin(out, market.handle("alice"), market.instrument(), 180_000),
    (market) => (out) => encode.transferMargin(out, market.handle("alice"), market.instrument(), 2 ** 52),
  ],
  immediateLiquidation: [
    // Ten lots more, half a percent and a bit above the mark, and the whole position would be short of maintenance.
    (market) => (out) => encode.place(out, market.order("alice", "Buy", 1_000, { at: 60_700 })),
  ],
  beyondLiquidationLong: [(market) => (out) => encode.place(out, market.order("alice", "Sell", 1_000, { at: 59_000 }))],
  beyondLiquidationShort: [
    (market) => {
      market.withAccount("short", { xbt: 1, leverage: 100 }).withPosition("short", -1_000);
      return (out) => encode.place(out, market.order("short", "Buy", 1_000, { at: 61_000 }));
    },
  ],
  reduceOnlySide: [(market) => (out) => encode.place(out, market.order("alice", "Buy", 100, { at: 59_000, reduceOnly: true }))],
  closeSide: [(market) => (out) => encode.place(out, market.order("bob", "Sell", 0, { close: true }))],
  tooManyOrders: [
    (market) => {
      market.withAccount("busy", { xbt: 100 });
      market.bulk(
        "busy",
        Array.from({ length: 10_000 }, () => market.order("busy", "Buy", 100, { at: 50_000 })),
      );
      return (out) => encode.place(out, market.order("busy", "Buy", 100, { at: 50_000 }));
    },
  ],
  leverage: [-100, 10_001, 0.5, Number.NaN, Number.POSITIVE_INFINITY].map((leverage) => (market) => (out) => {
    encode.leverage(out, market.handle("alice"), market.instrument(), leverage);
  }),
  faucetTooSoon: [(market) => (out) => encode.faucet(out, market.handle("bob"), 100_000_000)],
  malformed: [
    () => (out) => {
      out.begin(999);
      out.end();
    },
    ...[4, -1, 0.5, Number.NaN].map(
      (kind): Refused =>
        () =>
        (out) =>
          encodeIndex.make(out, 0, kind, NONE),
    ),
    ...[0, 1, -1, 99].map(
      (source): Refused =>
        () =>
        (out) =>
          encodeIndex.make(out, 0, INDEX_KIND.average, source),
    ),
    composite(() => (out) => encodeIndex.make(out, 0, INDEX_KIND.premium, NONE)),
    composite((market) => {
      market.send((out) => encodeIndex.make(out, market.instrument(".BETH"), INDEX_KIND.average, 0));
      market.listIndex(".BETH30M");
      return (out) => encodeIndex.make(out, market.instrument(".BETH30M"), INDEX_KIND.average, market.instrument(".BETH"));
    }),
    ...[3, -1, 0.5, Number.NaN].map((preset) => composite(() => (out) => encodeIndex.protect(out, 0, preset, 2_500))),
    ...[0, -1, 0.5, 10_001, Number.NaN].map((limit) => composite(() => (out) => encodeIndex.protect(out, 0, PROTECTION.off, limit))),
    ...[-1, 0.5, WEIGHT_SCALE + 1, Number.NaN].map((weight) =>
      composite(
        () => (out) =>
          encodeIndex.weigh(out, 0, 0, [
            { name: "A", weight: 1 },
            { name: "B", weight },
          ]),
      ),
    ),
    composite(() => (out) => encodeIndex.weigh(out, 0, 0, [{ name: "", weight: 1 }])),
    composite(
      () => (out) =>
        encodeIndex.weigh(
          out,
          0,
          0,
          ["A", "A"].map((name) => ({ name, weight: 1 })),
        ),
    ),
    ...[1, -1, Number.NaN, 2 ** 53].map((atMs) => composite(() => (out) => encodeIndex.weigh(out, 0, atMs, [{ name: "A", weight: 1 }]))),
    ...[0, -1, 0.5, Number.NaN].map(
      (sats): Refused =>
        (market) =>
        (out) =>
          encode.deposit(out, market.handle("bob"), sats),
    ),
    ...[7, -1, 0.5, Number.NaN].map((type) => place("alice", { type })),
    // What waits for a price, and does not say for which; and the other way round.
    ...[0, INSTRUCTION.lastPrice | INSTRUCTION.markPrice].map((instructions) => place("alice", { ...STOP, instructions })),
    place("alice", { ...STOP, type: ORDER_TYPE.limit }),
    // A peg and a type that don't go together, and a pegged order that is not said to be fixed.
    place("alice", { special: { ...PLAIN, peg: PEG.trailing, pegOffset: 1 } }),
    place("alice", { special: { ...PLAIN, peg: PEG.primary } }),
    place("alice", { ...STOP, special: { ...STOP.special, peg: PEG.primary } }),
    place("alice", { ...STOP, special: { ...STOP.special, peg: PEG.trailing, pegOffset: 1 } }),
    place("alice", { ...STOP, special: { ...STOP.special, pegOffset: 1 } }),
    place("alice", { type: ORDER_TYPE.pegged, ticks: 0, special: { ...PLAIN, peg: PEG.primary } }),
    place("alice", { type: ORDER_TYPE.pegged, ticks: 0, instructions: INSTRUCTION.fixed }),
    place("alice", { type: ORDER_TYPE.pegged, ticks: 0, instructions: INSTRUCTION.fixed, special: { ...PLAIN, peg: 4 } }),
    place("alice", { instructions: INSTRUCTION.fixed }),
    place("alice", { ...STOP, type: ORDER_TYPE.market, instructions: 0 }),
    ...[4, -1, 0.5, Number.NaN].map((timeInForce) => place("alice", { timeInForce })),
    ...[-1, 0.5, Number.NaN, 2 ** 53 - 1].map(
      (timeoutMs): Refused =>
        (market) =>
        (out) =>
          encode.cancelAllAfter(out, market.handle("bob"), timeoutMs),
    ),
    place("alice", { side: 2 as SideCode, type: ORDER_TYPE.limit }),
    place("alice", { clientId: "x".repeat(37) }),
    ...[0, -1, 0.5, Number.NaN, 2 ** 53].map((sats) => withdraw(1, sats)),
    withdraw(-1, 1_000),
    withdraw(1, 1_000, -1),
    withdraw(1, 1_000, 0, -1),
    sentOne(withdraw(7, 1_001)),
    under({}, under({})),
  ],
  symbolTaken: [() => (out) => encode.list(out, { symbol: "XBTUSD", description: "", index: 0, terms: termsOf({}) })],
  notOpen: [withState(INSTRUMENT_STATE.closed)],
  expired: [withState(INSTRUMENT_STATE.settled), withState(INSTRUMENT_STATE.delisted)],
  notListedYet: [withState(INSTRUMENT_STATE.unlisted)],
  moment: [
    () => (out) => encode.list(out, { symbol: "NEW", description: "", index: 0, terms: termsOf({}), rules: { expiryMs: 1 } }),
    () => (out) =>
      encode.list(out, { symbol: "NEW", description: "", index: 0, terms: termsOf({}), rules: { openAtMs: 4e12, expiryMs: 3e12 } }),
    () => (out) => encode.listingDate(out, "XBT", 8_000, 4e12),
    ...[0, -1, 0.5, Number.NaN].map(
      (atMs): Refused =>
        () =>
        (out) =>
          encode.listingDate(out, "XBT", 8_300, atMs),
    ),
    () => (out) => encode.listingDate(out, "XBT", 8_300.5, 4e12),
  ],
  limitUp: [limited(60_000.5 * 1.25)],
  limitDown: [limited(59_999.5 * 0.75)],
  change: [
    changed("maintMarginRate", 1_000_000),
    changed("initMarginRate", 500_000),
    changed("takerFeeRate", -1),
    changed("makerFeeRate", -80_000),
    changed("lotSize", 50),
    changed("riskLimitSats", 0),
    changed("pointsPerTick", 0),
    changed("multiplierSats", 1),
    changed("isInverse", 0),
    () => (out) => encode.change(out, SUBJECT.contract, 1, CHANGE.open, 0, 0),
    () => (out) => encode.change(out, SUBJECT.contract, 1, 999, 0, 0),
  ],
  withdrawalBalance: [
    withdraw(1, 300_000_000),
    withdraw(1, 150_000_000, 0, 50_000_000),
    (market) => (out) =>
      encode.reserveWithdrawal(out, { account: market.handle("alice"), request: 1, sats: 200_000, feeSats: 0, keepSats: 0 }),
  ],
  withdrawalUnknown: [() => (out) => encode.sendWithdrawal(out, 99, NONE), () => (out) => encode.cancelWithdrawal(out, Number.NaN)],
  withdrawalEnded: [sentOne(() => (out) => encode.cancelWithdrawal(out, 7))],
  capSymbol: [under({ instruments: [99] })],
  capReduceOnly: [under({ reduceOnly: 1 })],
  capOrder: [under({ orderSats: 168_066 })],
  capDaily: [under({ dailySats: 168_066 })],
  // The fee of her position is a loss already.
  capLoss: [under({ dailyLossSats: 1 })],
  capDeviation: [under({ deviationRate: 1_000_000 }, place("alice", { side: 1 as SideCode, ticks: 118_000 }))],
  lotSize: [{ lotSize: 150 }, { lotSize: 50 }, { lotSize: 0 }, { valuationLot: 0 }].map(listed),
  multiplier: [
    ...[
      { multiplierSats: 150, isInverse: false },
      { multiplierSats: 0 },
      { pointsPerUnit: 1_000, pointsPerTick: 500 },
      { pointsPerTick: 0.5 },
    ].map(listed),
    // An index that counts in other points can't say what it settles at.
    (market) => {
      market.listIndex(".OTHER", 1_000);
      const rules = { settlementIndex: market.instrument(".OTHER") + 1 };
      return (out) => encode.list(out, { symbol: "NEW", description: "", index: 0, terms: termsOf({}), rules });
    },
  ],
  largestOrder: [
    { maxOrderQty: 2 ** 50 },
    { maxPriceTicks: 2 ** 31 },
    { isInverse: false, maxOrderQty: 100_000_000, multiplierSats: 100_000_000 },
  ].map(listed),
  bulkInstrument: [
    (market) => {
      market.mark(3_000, ".BETH");
      const orders = ["XBTUSD", "ETHUSD"].map((symbol) => market.order("bob", "Buy", 100, { at: 100, symbol }));
      return (out) => encode.placeBulk(out, market.handle("bob"), orders);
    },
  ],
  stopPrice: [
    ...[0, -1, 0.5, 2_000_001, Number.NaN].map((stopTicks) => place("alice", { ...STOP, special: { ...PLAIN, stopTicks, maxStops: 10 } })),
    // An order that waits for nothing, and one whose price has come, have no stop price to change.
    (market) => (out) => encode.amend(out, market.amendment("alice", "a", { stop: 70_000 })),
    (market) => {
      market.buy("alice", 100, { trail: 100, id: "trails" });
      return (out) => encode.amend(out, market.amendment("alice", "trails", { stop: 70_000 }));
    },
    (market) => {
      market.buy("alice", 100, { at: 59_000, stop: 59_000, id: "gone off" });
      return (out) => encode.amend(out, market.amendment("alice", "gone off", { stop: 70_000 }));
    },
  ],
  display: [-2, 50, 0.5, 10_000_100, Number.NaN].map((display) => place("alice", { special: { ...PLAIN, display } })),
  pegPrice: [
    // Nobody has traded, or offers anything, that a price could hang on.
    (market) => {
      market.mark(3_000, ".BETH");
      return (out) => encode.place(out, market.order("alice", "Buy", 100, { trail: 50, watch: "last", symbol: "ETHUSD" }));
    },
    (market) => {
      market.mark(3_000, ".BETH");
      return (out) => encode.place(out, market.order("alice", "Buy", 100, { peg: "market", symbol: "ETHUSD" }));
    },
    (market) => {
      market.mark(3_000, ".BETH");
      market.sell("bob", 100, { at: 3_100, show: 0, symbol: "ETHUSD" });
      return (out) => encode.place(out, market.order("alice", "Buy", 100, { peg: "market", symbol: "ETHUSD" }));
    },
  ],
  pegOffset: [
    ...[0, -100, 0.25, Number.NaN, 2_000_000].map(
      (trail): Refused =>
        (market) =>
        (out) =>
          encode.place(out, market.order("alice", "Buy", 100, { trail })),
    ),
    ...[0, 100, -60_000].map(
      (trail): Refused =>
        (market) =>
        (out) =>
          encode.place(out, market.order("alice", "Sell", 100, { trail })),
    ),
    ...[0.25, Number.NaN, 2_000_000].map(
      (offset): Refused =>
        (market) =>
        (out) =>
          encode.place(out, market.order("alice", "Buy", 100, { peg: "primary", offset })),
    ),
    (market) => (out) => encode.amend(out, market.amendment("alice", "a", { offset: 1 })),
    (market) => {
      market.buy("alice", 100, { trail: 100, id: "t" });
      return (out) => encode.amend(out, market.amendment("alice", "t", { offset: -100 }));
    },
    (market) => {
      market.buy("alice", 100, { peg: "primary", id: "p" });
      return (out) => encode.amend(out, market.amendment("alice", "p", { offset: -100, price: 50_000 }));
    },
  ],
  tooManyStops: [
    place("alice", { ...STOP, special: { ...PLAIN, stopTicks: 130_000 } }),
    (market) => {
      for (let i = 0; i < 10; i++) market.buy("alice", 100, { stop: 61_000 });
      return (out) => encode.place(out, market.order("alice", "Sell", 100, { stop: 59_000, watch: "last" }));
    },
    (market) => (out) =>
      encode.placeBulk(
        out,
        market.handle("alice"),
        Array.from({ length: 11 }, () => market.order("alice", "Buy", 100, { stop: 61_000 })),
      ),
  ],
  notComposite: [
    () => (out) => encodeIndex.weigh(out, 0, 0, [{ name: "A", weight: 1 }]),
    () => (out) => encodeIndex.quote(out, 0, 0, []),
    () => (out) => encodeIndex.protect(out, 1, PROTECTION.off, 2_500),
    composite((market) => {
      market.send((out) => encodeIndex.make(out, market.instrument(".BETH"), INDEX_KIND.average, 0));
      return (out) => encodeIndex.letBack(out, market.instrument(".BETH"), 0);
    }),
  ],
  unknownConstituent: [
    ...[-1, 1, 0.5, Number.NaN].map((constituent) =>
      composite(
        () => (out) =>
          encodeIndex.quote(
            out,
            0,
            0,
            [0, constituent].map((one) => ({ constituent: one, points: 100 })),
          ),
      ),
    ),
    composite(() => (out) => encodeIndex.letBack(out, 0, 1)),
  ],
  tooManyConstituents: [
    composite(() => (out) => {
      const names = Array.from({ length: MAX_CONSTITUENTS }, (_, i) => `venue ${i}`);
      encodeIndex.weigh(
        out,
        0,
        0,
        names.map((name) => ({ name, weight: 1 })),
      );
    }),
  ],
  constituentIsIn: [composite(() => (out) => encodeIndex.letBack(out, 0, 0))],
  riskLimit: [
    (market) => {
      market.withAccount("rich", { xbt: 1_000 });
      const orders = [10_000_000, 10_000_000].map((quantity) => market.order("rich", "Buy", quantity, { at: 60_000 }));
      market.send((out) => encode.place(out, orders[0] as PlaceFields));
      return (out) => encode.place(out, orders[1] as PlaceFields);
    },
    (market) => {
      market.withAccount("rich", { xbt: 1_000 });
      market.riskLimit("rich", 1);
      for (let i = 0; i < 2; i++) market.buy("rich", 7_000_000, { at: 60_000 });
      return (out) => encode.riskLimit(out, market.handle("rich"), market.instrument(), 0);
    },
  ],
  riskSteps: [-1, 0.5, 256, Number.NaN].map((steps) => (market) => (out) => {
    encode.riskLimit(out, market.handle("alice"), market.instrument(), steps);
  }),
  entryLeverage: [
    (market) => {
      market.riskLimit("bob", 1);
      return (out) => encode.leverage(out, market.handle("bob"), market.instrument(), 6_667);
    },
  ],
  crossMargin: [
    (market) => (out) => encode.transferMargin(out, market.handle("bob"), market.instrument(), 100),
    (market) => (out) => encode.transferMargin(out, market.handle("alice"), market.instrument("ETHUSD"), 100),
  ],
  transferAmount: [
    ...[0, 0.5, Number.NaN, 2 ** 53].map(
      (sats): Refused =>
        (market) =>
        (out) =>
          encode.transferMargin(out, market.handle("alice"), market.instrument(), sats),
    ),
    (market) => {
      market.leverage("bob", 10);
      return (out) => encode.transferMargin(out, market.handle("bob"), market.instrument(), 100);
    },
  ],
  isolatedMargin: [
    (market) => (out) => encode.transferMargin(out, market.handle("alice"), market.instrument(), -1),
    (market) => {
      // Nine thousand of what was moved in are lost at this mark.
      market.transferMargin("alice", 10_000);
      market.mark(59_680);
      return (out) => encode.transferMargin(out, market.handle("alice"), market.instrument(), -1_200);
    },
  ],
};

test.each(Object.entries(REFUSED))(
  "ENG-001 a command refused for its %s changes nothing but the sequence and the moment",
  (refusal, ways) => {
    for (const [i, way] of ways.entries()) {
      const market = aMarketOfTwo();
      const command = way(market);
      const before = market.footprint();
      const { kinds, code, refusal: given } = market.send(command);
      expect([i, given, code > 0, kinds, market.footprint()]).toEqual([i, refusal, true, [], before]);
      expect(market.audit()).toEqual({ differenceSats: 0 });
    }
  },
);

test("ENG-001 every refusal has a code of its own", () => {
  const codes = Object.values(REJECT);
  expect(new Set(codes).size).toBe(codes.length);
  expect(Object.keys(REFUSED).sort()).toEqual(
    Object.keys(REJECT)
      .filter((name) => name !== "none")
      .sort(),
  );
});
