import { ChevronDown, Info } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { age, countdown, figure, MISSING, percent, shortened, signed, signedPercent } from "../../market/figures.ts";
import { expiryWords } from "../../market/market-list.ts";
import { useDialogs } from "../../stores/dialogs.ts";
import { useContract, usePart, usePublished, useTerminal } from "../../stores/terminal.ts";
import * as commonTexts from "../../texts/common.ts";
import * as instrumentTexts from "../../texts/instrument.ts";
import { classNames } from "../../ui/class-names.ts";
import { Tag } from "../../ui/tag.tsx";
import text from "../../ui/text.module.css";
import styles from "./instrument-strip.module.css";
import { LastPrice } from "./last-price.tsx";
import { SignedFigure } from "./signed-figure.tsx";
import { StaleLabel } from "./stale-label.tsx";
import { useAge } from "./use-age.ts";
import { useMarkDecimals, usePriceDecimals } from "./use-price-decimals.ts";

/** The contract and how its market stands, across the page. */
export function InstrumentStrip({ end }: { readonly end?: ReactNode }) {
  const { symbol, ticker } = useTerminal();
  const { mark, index, indexSymbol, change, changeRatio, high, low, turnover, openInterest, expiry, closedWhy } = usePublished(ticker);
  const contract = useContract();
  const decimals = usePriceDecimals();
  const markDecimals = useMarkDecimals();
  const isStale = useAge("instrument").staleMs !== null;
  const quote = contract?.quote ?? "";
  return (
    <section
      aria-label={`${symbol}, ${contract?.kind.toLowerCase() ?? instrumentTexts.contract}`}
      className={classNames(styles.strip, isStale && styles.stale)}
    >
      <div className={styles.contract}>
        <h1 className={styles.symbol}>
          <MarketsButton />
        </h1>
        <DetailsButton />
        {closedWhy === null ? null : <Tag hue="risk">{closedWhy}</Tag>}
      </div>
      <div className={styles.last}>
        <LastPrice />
      </div>
      <Figure label={instrumentTexts.change24h}>
        <SignedFigure>{`${signed(change, decimals)}${change === null ? "" : `  ${signedPercent(changeRatio, 2)}`}`}</SignedFigure>
      </Figure>
      <Figure label={commonTexts.mark} className={text.mark}>
        {figure(mark, markDecimals)}
      </Figure>
      <Figure label={instrumentTexts.indexOf(indexSymbol ?? "")}>
        <IndexButton>{figure(index, markDecimals)}</IndexButton>
      </Figure>
      {expiry === null ? <FundingFigure /> : <ExpiryFigure expiry={expiry} />}
      <Figure label={instrumentTexts.high24h}>{figure(high, decimals)}</Figure>
      <Figure label={instrumentTexts.low24h}>{figure(low, decimals)}</Figure>
      <Figure label={instrumentTexts.turnover24h} {...amountOf(turnover, quote)} />
      <Figure label={instrumentTexts.openInterest} {...amountOf(openInterest, contract?.sizeUnit ?? "")} />
      <div className={styles.end}>
        <StaleLabel name={instrumentTexts.prices} table="instrument" />
        {end}
      </div>
    </section>
  );
}

/** The index's price, which opens what it is made of. */
function IndexButton({ children }: { readonly children: string }) {
  const show = useDialogs((dialogs) => dialogs.show);
  return (
    <button type="button" className={styles.opens} aria-haspopup="dialog" title={instrumentTexts.indexTitle} onClick={() => show("terms")}>
      {children}
    </button>
  );
}

/** An amount shortened, its unit behind it. */
function amountOf(value: number | null, unit: string): { readonly children: string; readonly unit?: string } {
  const { number, scale } = shortened(value);
  return value === null ? { children: number } : { children: number, unit: scale === "" ? unit : `${scale} ${unit}` };
}

/** The name of the contract, which opens the list of all. */
export function MarketsButton() {
  const { symbol } = useTerminal();
  const show = useDialogs((dialogs) => dialogs.show);
  return (
    <button
      type="button"
      className={styles.markets}
      aria-haspopup="dialog"
      aria-label={instrumentTexts.allMarkets(symbol)}
      onClick={() => show("markets")}
    >
      {symbol}
      <ChevronDown size={14} strokeWidth={1.5} aria-hidden="true" />
    </button>
  );
}

