import type { Amending } from "./amending.ts";
import type { Caps } from "./caps.ts";
import { type AmendFields, isConditional, type PlaceFields } from "./commands.ts";
import { priced } from "./pegs.ts";
import type { Placing } from "./placing.ts";
import { isVerdict, mayStay, type PreTrade } from "./pre-trade.ts";
import { REJECT, type RejectCode, type Verdict } from "./rejects.ts";
import type { SlotReader } from "./slots.ts";
import type { State } from "./state.ts";

/** Reads one of several in a record. */
type Read<Fields> = (command: SlotReader, field: number) => { readonly fields: Fields; readonly next: number };
type Told = (number: number) => void;

/** Several orders of one contract as one command. */
export class Bulk {
  private readonly state: State;
  private readonly preTrade: PreTrade;
  private readonly placing: Placing;
  private readonly amending: Amending;
  private readonly caps: Caps;

  constructor(state: State, preTrade: PreTrade, placing: Placing, amending: Amending, caps: Caps) {
    this.state = state;
    this.preTrade = preTrade;
    this.placing = placing;
    this.amending = amending;
    this.caps = caps;
  }

  /**
   * Places all or, when one of them is invalid or they cannot be paid for together, none.
   *
   * @param told hears the number of each order
   */
  place(command: SlotReader, read: Read<PlaceFields>, told: Told): Verdict {
    const { state, preTrade } = this;
    const orders = readAll(command, read);
    const clientIds = new Set<string>();
    const knownPositions = state.positions.count;
    const supposed: { position: number; side: 0 | 1; quantity: number; reserve: number }[] = [];
    let waitingToo = 0;
    let openToo = 0;
    let refusal: Verdict | undefined;
    for (const wish of orders) {
      refusal = preTrade.wellFormed(wish, waitingToo, openToo);
      if (refusal.code !== REJECT.none) break;
      const fields = priced(state, wish);
      if (isVerdict(fields)) {
        refusal = fields;
        break;
      }
      if (fields.instrument !== orders[0]?.instrument) refusal = reject(REJECT.bulkInstrument);
      if (refusal.code === REJECT.none && fields.clientId !== "" && clientIds.has(fields.clientId))
        refusal = reject(REJECT.duplicateClientId);
      if (refusal.code !== REJECT.none) break;
      clientIds.add(fields.clientId);
      this.caps.suppose(fields);
      if (mayStay(wish)) openToo += 1;
      // What waits for a price binds nothing.
      if (isConditional(fields.type)) {
        waitingToo += 1;
        continue;
      }
      const intent = preTrade.intend(fields);
      if (isVerdict(intent)) {
        refusal = intent;
        break;
      }
      refusal = preTrade.affordable(intent);
      if (refusal.code !== REJECT.none) break;
      // The orders checked next share the account's margin with this one, as if it rested whole.
      if (intent.rests && !intent.closes) {
        const position = state.positionFor(intent.account, intent.instrument);
        const reserve = preTrade.reserveWhenResting(intent);
        state.positions.addOrder(position, intent.side, intent.quantity, 0, reserve, 0);
        supposed.push({ position, side: intent.side, quantity: intent.quantity, reserve });
      }
    }
    this.caps.forgetSupposed();
    for (const { position, side, quantity, reserve } of supposed) state.positions.addOrder(position, side, -quantity, 0, -reserve, 0);
    if (refusal !== undefined && refusal.code !== REJECT.none) {
      state.forgetPositionsFrom(knownPositions);
      return refusal;
    }
    for (const fields of orders) told(this.placing.placeOrRecord(fields));
    return reject(REJECT.none);
  }

  /** Amends all or, when one of them is invalid or they cannot be paid for together, none; otherwise like {@link place}. */
  amend(command: SlotReader, read: Read<AmendFields>, told: Told): Verdict {
    const amendments = readAll(command, read);
    const verdict = this.amending.together(amendments);
    if (verdict.code !== REJECT.none) return verdict;
    for (const fields of amendments) told(this.amending.numberOf(fields));
    for (const fields of amendments) this.amending.amend(fields);
    return verdict;
  }
}

function readAll<Fields>(command: SlotReader, read: Read<Fields>): Fields[] {
  const count = command.number(2);
  const all: Fields[] = [];
  for (let i = 0, field = 3; i < count; i++) {
    const { fields, next } = read(command, field);
    field = next;
    all.push(fields);
  }
  return all;
}

const reject = (code: RejectCode): Verdict => ({ code, detail: 0 });
