import { HOUSE } from "./accounts.ts";
import type { Emitter } from "./emitter.ts";
import { TRANSACTION_TYPE } from "./records.ts";
import { REJECT, type RejectCode, type Verdict } from "./rejects.ts";
import type { State } from "./state.ts";

const FAUCET_INTERVAL_MS = 24 * 3_600_000;

/** Accounts are opened, and coins come in. */
export class Cash {
  private readonly state: State;
  private readonly emitter: Emitter;

  constructor(state: State, emitter: Emitter) {
    this.state = state;
    this.emitter = emitter;
  }

  /** @param simulated 1 for one of the exchange's own demo traders */
  open(simulated: number): Verdict {
    const account = this.state.accounts.open(simulated, this.state.scalars.timeMs);
    this.emitter.touchAccount(account);
    return reject(REJECT.none, account);
  }

  /** Coins come in: for a client, or for the insurance fund, which its house endows. */
  deposit(account: number, sats: number): Verdict {
    const { state } = this;
    if (!state.accounts.isClient(account) && account !== HOUSE.insurance) return reject(REJECT.unknownAccount);
    if (!Number.isSafeInteger(sats) || sats <= 0 || !Number.isSafeInteger(state.ledger.deposited + sats)) return reject(REJECT.malformed);
    state.ledger.deposit(account, sats);
    this.emitter.touchAccount(account);
    this.emitter.transaction(account, TRANSACTION_TYPE.deposit, sats);
    return reject(REJECT.none, state.scalars.nextTransaction - 1);
  }

  /** A test coin a day. */
  faucet(account: number, sats: number): Verdict {
    const { accounts, scalars } = this.state;
    if (!accounts.isClient(account)) return reject(REJECT.unknownAccount);
    const last = accounts.faucetAtMs[account] as number;
    if (last !== 0 && scalars.timeMs - last < FAUCET_INTERVAL_MS) return reject(REJECT.faucetTooSoon, last + FAUCET_INTERVAL_MS);
    const verdict = this.deposit(account, sats);
    if (verdict.code === REJECT.none) accounts.faucetAtMs[account] = scalars.timeMs;
    return verdict;
  }
}

const reject = (code: RejectCode, detail = 0): Verdict => ({ code, detail });
