import { FIRST_CLIENT, HOUSE } from "../accounts.ts";
import { goesOffRising, INSTRUCTION, isReduceOnly, mayRest, PEG, SIDE, TIME_IN_FORCE } from "../commands.ts";
import { factsOf, isDue, standingOf, standingOfAccount } from "../margin.ts";
import { PHASE } from "../orders.ts";
import { EXEC, STATUS } from "../records.ts";
import { NONE } from "../rows.ts";
import type { State } from "../state.ts";
import type { NaiveExchange } from "./naive-exchange.ts";
import { naiveIsDue, naiveReserve, naiveStanding, naiveValue } from "./naive-margin.ts";
import { NaivePosition } from "./naive-position.ts";
import type { Records } from "./read-records.ts";
import type { RowMirror } from "./row-mirror.ts";

/** What must hold after every command, whatever the commands were. */

/** Fails with a sentence of what does not hold. */
export function insist(holds: boolean, what: () => string): void {
  if (!holds) throw new Error(what());
}

/** Every row as the naive exchange has it, the insurance fund as the rule wants it, and nobody whom the command touched below zero; costs as much as the command's rows. */
export function checkAfter(state: State, naive: NaiveExchange, records: Records, marksBefore: Float64Array): void {
  naive.take(records);
  checkFund(naive, records, marksBefore, (instrument) => state.instruments.markPoints[instrument] as number);
  for (const { timeInForce, status, filled, number } of records.orders) {
    const isHalf = timeInForce === TIME_IN_FORCE.fillOrKill && status === STATUS.canceled && filled > 0;
    insist(!isHalf, () => `order ${number} was to fill or to be killed, and has ${filled} contracts`);
  }
  // What was scheduled has rows of its own before the command's: the last of each is what it all came to.
  const isOne = records.told.every(({ kind }) => kind !== "moment");
  for (const row of isOne ? records.accounts : lastOf(records.accounts, ({ account }) => account)) {
    const cash = naive.cashOf(row.account);
    insist(BigInt(row.cash) === cash, () => `account ${row.account} has ${row.cash}, not ${cash}`);
    const settled = naive.settledOf(row.account);
    insist(BigInt(row.settled) === settled, () => `account ${row.account} has ${row.settled} settled, transactions say ${settled}`);
    if (row.account >= FIRST_CLIENT) checkAccount(state, row.account);
  }
  for (const row of isOne ? records.positions : lastOf(records.positions, (one) => `${one.account}:${one.instrument}`)) {
    const position = naive.position(row.account, row.instrument);
    insist(
      position.matches(row),
      () => `position ${row.account}:${row.instrument} says ${NaivePosition.toldBy(row)}, not ${position.told()}`,
    );
  }
}

const lastOf = <T>(rows: readonly T[], keyOf: (row: T) => string | number): Iterable<T> =>
  new Map(rows.map((row) => [keyOf(row), row])).values();

/**
 * The insurance fund has nothing below zero, loses by a takeover alone that the mark has left behind, and pays more than
 * the mark asks only within a maintenance margin; nobody is deleveraged at another price or before the mark is beyond it.
 */
function checkFund(naive: NaiveExchange, records: Records, marksBefore: Float64Array, markOf: (instrument: number) => number): void {
  insist(naive.cashOf(HOUSE.insurance) >= 0n, () => `the insurance fund holds ${naive.cashOf(HOUSE.insurance)} satoshis`);
  const traded = new Set(records.trades.map(({ match }) => match));
  for (const execution of records.executions) {
    const { account, type, order, instrument, side, lastTicks, match, number } = execution;
    const entry = naive.entries.get(order);
    if (account >= FIRST_CLIENT || type !== EXEC.trade || entry === undefined) continue;
    const { pointsPerTick, maintMarginRate } = naive.termsOf(execution);
    const sells = side === SIDE.sell;
    const isBeyond = (points: number, mark: number) => (sells ? mark < points : mark > points);
    // A command can find several moments due, each with a mark of its own.
    const between = records.marks.filter((mark) => mark.instrument === instrument).map(({ markPoints }) => markPoints);
    const marks = [marksBefore[instrument] ?? 0, ...between, markOf(instrument)];
    const isLoss = sells ? lastTicks < entry : lastTicks > entry;
    if (!isLoss && traded.has(match)) continue;
    insist(
      marks.some((mark) => isBeyond(entry * pointsPerTick, mark)),
      () => `execution ${number} of the house loses at marks of ${marks}, not beyond ${entry} ticks`,
    );
    const reach = maintMarginRate / 1e8;
    const far = marks.map((mark) =>
      sells ? mark * (1 - reach) - lastTicks * pointsPerTick : lastTicks * pointsPerTick - mark * (1 + reach),
    );
    insist(!isLoss || Math.min(...far) <= 1e-3, () => `execution ${number} of the house is far beyond marks of ${marks}`);
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
    if (!instruments.isLive(instrument)) continue;
    const [bid, ask] = [state.book(instrument).bestTicks(SIDE.buy), state.book(instrument).bestTicks(SIDE.sell)];
    insist(bid === NONE || ask === NONE || bid < ask, () => `the book of ${instrument} stands at ${bid} bid, ${ask} offered`);
    checkLimits(state, instrument);
  }
  checkTakeovers(state);
  checkReducing(state);
  checkWaiting(state);
  checkFilled(state);
  checkTimes(state);
}

