import { valueSats } from "../contract/pricing/value.ts";
import { HOUSE } from "./accounts.ts";
import { Amending } from "./amending.ts";
import { Audit, AuditError } from "./audit.ts";
import { Caps, readCaps } from "./caps.ts";
import { Changes } from "./changes.ts";
import { type AmendFields, COMMAND, isConditional, MARK_METHOD, type PlaceFields } from "./commands.ts";
import { Composites } from "./composites.ts";
import { beginDays, closeDay } from "./days.ts";
import { Deleveraging } from "./deleveraging.ts";
import { Emitter } from "./emitter.ts";
import { fund } from "./funding.ts";
import { INSTRUMENT_STATE } from "./instruments.ts";
import { InsuranceFund } from "./insurance-fund.ts";
import { Liquidation } from "./liquidation.ts";
import { LiquidationSteps } from "./liquidation-steps.ts";
import { Listing } from "./listing.ts";
import { fairAt, markAt } from "./marking.ts";
import { Matching } from "./matching.ts";
import { OrderLife } from "./order-life.ts";
import { priced } from "./pegs.ts";
import { Placing } from "./placing.ts";
import { isVerdict, mayStay, PreTrade } from "./pre-trade.ts";
import { readAmend, readAmendWide, readPlace, readPlaceWide } from "./read-command.ts";
import { TRANSACTION_TYPE } from "./records.ts";
import { trimReduceOnly } from "./reduce-only.ts";
import { REJECT, type Verdict } from "./rejects.ts";
import { Relief } from "./relief.ts";
import { Remargin, type RemarginBy } from "./remargin.ts";
import { Repricing } from "./repricing.ts";
import { NONE } from "./rows.ts";
import { beginSampling, sample } from "./sampling.ts";
import { EVENT, type ScheduledEvent } from "./schedule.ts";
import { closeSession, decide } from "./sessions.ts";
import { setLeverage } from "./set-leverage.ts";
import { setRiskLimit } from "./set-risk-limit.ts";
import { Settlement } from "./settlement.ts";
import type { SlotReader, SlotWriter } from "./slots.ts";
import { StandingTakeovers } from "./standing-takeovers.ts";
import { State } from "./state.ts";
import { Takeover } from "./takeover.ts";
import { runTimers } from "./timers.ts";
import { transferMargin } from "./transfer-margin.ts";
import { Triggers } from "./triggers.ts";
import { Withdrawing } from "./withdrawing.ts";

/** Named in every journal segment and snapshot. Another version's journal is never replayed. */
export const ENGINE_VERSION = "4";

const DAY_MS = 24 * 3_600_000;
/** A test coin a day. */
const FAUCET_INTERVAL_MS = DAY_MS;
/** Orders whose price has come that one command lets trade; the rest waits for the next command. */
export const MAX_TRIGGERED_PER_COMMAND = 100;
/** Rounds of trimming and liquidating that one command may set off; each ends a position or an order. */
const MAX_AFTERMATH_ROUNDS = 1_000_000;

const reject = (code: number, detail = 0): Verdict => ({ code, detail }) as Verdict;

/**
 * The exchange as a function of its commands: no input or output, no clock, no chance. Sequence and time come in with
 * each command; rows, a reply and nothing else come out.
 */
export class Engine {
  readonly state: State;
  readonly audit: Audit;
  private readonly emitter: Emitter;
  private readonly preTrade: PreTrade;
  private readonly placing: Placing;
  private readonly amending: Amending;
  private readonly life: OrderLife;
  private readonly triggers: Triggers;
  private readonly liquidation: Liquidation;
  readonly remargin: Remargin;
  private readonly listing: Listing;
  private readonly settlement: Settlement;
  private readonly composites: Composites;
  private readonly repricing: Repricing;
  private readonly changes: Changes;
  private readonly caps: Caps;
  private readonly withdrawing: Withdrawing;
  private readonly replyOrders: number[] = [];
  /** Triggered orders that the command at hand has let trade. */
  private triggeredSoFar = 0;

