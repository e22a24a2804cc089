import { expect, test, vi } from "vitest";
import { openHouse } from "./house.ts";
import { type Row, SocketClient } from "./socket.ts";

const house = await openHouse({ CLOCK: "manual" });
const long = await house.trader("long");
const short = await house.trader("short");
const symbol = "XBTUSD";
const HOUR_MS = 3_600_000;
const NO_ID = "00000000-0000-0000-0000-000000000000";

const now = async () => Number((await house.operator("status"))["timeMs"]);
const noonAfter = (timeMs: number) => (Math.floor(timeMs / HOUR_MS / 24 + 0.5) + 0.5) * 24 * HOUR_MS;
const advanceTo = async (moment: number) => house.operator("clock", "advance", `${moment - (await now())}ms`);
const of = (path: string) => vi.waitFor(() => long.rest.get<Row>(path), { timeout: 20_000 });
const history = async (query = "") => (await of(`/user/walletHistory${query}`)) as unknown as readonly Row[];
const brief = (rows: readonly Row[]) =>
  rows.map(({ transactType, transactStatus, address, amount }) => [transactType, transactStatus, address, amount]);

async function trade(side: "Buy" | "Sell", orderQty: number, price: number): Promise<void> {
  await short.rest.post("/order", { symbol, side: side === "Buy" ? "Sell" : "Buy", orderQty, price });
  await long.rest.post("/order", { symbol, side, orderQty, price });
}

test("MRG-001 what is realised by noon moves to `amount` and `rebalancedPnl`, and is a transaction; before it is pending", async () => {
  await house.operator("index", "set", ".BXBT", "50000");
  const noonMs = noonAfter(await now());
  await advanceTo(noonMs - 10_000);
  const { amount } = await of("/user/wallet");
  await trade("Buy", 2_000, 50_000);
  await trade("Sell", 1_000, 51_000);
  await house.operator("index", "set", ".BXBT", "50500");
  const { realisedPnl, walletBalance, unrealisedPnl, marginBalance } = await of("/user/margin");
  // 1,000 contracts are 2,000,000 satoshis bought and 1,960,780 sold, each lot rounded by itself, less fees.
  expect(realisedPnl).toBe(2_000_000 - 1_960_780 - 3_000 - 1_471);
  const pending = await history();
  expect(pending.slice(0, 2)).toMatchObject([
    {
      transactID: NO_ID,
      transactType: "UnrealisedPNL",
      transactStatus: "Pending",
      amount: unrealisedPnl,
      marginBalance,
      transactTime: null,
    },
    { transactID: NO_ID, transactType: "RealisedPNL", transactStatus: "Pending", amount: realisedPnl, address: symbol, walletBalance },
  ]);
  expect(brief(await history("?count=1&start=1"))).toEqual(brief(pending.slice(1, 2)));
  expect(brief(await history("?count=2&start=1"))).toEqual(brief(pending.slice(1, 3)));

  const socket = await SocketClient.signed(house.socketAddress, long);
  await socket.subscribe("transact", "wallet", "margin", "position");
  const told = (table: string) => socket.messages(table).flatMap(({ action, data }) => (action === "partial" ? [] : (data ?? [])));
  await advanceTo(noonMs + 1_000);
  const moved = Number(realisedPnl);
  expect(await of("/user/wallet")).toMatchObject({
    ...{ amount: Number(amount) + moved, prevAmount: Number(amount) + moved, deltaAmount: 0 },
    prevTimestamp: new Date(noonMs).toISOString(),
  });
  expect(await of("/user/margin")).toMatchObject({ realisedPnl: 0, prevRealisedPnl: moved, walletBalance, amount: walletBalance });
  const [position] = (await of("/position")) as unknown as readonly Row[];
  expect(position).toMatchObject({ rebalancedPnl: moved, realisedPnl: 0, realisedCost: 0, currentComm: 0, currentCost: -2_000_000 });
  const [open, settled] = await history();
  expect(open).toMatchObject({ transactType: "UnrealisedPNL" });
  expect(settled).toMatchObject({
    ...{ transactType: "RealisedPNL", transactStatus: "Completed", address: symbol, amount: moved, fee: 0, walletBalance },
    transactTime: new Date(noonMs).toISOString(),
  });
  expect(settled?.["tx"]).toBe(settled?.["transactID"]);
  await vi.waitFor(() => {
    expect(told("transact")).toMatchObject([{ transactID: settled?.["transactID"], amount: moved }]);
    expect(told("wallet").at(-1)).toMatchObject({ amount: walletBalance });
    expect(told("position")).toContainEqual(expect.objectContaining({ rebalancedPnl: moved, realisedPnl: 0 }));
  });

  // Statements count it once: it is in the executions already.
  const days = (await of("/user/statement")) as unknown as readonly Row[];
  expect(days.at(-1)).toMatchObject({ balance: walletBalance, difference: 0 });
});
