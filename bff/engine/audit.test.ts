import { describe, expect, test } from "vitest";
import { AuditError } from "./audit.ts";
import { SeededRandom } from "./reference/random.ts";
import { RandomCommands } from "./reference/random-commands.ts";
import { aMarket, type TestMarket, XBTUSD } from "./testing.ts";

/** A market in which something has happened: positions on both sides, orders, a takeover. */
function aLivedIn(): TestMarket {
  const market = aMarket({ mark: 60_000 });
  for (let i = 0; i < 12; i++) market.withAccount(`trader${i}`, { xbt: 1 });
  const commands = new RandomCommands(new SeededRandom(3), market.state, 12);
  for (let i = 0; i < 400; i++) market.send(commands.next());
  // An order beyond the mark, which binds a premium.
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

/** Where rows are worth tampering with: the first that holds something, and the last. */
function someOf(market: TestMarket, rows: Rows, column: string): number[] {
  const used = market.state[rows].columns().find(({ name }) => name === column)?.used ?? [];
  const filled = Array.from(used as ArrayLike<number>).flatMap((value, at) => (value !== 0 && value !== -1 ? [at] : []));
  return [...new Set([filled[0], filled.at(-1)])].filter((at) => at !== undefined);
}

describe("one satoshi in one row", () => {
  const cases: readonly (readonly [Rows, string, RegExp])[] = [
    ["accounts", "cash", /^the rows' cash differs from its sum by -?1 satoshis$/],
    ["accounts", "deposited", /^the rows' deposits differs from its sum by -?1 satoshis$/],
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
    for (let after = 0; after < steps; after++) {
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

  test("ENG-003 a client's account below zero halts the exchange although the sums agree", () => {
    const market = aLivedIn();
    const { cash } = market.state.accounts;
    const [poor, rich] = [market.handle("trader1"), market.handle("trader2")];
    const gift = (cash[poor] as number) + 1;
    tamper(market, "accounts", "cash", poor, -gift);
    tamper(market, "accounts", "cash", rich, gift);
    expect(() => market.audit()).toThrow(new AuditError(`account ${poor} holds -1 satoshis, below zero`, -1));
  });

  test("ENG-003 cycles go on and on while nothing is wrong", () => {
    const market = aLivedIn();
    const { audit } = market.engine;
    const before = audit.cycles;
    for (let i = 0; i < 200; i++) idle(market);
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

  test("MRG-003 does not lose itself in sums that pass the exact integers before they come back", () => {
    const market = aCrowd();
    const most = Number.MAX_SAFE_INTEGER;
    for (const [account, sats] of [most, most, -most, -most].entries()) market.state.accounts.deposited[account] = sats;
    expect(market.audit()).toEqual({ differenceSats: 0 });
    tamper(market, "accounts", "deposited", 5, 1);
    expect(() => market.audit()).toThrow("the rows' deposits differs from its sum by 1 satoshis");
  });
});