  /** @param remarginBy the scan is the oracle of the index; nothing but the time that it takes may tell them apart */
  constructor(state: State, out: SlotWriter, remarginBy: RemarginBy = "index") {
    this.state = state;
    this.emitter = new Emitter(state, out);
    this.triggers = new Triggers(state, this.emitter);
    const standing = new StandingTakeovers(state);
    this.life = new OrderLife(state, this.emitter, this.triggers, standing);
    this.caps = new Caps(state);
    this.withdrawing = new Withdrawing(state, this.emitter);
    this.preTrade = new PreTrade(state, this.caps);
    const matching = new Matching(state, this.emitter, this.life, this.triggers);
    this.placing = new Placing(state, this.life, matching, this.preTrade, this.triggers, this.caps);
    this.amending = new Amending(state, this.emitter, this.life, matching, this.placing, this.preTrade, this.triggers, this.caps);
    const steps = new LiquidationSteps(state, out, this.preTrade);
    const takeover = new Takeover(state, this.emitter, this.life, matching, this.preTrade, standing, steps);
    this.liquidation = new Liquidation(state, new Relief(state, this.emitter, this.life, matching, takeover, steps));
    this.remargin = new Remargin(state, this.emitter, remarginBy);
    this.listing = new Listing(state, this.emitter);
    this.settlement = new Settlement(state, this.emitter, this.life, matching);
    this.composites = new Composites(state, this.emitter, (index, points) => this.index(index, points).code === REJECT.none);
    const deleveraging = new Deleveraging(state, this.emitter, this.life, matching, this.preTrade, takeover);
    const fund = new InsuranceFund(state, this.emitter);
    this.repricing = new Repricing(state, this.emitter, this.life, matching, fund, deleveraging, standing);
    this.changes = new Changes(state, this.emitter, this.life, this.settlement);
    this.audit = new Audit(state);
  }

  static genesis(out: SlotWriter): Engine {
    return new Engine(State.genesis(), out);
  }

  /**
   * Applies one command and writes its rows between a `begin` and an `end`.
   *
   * @param timeMs not before the last command's
   * @param request the caller's own mark, which comes back in the `end`
   * @throws AuditError when the books do not balance; the state must not be used any more
   */
  apply(command: SlotReader, sequence: number, timeMs: number, request: number): void {
    const { state, emitter } = this;
    state.scalars.sequence = sequence;
    this.setTime(timeMs);
    this.replyOrders.length = 0;
    this.triggeredSoFar = 0;
    emitter.begin(sequence, timeMs);
    this.runEvents(timeMs);
    runTimers(state, this.life);
    this.life.forgetFilled();
    const verdict = this.dispatch(command);
    this.markNew();
    this.aftermath();
    if (this.markByLast()) this.aftermath();
    emitter.flush();
    emitter.end(request, verdict.code, verdict.detail, this.replyOrders);
    this.audit.afterCommand();
    this.audit.follow(timeMs);
    this.insist(this.remargin.afterCommand());
  }

  /**
   * What can wait for a moment in which nobody does.
   *
   * @param nowMs exchange time
   * @param mostRows rows that the audit recomputes at most
   * @throws AuditError like {@link Engine.apply}
   */
  idle(nowMs: number, mostRows: number): void {
    this.audit.follow(nowMs, mostRows);
    this.insist(this.remargin.idle());
  }

  /** A threshold that does not follow from its row may have been left behind by a row that was edited: the sums know better. */
  private insist(fault: string | null): void {
    if (fault === null) return;
    this.audit.full();
    throw new AuditError(fault, Number.NaN);
  }

  /** Writes the whole state as rows, for a mirror that starts empty. */
  image(): void {
    const { scalars } = this.state;
    this.emitter.begin(scalars.sequence, scalars.timeMs);
    this.emitter.image();
    this.emitter.end(0, REJECT.none, 0, []);
  }

