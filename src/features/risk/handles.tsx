import { useState } from "react";
import type { ContractTerms } from "../../../bff/contract/pricing/terms.ts";
import { coins, figure, MISSING, signedCoins, signedPercent } from "../../market/figures.ts";
import type { Holding } from "../../market/funds.ts";
import {
  LOWEST_LEVERAGE,
  leverageAtPlace,
  leverageBySteps,
  mostLeverage,
  placeOfLeverage,
  scaleMaxOf,
  stopsUpTo,
} from "../../market/leverage-scale.ts";
import type { Stake } from "../../market/stake.ts";
import { transferMargin } from "../../rest/orders.ts";
import { useDraftOrder } from "../../stores/draft-order.ts";
import { useNotices } from "../../stores/notices.ts";
import * as commonTexts from "../../texts/common.ts";
import * as handlesTexts from "../../texts/handles.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Slider } from "../../ui/slider.tsx";
import text from "../../ui/text.module.css";
import { criticalFrom, distanceFrom, lostFrom } from "./figures-from.ts";
import styles from "./handles.module.css";
import { type From, Opening } from "./origins.tsx";

interface HandlesProps {
  readonly symbol: string;
  readonly terms: ContractTerms;
  readonly mark: number;
  /** The position as the exchange has it, and with the leverage that is chosen. */
  readonly held: Holding;
  readonly holding: Holding;
  readonly now: Stake | null;
  readonly moved: Stake | null;
  readonly addedSats: number;
  readonly onAdd: (sats: number) => void;
  /** What may be added and taken out, satoshis. */
  readonly mostAddedSats: number;
  readonly mostTakenSats: number;
  readonly priceDecimals: number;
}

const MODES = [
  { value: "isolated", label: commonTexts.isolated },
  { value: "cross", label: commonTexts.cross },
] as const;

const CROSS = 0;
/** What isolated margin begins with where nothing was chosen before, in hundredths. */
const USUAL_LEVERAGE = 1_000;

/** What would move the liquidation price: each handle writes to the ticket, or once confirmed moves margin. */
export function Handles(props: HandlesProps) {
  const { now, moved, mark, priceDecimals } = props;
  const price = (stake: Stake | null, of: "liquidation" | "bankruptcy") =>
    stake === null || stake.contracts === 0 ? MISSING : stake[of] === null ? commonTexts.none : figure(stake[of], priceDecimals);
  const distance = (stake: Stake | null) =>
    stake === null || stake.liquidation === null || stake.contracts === 0 ? MISSING : signedPercent(stake.liquidation / mark - 1, 1);
  const lost = (stake: Stake | null) => (stake === null || stake.contracts === 0 ? MISSING : coins(stake.collateralSats));
  const lead = moved !== null && moved.contracts !== 0 ? moved : now;
  const says = moved === null || moved.contracts === 0 ? "" : handlesTexts.liquidationAside(price(moved, "liquidation"));
  return (
    <div className={styles.handles}>
      <dl className={styles.list} aria-label={handlesTexts.comesTo}>
        <Change
          name={commonTexts.liquidation}
          before={price(now, "liquidation")}
          after={price(moved, "liquidation")}
          from={lead === null ? null : criticalFrom(lead, "liquidation")}
        />
        <Change
          name={handlesTexts.fromMark}
          before={distance(now)}
          after={distance(moved)}
          from={lead === null ? null : distanceFrom(lead, mark)}
        />
      </dl>
      <LeverageHandle {...props} says={says} />
      <SizeHandle {...props} says={says} />
      <MarginHandle {...props} says={says} />
      <dl className={styles.list} aria-label={handlesTexts.wouldCost}>
        <Change
          name={handlesTexts.bankruptcy}
          before={price(now, "bankruptcy")}
          after={price(moved, "bankruptcy")}
          from={lead === null ? null : criticalFrom(lead, "bankruptcy")}
        />
        <Change name={handlesTexts.lostXbt} before={lost(now)} after={lost(moved)} from={lead === null ? null : lostFrom(lead)} />
      </dl>
    </div>
  );
}

interface ChangeProps {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** Where it comes from; null while there is nothing. */
  readonly from: From | null;
}

