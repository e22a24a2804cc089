import { expect, test } from "vitest";
import { encode } from "./encode.ts";
import { TRANSACTION_STATUS } from "./records.ts";
import { NONE } from "./rows.ts";
import { stateHash } from "./state-hash.ts";
import { aMarket, type TestMarket } from "./testing.ts";

const reserve = (market: TestMarket, name: string, request: number, sats: number, feeSats = 0, keepSats = 0) =>
  market.send((out) => encode.reserveWithdrawal(out, { account: market.handle(name), request, sats, feeSats, keepSats }));

test("WAL-002 a hundred requests for a tenth of a balance reserve ten of them and no satoshi more", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 1_000_000 });
  const answers = Array.from({ length: 100 }, (_, i) => reserve(market, "alice", i, 99_000, 1_000).refusal);
  expect(answers.filter((refusal) => refusal === "none")).toHaveLength(10);
  expect(answers.slice(10)).toEqual(Array(90).fill("withdrawalBalance"));
  expect(market.account("alice")).toMatchObject({ cash: 0, withdrawn: 1_000_000, reserved: 1_000_000 });
  market.engine.audit.full();
});

test("WAL-002 a repeated request is the one that stands, and what ended ends once", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 1_000_000 });
  const first = reserve(market, "alice", 5, 400_000);
  expect(first.transactions).toMatchObject([
    { amountSats: -400_000, status: TRANSACTION_STATUS.pending, walletBalanceSats: 600_000, instrument: NONE },
  ]);
  expect(reserve(market, "alice", 5, 400_000)).toMatchObject({ refusal: "none", detail: first.detail, transactions: [] });
  const cancelled = market.send((out) => encode.cancelWithdrawal(out, 5));
  expect(cancelled.transactions).toMatchObject([
    { number: first.detail, status: TRANSACTION_STATUS.canceled, walletBalanceSats: 1_000_000 },
  ]);
  expect(market.send((out) => encode.cancelWithdrawal(out, 5))).toMatchObject({ refusal: "none", transactions: [] });
  expect(market.send((out) => encode.sendWithdrawal(out, 5, NONE)).refusal).toBe("withdrawalEnded");
  expect(market.account("alice")).toMatchObject({ cash: 1_000_000, withdrawn: 0, reserved: 0 });
});

test("WAL-002 what margin, unrealised profit and a hold stand for does not leave", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 1_000_000, leverage: 10 }).withPosition("alice", 1_000);
  const { cash } = market.account("alice");
  market.mark(66_000);
  const withdrawable = reserve(market, "alice", 1, cash).detail;
  expect(withdrawable).toBeLessThan(cash);
  expect(reserve(market, "alice", 2, withdrawable, 0, 1).refusal).toBe("withdrawalBalance");
  expect(reserve(market, "alice", 3, withdrawable + 1).refusal).toBe("withdrawalBalance");
  expect(reserve(market, "alice", 4, withdrawable).refusal).toBe("none");
  expect(reserve(market, "alice", 5, 1).refusal).toBe("withdrawalBalance");
  market.engine.audit.full();
});

test("WAL-002 a reserved withdrawal outlives a restart to the bit and can then be sent", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 1_000_000 });
  reserve(market, "alice", 5, 400_000);
  const again = market.restarted();
  for (const each of [market, again]) each.send((out) => encode.sendWithdrawal(out, 5, NONE));
  expect(stateHash(again.state)).toEqual(stateHash(market.state));
  expect(again.account("alice")).toMatchObject({ cash: 600_000, withdrawn: 400_000, reserved: 0 });
  again.engine.audit.full();
});

test("WAL-001 coins sent to an account of the exchange arrive in the same step, once", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 1_000_000 }).withAccount("bob", { sats: 1 });
  reserve(market, "alice", 5, 400_000, 1_000);
  for (let i = 0; i < 2; i++) market.send((out) => encode.sendWithdrawal(out, 5, market.handle("bob")));
  expect(market.account("alice")).toMatchObject({ cash: 599_000, withdrawn: 401_000, reserved: 0 });
  expect(market.account("bob")).toMatchObject({ cash: 400_001, deposited: 400_001 });
  expect(market.send((out) => encode.sendWithdrawal(out, 5, 1)).refusal).toBe("unknownAccount");
  market.engine.audit.full();
});

test("WAL-002 a withdrawal's row says what it takes out of the account, its fee among it", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 1_000_000 });
  expect(reserve(market, "alice", 3, 400_000, 1_500).transactions).toMatchObject([{ amountSats: -401_500, walletBalanceSats: 598_500 }]);
});

test("WAL-002 a restart brings back no request that nobody made", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 1_000_000 });
  reserve(market, "alice", 7, 1_000);
  const { withdrawals } = market.restarted().state;
  expect([withdrawals.find(7), withdrawals.find(0)]).toEqual([0, undefined]);
});
