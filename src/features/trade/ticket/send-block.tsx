import { useState } from "react";
import type { ContractTerms } from "../../../../bff/contract/pricing/terms.ts";
import { endFault } from "../../../market/bracket.ts";
import { coins, figure } from "../../../market/figures.ts";
import { guardConcerns } from "../../../market/order-guard.ts";
import type { OrderPreview } from "../../../market/order-preview.ts";
import { isPriced, tradingPriceOf } from "../../../market/typed-price.ts";
import { useAccount } from "../../../stores/account.ts";
import { type DraftOrder, mayHaveBracket, useDraftOrder } from "../../../stores/draft-order.ts";
import { claimTestCoins } from "../../../stores/faucet.ts";
import { usePreferences } from "../../../stores/preferences.ts";
import { useSession } from "../../../stores/session.ts";
import { usePart, useTerminal } from "../../../stores/terminal.ts";
import * as ticketTexts from "../../../texts/ticket.ts";
import { Banner } from "../../../ui/banner.tsx";
import { Button } from "../../../ui/button.tsx";
import text from "../../../ui/text.module.css";
import { usePriceDecimals } from "../use-price-decimals.ts";
import { usePricesNow } from "../use-prices-now.ts";
import { ConfirmOrder } from "./confirm-order.tsx";
import { askedType, conditionWords, orderWords, type TypedOrder } from "./order-words.ts";
import type { Refusal } from "./plain-words.ts";
import styles from "./ticket.module.css";
import type { Sending } from "./use-send-order.ts";

interface SendBlockProps {
  readonly sending: Sending;
  readonly preview: OrderPreview | null;
  readonly terms: ContractTerms | null;
  /** A leverage is chosen and waits for a word. */
  readonly waits: boolean;
  /** Prices are too old to trade by. */
  readonly isStale: boolean;
  readonly describedBy: string;
}

/** The button that says what it does, what speaks against it, and what became of the last order. */
export function SendBlock({ sending, preview, terms, waits, isStale, describedBy }: SendBlockProps) {
  const { symbol, ticker } = useTerminal();
  const decimals = usePriceDecimals();
  const draft = useDraftOrder();
  const mark = usePart(ticker, (now) => now.mark);
  const now = usePricesNow();
  const [asking, setAsking] = useState<Asking | null>(null);
  const send = () => {
    const { asksBefore, guard } = usePreferences.getState();
    const price = tradingPriceOf(draft, now) ?? preview?.price ?? null;
    const concerns = guardConcerns({ contracts: draft.contracts ?? 0, price, mark }, guard);
    if (concerns.length > 0 || asksBefore[askedType(draft)]) setAsking({ order: draft, concerns });
    else sending.send(draft);
  };
  const confirm = () => {
    if (asking !== null) sending.send(asking.order);
    setAsking(null);
  };
  const ends = endsState(draft, mark);
  const isTyped = isComplete(draft.contracts, isPriced(draft), terms) && ends === "right";
  return (
    <div className={styles.send}>
      <Concern preview={preview} typed={draft.contracts} waits={waits} />
      <Button
        kind={draft.side === "Buy" ? "buy" : "sell"}
        size="tall"
        className={styles.button}
        data-send
        disabled={!isTyped || waits || isStale || sending.isSending || sending.isLooking}
        aria-describedby={describedBy}
        onClick={send}
      >
        <span>{sending.isSending ? ticketTexts.sending : orderWords(draft, symbol, decimals)}</span>
        <span className={styles.small}>
          {isStale ? ticketTexts.pricesTooOld : isTyped ? conditionWords(draft, decimals) : whatIsMissing(draft, ends)}
        </span>
      </Button>
      <LastRefusal sending={sending} />
      {asking === null ? null : (
        <ConfirmOrder {...asking} preview={preview} terms={terms} isStale={isStale} onConfirm={confirm} onClose={() => setAsking(null)} />
      )}
    </div>
  );
}

/** An order that waits for a word, as it was when its button was pressed. */
interface Asking {
  readonly order: TypedOrder;
  readonly concerns: readonly string[];
}