/** What kind of contract it is; a press shows all of its terms. */
function DetailsButton() {
  const { symbol } = useTerminal();
  const kind = useContract()?.kind ?? "";
  const show = useDialogs((dialogs) => dialogs.show);
  return (
    <button
      type="button"
      className={styles.details}
      aria-haspopup="dialog"
      aria-label={instrumentTexts.termsOf(kind, symbol)}
      onClick={() => show("terms")}
    >
      <Info size={14} strokeWidth={1.5} aria-hidden="true" />
      <span className={text.second}>{kind}</span>
    </button>
  );
}

/** Milliseconds until a moment by the exchange's clock, by the second; null while the clock is not known. */
function useTimeLeft(moment: string | null): number | null {
  return usePart(useTerminal().vitals, ({ serverMs }) =>
    moment === null || serverMs === null ? null : Math.max(0, Math.floor((Date.parse(moment) - serverMs) / 1_000) * 1_000),
  );
}

/** What longs pay shorts at the next funding, and when that is. */
function FundingFigure() {
  const { fundingRate, fundingAt, nextFundingRate } = usePublished(useTerminal().ticker);
  const left = useTimeLeft(fundingAt);
  return (
    <Figure label={left === null ? commonTexts.funding : instrumentTexts.fundingIn(countdown(left))}>
      <FundingButton>{fundingRate === null ? MISSING : signedPercent(fundingRate, 4)}</FundingButton>
      {nextFundingRate === null ? null : (
        <span className={text.third}> {instrumentTexts.fundingThen(signedPercent(nextFundingRate, 4))}</span>
      )}
    </Figure>
  );
}

/** When a future ends, and what is left until then. */
function ExpiryFigure({ expiry }: { readonly expiry: string }) {
  const left = useTimeLeft(expiry);
  return (
    <Figure
      label={left === null ? instrumentTexts.expires : left === 0 ? instrumentTexts.expired : instrumentTexts.expiresIn(countdown(left))}
    >
      <FundingButton>{expiryWords(expiry)}</FundingButton>
    </Figure>
  );
}

const FundingDialog = lazy(async () => ({ default: (await import("./funding-dialog.tsx")).FundingDialog }));

/** A figure that opens what was paid before, and how far the contract stood from its index. */
function FundingButton({ children }: { readonly children: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles.opens}
        aria-haspopup="dialog"
        title={instrumentTexts.pastFunding}
        aria-label={instrumentTexts.pastFundingOf(children)}
        onClick={() => setOpen(true)}
      >
        {children}
      </button>
      {isOpen ? (
        <Suspense fallback={null}>
          <FundingDialog onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

interface FigureProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly unit?: string;
  readonly className?: string | undefined;
}

function Figure({ label, children, unit, className }: FigureProps) {
  return (
    <div className={styles.figure}>
      <span className={text.label}>{label}</span>
      <span className={classNames(styles.value, text.figure, className)}>
        {children}
        {unit === undefined ? null : <span className={text.third}> {unit}</span>}
      </span>
    </div>
  );
}

/** The same for a small screen: what fits in one row. */
export function FigureRow() {
  const { ticker, vitals } = useTerminal();
  const { changeRatio, mark, fundingRate, index, expiry } = usePublished(ticker);
  const markDecimals = useMarkDecimals();
  const isStale = useAge("instrument").staleMs !== null;
  const { feedAgeMs } = usePublished(vitals);
  const left = useTimeLeft(expiry);
  return (
    <section aria-label={instrumentTexts.figuresLabel} className={classNames(styles.row, isStale && styles.stale)}>
      <Figure label={instrumentTexts.change24hShort}>
        <SignedFigure>{signedPercent(changeRatio, 2)}</SignedFigure>
      </Figure>
      <Figure label={commonTexts.mark} className={text.mark}>
        {figure(mark, markDecimals)}
      </Figure>
      <Figure label={commonTexts.index}>{figure(index, markDecimals)}</Figure>
      {expiry === null ? (
        <Figure label={commonTexts.funding}>{fundingRate === null ? MISSING : percent(fundingRate, 4)}</Figure>
      ) : (
        <Figure label={instrumentTexts.expiresInShort}>{left === null ? MISSING : countdown(left)}</Figure>
      )}
      <Figure label={commonTexts.feedAge}>{feedAgeMs === null ? MISSING : age(feedAgeMs)}</Figure>
    </section>
  );
}