  /** Lets what was scheduled happen, each event at its own moment and with all its consequences, before the command. */
  private runEvents(timeMs: number): void {
    const { state, emitter } = this;
    let event = state.takeEvent(timeMs);
    if (event === null) return;
    for (; event !== null; event = state.takeEvent(timeMs)) {
      this.setTime(event.atMs);
      emitter.moment(event.atMs);
      // Who pays everybody, or closes everybody's position, has all rows counted anew.
      if (event.kind === EVENT.fund || event.kind === EVENT.settle) this.audit.demandFull();
      this.happen(event, timeMs);
      this.markNew();
      this.aftermath();
      // The next event may change the terms in which these rows are told.
      emitter.flush();
    }
    this.setTime(timeMs);
    emitter.moment(timeMs);
  }

  private setTime(timeMs: number): void {
    this.state.scalars.timeMs = timeMs;
    this.state.ledger.day = Math.floor(timeMs / DAY_MS);
  }

  /** @param untilMs moment of the command that lets it happen */
  private happen(event: ScheduledEvent, untilMs: number): void {
    switch (event.kind) {
      case EVENT.noon:
        closeDay(this.state, this.emitter);
        return;
      case EVENT.premium:
        sample(this.state, this.emitter, event.subject, untilMs);
        return;
      case EVENT.fund:
        if (fund(this.state, this.emitter, event.subject)) this.audit.full();
        // Who pays next has more to maintain, whether or not he has paid now.
        this.liquidation.remargin(this.remargin.due([event.subject]));
        return;
      case EVENT.session:
        closeSession(this.state, this.emitter, this.life, event.subject);
        return;
      case EVENT.decide:
        decide(this.state, this.emitter, event.subject);
        return;
      case EVENT.settle:
        this.settlement.settle(event.subject);
        return;
      case EVENT.change:
      case EVENT.delist:
        this.changes.happen(event.subject, event.a, event.b, event.c);
        return;
      case EVENT.open:
        this.open(event.subject);
        return;
      case EVENT.relist:
        this.listing.relist(event.subject, event.a);
        return;
      case EVENT.publish:
        this.composites.publication(event.subject);
        return;
      case EVENT.weigh:
        this.composites.weighed(event);
        return;
      default:
        throw new Error(`nothing is known of events of kind ${event.kind}`);
    }
  }

