import { FIRST_CLIENT, HOUSE } from "../accounts.ts";
import { goesOffRising, INSTRUCTION, mayRest, SIDE, TIME_IN_FORCE } from "../commands.ts";
import { factsOf, isDue, standingOf, standingOfAccount } from "../margin.ts";
import { PHASE } from "../orders.ts";
import { STATUS } from "../records.ts";
import { NONE } from "../rows.ts";
import type { State } from "../state.ts";
import type { NaiveExchange } from "./naive-exchange.ts";
import { naiveIsDue, naiveReserve, naiveStanding } from "./naive-margin.ts";
import type { Records } from "./read-records.ts";
import type { RowMirror } from "./row-mirror.ts";

/** What must hold after every command, whatever the commands were. */

/** Fails with a sentence of what does not hold. */
export function insist(holds: boolean, what: () => string): void {
  if (!holds) throw new Error(what());
}

/** Every row as the naive exchange has it, and nobody whom the command touched below zero; costs as much as the command's rows. */
export function checkAfter(state: State, naive: NaiveExchange, records: Records): void {
  const insuranceBefore = naive.cashOf(HOUSE.insurance) - naive.fundedSats;
  naive.take(records);
  insist(
    naive.cashOf(HOUSE.insurance) - naive.fundedSats >= insuranceBefore && naive.cashOf(HOUSE.insurance) >= 0n,
    () => `the insurance fund has come from ${insuranceBefore} to ${naive.cashOf(HOUSE.insurance)} satoshis`,
  );
  for (const { timeInForce, status, filled, number } of records.orders) {
    const isHalf = timeInForce === TIME_IN_FORCE.fillOrKill && status === STATUS.canceled && filled > 0;
    insist(!isHalf, () => `order ${number} was to fill or to be killed, and has ${filled} contracts`);
  }
  for (const row of records.accounts) {
    const cash = naive.cashOf(row.account);
    insist(BigInt(row.cash) === cash, () => `account ${row.account} has ${row.cash}, not ${cash}`);
    if (row.account >= FIRST_CLIENT) checkAccount(state, row.account);
  }
  for (const row of records.positions) {
    const { contracts, cost, bought, boughtCost, sold, soldCost, fees } = naive.position(row.account, row.instrument);
    const told = [row.quantity, row.cost, row.boughtQuantity, row.boughtCost, row.soldQuantity, row.soldCost, row.fees].join();
    const due = [contracts, cost, bought, boughtCost, sold, soldCost, fees].join();
    insist(told === due, () => `position ${row.account}:${row.instrument} says ${told}, not ${due}`);
  }
}

/** Its cash is not below zero, and covers what isolated positions lock. */
function checkAccount(state: State, account: number): void {
  const cash = state.accounts.cash[account] as number;
  const { isolated } = standingOfAccount(state, account);
  insist(cash >= 0, () => `account ${account} holds ${cash} satoshis`);
  insist(cash >= isolated, () => `account ${account} holds ${cash} satoshis, and ${isolated} are locked in isolated positions`);
}

/** Nobody below zero, nobody left standing who is due, no book crossed, nothing waiting whose time or price has come; costs as much as there are accounts and orders. */
export function checkStanding(state: State): void {
  const { accounts, positions, instruments } = state;
  for (let account = FIRST_CLIENT; account < accounts.count; account++) checkAccount(state, account);
  for (let position = 0; position < positions.count; position++) {
    const account = positions.account[position] as number;
    const held = positions.quantity[position] as number;
    if (account < FIRST_CLIENT) {
      insist(account === HOUSE.takenLongs ? held >= 0 : held <= 0, () => `house account ${account} holds ${held}`);
    } else if (held !== 0) {
      const standing = standingOf(state, positions.instrument[position] as number, factsOf(state, position));
      insist(!isDue(standing, standingOfAccount(state, account)), () => `position ${position} is due and stands`);
    }
  }
  for (let instrument = 0; instrument < instruments.count; instrument++) {
    if (!instruments.isContract(instrument)) continue;
    const [bid, ask] = [state.book(instrument).bestTicks(SIDE.buy), state.book(instrument).bestTicks(SIDE.sell)];
    insist(bid === NONE || ask === NONE || bid < ask, () => `the book of ${instrument} stands at ${bid} bid, ${ask} offered`);
  }
  checkWaiting(state);
  checkTimes(state);
}

/** What has run out of time is gone, and what may not rest does not. */
function checkTimes({ orders, accounts, scalars, byNumber }: State): void {
  for (const order of byNumber.values()) {
    const [number, expiresAtMs] = [orders.number[order], orders.expiresAtMs[order] as number];
    insist(expiresAtMs === 0 || expiresAtMs > scalars.timeMs, () => `order ${number} has outlived its day`);
    const rests = mayRest(orders.timeInForce[order] as number) || orders.phase[order] !== PHASE.working;
    insist(rests, () => `order ${number} rests and may not`);
  }
  for (let account = 0; account < accounts.count; account++) {
    const cancelAtMs = accounts.cancelAtMs[account] as number;
    insist(cancelAtMs === 0 || cancelAtMs > scalars.timeMs, () => `account ${account} asked to be cancelled before now`);
  }
}

