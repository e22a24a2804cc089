import { expect, test } from "vitest";
import { accountHandle, accountNumber, FIRST_CLIENT, HOUSE } from "./accounts.ts";
import { COMMAND } from "./commands.ts";
import { encode } from "./encode.ts";
import { SlotReader, SlotWriter } from "./slots.ts";
import { aMarket, FAUCET_SATS, SATS, TestMarket, XBTUSD } from "./testing.ts";

const DAY_MS = 24 * 3_600_000;

test("ENG-003 a deposit is a transaction, and the account's money", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 0 });
  const { transactions, detail } = market.deposit("alice", 123);
  expect(transactions).toEqual([
    {
      number: detail,
      account: market.handle("alice"),
      type: 0,
      amountSats: 123,
      feeSats: 0,
      walletBalanceSats: 123,
      status: 0,
      madeAtMs: market.state.scalars.timeMs,
      instrument: -1,
    },
  ]);
  expect(market.deposit("alice", 77).transactions).toMatchObject([{ number: detail + 1, amountSats: 77, walletBalanceSats: 200 }]);
  expect(market.account("alice")).toMatchObject({ cash: 200, deposited: 200, withdrawn: 0 });
});

test("ENG-003 only a positive whole number of satoshis for a client's account is a deposit", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice");
  for (const sats of [0, -1, 0.5, Number.NaN, 2 ** 53, Number.MAX_SAFE_INTEGER])
    expect(market.deposit("alice", sats).refusal).toBe("malformed");
  for (const account of [HOUSE.fees, HOUSE.takenLongs, HOUSE.takenShorts, -1, FIRST_CLIENT + 1, Number.NaN]) {
    expect(market.send((out) => encode.deposit(out, account, 100)).refusal).toBe("unknownAccount");
  }
  expect(market.audit()).toEqual({ differenceSats: 0 });
});

test("ENG-003 the insurance fund can be endowed, and the books say where it came from", () => {
  const market = aMarket({ mark: 60_000 });
  const { refusal, transactions } = market.send((out) => encode.deposit(out, HOUSE.insurance, 5 * SATS));
  expect([refusal, transactions]).toMatchObject([
    "none",
    [{ account: HOUSE.insurance, amountSats: 5 * SATS, walletBalanceSats: 5 * SATS }],
  ]);
  expect(market.insuranceSats).toBe(5 * SATS);
  expect(market.audit()).toEqual({ differenceSats: 0 });
});

test("ENG-001 the faucet gives a coin once a day, and says when it is open again", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 0 });
  expect(market.faucet("alice").refusal).toBe("none");
  const takenAtMs = market.nowMs;
  expect(market.faucet("alice")).toMatchObject({ refusal: "faucetTooSoon", detail: takenAtMs + DAY_MS });
  market.nowMs = takenAtMs + DAY_MS - 2;
  expect(market.faucet("alice").refusal).toBe("faucetTooSoon");
  expect(market.faucet("alice").refusal).toBe("none");
  expect(market.account("alice")).toMatchObject({ cash: 2 * FAUCET_SATS, deposited: 2 * FAUCET_SATS, faucetAtMs: takenAtMs + DAY_MS });
});

test("ENG-001 an account is opened empty, after those of the house, and remembers whether it is simulated", () => {
  const market = new TestMarket();
  const { detail, accounts } = market.send((out) => encode.openAccount(out, 1));
  expect([detail, accounts]).toMatchObject([FIRST_CLIENT, [{ account: FIRST_CLIENT, cash: 0, simulated: 1, openedAtMs: market.nowMs }]]);
  expect(market.send((out) => encode.openAccount(out, 0)).accounts).toMatchObject([{ account: FIRST_CLIENT + 1, simulated: 0 }]);
});

test("ENG-001 a listing is told with its terms, once by its name, a contract after its index", () => {
  const market = new TestMarket().listIndex(".BXBT");
  const list = (symbol: string, index: number) =>
    market.send((out) => encode.list(out, { symbol, description: "{}", index, terms: [1, SATS, 100, 50, 100, 100] }));
  const listed = list("XBTUSD", 0);
  expect(listed).toMatchObject({ refusal: "none", detail: 1, instruments: [{ instrument: 1, index: 0, terms: 1 }] });
  expect(listed.told.find(({ kind }) => kind === "instrument")).toMatchObject({ row: { instrument: 1, index: 0, symbol: "XBTUSD" } });
  expect(list("XBTUSD", 0).refusal).toBe("symbolTaken");
  expect(list("ETHUSD", 7).refusal).toBe("unknownInstrument");
  expect(list("ETHUSD", 1).refusal).toBe("unknownInstrument");
  expect(market.state.instruments.count).toBe(2);
});

test("ENG-001 a contract's terms come back as they were listed", () => {
  const market = aMarket({ mark: 60_000 });
  expect(market.state.terms(market.instrument())).toEqual(XBTUSD);
  expect(market.restarted().state.terms(market.instrument())).toEqual(XBTUSD);
});

test("ENG-001 the faucet gives to clients alone, and wire numbers of accounts begin above a hundred thousand", () => {
  const market = new TestMarket().withAccount("alice");
  for (const account of [HOUSE.insurance, market.handle("alice") + 1, -1, 0.5])
    expect(market.send((out) => encode.faucet(out, account, SATS)).refusal).toBe("unknownAccount");
  expect([accountNumber(FIRST_CLIENT), accountHandle(100_004)]).toEqual([100_004, FIRST_CLIENT]);
});

test("ENG-004 an anchor carries what another log came to, and changes nothing", () => {
  const market = aMarket({ mark: 60_000 });
  const before = market.footprint();
  const packed = new SlotWriter();
  encode.anchor(packed, 7, "0123456789abcdef");
  const slots = packed.take();
  const reader = new SlotReader(slots);
  expect([reader.kind, reader.number(1), reader.text(2)]).toEqual([COMMAND.anchor, 7, "0123456789abcdef"]);
  expect(market.read(market.sendPacked(slots))).toMatchObject({ refusal: "none", kinds: [] });
  expect(market.footprint()).toBe(before);
});

test("MRG-001 who moves margin, leverage or risk limit is told of the account and of the position", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1, leverage: 10 }).withPosition("alice", 1_000);
  for (const { refusal, accounts, positions } of [
    market.leverage("alice", 20),
    market.riskLimit("alice", 1),
    market.transferMargin("alice", 1_000),
  ]) {
    const own = ({ account }: { readonly account: number }) => account === market.handle("alice");
    expect([refusal, accounts.filter(own).length, positions.filter(own).length]).toEqual(["none", 1, 1]);
  }
});

test("MRG-001 a position that loses is isolated at a margin that its account has in cash, to the satoshi, though more would be free", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 100_000 }).withPosition("alice", 5_000);
  market.mark(59_715);
  const { available, crossCash } = market.standing("alice");
  const { refusal, detail } = market.leverage("alice", 92);
  // What it loses is free again as it is isolated, and still its margin is not there in cash.
  expect([available < 0, crossCash > 0, refusal, detail > 0 && detail < -available]).toEqual([true, true, "insufficientBalance", true]);
  market.deposit("alice", detail - 1);
  expect(market.leverage("alice", 92)).toMatchObject({ refusal: "insufficientBalance", detail: 1 });
  market.deposit("alice", 1);
  expect([market.leverage("alice", 92).refusal, market.standing("alice").crossCash]).toEqual(["none", 0]);
});
