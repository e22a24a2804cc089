import { ORDER_TYPE, TIME_IN_FORCE } from "./commands.ts";
import { EXECUTION, LIQUIDITY, RECORD, STATUS } from "./records.ts";
import { NONE } from "./rows.ts";
import type { SlotWriter } from "./slots.ts";
import type { State } from "./state.ts";

/** What happened to a position without an order: a funding, or a settlement. */
interface Orderless {
  readonly type: number;
  readonly position: number;
  readonly side: number;
  readonly contracts: number;
  /** Price in points, which may lie between two ticks. */
  readonly points: number;
  readonly costSats: number;
  /** Paid; below zero where received. */
  readonly sats: number;
  readonly rate: number;
  readonly match: number;
  readonly text: string;
}

/** Writes an execution of a kind of its own, with the number of an order that never was. */
export function writeOrderless(state: State, out: SlotWriter, happening: Orderless): void {
  const { positions, scalars } = state;
  const { position } = happening;
  const quantity = Math.abs(happening.contracts);
  out.begin(RECORD.execution);
  out.number(scalars.nextExecution++);
  out.number(happening.type);
  out.number(scalars.nextOrder++);
  out.number(positions.account[position] as number);
  out.number(positions.instrument[position] as number);
  out.number(happening.side);
  out.number(quantity);
  out.number(happening.points);
  out.number(LIQUIDITY.none);
  out.number(happening.costSats);
  out.number(happening.sats);
  out.number(happening.rate);
  out.number(happening.match);
  out.number(ORDER_TYPE.limit);
  out.number(TIME_IN_FORCE.immediateOrCancel);
  out.number(0);
  out.number(quantity);
  out.number(0);
  out.number(0);
  out.number(quantity);
  out.number(0);
  out.number(STATUS.filled);
  out.number(scalars.timeMs);
  for (let field: number = EXECUTION.stopTicks; field < EXECUTION.clientId; field++) out.number(field === EXECUTION.display ? NONE : 0);
  out.text("");
  out.text(happening.text);
  out.end();
}