  private dispatch(command: SlotReader): Verdict {
    switch (command.kind) {
      case COMMAND.list:
        return this.listing.list(command);
      case COMMAND.series:
        return this.listing.startSeries(command);
      case COMMAND.listingDate:
        return this.listing.setDate(command);
      case COMMAND.change:
        return this.changes.take(command);
      case COMMAND.openAccount:
        return this.openAccount(command);
      case COMMAND.deposit:
        return this.deposit(command.number(1), command.number(2));
      case COMMAND.faucet:
        return this.faucet(command.number(1), command.number(2));
      case COMMAND.place:
        return this.reply(this.placing.place(readPlace(command, 1).fields));
      case COMMAND.amend:
        return this.reply(this.amending.amend(readAmend(command, 1).fields));
      case COMMAND.cancel:
        return this.cancel(command);
      case COMMAND.cancelAll:
        return this.cancelAll(command.number(1), command.number(2), command.number(3), command.text(4));
      case COMMAND.closePosition:
        return this.reply(this.placing.closePosition(command.number(1), command.number(2), command.number(3), command.text(4)));
      case COMMAND.cancelAllAfter:
        return this.cancelAllAfter(command.number(1), command.number(2));
      case COMMAND.placeBulk:
        return this.placeBulk(command, readPlace);
      case COMMAND.amendBulk:
        return this.amendBulk(command, readAmend);
      case COMMAND.placeWide:
        return this.reply(this.placing.place(readPlaceWide(command, 1).fields));
      case COMMAND.amendWide:
        return this.reply(this.amending.amend(readAmendWide(command, 1).fields));
      case COMMAND.placeBulkWide:
        return this.placeBulk(command, readPlaceWide);
      case COMMAND.amendBulkWide:
        return this.amendBulk(command, readAmendWide);
      case COMMAND.leverage:
        return setLeverage(this.state, this.life, this.emitter, command.number(1), command.number(2), command.number(3));
      case COMMAND.riskLimit:
        return setRiskLimit(this.state, this.life, this.emitter, command.number(1), command.number(2), command.number(3));
      case COMMAND.transferMargin:
        return transferMargin(this.state, this.life, this.emitter, command.number(1), command.number(2), command.number(3));
      case COMMAND.index:
        return this.setIndex(command.number(2), command.number(3));
      case COMMAND.makeIndex:
        return this.composites.make(command.number(1), command.number(2), command.number(3));
      case COMMAND.weighIndex:
        return this.composites.weigh(command);
      case COMMAND.quoteConstituents:
        return this.composites.quote(command);
      case COMMAND.protectIndex:
        return this.composites.protect(command.number(1), command.number(2), command.number(3));
      case COMMAND.letConstituentBack:
        return this.composites.letBack(command.number(1), command.number(2));
      case COMMAND.reserveWithdrawal:
        return this.withdrawing.reserve(command);
      case COMMAND.cancelWithdrawal:
        return this.withdrawing.cancel(command.number(1));
      case COMMAND.sendWithdrawal:
        return this.withdrawing.send(command.number(1), command.number(2), (account, sats) => this.deposit(account, sats));
      case COMMAND.underCaps:
        return this.underCaps(command);
      case COMMAND.clock:
        return reject(REJECT.none);
      default:
        return reject(REJECT.malformed);
    }
  }

  /** Does a command as far as the caps of the key that sent it allow. */
  private underCaps(command: SlotReader): Verdict {
    const { caps, next } = readCaps(command, 1);
    const outer = command.at;
    command.at += next;
    try {
      if (command.kind === COMMAND.underCaps) return reject(REJECT.malformed);
      this.caps.hold(caps);
      return this.dispatch(command);
    } finally {
      this.caps.hold(null);
      command.at = outer;
    }
  }

  /** What a command sets off: orders whose price has come trade, reduce-only orders follow their positions, who cannot keep a margin is taken over, and takeovers follow the mark. */
  private aftermath(): void {
    const { state, emitter } = this;
    for (let round = 0; ; round++) {
      if (round > MAX_AFTERMATH_ROUNDS) throw new Error("a command's consequences do not end");
      if (this.runTriggered()) continue;
      const position = emitter.takePosition();
      if (position !== NONE) {
        trimReduceOnly(state, emitter, this.life, position);
        continue;
      }
      const account = emitter.takeAccount();
      if (account !== NONE) {
        this.liquidation.review(account);
        if (account === HOUSE.insurance) this.repricing.balance();
        continue;
      }
      const instrument = emitter.takeMark();
      if (instrument === NONE) return;
      beginDays(state, instrument);
      this.repricing.review(instrument);
    }
  }

  /** Whether something waits for a command to come: a timer that has run out, or orders that the last one had no room for. */
  isDue(timeMs: number): boolean {
    const { nextDeadlineMs, nextEventMs, firstTriggered } = this.state.scalars;
    return firstTriggered !== NONE || (nextDeadlineMs !== 0 && nextDeadlineMs <= timeMs) || (nextEventMs !== 0 && nextEventMs <= timeMs);
  }

  /**
   * Whether something has to happen though nobody sends a command. The samples of a minute can wait for the next one:
   * until it comes nothing changes what they find, so that an exchange without commands writes nothing.
   */
  wakes(timeMs: number): boolean {
    const { nextDeadlineMs, firstTriggered } = this.state.scalars;
    if (firstTriggered !== NONE || (nextDeadlineMs !== 0 && nextDeadlineMs <= timeMs)) return true;
    return this.isDue(timeMs) && this.state.events.hasDue(timeMs, EVENT.premium);
  }

