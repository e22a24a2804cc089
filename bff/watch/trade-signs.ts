import type { WatchedFill } from "./directed-losses.ts";

/** A match, as far as it can be a sign of a takeover. */
export interface SignFill extends WatchedFill {
  /** What the contracts are worth at the mark, satoshis. */
  readonly valueSats: number;
}

/** Which trades are told to the log of an account. A change is a new version of the rules of takeovers too. */
export interface TradeRules {
  /** Trading this far through the mark at one's own loss, as a share of the value. */
  readonly throughMarkRate: number;
  /** A contract of which less than this was traded in 24 hours, satoshis, is one where little is traded. */
  readonly thinTurnoverSats: number;
  /** A log says so once in this time: a sign counts once, however often it is seen. */
  readonly apartMs: number;
}

export const TRADE_RULES: TradeRules = { throughMarkRate: 0.02, thinTurnoverSats: 50e8, apartMs: 24 * 3_600_000 };

/** Accounts whose last sign is kept: the oldest give way, and may be told again. */
const MOST_KEPT = 100_000;

/** Something that an account's log is to say. */
export type TradeSign =
  | { readonly kind: "throughMark"; readonly account: number; readonly symbol: string; readonly rate: number }
  /** Whether it is the first one, only history knows. */
  | { readonly kind: "thin"; readonly account: number; readonly symbol: string; readonly beforeMs: number };

/** The words of the log; the rules of takeovers know them by these. */
export const inWords = (sign: TradeSign): string =>
  sign.kind === "thin"
    ? `First trade in ${sign.symbol}, where little is traded`
    : `Traded ${sign.symbol} ${(sign.rate * 100).toFixed(1)} % through the mark, at a loss`;

/**
 * Finds trades that somebody makes who hands an account's coins to another: far through the mark, and for the first time
 * where hardly anybody else trades.
 */
export class TradeSigns {
  private readonly rules: TradeRules;
  private readonly turnoverSats: (symbol: string) => number;
  /** When each account's last sign of that kind was. */
  private readonly told = new Map<number, number>();
  private readonly seen = new Map<string, Set<number>>();

  /** @param turnoverSats of the last 24 hours of a contract */
  constructor(rules: TradeRules, turnoverSats: (symbol: string) => number) {
    this.rules = rules;
    this.turnoverSats = turnoverSats;
  }

  /** @returns what this fill has to say, of either side */
  take(fill: SignFill): readonly TradeSign[] {
    const signs: TradeSign[] = [];
    for (const account of [fill.maker, fill.taker]) {
      const rate = this.rateThrough(fill, account);
      if (rate > this.rules.throughMarkRate && this.isDue(account, fill.timeMs))
        signs.push({ kind: "throughMark", account, symbol: fill.symbol, rate });
      if (this.isNew(account, fill.symbol) && this.turnoverSats(fill.symbol) < this.rules.thinTurnoverSats)
        signs.push({ kind: "thin", account, symbol: fill.symbol, beforeMs: fill.timeMs });
    }
    return signs;
  }

  /** How far through the mark an account traded; 0 for at a profit. A maker whose quote the mark overtook gave nothing away. */
  private rateThrough({ maker, taker, takerLossSats, valueSats, placedOffRate }: SignFill, account: number): number {
    const lossSats = account === taker ? takerLossSats : 0 - takerLossSats;
    if (maker === taker || lossSats <= 0 || valueSats === 0) return 0;
    const rate = lossSats / valueSats;
    return account === maker ? Math.min(rate, placedOffRate) : rate;
  }

  private isDue(account: number, timeMs: number): boolean {
    const last = this.told.get(account);
    if (last !== undefined && timeMs - last < this.rules.apartMs) return false;
    this.told.delete(account);
    this.told.set(account, timeMs);
    const [oldest] = this.told.keys();
    if (this.told.size > MOST_KEPT && oldest !== undefined) this.told.delete(oldest);
    return true;
  }

  /** Whether nothing of the account in that contract was seen since the start. */
  private isNew(account: number, symbol: string): boolean {
    const accounts = this.seen.get(symbol) ?? new Set();
    if (accounts.has(account)) return false;
    this.seen.set(symbol, accounts.add(account));
    return true;
  }
}
