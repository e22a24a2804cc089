import { factsOf, type HeldFacts, standingOf, standingOfAccount } from "./margin.ts";
import type { PreTrade } from "./pre-trade.ts";
import { LIQUIDATION_STEP, RECORD } from "./records.ts";
import type { SlotWriter } from "./slots.ts";
import type { State } from "./state.ts";

/** How a position stands in the middle of its liquidation. */
export interface LiquidationFacts {
  readonly position: number;
  readonly facts: HeldFacts;
  readonly backing: number;
  readonly cash: number;
  readonly balance: number;
  readonly requirement: number;
}

/** What a takeover adds: whose orders closed and offer the position, at which price, and what it cost the owner. */
export interface TakeoverFacts {
  readonly bankruptTicks: number;
  readonly order: number;
  readonly houseOrder: number;
  readonly realisedSats: number;
  readonly feeSats: number;
}

const NOT_TAKEN: TakeoverFacts = { bankruptTicks: 0, order: 0, houseOrder: 0, realisedSats: 0, feeSats: 0 };

/** Tells a liquidation step by step, with all that its decision follows from: whoever reads the rows can compute it again. */
export class LiquidationSteps {
  private readonly state: State;
  private readonly out: SlotWriter;
  private readonly preTrade: PreTrade;

  constructor(state: State, out: SlotWriter, preTrade: PreTrade) {
    this.state = state;
    this.out = out;
    this.preTrade = preTrade;
  }

  /** @returns the number that the steps of the liquidation share */
  begin(position: number): number {
    const liquidation = this.state.scalars.nextOrder;
    this.tell(liquidation, LIQUIDATION_STEP.due, this.factsOf(position));
    return liquidation;
  }

  factsOf(position: number): LiquidationFacts {
    const { state } = this;
    const { positions } = state;
    const account = positions.account[position] as number;
    const facts = factsOf(state, position);
    const own = standingOf(state, positions.instrument[position] as number, facts);
    const all = standingOfAccount(state, account);
    const { crossEquity, crossMaintenance } = all;
    const ownPnl = own.isCross ? own.unrealisedPnl : 0;
    const ownMaintenance = own.isCross ? own.posMaint : 0;
    return {
      position,
      facts,
      backing: crossEquity - ownPnl - (crossMaintenance - ownMaintenance),
      cash: this.preTrade.cashBehind(account, position),
      balance: own.isCross ? crossEquity : own.posMargin + own.unrealisedPnl,
      requirement: own.isCross ? crossMaintenance : own.posMaint,
    };
  }

  tell(liquidation: number, step: number, told: LiquidationFacts, taken: TakeoverFacts = NOT_TAKEN): void {
    const { state, out } = this;
    const { positions, instruments } = state;
    const { position, facts } = told;
    const instrument = positions.instrument[position] as number;
    const index = instruments.index[instrument] as number;
    out.begin(RECORD.liquidation);
    for (const value of [
      liquidation,
      step,
      positions.account[position] as number,
      instrument,
      facts.contracts,
      facts.costSats,
      facts.leverage,
      facts.postedSats,
      facts.lossSats,
      facts.riskSteps,
      facts.payableFundingRate,
      instruments.markPoints[instrument] as number,
      instruments.markPoints[index] as number,
      told.backing,
      told.cash,
      told.balance,
      told.requirement,
      taken.bankruptTicks,
      taken.order,
      taken.houseOrder,
      taken.realisedSats,
      taken.feeSats,
    ])
      out.number(value);
    out.end();
  }
}