  /** Lets the next order trade whose price has come. @returns whether there was one that this command has room for */
  private runTriggered(): boolean {
    if (this.triggeredSoFar >= MAX_TRIGGERED_PER_COMMAND) return false;
    const order = this.triggers.take();
    if (order === NONE) return false;
    this.triggeredSoFar += 1;
    this.placing.activate(order);
    return true;
  }

  private reply(placed: number | Verdict): Verdict {
    if (typeof placed !== "number") return placed;
    this.replyOrders.push(placed);
    return reject(REJECT.none);
  }

  /** A contract that was listed before its day begins to trade. */
  private open(instrument: number): void {
    const { instruments } = this.state;
    if (instruments.state[instrument] !== INSTRUMENT_STATE.unlisted) return;
    instruments.state[instrument] = INSTRUMENT_STATE.open;
    this.emitter.touchMark(instrument);
  }

  private openAccount(command: SlotReader): Verdict {
    const account = this.state.accounts.open(command.number(1), this.state.scalars.timeMs);
    this.emitter.touchAccount(account);
    return reject(REJECT.none, account);
  }

  /** Coins come in: for a client, or for the insurance fund, which its house endows. */
  private deposit(account: number, sats: number): Verdict {
    const { state } = this;
    if (!state.accounts.isClient(account) && account !== HOUSE.insurance) return reject(REJECT.unknownAccount);
    if (!Number.isSafeInteger(sats) || sats <= 0 || !Number.isSafeInteger(state.ledger.deposited + sats)) return reject(REJECT.malformed);
    state.ledger.deposit(account, sats);
    this.emitter.touchAccount(account);
    this.emitter.transaction(account, TRANSACTION_TYPE.deposit, sats);
    return reject(REJECT.none, state.scalars.nextTransaction - 1);
  }

  private faucet(account: number, sats: number): Verdict {
    const { accounts, scalars } = this.state;
    if (!accounts.isClient(account)) return reject(REJECT.unknownAccount);
    const last = accounts.faucetAtMs[account] as number;
    if (last !== 0 && scalars.timeMs - last < FAUCET_INTERVAL_MS) return reject(REJECT.faucetTooSoon, last + FAUCET_INTERVAL_MS);
    const verdict = this.deposit(account, sats);
    if (verdict.code === REJECT.none) accounts.faucetAtMs[account] = scalars.timeMs;
    return verdict;
  }

