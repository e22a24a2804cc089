import { useId } from "react";
import { ticksToPrice } from "../../../../bff/contract/prices.ts";
import type { OrdType, Side } from "../../../../bff/contract/vocabulary.ts";
import { figure, signedPercent, timeOfDay } from "../../../market/figures.ts";
import { hasLimit } from "../../../market/typed-price.ts";
import { usePosition } from "../../../stores/account.ts";
import { useDialogs } from "../../../stores/dialogs.ts";
import { useDraftOrder } from "../../../stores/draft-order.ts";
import { useIsSessionKnown, useIsSignedIn, useSession } from "../../../stores/session.ts";
import { usePublished, useTerminal } from "../../../stores/terminal.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as ticketTexts from "../../../texts/ticket.ts";
import { Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import text from "../../../ui/text.module.css";
import { useOrderPreview } from "../use-order-preview.ts";
import { usePriceDecimals } from "../use-price-decimals.ts";
import { ConditionsRows } from "./conditions-rows.tsx";
import { FundsMeter } from "./funds-meter.tsx";
import { LeverageControl } from "./leverage-control.tsx";
import { OrderSettings } from "./order-settings.tsx";
import { PreviewList } from "./preview-list.tsx";
import { PriceRow } from "./price-row.tsx";
import { SendBlock } from "./send-block.tsx";
import { SizeRow } from "./size-row.tsx";
import styles from "./ticket.module.css";
import { TriggerRows } from "./trigger-rows.tsx";
import { useLeverage } from "./use-leverage.ts";
import { useSendOrder } from "./use-send-order.ts";

const TABS = [
  { value: "Limit", label: ticketTexts.limit },
  { value: "Market", label: ticketTexts.market },
  { value: "more", label: ticketTexts.stopsAndMore },
] as const;

const isTab = (ordType: OrdType) => ordType === "Limit" || ordType === "Market";

const SIDES: readonly { readonly value: Side; readonly label: string; readonly chosenClass: string | undefined }[] = [
  { value: "Buy", label: ticketTexts.buyLong, chosenClass: styles.buying },
  { value: "Sell", label: ticketTexts.sellShort, chosenClass: styles.selling },
];

/** Where an order is typed, previewed and sent. Fields that are empty show the same lines with dashes. */
export function Ticket() {
  const { symbol, ticker } = useTerminal();
  const figures = usePublished(ticker);
  const draft = useDraftOrder();
  const position = usePosition(symbol);
  const isSignedIn = useIsSignedIn();
  const isKnown = useIsSessionKnown();
  const leverage = useLeverage();
  const { terms, preview, consequence, isStale } = useOrderPreview();
  const sending = useSendOrder(leverage.apply);
  const decimals = usePriceDecimals();
  const previewId = useId();
  const liquidation =
    terms === null || consequence === null || consequence.liquidation === null ? null : ticksToPrice(terms, consequence.liquidation);
  const consequenceWords =
    liquidation === null || figures.mark === null
      ? ""
      : ticketTexts.liquidationAside(figure(liquidation, decimals), signedPercent(liquidation / figures.mark - 1, 1));

  return (
    <>
      <div className={styles.types}>
        <Choice
          look="tabs"
          label={ticketTexts.orderType}
          options={TABS}
          value={isTab(draft.ordType) ? (draft.ordType as "Limit" | "Market") : "more"}
          onChange={(tab) => draft.change({ ordType: tab === "more" ? "Stop" : tab })}
        />
        <div className={styles.settings}>
          <OrderSettings />
        </div>
      </div>
      {/* Enter in a field sends nothing: only the button does. */}
      <form className={styles.ticket} aria-label={ticketTexts.orderRegion} onSubmit={(event) => event.preventDefault()}>
        <Choice look="bar" label={commonTexts.side} options={SIDES} value={draft.side} onChange={(side) => draft.change({ side })} />
        <LeverageControl terms={terms} leverage={leverage} consequence={consequenceWords} />
        <div className={styles.fields}>
          {isTab(draft.ordType) ? null : <TriggerRows terms={terms} />}
          {hasLimit(draft.ordType) ? <PriceRow terms={terms} /> : null}
          {draft.ordType === "Market" ? <MarketPrice price={preview?.price ?? null} levels={preview?.takerLevels ?? 0} /> : null}
          <SizeRow terms={terms} leverage={leverage.chosen} costSats={preview?.costSats ?? null} />
        </div>
        <ConditionsRows terms={terms} />
        <div id={previewId} className={styles.preview}>
          {isStale ? (
            <StaleNote />
          ) : (
            <PreviewList terms={terms} preview={preview} consequence={consequence} position={position} ticker={figures} />
          )}
        </div>
        {isSignedIn ? (
          <SendBlock sending={sending} preview={preview} terms={terms} waits={leverage.waits} isStale={isStale} describedBy={previewId} />
        ) : isKnown ? (
          <SignUpBlock />
        ) : null}
      </form>
      {isSignedIn ? <FundsMeter preview={preview} /> : null}
    </>
  );
}

/** What stands in the price's place when the market decides it. */
function MarketPrice({ price, levels }: { readonly price: number | null; readonly levels: number }) {
  const decimals = usePriceDecimals();
  return (
    <p className={styles.market}>
      <span className={text.second}>{commonTexts.price}</span>
      <span className={text.figure}>
        {price === null ? ticketTexts.atMarket : ticketTexts.aboutPrice(figure(price, decimals))}
        <span className={text.third}>{levels === 0 ? "" : ticketTexts.overLevels(levels)}</span>
      </span>
    </p>
  );
}

/** Why there is no preview, and what still works. */
function StaleNote() {
  const link = usePublished(useTerminal().link);
  if (link.phase === "live") {
    return <p className={text.second}>{ticketTexts.noPreview}</p>;
  }
  const since = link.phase === "idle" || link.lostAtMs === null ? null : timeOfDay(link.lostAtMs);
  return <p className={text.second}>{ticketTexts.noConnection(since)}</p>;
}

function SignUpBlock() {
  const show = useDialogs((dialogs) => dialogs.show);
  const givesCoins = useSession(({ session }) => session?.mode === "local");
  return (
    <div className={styles.send}>
      <Button kind="primary" size="tall" onClick={() => show("signUp")}>
        {givesCoins ? ticketTexts.signUpForCoins : commonTexts.signUp}
      </Button>
      <p className={text.second}>
        {ticketTexts.signInInstead(
          <button type="button" className={`${text.link} ${styles.signIn}`} onClick={() => show("signIn")}>
            {commonTexts.signIn}
          </button>,
        )}
      </p>
    </div>
  );
}