function isComplete(contracts: number | null, isPriced: boolean, terms: ContractTerms | null): boolean {
  return (
    terms !== null && isPriced && contracts !== null && contracts > 0 && contracts % terms.lotSize === 0 && contracts <= terms.maxOrderQty
  );
}

/** Whether the orders that end it can be sent with it. */
function endsState(draft: DraftOrder, mark: number | null): "right" | "none" | "wrong" {
  if (!draft.hasBracket || !mayHaveBracket(draft)) return "right";
  const { takeProfit, stopLoss, side, price, ordType } = draft;
  if (takeProfit === null && stopLoss === null) return "none";
  const entry = ordType === "Limit" ? price : null;
  const isWrong = (part: "takeProfit" | "stopLoss", at: number | null) => at !== null && endFault(part, side, at, entry, mark) !== null;
  return isWrong("takeProfit", takeProfit) || isWrong("stopLoss", stopLoss) ? "wrong" : "right";
}

function whatIsMissing(draft: DraftOrder, ends: "right" | "none" | "wrong"): string {
  const { contracts } = draft;
  if (!isPriced(draft)) return contracts === null ? ticketTexts.typePriceAndSize : ticketTexts.typePrice;
  if (contracts === null) return ticketTexts.typeSize;
  return ends === "none" ? ticketTexts.typeBracket : ends === "wrong" ? ticketTexts.wrongBracket : ticketTexts.sizeDoesNotFit;
}

/** One sentence on what speaks against the order, before the exchange has to say it. */
function Concern({
  preview,
  typed,
  waits,
}: {
  readonly preview: OrderPreview | null;
  readonly typed: number | null;
  readonly waits: boolean;
}) {
  const available = useAccount(({ margin }) => margin?.availableMargin ?? null);
  const hasNothing = useAccount(({ margin }) => margin?.walletBalance === 0);
  const isFaucetOpen = useSession(({ session }) => session?.faucetOpen === true);
  if (hasNothing && isFaucetOpen) {
    return (
      <div className={styles.concern}>
        <p className={text.second}>{ticketTexts.noCoins}</p>
        <Button size="small" onClick={() => void claimTestCoins()}>
          {ticketTexts.getCoins}
        </Button>
      </div>
    );
  }
  const words = waits
    ? ticketTexts.leverageFirst
    : preview === null
      ? null
      : preview.wouldCross
        ? ticketTexts.wouldCross
        : preview.isTooDear
          ? ticketTexts.needsMore(coins(preview.marginSats), coins(available))
          : preview.contracts < (typed ?? 0)
            ? ticketTexts.bookTooThin(figure(preview.contracts), figure(typed))
            : null;
  return words === null ? null : <p className={text.risk}>{words}</p>;
}

const STATEMENTS: Readonly<Record<Exclude<Refusal["kind"], "error">, string>> = ticketTexts.notPlacedBecause;

function LastRefusal({ sending }: { readonly sending: Sending }) {
  const { refusal, isLooking, sendAgain, dismiss } = sending;
  if (isLooking) {
    return (
      <Banner
        kind="risk"
        statement={ticketTexts.noAnswer}
        actions={
          <Button size="small" onClick={dismiss}>
            {ticketTexts.stopWaiting}
          </Button>
        }
      >
        {ticketTexts.askingForOrder}
      </Banner>
    );
  }
  if (refusal === null) return null;
  if (refusal.kind === "error") {
    return (
      <Banner kind="error" statement={ticketTexts.notPlaced}>
        {refusal.words} <span className={text.second}>{refusal.text}</span>
      </Banner>
    );
  }
  return (
    <Banner
      kind="risk"
      statement={STATEMENTS[refusal.kind]}
      actions={
        <>
          {refusal.kind === "unknown" ? null : (
            <Button size="small" onClick={sendAgain}>
              {ticketTexts.tryAgain}
            </Button>
          )}
          <Button size="small" onClick={dismiss}>
            {ticketTexts.leaveIt}
          </Button>
        </>
      }
    >
      {refusal.words} <span className={text.second}>{refusal.text}</span>
    </Banner>
  );
}
