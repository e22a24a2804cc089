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
  { value: "Limit", label: "Limit" },
  { value: "Market", label: "Market" },
  { value: "More", label: "Stops and more" },
] as const;

const isTab = (ordType: OrdType) => ordType === "Limit" || ordType === "Market";

const SIDES: readonly { readonly value: Side; readonly label: string; readonly chosenClass: string | undefined }[] = [
  { value: "Buy", label: "Buy / long", chosenClass: styles.buying },
  { value: "Sell", label: "Sell / short", chosenClass: styles.selling },
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
      : `, liquidation ${figure(liquidation, decimals)}, ${signedPercent(liquidation / figures.mark - 1, 1)} from mark`;

  return (
    <>
      <div className={styles.types}>
        <Choice
          look="tabs"
          label="Order type"
          options={TABS}
          value={isTab(draft.ordType) ? (draft.ordType as "Limit" | "Market") : "More"}
          onChange={(tab) => draft.change({ ordType: tab === "More" ? "Stop" : tab })}
        />
        <div className={styles.settings}>
          <OrderSettings />
        </div>
      </div>
      {/* Enter in a field sends nothing: only the button does. */}
      <form className={styles.ticket} aria-label="Order" onSubmit={(event) => event.preventDefault()}>
        <Choice look="bar" label="Side" options={SIDES} value={draft.side} onChange={(side) => draft.change({ side })} />
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
      <span className={text.second}>Price</span>
      <span className={text.figure}>
        {price === null ? "at market" : `about ${figure(price, decimals)}`}
        <span className={text.third}>{levels === 0 ? "" : `, ${levels} ${levels === 1 ? "level" : "levels"}`}</span>
      </span>
    </p>
  );
}

/** Why there is no preview, and what still works. */
function StaleNote() {
  const link = usePublished(useTerminal().link);
  if (link.phase === "live") {
    return (
      <p className={text.second}>No preview: prices are too old to reckon with. Open orders can still be cancelled and positions closed.</p>
    );
  }
  const since = link.phase === "idle" || link.lostAtMs === null ? "" : ` since ${timeOfDay(link.lostAtMs)} UTC`;
  return (
    <p className={text.second}>
      No connection{since}. It is tried again by itself. What you see is as old as it says; orders in the book stay there.
    </p>
  );
}

function SignUpBlock() {
  const show = useDialogs((dialogs) => dialogs.show);
  const givesCoins = useSession(({ session }) => session?.mode === "local");
  return (
    <div className={styles.send}>
      <Button kind="primary" size="tall" onClick={() => show("signUp")}>
        {givesCoins ? "Sign up and get 1 XBT of test coins" : "Sign up"}
      </Button>
      <p className={text.second}>
        No real money.{" "}
        <button type="button" className={`${text.link} ${styles.signIn}`} onClick={() => show("signIn")}>
          Sign in
        </button>{" "}
        if you have an account.
      </p>
    </div>
  );
}
