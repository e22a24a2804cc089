import { PEG } from "./commands.ts";
import { NONE, Rows } from "./rows.ts";
import type { SlotWriter } from "./slots.ts";

/** Longest client id, in UTF-16 code units. */
export const CLIENT_ID_UNITS = 36;

/**
 * Where an order stands: it can trade, it waits for a price, or that price has come and it waits for its turn; or it
 * has filled and may yet be brought back. Only one that works is in a book and binds margin.
 */
export const PHASE = { working: 0, waiting: 1, queued: 2, filled: 3 } as const;

/**
 * Open orders, and for a minute those that have filled, which an amendment may bring back. A row is freed when its
 * order can't come back any more.
 */
export class Orders extends Rows {
  /** Never used twice; the order's identity outside. 0 in a freed row. */
  number = this.column("number", Float64Array);
  position = this.column("position", Int32Array);
  side = this.column("side", Uint8Array);
  ticks = this.column("ticks", Int32Array);
  quantity = this.column("quantity", Int32Array);
  leaves = this.column("leaves", Int32Array);
  /** Contracts that it shows at a time; NONE for all, 0 for none at all. */
  display = this.column("display", Int32Array);
  /** Contracts of `leaves` that the book does not show. */
  hidden = this.column("hidden", Int32Array);
  filled = this.column("filled", Int32Array);
  /** Sum over its fills of contracts × ticks: the average price, exactly. */
  filledTicks = this.column("filledTicks", Float64Array);
  type = this.column("type", Uint8Array);
  timeInForce = this.column("timeInForce", Uint8Array);
  instructions = this.column("instructions", Uint8Array);
  /** Price at which a conditional order goes off; 0 for any other. */
  stopTicks = this.column("stopTicks", Int32Array);
  /** What its stop price or limit hangs on, and by how many ticks; signed. */
  peg = this.column("peg", Uint8Array);
  pegOffset = this.column("pegOffset", Int32Array);
  /** Price at which the house took over what its order closes; 0 for any other order. */
  entryTicks = this.column("entryTicks", Int32Array);
  /** One of {@link PHASE}. */
  phase = this.column("phase", Uint8Array);
  /** End of the day of a Day order; of a filled one, until when it may come back; 0 for any other. */
  expiresAtMs = this.column("expiresAtMs", Float64Array);
  /** Value of what is left at its price, and the margin that it binds; satoshis. */
  value = this.column("value", Float64Array);
  reserve = this.column("reserve", Float64Array);
  premium = this.column("premium", Float64Array);
  /** When it was placed, filled or changed last. */
  changedAtMs = this.column("changedAtMs", Float64Array);
  clientId = this.column("clientId", Uint16Array, CLIENT_ID_UNITS);
  clientIdLength = this.column("clientIdLength", Uint8Array);
  text = this.column("text", Int32Array);
  /** Queue of its price level, of the orders whose price has come, or of those that have filled; the list of freed rows uses `next`. */
  next = this.column("next", Int32Array);
  previous = this.column("previous", Int32Array);
  /** Other open orders of the same position. */
  nextOwn = this.column("nextOwn", Int32Array);
  previousOwn = this.column("previousOwn", Int32Array);

  constructor(capacity = 1_024) {
    super(capacity);
  }

  /** A cleared row for a new order; what every order has is yet to be set. */
  allocate(): number {
    if (this.free === NONE) return this.append();
    const order = this.free;
    this.free = this.next[order] as number;
    return order;
  }

  /** Clears the row of an order that stands in no book, so that nothing of an ended one is left in the state, and frees it. */
  release(order: number): void {
    this.number[order] = 0;
    this.position[order] = NONE;
    this.side[order] = 0;
    this.ticks[order] = 0;
    this.quantity[order] = 0;
    this.leaves[order] = 0;
    this.filled[order] = 0;
    this.filledTicks[order] = 0;
    this.type[order] = 0;
    this.timeInForce[order] = 0;
    this.instructions[order] = 0;
    this.stopTicks[order] = 0;
    this.peg[order] = PEG.none;
    this.pegOffset[order] = 0;
    this.entryTicks[order] = 0;
    this.display[order] = NONE;
    this.phase[order] = PHASE.working;
    this.expiresAtMs[order] = 0;
    this.changedAtMs[order] = 0;
    this.setClientId(order, "");
    this.text[order] = NONE;
    this.previous[order] = NONE;
    this.nextOwn[order] = NONE;
    this.previousOwn[order] = NONE;
    this.next[order] = this.free;
    this.free = order;
  }

  setClientId(order: number, id: string): void {
    const from = order * CLIENT_ID_UNITS;
    const previous = this.clientIdLength[order] as number;
    for (let i = 0; i < id.length; i++) this.clientId[from + i] = id.charCodeAt(i);
    for (let i = id.length; i < previous; i++) this.clientId[from + i] = 0;
    this.clientIdLength[order] = id.length;
  }

  writeClientId(order: number, out: SlotWriter): void {
    out.textOf(this.clientId, order * CLIENT_ID_UNITS, this.clientIdLength[order] as number);
  }

  clientIdOf(order: number): string {
    const length = this.clientIdLength[order] as number;
    if (length === 0) return "";
    const from = order * CLIENT_ID_UNITS;
    return String.fromCharCode.apply(null, this.clientId.subarray(from, from + length) as unknown as number[]);
  }
}
