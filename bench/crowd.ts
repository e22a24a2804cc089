import type { ContractTerms } from "../bff/contract/pricing/terms.ts";
import { valueSats } from "../bff/contract/pricing/value.ts";
import { TERMS } from "../bff/engine/commands.ts";
import { encode } from "../bff/engine/encode.ts";
import { Engine } from "../bff/engine/engine.ts";
import { SeededRandom } from "../bff/engine/reference/random.ts";
import { NONE } from "../bff/engine/rows.ts";
import { SlotReader, SlotWriter } from "../bff/engine/slots.ts";
import { State } from "../bff/engine/state.ts";

const SATS = 100_000_000;

/** XBTUSD as it is listed by default. */
const INVERSE: ContractTerms = {
  isInverse: true,
  multiplierSats: SATS,
  pointsPerUnit: 100,
  pointsPerTick: 50,
  lotSize: 100,
  valuationLot: 100,
  maxOrderQty: 10_000_000,
  maxPriceTicks: 2_000_000,
  initMarginRate: 1_000_000,
  maintMarginRate: 500_000,
  makerFeeRate: -25_000,
  takerFeeRate: 75_000,
  settlementFeeRate: 0,
  riskLimitSats: 20_000_000_000,
  riskStepSats: 10_000_000_000,
};
const LINEAR: ContractTerms = {
  ...INVERSE,
  isInverse: false,
  pointsPerUnit: 100_000,
  pointsPerTick: 1,
  lotSize: 1,
  valuationLot: 1,
  maxOrderQty: 1_000_000,
  maxPriceTicks: 1_000_000,
};
const QUANTO: ContractTerms = { ...LINEAR, multiplierSats: 100, pointsPerUnit: 100, pointsPerTick: 5 };

/** Three contracts, each on an index of its own; marks in points, and contracts worth about a hundredth of a coin. */
const CONTRACTS = [
  { symbol: "XBTUSD", terms: INVERSE, points: 3_218_050, contracts: 300 },
  { symbol: "ETHM21", terms: LINEAR, points: 6_500, contracts: 1 },
  { symbol: "ETHUSD", terms: QUANTO, points: 210_000, contracts: 5 },
] as const;

/** Initial leverage of isolated positions, in hundredths. */
const LEVERAGES = [200, 300, 500, 500, 1_000, 1_000, 1_000, 2_500, 2_500, 5_000, 10_000];

/**
 * An exchange with many open positions, half of them isolated, half in cross accounts over three contracts. The rows are
 * written as a day of trading would leave them: for every contract long there is one short at the same price.
 */
export class Crowd {
  readonly engine: Engine;
  readonly state = State.genesis();
  readonly random = new SeededRandom(12);
  /** Handles of the contracts, and each one's index just before it. */
  readonly contracts: number[] = [];
  private readonly out = new SlotWriter(1 << 20);
  private readonly commands = new SlotWriter();
  private sequence = 0;

  /** @param positions a multiple of twelve */
  constructor(positions: number) {
    const lister = new Engine(this.state, this.out);
    for (const { symbol, terms, points } of CONTRACTS) {
      const index = this.state.instruments.count;
      this.send(lister, (out) =>
        encode.list(out, { symbol: `.${symbol}`, description: "{}", index: NONE, terms: [0, 0, terms.pointsPerUnit, 1] }),
      );
      this.send(lister, (out) => encode.list(out, { symbol, description: "{}", index, terms: TERMS.map((name) => Number(terms[name])) }));
      this.send(lister, (out) => encode.index(out, index, points, 0));
      if (!this.state.instruments.isContract(index + 1)) throw new Error(`${symbol} is not listed`);
      this.contracts.push(index + 1);
    }
    for (let i = 0; i < positions / 4; i++) this.addIsolatedPair(i % 3);
    for (let i = 0; i < positions / 12; i++) this.addCrossPair();
    this.engine = new Engine(this.state, this.out);
  }

  /** Moves the mark of a contract to a price. @returns milliseconds that the command took, and how many lost positions by it */
  mark(which: number, points: number): { readonly ms: number; readonly liquidated: number } {
    const { commands, state, engine } = this;
    encode.index(commands, (this.contracts[which] as number) - 1, points, 0);
    const command = new SlotReader(commands.take());
    const orders = state.scalars.nextMatch;
    const startedAt = performance.now();
    // Time stands still: what the audit recomputes as time goes by is not what is measured here.
    engine.apply(command, ++this.sequence, 0, 0);
    const ms = performance.now() - startedAt;
    this.out.take();
    return { ms, liquidated: state.scalars.nextMatch - orders };
  }

  /** Changes the funding rate of every contract, in 1e-8. */
  fund(rate: number): void {
    for (const contract of this.contracts) this.state.instruments.fundingRate[contract] = rate;
  }

  /** Where the mark of a contract began. */
  startOf(which: number): number {
    return (CONTRACTS[which] as (typeof CONTRACTS)[number]).points;
  }

  markOf(which: number): number {
    return this.state.instruments.markPoints[this.contracts[which] as number] as number;
  }

  private send(engine: Engine, write: (out: SlotWriter) => void): void {
    write(this.commands);
    engine.apply(new SlotReader(this.commands.take()), ++this.sequence, 0, 0);
    this.out.take();
  }

  /** A long and a short at the same leverage, entered so near the mark that neither is due yet. */
  private addIsolatedPair(which: number): void {
    const leverage = this.random.pick(LEVERAGES);
    const entry = this.entryNear(which, 40 / leverage);
    const size = this.random.between(1, 400);
    const [long, short] = [this.openAccount(), this.openAccount()];
    this.give(long, which, size, entry, leverage);
    this.give(short, which, -size, entry, leverage);
    for (const account of [long, short]) this.state.ledger.deposit(account, SATS * 10);
  }

  /** Two accounts with a position each in all contracts, the one the mirror of the other. */
  private addCrossPair(): void {
    const [one, other] = [this.openAccount(), this.openAccount()];
    let worth = 0;
    for (let which = 0; which < 3; which++) {
      const size = this.random.between(1, 400) * (this.random.oneIn(2) ? 1 : -1);
      const entry = this.entryNear(which, 0.01);
      worth += this.give(one, which, size, entry, 0);
      this.give(other, which, -size, entry, 0);
    }
    // Somewhere between thirty times and unlevered.
    const cash = Math.round(worth / this.random.pick([1, 2, 5, 10, 20, 30]));
    for (const account of [one, other]) this.state.ledger.deposit(account, cash);
  }

  private entryNear(which: number, distance: number): number {
    const { points } = CONTRACTS[which] as (typeof CONTRACTS)[number];
    return Math.round(points * (1 + (this.random.between(-1_000, 1_000) / 1_000) * distance));
  }

  private openAccount(): number {
    return this.state.accounts.open(0, 0);
  }

  /** @returns what it is worth at entry */
  private give(account: number, which: number, size: number, entry: number, leverage: number): number {
    const { state } = this;
    const { terms, contracts } = CONTRACTS[which] as (typeof CONTRACTS)[number];
    const position = state.positionFor(account, this.contracts[which] as number);
    const quantity = size * contracts;
    const cost = valueSats(terms, quantity, entry);
    state.ledger.addContracts(position, quantity);
    state.ledger.addCost(position, cost);
    state.positions.leverage[position] = leverage;
    return Math.abs(cost);
  }
}