/** Who works shows as much as he said; whoever waits has a price to wait for that has not come, and binds nothing; looked at one by one, without the engine's lists. */
function checkWaiting({ orders, positions, instruments, byNumber }: State): void {
  for (const order of byNumber.values()) {
    if (orders.phase[order] === PHASE.working) {
      const [leaves, hidden, display] = [orders.leaves[order] as number, orders.hidden[order] as number, orders.display[order] as number];
      const isRight = display === NONE ? hidden === 0 : display === 0 ? hidden === leaves : hidden < leaves && leaves - hidden <= display;
      insist(isRight, () => `order ${orders.number[order]} hides ${hidden} of ${leaves}, and was to show ${display}`);
      continue;
    }
    const bound = [orders.value[order], orders.reserve[order], orders.premium[order]].join();
    insist(bound === "0,0,0", () => `order ${orders.number[order]} waits and binds ${bound}`);
    if (orders.phase[order] !== PHASE.waiting) continue;
    const instrument = positions.instrument[orders.position[order] as number] as number;
    const instructions = orders.instructions[order] as number;
    const { pointsPerTick } = instruments.termsOf(instrument);
    const last = (instruments.lastTicks[instrument] as number) * pointsPerTick;
    const mark = instruments.markPoints[instrument] as number;
    const index = instruments.markPoints[instruments.index[instrument] as number] as number;
    const price = instructions & INSTRUCTION.lastPrice ? last : instructions & INSTRUCTION.markPrice ? mark : index;
    const stop = (orders.stopTicks[order] as number) * pointsPerTick;
    const rising = goesOffRising(orders.type[order] as number, orders.side[order] as number);
    const hasCome = price !== 0 && (rising ? price >= stop : price <= stop);
    insist(!hasCome, () => `order ${orders.number[order]} still waits for ${stop} at ${price}`);
  }
}

/** Contracts add up, levels hold what rests, and who read every row knows what the image tells; costs as much as the market is large. */
export function checkWhole(state: State, naive: NaiveExchange, rows: RowMirror, image: RowMirror): void {
  const { accounts, orders, positions, instruments } = state;
  for (let account = 0; account < accounts.count; account++) {
    const cash = naive.cashOf(account);
    insist(
      BigInt(accounts.cash[account] as number) === cash,
      () => `account ${account} has come from ${cash} to ${accounts.cash[account]} unseen`,
    );
  }
  for (let instrument = 0; instrument < instruments.count; instrument++) {
    const held = [...naive.positions].filter(([key]) => key.endsWith(`:${instrument}`)).map(([, { contracts }]) => contracts);
    insist(held.reduce((sum, one) => sum + one, 0n) === 0n, () => `contracts of ${instrument} do not add up to zero`);
    const long = held.reduce((sum, one) => sum + (one > 0n ? one : 0n), 0n);
    insist(BigInt(instruments.openInterest[instrument] as number) === long, () => `open interest of ${instrument} is not ${long}`);
  }
  const resting = new Map<string, number>();
  for (const order of state.byNumber.values()) {
    if (orders.phase[order] !== PHASE.working) continue;
    const key = `${positions.instrument[orders.position[order] as number]}:${orders.ticks[order]}:${orders.side[order]}`;
    const shown = (orders.leaves[order] as number) - (orders.hidden[order] as number);
    if (shown > 0) resting.set(key, (resting.get(key) ?? 0) + shown);
  }
  insist(resting.size === rows.levels.size, () => `${resting.size} levels hold orders, the rows know ${rows.levels.size}`);
  for (const { instrument, ticks, side, quantity } of rows.levels.values()) {
    const expected = resting.get(`${instrument}:${ticks}:${side}`);
    insist(quantity === expected, () => `level ${ticks} of ${instrument} holds ${expected}, its row says ${quantity}`);
  }
  const [told, there] = [rows.contents(), image.contents()].map((contents) => contents.map((each) => JSON.stringify(each))) as [
    string[],
    string[],
  ];
  const off = told.findIndex((row, i) => row !== there[i]);
  insist(told.length === there.length && off < 0, () => `a row says ${told[off]}, the image ${there[off]}`);
}

/** Margin of every position and order, and who is due, as fractions have it; from the positions' own rows. */
export function checkMargin(state: State, rows: RowMirror): void {
  const { instruments, orders, positions } = state;
  const byAccount = Map.groupBy(rows.positions.values(), ({ account }) => account);
  for (const [account, held] of byAccount) {
    if (account < FIRST_CLIENT) continue;
    const told = held.map((row) => {
      const { instrument, ...holding } = row;
      const [mark, funding] = [instruments.markPoints[instrument] as number, instruments.fundingRate[instrument] as number];
      return { instrument, standing: naiveStanding(state.terms(instrument), holding, mark, funding) };
    });
    const all = told.map(({ standing }) => standing);
    for (const { instrument, standing } of told) {
      const position = state.positionOf(account, instrument);
      const own = standingOf(state, instrument, factsOf(state, position));
      const said = [own.unrealisedPnl, own.posMargin, own.posMaint].join();
      const due = [standing.unrealised, standing.margin, standing.maintenance].join();
      insist(said === due, () => `position ${account}:${instrument} stands at ${said}, not at ${due}`);
      const isOpen = positions.quantity[position] !== 0;
      insist(
        !(isOpen && naiveIsDue(standing, BigInt(state.accounts.cash[account] as number), all)),
        () => `position ${position} is due and stands`,
      );
    }
  }
  for (const order of state.byNumber.values()) {
    if (orders.phase[order] !== PHASE.working) continue;
    const position = orders.position[order] as number;
    const terms = state.terms(positions.instrument[position] as number);
    const [leverage, steps] = [positions.leverage[position] as number, positions.riskSteps[position] as number];
    const points = (orders.ticks[order] as number) * terms.pointsPerTick;
    const due = naiveReserve(terms, leverage, steps, orders.leaves[order] as number, points);
    insist(
      BigInt(orders.reserve[order] as number) === due,
      () => `order ${orders.number[order]} binds ${orders.reserve[order]}, not ${due}`,
    );
  }
}
