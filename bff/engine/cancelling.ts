import type { OrderLife } from "./order-life.ts";
import { REJECT, type RejectCode, type Verdict } from "./rejects.ts";
import type { SlotReader } from "./slots.ts";
import type { State } from "./state.ts";

/** Hears the number of an order. */
type Told = (number: number) => void;

/** Orders are cancelled: some, all, or all once their owner has not been heard of for a while. */
export class Cancelling {
  private readonly state: State;
  private readonly life: OrderLife;

  constructor(state: State, life: OrderLife) {
    this.state = state;
    this.life = life;
  }

  /** Cancels orders one by one; the reply holds each one's number, 0 for those that are not open or not the account's. */
  some(command: SlotReader, told: Told): Verdict {
    const { state } = this;
    const account = command.number(1);
    const count = command.number(2);
    const text = command.text(3);
    let field = command.after(3);
    for (let i = 0; i < count; i++) {
      const number = command.number(field);
      const clientId = command.text(field + 1);
      field = command.after(field + 1);
      const order = number === 0 ? state.byClientId.get(account, clientId) : state.byNumber.get(number);
      const isOwn = order !== undefined && state.positions.account[state.orders.position[order] as number] === account;
      told(isOwn ? (state.orders.number[order] as number) : 0);
      if (isOwn) this.life.cancel(order, text, true);
    }
    return reject(REJECT.none);
  }

  /** Cancels all orders of an account, of a contract or a side of it where these are named. */
  all(account: number, instrument: number, side: number, text: string, told: Told): Verdict {
    if (!this.state.accounts.isClient(account)) return reject(REJECT.unknownAccount);
    this.life.cancelAll(account, instrument, side, text, told);
    return reject(REJECT.none);
  }

  /** Arms, moves or disarms the moment at which an account's orders are cancelled; the reply's detail is the moment now. */
  allAfter(account: number, timeoutMs: number): Verdict {
    const { state } = this;
    const { timeMs } = state.scalars;
    if (!state.accounts.isClient(account)) return reject(REJECT.unknownAccount);
    if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 0 || !Number.isSafeInteger(timeMs + timeoutMs)) return reject(REJECT.malformed);
    state.accounts.cancelAtMs[account] = timeoutMs === 0 ? 0 : timeMs + timeoutMs;
    if (timeoutMs !== 0) state.setDeadline(timeMs + timeoutMs);
    return reject(REJECT.none, timeMs);
  }
}

const reject = (code: RejectCode, detail = 0): Verdict => ({ code, detail });