/** Who rests in a contract with sessions is within its limits of the last close. */
function checkLimits({ instruments, orders, positions, byNumber }: State, instrument: number): void {
  const [close, rate] = [BigInt(instruments.closePoints[instrument] as number), BigInt(instruments.rule(instrument, "limitRate"))];
  if (close === 0n || rate === 0n) return;
  for (const order of byNumber.values()) {
    const position = orders.position[order] as number;
    if (positions.instrument[position] !== instrument || orders.phase[order] !== PHASE.working) continue;
    if ((positions.account[position] as number) < FIRST_CLIENT) continue;
    const distance = BigInt((orders.ticks[order] as number) * instruments.term(instrument, "pointsPerTick")) - close;
    const far = distance < 0n ? -distance : distance;
    insist(far * 100_000_000n <= close * rate, () => `order ${orders.number[order]} stands ${far} points off a close of ${close}`);
  }
}

/** Who has filled and may come back binds nothing, is in no list, and has not outlived its minute; nobody else's row says filled. */
function checkFilled({ orders, scalars, byNumber, filledByNumber }: State): void {
  let counted = 0;
  for (let order = scalars.firstFilled; order !== NONE; order = orders.next[order] as number) {
    const number = orders.number[order] as number;
    counted += 1;
    const isKept = orders.phase[order] === PHASE.filled && filledByNumber.get(number) === order && !byNumber.has(number);
    insist(isKept, () => `order ${number} is kept as filled and is not`);
    const left = [orders.leaves[order], orders.value[order], orders.reserve[order], orders.nextOwn[order]].join();
    insist(left === "0,0,0,-1", () => `order ${number} has filled and still holds ${left}`);
    insist((orders.quantity[order] as number) === orders.filled[order], () => `order ${number} is kept and has not filled`);
  }
  insist(
    counted === scalars.filledOrders && counted === filledByNumber.size,
    () => `${counted} filled orders, not ${scalars.filledOrders}`,
  );
}