function Change({ name, before, after, from }: ChangeProps) {
  const isMoved = after !== MISSING && after !== before;
  return (
    <div>
      <dt>{from === null ? name : <Opening name={name} of={from} />}</dt>
      <dd className={text.figure}>
        <span className={isMoved ? text.third : undefined}>{before}</span>
        {isMoved ? (
          <>
            {" "}
            <span aria-hidden="true">→</span>
            <span className={text.hidden}>{handlesTexts.becomes}</span> <span className={text.risk}>{after}</span>
          </>
        ) : null}
      </dd>
    </div>
  );
}

type HandleProps = HandlesProps & { readonly says: string };

function LeverageHandle({ terms, held, holding, says }: HandleProps) {
  const most = mostLeverage(terms);
  const stops = stopsUpTo(most);
  const { leverage } = holding;
  const isCross = leverage === CROSS;
  const choose = (hundredths: number) => useDraftOrder.getState().change({ leverage: hundredths });
  const words = isCross ? commonTexts.crossInSentence : `${figure(leverage / 100, Number.isInteger(leverage / 100) ? 0 : 2)}×`;
  return (
    <>
      <div className={styles.head}>
        <span>{commonTexts.leverage}</span>
        <Choice
          label={handlesTexts.marginMode}
          options={MODES}
          value={isCross ? "cross" : "isolated"}
          onChange={(mode) => choose(mode === "cross" ? CROSS : held.leverage === CROSS ? Math.min(USUAL_LEVERAGE, most) : held.leverage)}
        />
        <span className={styles.value}>{words}</span>
      </div>
      <Slider
        label={handlesTexts.leverageSlider}
        value={placeOfLeverage(isCross ? most : Math.max(LOWEST_LEVERAGE, leverage), stops)}
        max={scaleMaxOf(stops)}
        was={!isCross && held.leverage !== CROSS && held.leverage !== leverage ? placeOfLeverage(held.leverage, stops) : null}
        valueText={`${words}${says}`}
        onChange={(place) => choose(leverageAtPlace(place, stops))}
        onStep={(steps) => choose(leverageBySteps(leverage, steps, stops))}
        ticks={[]}
        isDisabled={isCross}
      />
    </>
  );
}

const SIZE_PLACES = 100;

/** Contracts afterwards: the ticket is written with the order that makes them so. */
function SizeHandle({ terms, held, says }: HandleProps) {
  const side = useDraftOrder((draft) => draft.side);
  const typed = useDraftOrder((draft) => draft.contracts ?? 0);
  const { contracts } = held;
  const ordered = side === "Buy" ? typed : -typed;
  const sign = contracts !== 0 ? Math.sign(contracts) : side === "Buy" ? 1 : -1;
  // What is wanted, whether or not the book has as much: the handle stays where it was put.
  const after = Math.max(0, sign * (contracts + ordered));
  const base = Math.max(Math.abs(contracts), after, 50 * terms.lotSize);
  // As wide as twice what is held; fixed while nothing of it changes, so that the handle stays under the finger.
  const [span, setSpan] = useState<{ readonly of: number; readonly most: number }>({ of: contracts, most: 2 * base });
  const most = span.of === contracts ? Math.max(span.most, after) : 2 * base;
  if (span.of !== contracts) setSpan({ of: contracts, most });
  const lots = (size: number) => Math.round(size / terms.lotSize) * terms.lotSize;
  const write = (size: number) => {
    // Nothing held and nothing ordered would leave nothing to move.
    const least = contracts === 0 ? terms.lotSize : 0;
    const wanted = Math.min(terms.maxOrderQty, Math.max(least, lots(size)));
    const change = sign * wanted - contracts;
    const draft = useDraftOrder.getState();
    // A limit without a price is no order yet.
    const isPriced = draft.ordType !== "Limit" || draft.price !== null;
    draft.change({
      side: change === 0 ? draft.side : change > 0 ? "Buy" : "Sell",
      contracts: change === 0 ? null : Math.abs(change),
      ...(isPriced ? {} : { ordType: "Market" as const, price: null }),
    });
  };
  const step = Math.max(terms.lotSize, lots(most / SIZE_PLACES));
  return (
    <>
      <div className={styles.head}>
        <span>{commonTexts.size}</span>
        <span className={styles.value}>{figure(after)}</span>
      </div>
      <Slider
        label={handlesTexts.sizeSlider}
        value={Math.round((after / most) * SIZE_PLACES)}
        max={SIZE_PLACES}
        was={contracts !== 0 && Math.abs(contracts) !== after ? Math.round((Math.abs(contracts) / most) * SIZE_PLACES) : null}
        valueText={handlesTexts.sizeAloud(figure(after), says)}
        onChange={(place) => write((place / SIZE_PLACES) * most)}
        onStep={(steps) => write(after + steps * step)}
        ticks={[]}
      />
    </>
  );
}

