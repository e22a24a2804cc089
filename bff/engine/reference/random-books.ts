import { RATE_SCALE } from "../../contract/pricing/round.ts";
import type { ContractTerms } from "../../contract/pricing/terms.ts";
import { valueSats } from "../../contract/pricing/value.ts";
import { FIRST_CLIENT } from "../accounts.ts";
import { RULES, TERMS } from "../commands.ts";
import type { Emitter } from "../emitter.ts";
import { factsOf, isDue, standingOf, standingOfAccount } from "../margin.ts";
import { NONE } from "../rows.ts";
import type { State } from "../state.ts";
import type { SeededRandom } from "./random.ts";

/** Who is due by the rule itself, one position after another: nothing is remembered, nothing is skipped. */
export function dueByRule(state: State, instruments: readonly number[]): number[] {
  const { positions } = state;
  const found = [];
  for (let p = 0; p < positions.count; p++) {
    const instrument = positions.instrument[p] as number;
    const account = positions.account[p] as number;
    if (positions.quantity[p] === 0 || account < FIRST_CLIENT || !instruments.includes(instrument)) continue;
    if (isDue(standingOf(state, instrument, factsOf(state, p)), standingOfAccount(state, account))) found.push(p);
  }
  return found;
}

/**
 * Positions, marks, rates and terms that change at random, behind the back of all trading: what a book of positions can
 * look like goes far beyond what trading makes of it. Contracts do not add up to zero, and nobody minds.
 */
export class RandomBooks {
  readonly contracts: number[] = [];
  private readonly state: State;
  private readonly emitter: Emitter;
  private readonly random: SeededRandom;

  /** @param contracts terms of each contract, and the mark about which it moves, in points */
  constructor(state: State, emitter: Emitter, random: SeededRandom, contracts: readonly { terms: ContractTerms; points: number }[]) {
    this.state = state;
    this.emitter = emitter;
    this.random = random;
    for (const { terms, points } of contracts) {
      const numbers = TERMS.map((name) => Number(terms[name]));
      const instrument = state.instruments.list(0, numbers, new Array<number>(RULES.length).fill(0), 0, 0, 0);
      state.instruments.markPoints[instrument] = points;
      state.ledger.contracts[instrument] = 0;
      this.contracts.push(instrument);
    }
  }

  /** An account with a position or none in each contract. */
  openAccount(): void {
    const { state, random } = this;
    const account = state.accounts.open(0, 0);
    state.ledger.addCash(account, random.below(10) * 10 ** random.between(0, 9));
    for (const instrument of this.contracts) if (!random.oneIn(3)) this.reposition(state.positionFor(account, instrument));
    this.emitter.touchAccount(account);
  }

  /** Changes something of one account, and tells as everybody does who changes a row. */
  changeAccount(): void {
    const { state, random, emitter } = this;
    const account = random.between(FIRST_CLIENT, state.accounts.count - 1);
    if (random.oneIn(3)) {
      const cash = state.accounts.cash[account] as number;
      state.ledger.addCash(account, random.oneIn(2) ? random.below(1_000_000_000) : -random.below(cash + 1));
      emitter.touchAccount(account);
      return;
    }
    const position = state.positionFor(account, random.pick(this.contracts));
    const { positions } = state;
    // Nothing is moved into a position that is not there.
    const isIsolated = positions.leverage[position] !== 0 && positions.quantity[position] !== 0;
    const what = random.pick(
      isIsolated ? (["posted", "loss", "riskSteps", "close", "anew"] as const) : (["riskSteps", "close", "anew"] as const),
    );
    if (what === "close") this.close(position);
    else if (what === "anew") this.reposition(position);
    else positions[what][position] = what === "riskSteps" ? random.below(6) : random.below(50_000_000);
    emitter.touchPosition(position);
  }

