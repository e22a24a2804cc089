import { CROSS, closingFeeReserveSats, initMarginSats, maintMarginSats } from "../bff/contract/pricing/margin.ts";
import type { ContractTerms } from "../bff/contract/pricing/terms.ts";
import { lotValueSats, valueAtLotSats } from "../bff/contract/pricing/value.ts";
import { FIRST_CLIENT } from "../bff/engine/accounts.ts";
import type { State } from "../bff/engine/state.ts";

/** A position as a program would keep it that does not think of memory: what the engine has in columns, in an object. */
interface ObjectPosition {
  readonly handle: number;
  readonly owner: ObjectAccount;
  readonly instrument: number;
  readonly quantity: number;
  readonly cost: number;
  readonly boughtQuantity: number;
  readonly boughtCost: number;
  readonly soldQuantity: number;
  readonly soldCost: number;
  readonly fees: number;
  readonly previousPnl: number;
  readonly openedAtMs: number;
  readonly leverage: number;
  readonly riskSteps: number;
  readonly posted: number;
  readonly loss: number;
}

interface ObjectAccount {
  readonly number: number;
  readonly cash: number;
  readonly positions: ObjectPosition[];
  /** Round that judged its cross positions last, and what it found. */
  judgedIn: number;
  isDue: boolean;
}

/** The scan of the engine, sum by sum, over an array of objects in the order in which they were made: the best case for them. */
export class ObjectScan {
  private readonly positions: ObjectPosition[] = [];
  private readonly terms: readonly ContractTerms[];
  private readonly state: State;
  private readonly lots: number[] = [];
  private readonly isAsked: boolean[] = [];
  private rounds = 0;

  constructor(state: State) {
    this.state = state;
    const { accounts, positions, instruments } = state;
    this.terms = Array.from({ length: instruments.count }, (_, instrument) => instruments.termsOf(instrument));
    const owners: ObjectAccount[] = Array.from({ length: accounts.count }, (_, number) => ({
      number,
      cash: accounts.cash[number] as number,
      positions: [],
      judgedIn: 0,
      isDue: false,
    }));
    for (let p = 0; p < positions.count; p++) {
      const owner = owners[positions.account[p] as number] as ObjectAccount;
      const position = {
        handle: p,
        owner,
        instrument: positions.instrument[p] as number,
        quantity: positions.quantity[p] as number,
        cost: positions.cost[p] as number,
        boughtQuantity: 0.5,
        boughtCost: 0.5,
        soldQuantity: 0.5,
        soldCost: 0.5,
        fees: 0.5,
        previousPnl: 0.5,
        openedAtMs: 0.5,
        leverage: positions.leverage[p] as number,
        riskSteps: positions.riskSteps[p] as number,
        posted: positions.posted[p] as number,
        loss: positions.loss[p] as number,
      };
      this.positions.push(position);
      owner.positions.push(position);
    }
  }

  /** Handles of the positions in some contracts that are due. */
  due(instruments: readonly number[]): number[] {
    this.rounds += 1;
    for (let i = 0; i < this.terms.length; i++) {
      this.isAsked[i] = instruments.includes(i);
      if (this.state.instruments.isContract(i))
        this.lots[i] = lotValueSats(this.terms[i] as ContractTerms, this.state.instruments.markPoints[i] as number);
    }
    const found: number[] = [];
    for (const position of this.positions) {
      if (!this.isAsked[position.instrument] || position.quantity === 0 || position.owner.number < FIRST_CLIENT) continue;
      if (position.leverage === CROSS ? this.isAccountDue(position.owner) : this.isAloneDue(position)) found.push(position.handle);
    }
    return found;
  }

  private isAloneDue(position: ObjectPosition): boolean {
    const terms = this.terms[position.instrument] as ContractTerms;
    const cost = Math.abs(position.cost);
    const init = initMarginSats(terms, position.leverage, cost);
    const equity = init + position.posted - position.loss + this.pnlOf(position, terms);
    if (isCollateralised(terms, position)) return equity < 0;
    const needed = maintMarginSats(terms, cost, this.payableOf(position));
    return equity <= needed && (equity < needed || needed + closingFeeReserveSats(terms, cost, init, position.posted) > 0);
  }

  private isAccountDue(account: ObjectAccount): boolean {
    if (account.judgedIn === this.rounds) return account.isDue;
    let room = account.cash;
    for (const position of account.positions) {
      const terms = this.terms[position.instrument] as ContractTerms;
      const cost = Math.abs(position.cost);
      const init = initMarginSats(terms, position.leverage, cost);
      if (position.leverage === CROSS) {
        const pnl = this.pnlOf(position, terms);
        const reserve = closingFeeReserveSats(terms, cost, init, Math.max(0, 0 - pnl));
        room += pnl - maintMarginSats(terms, cost, this.payableOf(position)) - reserve;
      } else {
        const reserve = isCollateralised(terms, position) ? 0 : closingFeeReserveSats(terms, cost, init, position.posted);
        room -= init + position.posted - position.loss + reserve;
      }
    }
    account.judgedIn = this.rounds;
    account.isDue = room <= 0;
    return account.isDue;
  }

  private pnlOf(position: ObjectPosition, terms: ContractTerms): number {
    return valueAtLotSats(terms, position.quantity, this.lots[position.instrument] as number) - position.cost;
  }

  private payableOf(position: ObjectPosition): number {
    const rate = this.state.instruments.fundingRate[position.instrument] as number;
    return position.quantity < 0 ? 0 - rate : rate;
  }
}

function isCollateralised(terms: ContractTerms, { quantity, leverage, posted, loss }: ObjectPosition): boolean {
  return terms.isInverse && quantity < 0 && leverage <= 100 && loss <= posted;
}
