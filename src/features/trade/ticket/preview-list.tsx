import { ticksToPrice } from "../../../../bff/contract/prices.ts";
import type { CriticalTicks } from "../../../../bff/contract/pricing/critical-price.ts";
import { RATE_SCALE } from "../../../../bff/contract/pricing/round.ts";
import type { ContractTerms } from "../../../../bff/contract/pricing/terms.ts";
import type { PositionRow } from "../../../../bff/contract/tables/position.ts";
import { coins, figure, MISSING, percent, signedCoins, signedPercent } from "../../../market/figures.ts";
import { reachable } from "../../../market/funds.ts";
import type { Consequence, OrderPreview } from "../../../market/order-preview.ts";
import type { Ticker } from "../../../market/ticker.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as ticketTexts from "../../../texts/ticket.ts";
import { classNames } from "../../../ui/class-names.ts";
import text from "../../../ui/text.module.css";
import { usePriceDecimals } from "../use-price-decimals.ts";
import { BeforeAfter, PreviewLine } from "./preview-line.tsx";
import styles from "./preview-list.module.css";

interface PreviewListProps {
  readonly terms: ContractTerms | null;
  readonly preview: OrderPreview | null;
  /** What becomes of the position, also where a leverage is chosen and no order typed. */
  readonly consequence: Consequence | null;
  readonly position: PositionRow | undefined;
  readonly ticker: Ticker;
}

/** Beyond this the day has hardly moved, and its range says nothing. */
const MOST_RANGES = 100;

const sideOf = (contracts: number) =>
  contracts === 0 ? commonTexts.none : `${contracts > 0 ? commonTexts.long : commonTexts.short} ${figure(Math.abs(contracts))}`;

/** What the typed order comes to. Lines stand where they stand, also before there is anything to tell. */
export function PreviewList({ terms, preview, consequence, position, ticker }: PreviewListProps) {
  const decimals = usePriceDecimals();
  const held = position?.currentQty ?? 0;
  return (
    <dl className={styles.list} aria-label={ticketTexts.previewLabel}>
      <PreviewLine name={ticketTexts.cost} unit="XBT">
        {coins(preview?.costSats)}
      </PreviewLine>
      <FeeLine terms={terms} preview={preview} />
      <MarginLine sats={consequence?.marginSats ?? null} isTooDear={preview?.isTooDear === true} />
      <PreviewLine name={ticketTexts.positionAfter}>
        {preview === null ? (
          MISSING
        ) : (
          <BeforeAfter before={held === 0 ? null : figure(Math.abs(held))} after={sideOf(preview.contractsAfter)} />
        )}
      </PreviewLine>
      <PreviewLine name={ticketTexts.averageAfter}>
        {preview === null ? (
          MISSING
        ) : (
          <BeforeAfter
            before={position?.isOpen === true ? figure(position.avgEntryPrice, decimals) : null}
            after={figure(preview.averageAfter, decimals)}
          />
        )}
      </PreviewLine>
      <LiquidationBlock terms={terms} consequence={consequence} position={position} ticker={ticker} decimals={decimals} />
      <PreviewLine name={ticketTexts.breakEvenAfter}>{figure(preview?.breakEven, decimals)}</PreviewLine>
      <PreviewLine name={ticketTexts.bankruptcy}>{priceOf(terms, consequence?.bankruptcy ?? null, decimals)}</PreviewLine>
    </dl>
  );
}

/** What the exchange sets aside more; what it sets free is named a change, so that its minus is not read as a debt. */
function MarginLine({ sats, isTooDear }: { readonly sats: number | null; readonly isTooDear: boolean }) {
  const isFreed = sats !== null && sats < 0;
  return (
    <PreviewLine name={isFreed ? ticketTexts.marginChange : commonTexts.margin} unit="XBT">
      {sats === null ? MISSING : <span className={isTooDear ? text.error : undefined}>{coins(sats)}</span>}
    </PreviewLine>
  );
}

const priceOf = (terms: ContractTerms | null, ticks: CriticalTicks, decimals: number) =>
  terms === null || ticks === null ? MISSING : figure(ticksToPrice(terms, ticks), decimals);

function FeeLine({ terms, preview }: Pick<PreviewListProps, "terms" | "preview">) {
  const isTaker = preview !== null && preview.takerContracts > 0;
  const isMixed = isTaker && preview.takerContracts < preview.contracts;
  const rate = terms === null ? null : (isTaker ? terms.takerFeeRate : terms.makerFeeRate) / RATE_SCALE;
  const name = isMixed
    ? ticketTexts.bothFees
    : isTaker
      ? ticketTexts.takerFee
      : (rate ?? 0) < 0
        ? ticketTexts.makerRebate
        : ticketTexts.makerFee;
  return (
    <PreviewLine name={name} detail={rate === null || isMixed ? undefined : percent(Math.abs(rate), 3)} unit="XBT">
      {signedCoins(preview === null ? null : -preview.feeSats)}
    </PreviewLine>
  );
}

type LiquidationBlockProps = Omit<PreviewListProps, "preview"> & { readonly decimals: number };

function LiquidationBlock({ terms, consequence, position, ticker, decimals }: LiquidationBlockProps) {
  const { mark, high, low } = ticker;
  const after =
    terms === null || consequence === null || consequence.liquidation === null ? null : ticksToPrice(terms, consequence.liquidation);
  const was = position?.isOpen === true ? reachable(position.liquidationPrice) : null;
  const distance = after === null || mark === null ? null : after / mark - 1;
  const ranges =
    after === null || mark === null || high === null || low === null || high === low ? null : Math.abs(after - mark) / (high - low);
  const isSafe = consequence !== null && consequence.contractsAfter !== 0 && consequence.liquidation === null;
  return (
    <>
      <PreviewLine name={ticketTexts.liquidationAfter} className={styles.decides}>
        {after === null && !isSafe ? (
          MISSING
        ) : (
          <span className={classNames(styles.price, after !== null && text.risk)}>
            {isSafe ? commonTexts.none : figure(after, decimals)}
          </span>
        )}
      </PreviewLine>
      <PreviewLine name={ticketTexts.distanceName}>
        {distance === null ? (
          MISSING
        ) : (
          <>
            <span className={text.risk}>{signedPercent(distance, 1)}</span>
            {ranges === null || ranges > MOST_RANGES ? null : (
              <span className={text.third}> {ticketTexts.dayRanges(figure(ranges, 1))}</span>
            )}
          </>
        )}
      </PreviewLine>
      <PreviewLine name={ticketTexts.liquidationNow} className={styles.last}>
        <span className={text.third}>
          {figure(was, decimals)}
          {was === null || mark === null ? null : ` · ${signedPercent(was / mark - 1, 1)}`}
        </span>
      </PreviewLine>
    </>
  );
}