  /** Moves money so that a position in some contracts is due by a satoshi, just due, or not due by a satoshi. */
  toTheEdge(contracts: readonly number[]): void {
    const { state, random, emitter } = this;
    const { positions, ledger, accounts } = state;
    const position = random.below(positions.count);
    const [account, instrument] = [positions.account[position] as number, positions.instrument[position] as number];
    if (positions.quantity[position] === 0 || !contracts.includes(instrument)) return;
    const standing = standingOf(state, instrument, factsOf(state, position));
    const { crossEquity, crossMaintenance } = standingOfAccount(state, account);
    const room = standing.isCross ? crossEquity - crossMaintenance : standing.posMargin + standing.unrealisedPnl - standing.posMaint;
    const more = random.between(-1, 1) - room;
    const has = standing.isCross ? (accounts.cash[account] as number) : (positions.posted[position] as number);
    if (standing.isCross && has + more < 0) return;
    if (standing.isCross) ledger.addCash(account, more);
    else if (has + more >= 0) positions.posted[position] = has + more;
    else positions.loss[position] = (positions.loss[position] as number) - more;
    emitter.touchPosition(position);
    emitter.touchAccount(account);
  }

  /** Takes a position to nothing, as a takeover does. */
  close(position: number): void {
    const { ledger, positions } = this.state;
    ledger.addContracts(position, -(positions.quantity[position] as number));
    ledger.addCost(position, -(positions.cost[position] as number));
    positions.posted[position] = 0;
    positions.loss[position] = 0;
    this.emitter.touchPosition(position);
  }

  /** Moves the mark of some contracts. @returns which */
  moveMarks(): number[] {
    const { instruments } = this.state;
    const { random } = this;
    const moved = random.oneIn(2) ? [random.pick(this.contracts)] : this.contracts.filter(() => !random.oneIn(3));
    // Mostly as a tape moves, at times a crash.
    const widest = random.oneIn(8) ? 2_000 : random.oneIn(3) ? 100 : 10;
    for (const instrument of moved) {
      const points = instruments.markPoints[instrument] as number;
      instruments.markPoints[instrument] = Math.max(1, Math.round(points * (1 + random.between(-widest, widest) / 10_000)));
    }
    return moved;
  }

  changeRate(): void {
    const rate = this.random.between(-375_000, 375_000);
    this.state.instruments.fundingRate[this.random.pick(this.contracts)] = this.random.oneIn(4) ? 0 : rate;
  }

  changeTerms(): void {
    const { random, state } = this;
    const name = random.pick(["maintMarginRate", "initMarginRate", "takerFeeRate"] as const);
    state.instruments.setTerm(random.pick(this.contracts), name, random.between(50_000, RATE_SCALE / 20));
  }

  /** A position of a random size and entry near the mark, with some margin. */
  private reposition(position: number): void {
    const { state, random } = this;
    const { positions, ledger } = state;
    const instrument = positions.instrument[position] as number;
    const terms = state.terms(instrument);
    const mark = state.instruments.markPoints[instrument] as number;
    const contracts = (random.oneIn(2) ? 1 : -1) * random.between(1, 9) * 10 ** random.between(0, 4) * terms.lotSize;
    const entry = Math.max(1, Math.round(mark * (1 + random.between(-300, 300) / 10_000)));
    ledger.addContracts(position, contracts - (positions.quantity[position] as number));
    ledger.addCost(position, valueSats(terms, contracts, entry) - (positions.cost[position] as number));
    positions.leverage[position] = random.oneIn(2) ? 0 : random.pick([50, 100, 101, 200, 1_000, 2_500, 5_000, 10_000]);
    positions.posted[position] = 0;
    positions.loss[position] = 0;
  }
}

/** An instrument that is nobody's: contracts follow it. */
export function listIndex(state: State): void {
  state.instruments.list(NONE, new Array<number>(TERMS.length).fill(0), new Array<number>(RULES.length).fill(0), 0, 0, 0);
}
