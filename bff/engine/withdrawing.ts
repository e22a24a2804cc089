import type { Emitter } from "./emitter.ts";
import { factsOf, standingOf, standingOfAccount } from "./margin.ts";
import { TRANSACTION_STATUS } from "./records.ts";
import { REJECT, type RejectCode, type Verdict } from "./rejects.ts";
import { NONE } from "./rows.ts";
import type { SlotReader } from "./slots.ts";
import type { State } from "./state.ts";
import { WITHDRAWAL } from "./withdrawals.ts";

const reject = (code: RejectCode, detail = 0): Verdict => ({ code, detail });
const isAmount = (sats: number): boolean => Number.isSafeInteger(sats) && sats >= 0;

/**
 * Satoshis that can leave an account: what no position or order binds and no unrealised profit stands for. The same
 * as `withdrawableMargin` of its margin row.
 */
function withdrawableSats(state: State, account: number): number {
  const { positions, accounts } = state;
  let unrealised = 0;
  for (let p = accounts.firstPosition[account] as number; p !== NONE; p = positions.nextOfAccount[p] as number) {
    unrealised += standingOf(state, positions.instrument[p] as number, factsOf(state, p)).unrealisedPnl;
  }
  const { available } = standingOfAccount(state, account);
  return Math.max(0, Math.min(available, available - unrealised));
}

/**
 * Takes coins out of accounts that are to be sent. Balance check and reserve are one command, so that however many
 * requests come at once, no account gives more than it has.
 */
export class Withdrawing {
  private readonly state: State;
  private readonly emitter: Emitter;

  constructor(state: State, emitter: Emitter) {
    this.state = state;
    this.emitter = emitter;
  }

  /** @returns the number of its transaction; that of the first time when the request is repeated */
  reserve(command: SlotReader): Verdict {
    const { state, emitter } = this;
    const { accounts, withdrawals, scalars, ledger } = state;
    const [account, request] = [command.number(1), command.number(2)];
    const [sats, feeSats, keepSats] = [command.number(3), command.number(4), command.number(5)];
    if (!accounts.isClient(account)) return reject(REJECT.unknownAccount);
    if (!isAmount(request) || !isAmount(sats) || !isAmount(feeSats) || !isAmount(keepSats) || sats === 0) return reject(REJECT.malformed);
    const known = withdrawals.find(request);
    if (known !== undefined) {
      const isSame = withdrawals.account[known] === account && withdrawals.sats[known] === sats && withdrawals.feeSats[known] === feeSats;
      return isSame ? reject(REJECT.none, withdrawals.transaction[known]) : reject(REJECT.malformed);
    }
    const total = sats + feeSats;
    const free = withdrawableSats(state, account) - keepSats;
    if (!Number.isSafeInteger(total) || total > free) return reject(REJECT.withdrawalBalance, Math.max(0, free));
    ledger.reserve(account, total);
    emitter.touchAccount(account);
    const withdrawal = withdrawals.add(request, account, sats, feeSats, scalars.nextTransaction++, scalars.timeMs);
    emitter.withdrawal(withdrawal, TRANSACTION_STATUS.pending);
    return reject(REJECT.none, withdrawals.transaction[withdrawal]);
  }

  /** Its coins are back; again is no error. */
  cancel(request: number): Verdict {
    return this.end(request, WITHDRAWAL.canceled);
  }

  /**
   * Its coins have left; again is no error.
   *
   * @param to account of this exchange at which they arrive in the same step, so that none is lost or made on the way; NONE for elsewhere
   */
  send(request: number, to: number, deposit: (account: number, sats: number) => Verdict): Verdict {
    const { withdrawals, accounts } = this.state;
    if (to !== NONE && !accounts.isClient(to)) return reject(REJECT.unknownAccount);
    const withdrawal = withdrawals.find(request);
    const arrives = to !== NONE && withdrawal !== undefined && withdrawals.state[withdrawal] === WITHDRAWAL.reserved;
    const verdict = this.end(request, WITHDRAWAL.sent);
    if (arrives && verdict.code === REJECT.none) deposit(to, withdrawals.sats[withdrawal] as number);
    return verdict;
  }

  private end(request: number, how: number): Verdict {
    const { ledger, withdrawals } = this.state;
    const withdrawal = withdrawals.find(request);
    if (withdrawal === undefined) return reject(REJECT.withdrawalUnknown);
    const account = withdrawals.account[withdrawal] as number;
    if (withdrawals.state[withdrawal] === how) return reject(REJECT.none, withdrawals.transaction[withdrawal]);
    if (withdrawals.state[withdrawal] !== WITHDRAWAL.reserved) return reject(REJECT.withdrawalEnded);
    withdrawals.state[withdrawal] = how;
    if (how === WITHDRAWAL.sent) ledger.send(account, withdrawals.totalSats(withdrawal));
    else ledger.giveBack(account, withdrawals.totalSats(withdrawal));
    this.emitter.touchAccount(account);
    this.emitter.withdrawal(withdrawal, how === WITHDRAWAL.sent ? TRANSACTION_STATUS.completed : TRANSACTION_STATUS.canceled);
    return reject(REJECT.none, withdrawals.transaction[withdrawal]);
  }
}
