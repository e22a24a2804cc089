import { HOUSE } from "./accounts.ts";
import { Amending } from "./amending.ts";
import { Audit, AuditError } from "./audit.ts";
import { Bulk } from "./bulk.ts";
import { Cancelling } from "./cancelling.ts";
import { Caps, readCaps } from "./caps.ts";
import { Cash } from "./cash.ts";
import { Changes, endsContract } from "./changes.ts";
import { COMMAND } from "./commands.ts";
import { Composites } from "./composites.ts";
import { beginDays, closeDay } from "./days.ts";
import { Deleveraging } from "./deleveraging.ts";
import { Emitter } from "./emitter.ts";
import { fund } from "./funding.ts";
import { InsuranceFund } from "./insurance-fund.ts";
import { Liquidation } from "./liquidation.ts";
import { LiquidationSteps } from "./liquidation-steps.ts";
import { Listing } from "./listing.ts";
import { Marks } from "./marks.ts";
import { Matching } from "./matching.ts";
import { OrderLife } from "./order-life.ts";
import { Placing } from "./placing.ts";
import { PreTrade } from "./pre-trade.ts";
import { readAmend, readAmendWide, readPlace, readPlaceWide } from "./read-command.ts";
import { trimReduceOnly } from "./reduce-only.ts";
import { ACCEPTED, REJECT, type Verdict } from "./rejects.ts";
import { Relief } from "./relief.ts";
import { Remargin, type RemarginBy } from "./remargin.ts";
import { Repricing } from "./repricing.ts";
import { NONE } from "./rows.ts";
import { sample } from "./sampling.ts";
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
export const ENGINE_VERSION = "6";