/** Each takeover stands between its bankruptcy price and the mark, and the fund has what all of them would cost. */
function checkTakeovers(state: State): void {
  const { orders, positions, instruments, accounts, byNumber } = state;
  let cost = 0n;
  for (const order of byNumber.values()) {
    const account = positions.account[orders.position[order] as number] as number;
    if (account >= FIRST_CLIENT) continue;
    const instrument = positions.instrument[orders.position[order] as number] as number;
    const terms = instruments.termsOf(instrument);
    const { pointsPerTick } = terms;
    const [ticks, entry] = [orders.ticks[order] as number, orders.entryTicks[order] as number];
    const mark = instruments.markPoints[instrument] as number;
    const sells = account === HOUSE.takenLongs;
    const [worse, better] = sells ? [ticks, entry] : [entry, ticks];
    insist(worse <= better, () => `a takeover at ${entry} ticks is offered at ${ticks}`);
    const isAtMark = sells ? ticks * pointsPerTick >= mark : ticks * pointsPerTick <= mark;
    insist(ticks === entry || isAtMark, () => `a takeover is offered at ${ticks} ticks, beyond a mark of ${mark} points`);
    const held = BigInt(sells ? (orders.leaves[order] as number) : -(orders.leaves[order] as number));
    cost += naiveValue(terms, held, entry * pointsPerTick) - naiveValue(terms, held, ticks * pointsPerTick);
  }
  const fund = BigInt(accounts.cash[HOUSE.insurance] as number);
  insist(cost <= fund, () => `takeovers would cost ${cost} satoshis, the insurance fund holds ${fund}`);
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

/** Those that may only shrink a position are counted, and are together no larger than it. */
function checkReducing({ orders, positions }: State): void {
  for (let position = 0; position < positions.count; position++) {
    let [count, contracts] = [0, 0];
    for (let order = positions.firstOrder[position] as number; order !== NONE; order = orders.nextOwn[order] as number) {
      if (!isReduceOnly(orders.instructions[order] as number) || orders.phase[order] !== PHASE.working) continue;
      count += 1;
      contracts += (orders.side[order] === SIDE.buy ? -1 : 1) * (orders.leaves[order] as number);
    }
    const [told, held] = [positions.reduceOnlyOrders[position] as number, positions.quantity[position] as number];
    insist(told === count, () => `position ${position} has ${count} orders that may only shrink it, and counts ${told}`);
    const fits = contracts === 0 || (contracts > 0 === held > 0 && Math.abs(contracts) <= Math.abs(held));
    insist(fits, () => `orders for ${contracts} contracts may only shrink position ${position}, which holds ${held}`);
  }
}

/** Who works shows as much as he said; whoever waits has a price to wait for that has not come, and binds nothing; looked at one by one, without the engine's lists. */
function checkWaiting({ orders, positions, instruments, byNumber }: State): void {
  for (const order of byNumber.values()) {
    if (orders.phase[order] === PHASE.working) {
      const [leaves, hidden, display] = [orders.leaves[order] as number, orders.hidden[order] as number, orders.display[order] as number];
      // An iceberg shows a hundredth of the order at the least; what is given up of one may leave more of it in sight.
      const { maxOrderQty } = instruments.termsOf(positions.instrument[orders.position[order] as number] as number);
      const leastShown = hidden === 0 ? leaves : maxOrderQty / 100;
      const isRight =
        display === NONE
          ? hidden === 0
          : display === 0
            ? hidden === leaves
            : hidden < leaves && leaves - hidden <= Math.max(display, leastShown);
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
    const offset = (orders.pegOffset[order] as number) * pointsPerTick;
    // Less than a tick is what a price between two ticks may add to the distance.
    const far = rising ? stop - price - offset : price + offset - stop;
    const hasStrayed =
      orders.peg[order] === PEG.trailing && far >= pointsPerTick && price <= instruments.termsOf(instrument).maxPriceTicks * pointsPerTick;
    insist(!hasStrayed, () => `order ${orders.number[order]} trails ${price} by ${offset} and stands at ${stop}`);
  }
}

/** What an account has realised is what noons have told and what its contracts have realised since. */
function checkRealised(rows: RowMirror): void {
  const since = Map.groupBy(rows.positions.values(), ({ account }) => account);
  for (const { account, cash, deposited, withdrawn, settled } of rows.accounts.values()) {
    if (account < FIRST_CLIENT) continue;
    const open = (since.get(account) ?? []).reduce((sum, { sinceNoon }) => sum + sinceNoon, 0);
    const realised = cash - deposited + withdrawn;
    insist(realised === settled + open, () => `account ${account} has realised ${realised}, not ${settled} and ${open}`);
  }
}

/** Contracts add up, levels hold what rests, and who read every row knows what the image tells; costs as much as the market is large. */
export function checkWhole(state: State, naive: NaiveExchange, rows: RowMirror, image: RowMirror): void {
  const { accounts, orders, positions, instruments } = state;
  checkRealised(rows);
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
    const leaves = orders.leaves[order] as number;
    const entry = (orders.entryTicks[order] as number) * terms.pointsPerTick;
    const isTaken = (positions.account[position] as number) < FIRST_CLIENT;
    const held = BigInt(orders.side[order] === SIDE.sell ? leaves : -leaves);
    const lost = isTaken ? naiveValue(terms, held, entry) - naiveValue(terms, held, points) : 0n;
    // What the house took over binds no margin, but the fund's money.
    const due = isTaken ? (lost > 0n ? lost : 0n) : naiveReserve(terms, leverage, steps, leaves, points);
    insist(
      BigInt(orders.reserve[order] as number) === due,
      () => `order ${orders.number[order]} binds ${orders.reserve[order]}, not ${due}`,
    );
  }
}
