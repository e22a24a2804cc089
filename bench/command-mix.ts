import { AMEND, INSTRUCTION, ORDER_TYPE, SIDE, type SideCode, TERMS, TIME_IN_FORCE } from "../bff/engine/commands.ts";
import { encode } from "../bff/engine/encode.ts";
import { Engine } from "../bff/engine/engine.ts";
import { NONE } from "../bff/engine/rows.ts";
import { SlotReader, SlotWriter } from "../bff/engine/slots.ts";
import { stateHash } from "../bff/engine/state-hash.ts";
import { XBTUSD } from "../bff/engine/testing.ts";

/**
 * A market's day in small: market makers who rest, move and cancel orders near the touch, takers who cross it, positions
 * on both sides, and an index that moves. One packed command after the other, the same for every run.
 */

const ACCOUNTS = 1_000;
const SATS_EACH = 100_000_000_000;
const FAIR_TICKS = 120_000;
const RESTING_AT_START = 5_000;
const START_MS = 1_583_971_200_000;
/** How fast the clock of the commands goes. */
const COMMANDS_A_MS = 400;

export interface CommandMix {
  readonly packed: Float64Array;
  readonly commands: number;
  /** Commands that set the market up, which are not timed. */
  readonly setUp: number;
}

function numbersFrom(start: number): () => number {
  let seed = start;
  return () => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) / 4_294_967_296;
  };
}

/** 45 % new orders that rest, 30 % cancels, 12.8 % amendments, 12 % orders that cross, 0.2 % index prices. */
export function commandMix(operations: number): CommandMix {
  const random = numbersFrom(0x2545f491);
  const out = new SlotWriter();
  encode.list(out, { symbol: ".BXBT", description: "{}", index: NONE, terms: [0, 0, 100, 1] });
  encode.list(out, { symbol: "XBTUSD", description: "{}", index: 0, terms: TERMS.map((name) => Number(XBTUSD[name])) });
  encode.index(out, 0, FAIR_TICKS * 50, 0);
  for (let i = 0; i < ACCOUNTS; i++) {
    encode.openAccount(out, 0);
    encode.deposit(out, 4 + i, SATS_EACH);
    encode.leverage(out, 4 + i, 1, i % 2 === 0 ? 0 : 1_000);
  }
  let fair = FAIR_TICKS;
  let placed = 0;
  const owner: number[] = [];
  const place = (crosses: boolean) => {
    const side = (random() < 0.5 ? SIDE.buy : SIDE.sell) as SideCode;
    const toward = side === SIDE.buy ? 1 : -1;
    const distance = 1 + Math.floor(-15 * Math.log(1 - random()));
    const account = 4 + Math.floor(random() * ACCOUNTS);
    owner[++placed] = account;
    encode.place(out, {
      account,
      instrument: 1,
      side,
      quantity: 100 * (1 + Math.floor(random() * (crosses ? 60 : 20))),
      ticks: crosses ? fair + toward * 40 : fair - toward * distance,
      type: ORDER_TYPE.limit,
      timeInForce: crosses ? TIME_IN_FORCE.immediateOrCancel : TIME_IN_FORCE.goodTillCancel,
      instructions: !crosses && random() < 0.3 ? INSTRUCTION.postOnly : 0,
      clientId: random() < 0.5 ? `client-${placed}` : "",
      text: "",
    });
  };
  for (let i = 0; i < RESTING_AT_START; i++) place(false);
  const setUp = 3 + 3 * ACCOUNTS + RESTING_AT_START;
  for (let i = 0; i < operations; i++) {
    const dice = random();
    if (dice < 0.45) place(false);
    else if (dice < 0.57) place(true);
    else if (dice < 0.998) {
      const recent = random() < 0.7 ? Math.max(1, placed - 1_000) : Math.max(1, placed - 10_000);
      const order = recent + Math.floor(random() * (placed - recent));
      const account = owner[order] as number;
      if (dice < 0.87) encode.cancel(out, account, [{ order, clientId: "" }], "");
      else {
        const toward = random() < 0.5 ? 1 : -1;
        const ticks = fair + toward * (1 + Math.floor(random() * 30));
        encode.amend(out, { account, order, originalClientId: "", changes: AMEND.price, quantity: 0, ticks, clientId: "", text: "" });
      }
    } else {
      fair += random() < 0.5 ? 1 : -1;
      encode.index(out, 0, fair * 50, 0);
    }
  }
  return { packed: out.take(), commands: setUp + operations, setUp };
}
/** Commands whose rows leave the engine as one buffer. */
const BATCH = 64;

export interface CommandRun {
  readonly elapsedMs: number;
  readonly fills: number;
  /** Slots of all rows. */
  readonly slots: number;
  readonly hash: string;
}

/** @param audited whether the engine proves its books after each command, as it always does outside of this bench */
export function runCommands({ packed, setUp, commands }: CommandMix, audited: boolean): CommandRun {
  const out = new SlotWriter(1 << 16);
  const engine = Engine.genesis(out);
  const nothing = () => undefined;
  if (!audited) {
    Object.assign(engine.audit, { afterCommand: nothing, follow: nothing });
    Object.assign(engine.remargin, { check: () => null });
  }
  const reader = new SlotReader(packed);
  let sequence = 0;
  for (; sequence < setUp; reader.next()) engine.apply(reader, ++sequence, START_MS, 0);
  out.clear();
  let slots = 0;
  const firstMatch = engine.state.scalars.nextMatch;
  const startedAt = performance.now();
  for (; sequence < commands; reader.next()) {
    engine.apply(reader, ++sequence, START_MS + Math.floor(sequence / COMMANDS_A_MS), 0);
    if (sequence % BATCH === 0) slots += out.take().length;
  }
  slots += out.take().length;
  const elapsedMs = performance.now() - startedAt;
  return { elapsedMs, fills: engine.state.scalars.nextMatch - firstMatch, slots, hash: stateHash(engine.state) };
}