const MARGIN_PLACES = 200;

function MarginHandle({ symbol, held, holding, addedSats, onAdd, mostAddedSats, mostTakenSats, says }: HandleProps) {
  const [isAsking, setAsking] = useState(false);
  const isOpen = held.contracts !== 0 && held.leverage !== CROSS && holding.leverage === held.leverage;
  const span = mostAddedSats + mostTakenSats;
  const placeOf = (sats: number) => (span <= 0 ? 0 : Math.round(((sats + mostTakenSats) / span) * MARGIN_PLACES));
  // A tenth of a thousandth of a coin is fine enough for a finger.
  const round = (sats: number) => Math.round(sats / 10_000) * 10_000;
  const within = (sats: number) => Math.min(mostAddedSats, Math.max(-mostTakenSats, sats));
  const words = `${signedCoins(addedSats, 4)} XBT`;
  const why =
    held.contracts === 0
      ? handlesTexts.onceHeld
      : held.leverage === CROSS
        ? handlesTexts.noOwnMargin
        : isOpen
          ? null
          : handlesTexts.leverageFirst;
  return (
    <>
      <div className={styles.head}>
        <span>{handlesTexts.marginAdded}</span>
        {why === null ? null : <span className={text.third}>{why}</span>}
        <span className={styles.value}>{words}</span>
      </div>
      <Slider
        label={handlesTexts.marginSlider}
        value={placeOf(isOpen ? addedSats : 0)}
        max={MARGIN_PLACES}
        was={addedSats === 0 ? null : placeOf(0)}
        valueText={`${words}${says}`}
        onChange={(place) => onAdd(within(round((place / MARGIN_PLACES) * span - mostTakenSats)))}
        onStep={(steps) => onAdd(within(addedSats + steps * 100_000))}
        ticks={[]}
        isDisabled={!isOpen || span <= 0}
      />
      {isOpen && addedSats !== 0 ? (
        <div className={styles.confirm}>
          <Button size="small" aria-haspopup="dialog" onClick={() => setAsking(true)}>
            {handlesTexts.moveMargin(addedSats > 0 ? handlesTexts.add : handlesTexts.takeOut, coins(Math.abs(addedSats), 4))}
          </Button>
          <Button kind="plain" onClick={() => onAdd(0)}>
            {handlesTexts.putBack}
          </Button>
        </div>
      ) : null}
      {isAsking ? <ConfirmTransfer symbol={symbol} sats={addedSats} onDone={() => onAdd(0)} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

interface ConfirmTransferProps {
  readonly symbol: string;
  readonly sats: number;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function ConfirmTransfer({ symbol, sats, onDone, onClose }: ConfirmTransferProps) {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const amount = `${coins(Math.abs(sats), 4)} XBT`;
  const send = async () => {
    setBusy(true);
    try {
      await transferMargin(symbol, sats);
      useNotices.getState().tell(sats > 0 ? handlesTexts.added(amount, symbol) : handlesTexts.tookOut(amount, symbol));
      onDone();
      onClose();
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={sats > 0 ? handlesTexts.addTitle(amount, symbol) : handlesTexts.takeOutTitle(amount, symbol)} onClose={onClose}>
      <p>{sats > 0 ? handlesTexts.addAbout : handlesTexts.takeOutAbout}</p>
      {refusal === null ? null : (
        <p role="alert" className={text.error}>
          {refusal}
        </p>
      )}
      <div className={styles.confirm}>
        <Button kind="primary" disabled={isBusy} onClick={() => void send()}>
          {sats > 0 ? handlesTexts.add : handlesTexts.takeOut} {amount}
        </Button>
        <Button onClick={onClose}>{commonTexts.keepIt}</Button>
      </div>
    </Dialog>
  );
}
