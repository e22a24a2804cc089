import { DAY_MS, monthsBeforeEndMs, quarterAfter, quarterEndMs, quarterSymbol } from "../contract/calendar.ts";
import { LAST_MOMENT_MS } from "../contract/moments.ts";
import { termsFault } from "../contract/pricing/terms-fault.ts";
import { RULES, type RuleName, TERMS } from "./commands.ts";
import type { Emitter } from "./emitter.ts";
import { INSTRUMENT_STATE, termsFrom } from "./instruments.ts";
import { ACCEPTED, REJECT, type RejectCode, type Verdict } from "./rejects.ts";
import { NONE } from "./rows.ts";
import { EVENT } from "./schedule.ts";
import { scheduleSession } from "./sessions.ts";
import type { SlotReader } from "./slots.ts";
import type { State } from "./state.ts";

const FAULT_REJECT = { lotSize: REJECT.lotSize, multiplier: REJECT.multiplier, size: REJECT.largestOrder } as const;
/** A contract is listed two weeks before the one expires whose place it takes, at 08:30. Source: the listings of the third quarter of 2019. */
const LISTED_BEFORE_DAYS = 14;
const LISTED_AT_MS = 8.5 * 3_600_000;
const MOST_AHEAD = 8;

interface Wanted {
  /** NONE for an index. */
  readonly index: number;
  readonly terms: readonly number[];
  readonly rules: readonly number[];
  readonly symbol: string;
  readonly description: string;
}

/** Lists instruments: those that a command names, and the contracts of series by their rule. */
export class Listing {
  private readonly state: State;
  private readonly emitter: Emitter;

  constructor(state: State, emitter: Emitter) {
    this.state = state;
    this.emitter = emitter;
  }

  /** A contract that was listed before its day begins to trade. */
  open(instrument: number): void {
    const { instruments } = this.state;
    if (instruments.state[instrument] !== INSTRUMENT_STATE.unlisted) return;
    instruments.state[instrument] = INSTRUMENT_STATE.open;
    this.emitter.touchMark(instrument);
  }

  /** @returns with the handle in its detail */
  list(command: SlotReader): Verdict {
    const symbolField = 2 + TERMS.length + RULES.length;
    return this.add({
      index: Math.max(NONE, command.number(1)),
      terms: TERMS.map((_, i) => command.number(2 + i)),
      rules: RULES.map((_, i) => command.number(2 + TERMS.length + i)),
      symbol: command.text(symbolField),
      description: command.text(command.after(symbolField)),
    });
  }

  /** Starts a series: contracts whose date has come are listed at once, the next one is scheduled. */
  startSeries(command: SlotReader): Verdict {
    const { state } = this;
    const [index, ahead, frontMonths] = [command.number(1), command.number(2), command.number(3)];
    const terms = TERMS.map((_, i) => command.number(4 + i));
    const rules = RULES.map((_, i) => command.number(4 + TERMS.length + i));
    const rootField = 4 + TERMS.length + RULES.length;
    const root = command.text(rootField);
    if (!state.instruments.isIndex(index)) return reject(REJECT.unknownInstrument);
    const isSmall = (value: number) => Number.isInteger(value) && value >= 0 && value <= MOST_AHEAD;
    if (ahead < 1 || !isSmall(ahead) || !isSmall(frontMonths)) return reject(REJECT.malformed);
    if (this.seriesOf(root) !== NONE) return reject(REJECT.symbolTaken);
    const fault = this.faultOf(index, terms, rules);
    if (fault !== REJECT.none) return reject(fault);
    const description = command.text(command.after(rootField));
    const series = state.series.add(index, terms, rules, ahead, frontMonths, state.texts.hold(root), state.texts.hold(description));
    this.listOrSchedule(series, quarterAfter(state.scalars.timeMs));
    return reject(REJECT.none, series);
  }

  /** Has a contract of a series listed at another date than the rule's; the series may start later. */
  setDate(command: SlotReader): Verdict {
    const { state } = this;
    const { listingDates, texts } = state;
    const [quarter, atMs] = [command.number(1), command.number(2)];
    const root = command.text(3);
    if (!Number.isInteger(quarter) || !isMoment(atMs) || atMs >= quarterEndMs(quarter)) return reject(REJECT.moment);
    const symbol = quarterSymbol(root, quarter);
    if (this.find(symbol) !== NONE) return reject(REJECT.symbolTaken);
    const known = this.dateRow(symbol);
    if (known === NONE) listingDates.add(texts.hold(symbol), atMs);
    else listingDates.atMs[known] = atMs;
    const series = this.seriesOf(root);
    if (series === NONE) return ACCEPTED;
    const waits = state.unschedule(({ kind, subject, a }) => kind === EVENT.relist && subject === series && a === quarter);
    if (waits > 0) this.listOrSchedule(series, quarter);
    return ACCEPTED;
  }