const DAY_MS = 24 * 3_600_000;
const MALFORMED: Verdict = { code: REJECT.malformed, detail: 0 };
/** Orders whose price has come that one command lets trade; the rest waits for the next command. */
export const MAX_TRIGGERED_PER_COMMAND = 100;
/** Rounds of trimming and liquidating that one command may set off; each ends a position or an order. */
const MAX_AFTERMATH_ROUNDS = 1_000_000;

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
  private readonly cash: Cash;
  private readonly cancelling: Cancelling;
  private readonly bulk: Bulk;
  private readonly marks: Marks;
  /** Orders that the reply names, the first so many. */
  private readonly replyOrders: number[] = [];
  private replied = 0;
  private readonly told = (number: number): void => {
    this.replyOrders[this.replied++] = number;
  };
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
    this.composites = new Composites(state, this.emitter, (index, points) => this.marks.index(index, points).code === REJECT.none);
    const deleveraging = new Deleveraging(state, this.emitter, this.life, matching, this.preTrade, takeover);
    const fund = new InsuranceFund(state);
    this.repricing = new Repricing(state, this.emitter, this.life, matching, fund, deleveraging, standing);
    this.changes = new Changes(state, this.emitter, this.life, this.settlement);
    this.cash = new Cash(state, this.emitter);
    this.cancelling = new Cancelling(state, this.life);
    this.bulk = new Bulk(state, this.preTrade, this.placing, this.amending, this.caps);
    this.marks = new Marks(state, this.emitter, {
      triggers: this.triggers,
      liquidation: this.liquidation,
      remargin: this.remargin,
      runTriggered: () => this.runTriggered(),
      averaged: (index, points) => this.composites.averaged(index, points),
    });
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
    this.replied = 0;
    this.triggeredSoFar = 0;
    emitter.begin(sequence, timeMs);
    this.runEvents(timeMs);
    runTimers(state, this.life);
    this.life.forgetFilled();
    const verdict = this.dispatch(command);
    this.marks.markNew();
    this.aftermath();
    if (this.marks.markByLast()) this.aftermath();
    emitter.flush();
    emitter.end(request, verdict.code, verdict.detail, this.replyOrders, this.replied);
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
    this.emitter.end(0, REJECT.none, 0, [], 0);
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
      const isEnd = event.kind === EVENT.settle || event.kind === EVENT.delist || (event.kind === EVENT.change && endsContract(event.b));
      if (event.kind === EVENT.fund || isEnd) this.audit.demandFull();
      this.happen(event, timeMs);
      this.marks.markNew();
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
        fund(this.state, this.emitter, event.subject);
        this.repricing.balance();
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
        this.repricing.balance();
        return;
      case EVENT.change:
      case EVENT.delist:
        this.changes.happen(event.subject, event.a, event.b, event.c);
        this.repricing.balance();
        return;
      case EVENT.open:
        this.listing.open(event.subject);
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
        return this.change(command);
      case COMMAND.openAccount:
        return this.cash.open(command.number(1));
      case COMMAND.deposit:
        return this.cash.deposit(command.number(1), command.number(2));
      case COMMAND.faucet:
        return this.cash.faucet(command.number(1), command.number(2));
      case COMMAND.place:
        return this.reply(this.placing.place(readPlace(command, 1).fields));
      case COMMAND.amend:
        return this.reply(this.amending.amend(readAmend(command, 1).fields));
      case COMMAND.cancel:
        return this.cancelling.some(command, this.told);
      case COMMAND.cancelAll:
        return this.cancelling.all(command.number(1), command.number(2), command.number(3), command.text(4), this.told);
      case COMMAND.closePosition:
        return this.reply(this.placing.closePosition(command.number(1), command.number(2), command.number(3), command.text(4)));
      case COMMAND.cancelAllAfter:
        return this.cancelling.allAfter(command.number(1), command.number(2));
      case COMMAND.placeBulk:
        return this.bulk.place(command, readPlace, this.told);
      case COMMAND.amendBulk:
        return this.bulk.amend(command, readAmend, this.told);
      case COMMAND.placeWide:
        return this.reply(this.placing.place(readPlaceWide(command, 1).fields));
      case COMMAND.amendWide:
        return this.reply(this.amending.amend(readAmendWide(command, 1).fields));
      case COMMAND.placeBulkWide:
        return this.bulk.place(command, readPlaceWide, this.told);
      case COMMAND.amendBulkWide:
        return this.bulk.amend(command, readAmendWide, this.told);
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
        return this.withdrawing.send(command.number(1), command.number(2), (account, sats) => this.cash.deposit(account, sats));
      case COMMAND.underCaps:
        return this.underCaps(command);
      case COMMAND.anchor:
      case COMMAND.clock:
        return ACCEPTED;
      default:
        return MALFORMED;
    }
  }

  /** Does a command as far as the caps of the key that sent it allow. */
  private underCaps(command: SlotReader): Verdict {
    const { caps, next } = readCaps(command, 1);
    const outer = command.at;
    command.at += next;
    try {
      if (command.kind === COMMAND.underCaps) return MALFORMED;
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

  /** Lets the next order trade whose price has come. @returns whether there was one that this command has room for */
  private runTriggered(): boolean {
    if (this.triggeredSoFar >= MAX_TRIGGERED_PER_COMMAND) return false;
    const order = this.triggers.take();
    if (order === NONE) return false;
    this.triggeredSoFar += 1;
    this.placing.activate(order);
    return true;
  }

  /** A price that somebody says is the index's own from now on, whatever it is made of. */
  private setIndex(index: number, points: number): Verdict {
    const verdict = this.marks.index(index, points);
    if (verdict.code === REJECT.none) this.composites.wasSet(index);
    return verdict;
  }

  private reply(placed: number | Verdict): Verdict {
    if (typeof placed !== "number") return placed;
    this.told(placed);
    return ACCEPTED;
  }

  private change(command: SlotReader): Verdict {
    if (endsContract(command.number(3)) && command.number(5) === 0) this.audit.demandFull();
    const verdict = this.changes.take(command);
    this.repricing.balance();
    return verdict;
  }
}
