import { describe, expect, test } from "vitest";
import { FIRST_CLIENT, HOUSE } from "./accounts.ts";
import { AuditError } from "./audit.ts";
import { CHANGE, SUBJECT } from "./changes.ts";
import { FAIR_METHOD, TERMS } from "./commands.ts";
import { encode } from "./encode.ts";
import { PHASE } from "./orders.ts";
import { SeededRandom } from "./reference/random.ts";
import { RandomCommands } from "./reference/random-commands.ts";
import { NONE } from "./rows.ts";
import { aMarket, type TestMarket, XBTUSD } from "./testing.ts";

/** A market in which something has happened: positions on both sides, orders, a takeover. */
function aLivedIn(): TestMarket {
  const market = aMarket({ mark: 60_000 });
  for (let i = 0; i < 12; i++) market.withAccount(`trader${i}`, { xbt: 1 });
  const commands = new RandomCommands(new SeededRandom(3), market.state, 12);
  for (let i = 0; i < 400; i++) market.send(commands.next());
  market.send((out) => encode.reserveWithdrawal(out, { account: market.handle("trader0"), request: 1, sats: 7, feeSats: 1, keepSats: 0 }));
  // Orders that wait, and one beyond the mark, which binds a premium.
  market.buy("trader0", 100, { stop: 900_000 });
  market.list("XBTM26", XBTUSD, ".BXBT").mark(60_000);
  market.withAccount("bold").buy("bold", 100, { at: 60_100, symbol: "XBTM26" });
  return market;
}

/** A command that changes nothing but moves the audit on. */
const idle = (market: TestMarket) =>
  market.send((out) => {
    out.begin(999);
    out.end();
  });

/** Sends idle commands until the books halt; fails when a whole cycle and the one that it fell in pass. */
function haltOf(market: TestMarket): AuditError {
  const { audit } = market.engine;
  const started = audit.cycles;
  while (audit.cycles <= started + 1) {
    try {
      idle(market);
    } catch (error) {
      if (error instanceof AuditError) return error;
      throw error;
    }
  }
  throw new Error("a whole cycle went by and nobody noticed");
}

type Rows = "accounts" | "positions" | "orders" | "instruments";

/** Adds one to an element of a column, behind everybody's back. */
function tamper(market: TestMarket, rows: Rows, column: string, at: number, by: number): void {
  const found = market.state[rows].columns().find(({ name }) => name === column);
  if (found === undefined || found.used[at] === undefined) throw new Error(`${rows} have no ${column} at ${at}`);
  found.used[at] = (found.used[at] as number) + by;
}

/** Where rows are worth tampering with: the first that holds something, and the last; of orders those that work, for no sum knows of the others. */
function someOf(market: TestMarket, rows: Rows, column: string): number[] {
  const used = market.state[rows].columns().find(({ name }) => name === column)?.used ?? [];
  const isCounted = (at: number) => rows !== "orders" || market.state.orders.phase[at] === PHASE.working;
  const filled = Array.from(used as ArrayLike<number>).flatMap((value, at) => (value !== 0 && value !== -1 && isCounted(at) ? [at] : []));
  return [...new Set([filled[0], filled.at(-1)])].filter((at) => at !== undefined);
}