  /** The date of a contract of a series has come. */
  relist(series: number, quarter: number): void {
    const { state } = this;
    const { series: all, texts } = state;
    const rules = all.rulesOf(series);
    const set = (name: RuleName, value: number) => {
      rules[RULES.indexOf(name)] = value;
    };
    set("openAtMs", this.dateOf(series, quarter));
    set("frontAtMs", monthsBeforeEndMs(quarter, all.frontMonths[series] as number));
    set("expiryMs", quarterEndMs(quarter));
    const symbol = quarterSymbol(texts.at(all.rootText[series] as number), quarter);
    // Whoever listed a contract of that name by hand has listed this one.
    this.add({
      index: all.index[series] as number,
      terms: all.termsOf(series),
      rules,
      symbol,
      description: texts.at(all.descriptionText[series] as number),
    });
    this.listOrSchedule(series, quarter + 1);
  }

  /** Handle by symbol; NONE for one that is not listed. */
  find(symbol: string): number {
    const { instruments, texts } = this.state;
    return instruments.find((text) => texts.at(text) === symbol);
  }

  private listOrSchedule(series: number, quarter: number): void {
    const { state } = this;
    const atMs = this.dateOf(series, quarter);
    if (atMs <= state.scalars.timeMs) this.relist(series, quarter);
    else state.schedule(atMs, EVENT.relist, series, quarter);
  }

  private dateOf(series: number, quarter: number): number {
    const { listingDates, series: all, texts } = this.state;
    const row = this.dateRow(quarterSymbol(texts.at(all.rootText[series] as number), quarter));
    if (row !== NONE) return listingDates.atMs[row] as number;
    const before = quarterEndMs(quarter - (all.ahead[series] as number));
    return Math.floor(before / DAY_MS) * DAY_MS - LISTED_BEFORE_DAYS * DAY_MS + LISTED_AT_MS;
  }

  private dateRow(symbol: string): number {
    const { listingDates, texts } = this.state;
    return listingDates.find((text) => texts.at(text) === symbol);
  }

  private seriesOf(root: string): number {
    const { series, texts } = this.state;
    return series.find((text) => texts.at(text) === root);
  }

  private add({ index, terms, rules, symbol, description }: Wanted): Verdict {
    const { state, emitter } = this;
    const { instruments, ledger, scalars, texts } = state;
    const isContract = index !== NONE;
    if (isContract && !instruments.isIndex(index)) return reject(REJECT.unknownInstrument);
    if (this.find(symbol) !== NONE) return reject(REJECT.symbolTaken);
    const fault = isContract ? this.faultOf(index, terms, rules) : REJECT.none;
    if (fault !== REJECT.none) return reject(fault);
    const handle = instruments.list(index, terms, rules, scalars.timeMs, texts.hold(symbol), texts.hold(description));
    ledger.contracts[handle] = 0;
    if (isContract) {
      state.openBook(handle);
      this.plan(handle);
    }
    emitter.instrument(handle);
    emitter.touchMark(handle);
    return reject(REJECT.none, handle);
  }

  /** Schedules what a contract's rules say of its life. */
  private plan(instrument: number): void {
    const { state } = this;
    const { instruments, scalars } = state;
    const openAtMs = instruments.rule(instrument, "openAtMs");
    if (openAtMs > scalars.timeMs) {
      instruments.state[instrument] = INSTRUMENT_STATE.unlisted;
      state.schedule(openAtMs, EVENT.open, instrument);
    }
    const expiryMs = instruments.rule(instrument, "expiryMs");
    if (expiryMs !== 0) state.schedule(expiryMs, EVENT.settle, instrument);
    scheduleSession(state, instrument);
    const decideBeforeMs = instruments.rule(instrument, "decideBeforeMs");
    if (decideBeforeMs !== 0 && expiryMs - decideBeforeMs > scalars.timeMs)
      state.schedule(expiryMs - decideBeforeMs, EVENT.decide, instrument);
  }

  /** Why a contract on an index can't be listed: its terms, or rules that speak of what is not there. */
  private faultOf(index: number, numbers: readonly number[], rules: readonly number[]): RejectCode {
    const { instruments, scalars } = this.state;
    const terms = termsFrom((i) => numbers[i] as number);
    const fault = termsFault(terms);
    if (fault !== null) return FAULT_REJECT[fault];
    // Marks are prices of the index, so that both count in the same points.
    if (terms.pointsPerUnit !== instruments.term(index, "pointsPerUnit")) return REJECT.multiplier;
    const rule = (name: RuleName) => rules[RULES.indexOf(name)] as number;
    const settlementIndex = rule("settlementIndex");
    if (settlementIndex !== 0) {
      if (!instruments.isIndex(settlementIndex - 1)) return REJECT.unknownInstrument;
      if (instruments.term(settlementIndex - 1, "pointsPerUnit") !== terms.pointsPerUnit) return REJECT.multiplier;
    }
    const [openAtMs, expiryMs] = [rule("openAtMs"), rule("expiryMs")];
    const isTimed = (openAtMs === 0 || isMoment(openAtMs)) && (expiryMs === 0 || (isMoment(expiryMs) && expiryMs > scalars.timeMs));
    return isTimed && (expiryMs === 0 || openAtMs < expiryMs) ? REJECT.none : REJECT.moment;
  }
}

const isMoment = (timeMs: number) => Number.isSafeInteger(timeMs) && timeMs > 0 && timeMs <= LAST_MOMENT_MS;

const reject = (code: RejectCode, detail = 0): Verdict => ({ code, detail });