  /** Cancels orders one by one; the reply holds each one's number, 0 for those that are not open or not the account's. */
  private cancel(command: SlotReader): Verdict {
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
      this.replyOrders.push(isOwn ? (state.orders.number[order] as number) : 0);
      if (isOwn) this.life.cancel(order, text, true);
    }
    return reject(REJECT.none);
  }

  private cancelAll(account: number, instrument: number, side: number, text: string): Verdict {
    if (!this.state.accounts.isClient(account)) return reject(REJECT.unknownAccount);
    this.life.cancelAll(account, instrument, side, text, (number) => this.replyOrders.push(number));
    return reject(REJECT.none);
  }

  /** Arms, moves or disarms the moment at which an account's orders are cancelled; the reply's detail is the moment now. */
  private cancelAllAfter(account: number, timeoutMs: number): Verdict {
    const { state } = this;
    const { timeMs } = state.scalars;
    if (!state.accounts.isClient(account)) return reject(REJECT.unknownAccount);
    if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 0 || !Number.isSafeInteger(timeMs + timeoutMs)) return reject(REJECT.malformed);
    state.accounts.cancelAtMs[account] = timeoutMs === 0 ? 0 : timeMs + timeoutMs;
    if (timeoutMs !== 0) state.setDeadline(timeMs + timeoutMs);
    return reject(REJECT.none, timeMs);
  }

  /** Places all or, when one of them is invalid or they cannot be paid for together, none. */
  private placeBulk(command: SlotReader, read: (command: SlotReader, field: number) => { fields: PlaceFields; next: number }): Verdict {
    const { state, preTrade } = this;
    const count = command.number(2);
    const orders = [];
    for (let i = 0, field = 3; i < count; i++) {
      const { fields, next } = read(command, field);
      field = next;
      orders.push(fields);
    }
    const clientIds = new Set<string>();
    const knownPositions = state.positions.count;
    const supposed: { position: number; side: 0 | 1; quantity: number; reserve: number }[] = [];
    let waitingToo = 0;
    let openToo = 0;
    let refusal: Verdict | undefined;
    for (const wish of orders) {
      refusal = preTrade.wellFormed(wish, waitingToo, openToo);
      if (refusal.code !== REJECT.none) break;
      const fields = priced(state, wish);
      if (isVerdict(fields)) {
        refusal = fields;
        break;
      }
      if (fields.instrument !== orders[0]?.instrument) refusal = reject(REJECT.bulkInstrument);
      if (refusal.code === REJECT.none && fields.clientId !== "" && clientIds.has(fields.clientId))
        refusal = reject(REJECT.duplicateClientId);
      if (refusal.code !== REJECT.none) break;
      clientIds.add(fields.clientId);
      this.caps.suppose(wish);
      if (mayStay(wish)) openToo += 1;
      // What waits for a price binds nothing.
      if (isConditional(fields.type)) {
        waitingToo += 1;
        continue;
      }
      const intent = preTrade.intend(fields);
      if (isVerdict(intent)) {
        refusal = intent;
        break;
      }
      refusal = preTrade.affordable(intent);
      if (refusal.code !== REJECT.none) break;
      // The orders checked next share the account's margin with this one, as if it rested whole.
      if (intent.rests && !intent.closes) {
        const position = state.positionFor(intent.account, intent.instrument);
        const reserve = preTrade.reserveWhenResting(intent);
        state.positions.addOrder(position, intent.side, intent.quantity, 0, reserve, 0);
        supposed.push({ position, side: intent.side, quantity: intent.quantity, reserve });
      }
    }
    this.caps.forgetSupposed();
    for (const { position, side, quantity, reserve } of supposed) state.positions.addOrder(position, side, -quantity, 0, -reserve, 0);
    if (refusal !== undefined && refusal.code !== REJECT.none) {
      state.forgetPositionsFrom(knownPositions);
      return refusal;
    }
    for (const fields of orders) this.replyOrders.push(this.placing.placeOrRecord(fields));
    return reject(REJECT.none);
  }

  /** Amends all or, when one of them is invalid or they cannot be paid for together, none. */
  private amendBulk(command: SlotReader, read: (command: SlotReader, field: number) => { fields: AmendFields; next: number }): Verdict {
    const count = command.number(2);
    const amendments = [];
    for (let i = 0, field = 3; i < count; i++) {
      const { fields, next } = read(command, field);
      field = next;
      amendments.push(fields);
    }
    const verdict = this.amending.together(amendments);
    if (verdict.code !== REJECT.none) return verdict;
    this.replyOrders.push(...amendments.map((fields) => this.amending.numberOf(fields)));
    for (const fields of amendments) this.amending.amend(fields);
    return verdict;
  }

  private setIndex(index: number, points: number): Verdict {
    const verdict = this.index(index, points);
    if (verdict.code === REJECT.none) this.composites.wasSet(index);
    return verdict;
  }

  /** A new price of an index marks every contract that refers to it by its own method, and re-margins who holds one. */
  private index(index: number, points: number): Verdict {
    const { instruments, scalars } = this.state;
    if (!instruments.isIndex(index)) return reject(REJECT.unknownInstrument);
    if (!Number.isSafeInteger(points) || points <= 0) return reject(REJECT.price);
    const marked = [{ instrument: index, fair: points, mark: points }];
    for (let instrument = 0; instrument < instruments.count; instrument++) {
      if (instruments.index[instrument] !== index || !instruments.isLive(instrument)) continue;
      const fair = fairAt(this.state, instrument, points);
      const mark = markAt(this.state, instrument, fair);
      if (!this.staysExact(instrument, fair) || !this.staysExact(instrument, mark)) return reject(REJECT.price);
      marked.push({ instrument, fair, mark });
    }
    for (const { instrument, fair, mark } of marked) {
      const isFirst = instruments.markPoints[instrument] === 0;
      instruments.fairPoints[instrument] = fair;
      instruments.markPoints[instrument] = mark;
      instruments.markedAtMs[instrument] = scalars.timeMs;
      this.emitter.touchMark(instrument);
      if (isFirst && instrument !== index) beginSampling(this.state, this.emitter, instrument);
    }
    // Orders that the new marks set off come first: a stop may yet close what would be taken over.
    this.triggers.marked(index);
    while (this.runTriggered());
    // All marks move before anybody is judged: one contract's loss may be another's gain.
    this.liquidation.remargin(this.remargin.due(marked.map(({ instrument }) => instrument)));
    this.composites.averaged(index, points);
    return reject(REJECT.none);
  }

  /** A contract that is listed while its index has a price is marked from the beginning, so that it can trade at once. */
  private markNew(): void {
    const { state, emitter } = this;
    const { instruments, scalars } = state;
    for (const instrument of emitter.marked) {
      if (instruments.markPoints[instrument] !== 0 || !instruments.isLive(instrument)) continue;
      const points = instruments.markPoints[instruments.index[instrument] as number] as number;
      if (points === 0) continue;
      const fair = fairAt(state, instrument, points);
      const mark = markAt(state, instrument, fair);
      if (!this.staysExact(instrument, fair) || !this.staysExact(instrument, mark)) continue;
      instruments.fairPoints[instrument] = fair;
      instruments.markPoints[instrument] = mark;
      instruments.markedAtMs[instrument] = scalars.timeMs;
      beginSampling(state, emitter, instrument);
    }
  }

  /**
   * Contracts whose mark is their own last price take it with each price of their index; while that has not begun, with
   * each command. @returns whether any did
   */
  private markByLast(): boolean {
    const { instruments, scalars } = this.state;
    const marked: number[] = [];
    for (const instrument of this.emitter.marked) {
      if (!instruments.isLive(instrument) || instruments.rule(instrument, "markMethod") !== MARK_METHOD.lastPrice) continue;
      if (instruments.markPoints[instruments.index[instrument] as number] !== 0) continue;
      const points = (instruments.lastTicks[instrument] as number) * instruments.term(instrument, "pointsPerTick");
      if (points !== 0 && points !== instruments.markPoints[instrument]) marked.push(instrument);
    }
    if (marked.length === 0) return false;
    for (const instrument of marked) {
      instruments.markPoints[instrument] = (instruments.lastTicks[instrument] as number) * instruments.term(instrument, "pointsPerTick");
      instruments.markedAtMs[instrument] = scalars.timeMs;
      this.triggers.marked(instruments.index[instrument] as number);
    }
    while (this.runTriggered());
    this.liquidation.remargin(this.remargin.due(marked));
    return true;
  }

  /** Whether a mark is one that the contract can trade near, and what is open, or its largest order, has an exact value there. */
  private staysExact(instrument: number, points: number): boolean {
    const { instruments } = this.state;
    const terms = instruments.termsOf(instrument);
    const contracts = Math.max(instruments.openInterest[instrument] as number, terms.maxOrderQty);
    return points <= 10 * terms.maxPriceTicks * terms.pointsPerTick && Number.isSafeInteger(valueSats(terms, contracts, points));
  }
}
