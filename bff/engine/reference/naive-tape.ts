import type { ContractTerms } from "../../contract/pricing/terms.ts";
import { TICK_DIRECTION } from "../instruments.ts";
import { naiveValue } from "./naive-margin.ts";
import type { MarkRecord, TradeRecord } from "./read-records.ts";

/** What has traded in a contract: the last price, which way it went, and how much in all. */
export class NaiveTape {
  private ticks = 0;
  private pointsPerTick = 0;
  private direction: number = TICK_DIRECTION.zeroPlus;
  private volume = 0;
  private turnover = 0n;

  /** A new tick leaves the last price at the nearest of the new ones. */
  retick(pointsPerTick: number): void {
    if (this.ticks !== 0 && pointsPerTick !== this.pointsPerTick) {
      const [points, half] = [BigInt(this.ticks * this.pointsPerTick), BigInt(pointsPerTick)];
      this.ticks = Math.max(1, Number((2n * points + half) / (2n * half)));
    }
    this.pointsPerTick = pointsPerTick;
  }

  trade(terms: ContractTerms, { match, ticks, quantity, direction, valueSats }: TradeRecord): void {
    const rises = this.direction === TICK_DIRECTION.plus || this.direction === TICK_DIRECTION.zeroPlus;
    const same = rises ? TICK_DIRECTION.zeroPlus : TICK_DIRECTION.zeroMinus;
    this.direction = this.ticks === 0 || ticks > this.ticks ? TICK_DIRECTION.plus : ticks < this.ticks ? TICK_DIRECTION.minus : same;
    this.ticks = ticks;
    this.volume += quantity;
    const signed = naiveValue(terms, BigInt(quantity), ticks * terms.pointsPerTick);
    const value = signed < 0n ? -signed : signed;
    this.turnover += value;
    if (direction !== this.direction) throw new Error(`trade ${match} goes in direction ${direction}, not ${this.direction}`);
    if (BigInt(valueSats) !== value) throw new Error(`trade ${match} is worth ${valueSats}, not ${value}`);
  }

  check({ instrument, lastTicks, lastDirection, volume, turnoverSats }: MarkRecord): void {
    const told = [lastTicks, lastDirection, volume, turnoverSats].join();
    const due = [this.ticks, this.direction, this.volume, this.turnover].join();
    if (told !== due) throw new Error(`instrument ${instrument} says it traded ${told}, not ${due}`);
  }
}