describe("one satoshi in one row", () => {
  const cases: readonly (readonly [Rows, string, RegExp])[] = [
    ["accounts", "cash", /^the rows' cash differs from its sum by -?1 satoshis$/],
    ["accounts", "deposited", /^the rows' deposits differs from its sum by -?1 satoshis$/],
    ["accounts", "withdrawn", /^the rows' withdrawals differs from its sum by -?1 satoshis$|^account \d+ has \d+ satoshis reserved$/],
    ["accounts", "reserved", /^the rows' reserves differs from its sum by -?1 satoshis$|^account \d+ has -?\d+ satoshis reserved$/],
    ["positions", "openOrders", /^position \d+ counts -?1 open orders too many$/],
    ["positions", "waitingOrders", /^position \d+ counts -?1 waiting orders too many$/],
    ["positions", "cost", /^the rows' cost differs from its sum by -?1 satoshis$/],
    ["positions", "quantity", /^the rows' contracts of instrument \d differ from their sum by -?1$/],
    ["positions", "orderQuantity", /^open orders of position \d+: contracts is off by -?1$/],
    ["positions", "orderValue", /^open orders of position \d+: value is off by -?1$/],
    ["positions", "orderReserve", /^open orders of position \d+: reserved margin is off by -?1$/],
    ["positions", "orderPremium", /^open orders of position \d+: premium is off by -?1$/],
    ["orders", "reserve", /^(order \d+ binds -?1 satoshis too much|open orders of position \d+: reserved margin is off by -?1)$/],
    ["orders", "value", /^(order \d+ binds -?1 satoshis too much|open orders of position \d+: value is off by -?1)$/],
    ["orders", "premium", /^open orders of position \d+: premium is off by -?1$/],
    ["orders", "leaves", /^(order \d+ binds|level \d+ of instrument \d is off by|open orders of position \d+: contracts is off by) -?\d+/],
    ["instruments", "openInterest", /^open interest of instrument \d is off by -?1$/],
  ];

  test.each(cases)("ENG-003 in %s.%s, more or less, halts the exchange within one cycle and says where", (rows, column, message) => {
    const places = someOf(aLivedIn(), rows, column);
    expect(places.length).toBeGreaterThan(0);
    for (const at of places) {
      for (const by of [1, -1]) {
        const market = aLivedIn();
        tamper(market, rows, column, at, by);
        expect(haltOf(market).message).toMatch(message);
      }
    }
  });

  test("ENG-003 is found wherever the running recomputation stands when it happens", () => {
    const market = aLivedIn();
    const { audit } = market.engine;
    const started = audit.cycles;
    let steps = 0;
    for (; audit.cycles === started || audit.cycles === started + 1; steps++) idle(market);
    expect(steps).toBeGreaterThan(4);
    // It goes on by a row in four commands, where time stands still.
    for (let after = 0; after < steps; after += 4) {
      const other = aLivedIn();
      for (let i = 0; i < after; i++) idle(other);
      tamper(other, "accounts", "cash", 5, 1);
      expect(haltOf(other).message).toMatch(/cash/);
    }
  });

  test("ENG-003 is found although its account goes on trading", () => {
    const market = aLivedIn();
    const commands = new RandomCommands(new SeededRandom(5), market.state, 12);
    tamper(market, "accounts", "cash", 6, 1);
    const { audit } = market.engine;
    const started = audit.cycles;
    const goOn = () => {
      while (audit.cycles <= started + 1) market.send(commands.next());
    };
    expect(goOn).toThrow(/cash differs from its sum by 1 satoshis/);
  });

  test("ENG-003 is told at once by a full audit, and with it how much", () => {
    const market = aLivedIn();
    expect(market.audit()).toEqual({ differenceSats: 0 });
    tamper(market, "positions", "cost", someOf(market, "positions", "cost")[0] as number, -1);
    let found: unknown;
    try {
      market.audit();
    } catch (error) {
      found = error;
    }
    expect(found).toBeInstanceOf(AuditError);
    expect((found as AuditError).difference).toBe(-1);
  });
});

describe("the sums", () => {
  test("ENG-003 are compared after every command: cash, cost and contracts halt it at once", () => {
    const off: readonly [(market: TestMarket) => void, RegExp][] = [
      [
        ({ state }) => {
          state.ledger.cash += 1;
        },
        /^the books are off by 1 satoshis$/,
      ],
      [
        ({ state }) => {
          state.ledger.cost += 1;
        },
        /^the books are off by -1 satoshis$/,
      ],
      [
        ({ state }) => {
          state.ledger.deposited += 1;
        },
        /^the books are off by -1 satoshis$/,
      ],
      [
        ({ state }) => {
          state.ledger.withdrawn += 1;
        },
        /^the books are off by 1 satoshis$/,
      ],
      [
        ({ state }) => {
          state.ledger.contracts[1] = 100;
        },
        /^contracts of instrument 1 add up to 100, not to zero$/,
      ],
      [
        ({ state }) => {
          // They agree, so that nothing else is found before.
          Object.assign(state.ledger, { cash: 2 ** 53, cost: 2 ** 53, deposited: state.ledger.withdrawn });
        },
        /^a sum has left the exact integers/,
      ],
    ];
    for (const [tilt, message] of off) {
      const market = aLivedIn();
      tilt(market);
      expect(() => idle(market)).toThrow(message);
    }
  });

  test("ENG-003 a client's account below zero, or the insurance fund, halts the exchange although the sums agree", () => {
    for (const poor of [HOUSE.insurance, FIRST_CLIENT, FIRST_CLIENT + 1]) {
      const market = aLivedIn();
      const { cash } = market.state.accounts;
      const rich = market.handle("trader2");
      for (const left of [0, -1]) {
        const gift = (cash[poor] as number) - left;
        tamper(market, "accounts", "cash", poor, -gift);
        tamper(market, "accounts", "cash", rich, gift);
        const audited = () => market.audit();
        if (left < 0) expect(audited).toThrow(new AuditError(`account ${poor} holds -1 satoshis, below zero`, -1));
        else expect(audited).not.toThrow();
      }
    }
  });

  test("ENG-003 an order that waits for its price binds nothing, neither as value nor as margin nor as premium", () => {
    for (const columns of [["value"], ["reserve"], ["premium"], ["value", "premium"], ["reserve", "premium"]]) {
      const market = aMarket({ mark: 60_000 }).withAccount("alice");
      const number = market.buy("alice", 100, { stop: 61_000 }).order?.number as number;
      for (const column of columns) tamper(market, "orders", column, market.state.byNumber.get(number) as number, 1);
      expect(() => market.audit()).toThrow(`order ${number} binds ${columns.length} satoshis while it does not work`);
    }
  });

  test("ENG-003 cycles go on and on while nothing is wrong", () => {
    const market = aLivedIn();
    const { audit } = market.engine;
    const before = audit.cycles;
    for (let i = 0; i < 800; i++) idle(market);
    expect(audit.cycles).toBeGreaterThan(before + 1);
  });
});

describe("the rolling recomputation", () => {
  /** Many more rows than commands come past in a while. */
  function aCrowd(): TestMarket {
    const market = aMarket({ mark: 60_000 });
    for (let i = 0; i < 3_000; i++) market.state.accounts.open(0, 0);
    market.audit();
    return market;
  }

  test("MRG-003 comes past every row within five seconds of exchange time, however few the commands are", () => {
    for (const everyMs of [100, 1_000, 4_900]) {
      const market = aCrowd();
      idle(market);
      tamper(market, "accounts", "cash", 2_999, 1);
      // The round that is under way, and the whole one after it.
      const end = market.nowMs + 2 * 5_000;
      const goOn = () => {
        while (market.nowMs < end) market.pass(everyMs);
      };
      expect(goOn).toThrow("the rows' cash differs from its sum by 1 satoshis");
    }
  });

  test("MRG-003 a command that touches everybody may demand it in full: it is told in that very command", () => {
    const market = aCrowd();
    tamper(market, "accounts", "cash", 2_999, 1);
    idle(market);
    market.engine.audit.demandFull();
    expect(() => idle(market)).toThrow("the rows' cash differs from its sum by 1 satoshis");
  });

  test("MRG-003 is made in full by whatever ends a contract: its date, an operator now or at a moment, a delisting", () => {
    for (const end of ["expiry", "settle", "delist", "settle later", "delist later"]) {
      const market = aCrowd();
      const terms = TERMS.map((name) => Number(XBTUSD[name]));
      const rules = end === "expiry" ? { expiryMs: market.nowMs + 20 } : {};
      market.send((out) => encode.list(out, { symbol: "FUT", description: "{}", index: 0, terms, rules }));
      market.named("FUT");
      const what = end.startsWith("settle") ? CHANGE.settle : CHANGE.delist;
      const change = (atMs: number) => market.send((out) => encode.change(out, SUBJECT.contract, market.instrument("FUT"), what, 0, atMs));
      if (end.endsWith("later")) change(market.nowMs + 20);
      tamper(market, "accounts", "cash", 2_999, 1);
      idle(market);
      expect(() => (end === "settle" || end === "delist" ? change(0) : market.pass(20)), end).toThrow(
        "the rows' cash differs from its sum by 1",
      );
    }
  });

  test("MRG-003 is made in full by a funding, and by no other event: the rows that are counted go on as they would", () => {
    const fundings = { fairMethod: FAIR_METHOD.fundingRate, fundingIntervalMs: 20_000, fundingOffsetMs: 0 };
    for (const [rules, cycles] of [
      [fundings, 1],
      [{ sessionIntervalMs: 20_000, limitRate: 25_000_000 }, 0],
    ] as const) {
      const market = aCrowd();
      market.list("ONE", XBTUSD, ".BXBT", rules).mark(60_000);
      const atMs = Math.ceil(market.nowMs / 20_000) * 20_000;
      market.nowMs = atMs - 3;
      const tick = () => market.send((out) => encode.clock(out, 0));
      tick();
      const before = market.engine.audit.cycles;
      tick();
      expect([market.nowMs, market.engine.audit.cycles]).toEqual([atMs - 1, before]);
      tick();
      expect(market.engine.audit.cycles - before).toBe(cycles);
    }
  });

  test("MRG-003 does not lose itself in sums that pass the exact integers before they come back", () => {
    const market = aCrowd();
    const most = Number.MAX_SAFE_INTEGER;
    for (const [account, sats] of [most, most, -most, -most].entries()) market.state.accounts.deposited[account] = sats;
    expect(market.audit()).toEqual({ differenceSats: 0 });
    tamper(market, "accounts", "deposited", 5, 1);
    expect(() => market.audit()).toThrow("the rows' deposits differs from its sum by 1 satoshis");
  });
});

describe("a threshold", () => {
  /** Held on both sides, by whom cross margin and by whom his own stands behind it. */
  function aHeld(leverage?: number): TestMarket {
    const wish = { sats: 3_000_000, ...(leverage === undefined ? {} : { leverage }) };
    return aMarket({ mark: 60_000 })
      .withAccount("long", wish)
      .withAccount("short", wish)
      .withPosition("long", 10_000)
      .withPosition("short", -10_000);
  }
  const at = (market: TestMarket, name: string) => market.state.positionOf(market.handle(name), market.instrument());
  const look = (market: TestMarket) => () => market.engine.idle(market.nowMs, 1);

  test("MRG-003 is held against its row while nobody waits: one of an isolated position to the satoshi, of either side", () => {
    for (const name of ["long", "short"]) {
      for (const by of [1_000, -1_000]) {
        const market = aHeld(50);
        tamper(market, "positions", "posted", at(market, name), 2_000);
        market.engine.remargin.afterCommand();
        expect(look(market)).toThrow(/flips at \d+ and has its threshold at \d+/);
        tamper(market, "positions", "posted", at(market, name), by - 2_000);
        expect(look(market)).toThrow(/flips at \d+ and has its threshold at \d+/);
      }
    }
  });

  test("MRG-003 is there for who holds something, on the side on which he loses, and for nobody else", () => {
    for (const [column, by, fault] of [
      ["quantity", -20_000, /has a threshold on the other side/],
      ["quantity", -10_000, /has a threshold and needs none/],
    ] as const) {
      const market = aHeld(50);
      tamper(market, "positions", column, at(market, "long"), by);
      expect(market.engine.remargin.check(market.state.positions.count)).toMatch(fault);
    }
    const market = aHeld(50);
    const empty = market.state.positionFor(market.handle("short"), market.instrument(".BXBT"));
    expect(market.engine.remargin.check(market.state.positions.count)).toBe(null);
    market.state.positions.quantity[empty] = 100;
    expect(market.engine.remargin.check(market.state.positions.count)).toMatch(/has no threshold/);
  });

  test("MRG-003 of an account with cross margin leaves it something until it is reached, of either side", () => {
    for (const name of ["long", "short"]) {
      const market = aHeld();
      expect(look(market)).not.toThrow();
      // Another half a percent to maintain, and nobody told.
      tamper(market, "positions", "riskSteps", at(market, name), 1);
      expect(look(market)).toThrow(/may be due before a threshold of account \d+ is reached, by -\d+ satoshis/);
    }
  });
});

test("ENG-003 coins that come and go while the rows are counted are counted once, wherever that stands", () => {
  const market = aMarket({ mark: 60_000 });
  for (let i = 0; i < 6; i++) market.withAccount(`trader${i}`, { xbt: 1 });
  const { audit } = market.engine;
  const started = audit.cycles;
  for (let request = 0; audit.cycles < started + 12; request++) {
    const account = FIRST_CLIENT + (request % 6);
    market.send((out) => encode.reserveWithdrawal(out, { account, request, sats: 10, feeSats: 1, keepSats: 0 }));
    if (request % 3 === 0) market.send((out) => encode.cancelWithdrawal(out, request));
    else market.send((out) => encode.sendWithdrawal(out, request, request % 3 === 1 ? account : NONE));
    market.send((out) => encode.deposit(out, account, 5));
  }
  expect(market.audit()).toEqual({ differenceSats: 0 });
});
