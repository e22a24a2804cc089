import { valueSats } from "../contract/pricing/value.ts";
import { type CapFields, isConditional, isMarket, isReduceOnly, PLAIN, type PlaceFields, SIDE, type SideCode } from "./commands.ts";
import { ACCEPTED, REJECT, type RejectCode, type Verdict } from "./rejects.ts";
import type { SlotReader } from "./slots.ts";
import type { State } from "./state.ts";

const RATE_SCALE = 100_000_000;

const reject = (code: RejectCode, detail = 0): Verdict => ({ code, detail });

/** Caps at the head of a command, and the field at which the command itself begins. */
export function readCaps(command: SlotReader, field: number): { readonly caps: CapFields; readonly next: number } {
  const count = command.number(field + 6);
  const caps: CapFields = {
    key: command.number(field),
    orderSats: command.number(field + 1),
    dailySats: command.number(field + 2),
    dailyLossSats: command.number(field + 3),
    deviationRate: command.number(field + 4),
    reduceOnly: command.number(field + 5) === 1 ? 1 : 0,
    instruments: Array.from({ length: count }, (_, i) => command.number(field + 7 + i)),
  };
  return { caps, next: field + 7 + count };
}

/** An order as its caps see it. */
export interface Capped {
  readonly account: number;
  readonly instrument: number;
  readonly side: SideCode;
  readonly quantity: number;
  readonly type: number;
  readonly instructions: number;
  /** Limit; 0 for none. */
  readonly ticks: number;
  /** Price that a conditional order waits for; 0 for any other. */
  readonly stopTicks: number;
}

/** Holds the orders of the command at hand to the caps of the key that sent it; without one, everything passes. */
export class Caps {
  private readonly state: State;
  private caps: CapFields | null = null;
  /** Value of orders of the same bulk that come before the one that is looked at. */
  private supposedSats = 0;

  constructor(state: State) {
    this.state = state;
  }

  /** @param caps null when the command at hand is over */
  hold(caps: CapFields | null): void {
    this.caps = caps;
    this.supposedSats = 0;
  }

  /** The orders that were supposed are now placed, or none is. */
  forgetSupposed(): void {
    this.supposedSats = 0;
  }

  /** Counts an order of a bulk for those after it. */
  suppose(fields: PlaceFields): void {
    if (this.caps !== null) this.supposedSats += this.valueOf(toCapped(fields));
  }

  placing(fields: PlaceFields): Verdict {
    return this.caps === null ? ACCEPTED : this.judge(this.caps, toCapped(fields), 0);
  }

  /** @param before the order as it is; its value counts already */
  amending(order: Capped, before: Capped): Verdict {
    return this.caps === null ? ACCEPTED : this.judge(this.caps, order, this.valueOf(before));
  }

  /**
   * Whether an order without a limit would trade too far from the mark.
   *
   * @param worstTicks last price that it would trade at; 0 where it finds nobody
   */
  reaching(instrument: number, side: SideCode, worstTicks: number): Verdict {
    if (this.caps === null || worstTicks === 0) return ACCEPTED;
    return this.isTooFar(this.caps, instrument, side, worstTicks) ? reject(REJECT.capDeviation, this.caps.deviationRate) : ACCEPTED;
  }

  placed(fields: PlaceFields): void {
    if (this.caps !== null) this.use(this.caps, this.valueOf(toCapped(fields)));
  }

  amended(order: Capped, before: Capped): void {
    if (this.caps !== null) this.use(this.caps, Math.max(0, this.valueOf(order) - this.valueOf(before)));
  }

  private use({ key, dailySats }: CapFields, sats: number): void {
    if (dailySats !== 0) this.state.keyUses.add(this.state.ledger.day, key, sats);
  }

  private judge(caps: CapFields, order: Capped, countedSats: number): Verdict {
    const { keyUses, ledger } = this.state;
    const reduces = isReduceOnly(order.instructions);
    if (caps.instruments.length > 0 && !caps.instruments.includes(order.instrument)) return reject(REJECT.capSymbol);
    if (caps.reduceOnly === 1 && !reduces) return reject(REJECT.capReduceOnly);
    const sats = this.valueOf(order);
    if (caps.orderSats !== 0 && sats > caps.orderSats) return reject(REJECT.capOrder, caps.orderSats);
    const more = Math.max(0, sats - countedSats) + this.supposedSats;
    if (caps.dailySats !== 0 && keyUses.placedOn(ledger.day, caps.key) + more > caps.dailySats)
      return reject(REJECT.capDaily, caps.dailySats);
    // Whoever has lost the day's measure may still close what is open.
    if (caps.dailyLossSats !== 0 && !reduces && -ledger.realisedToday(order.account) >= caps.dailyLossSats)
      return reject(REJECT.capLoss, caps.dailyLossSats);
    return this.deviation(caps, order);
  }

  /** A limit is compared with the mark or, of an order that waits for a price, with that price. */
  private deviation(caps: CapFields, order: Capped): Verdict {
    if (caps.deviationRate === 0) return ACCEPTED;
    const tooFar = reject(REJECT.capDeviation, caps.deviationRate);
    // What such an order will meet when its price comes, nobody can say.
    if (isConditional(order.type) && isMarket(order.type)) return isReduceOnly(order.instructions) ? ACCEPTED : tooFar;
    if (order.ticks === 0) return ACCEPTED;
    if (!isConditional(order.type)) return this.isTooFar(caps, order.instrument, order.side, order.ticks) ? tooFar : ACCEPTED;
    return isBeyond(order.side, order.ticks, order.stopTicks, caps.deviationRate) ? tooFar : ACCEPTED;
  }

  private isTooFar({ deviationRate }: CapFields, instrument: number, side: SideCode, ticks: number): boolean {
    if (deviationRate === 0) return false;
    const { instruments } = this.state;
    const points = ticks * this.state.terms(instrument).pointsPerTick;
    return isBeyond(side, points, instruments.markPoints[instrument] as number, deviationRate);
  }

  /** Value of an order at its own price or, without one, at the mark; satoshis. */
  private valueOf(order: Capped): number {
    const { state } = this;
    const terms = state.terms(order.instrument);
    const ticks = order.ticks === 0 ? order.stopTicks : order.ticks;
    const points = ticks === 0 ? (state.instruments.markPoints[order.instrument] as number) : ticks * terms.pointsPerTick;
    const position = state.positionOf(order.account, order.instrument);
    const held = Math.abs(state.positions.held(position));
    return Math.abs(valueSats(terms, order.quantity === 0 ? held : order.quantity, points));
  }
}

/** Whether a price is dearer than another by more than a rate: above it for a buyer, below it for a seller. */
function isBeyond(side: SideCode, price: number, than: number, rate: number): boolean {
  const off = side === SIDE.buy ? price - than : than - price;
  return off * RATE_SCALE > than * rate;
}

const toCapped = (fields: PlaceFields): Capped => ({ ...fields, stopTicks: (fields.special ?? PLAIN).stopTicks });
