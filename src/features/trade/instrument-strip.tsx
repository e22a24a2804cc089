import type { ReactNode } from "react";
import { age, figure, MISSING, millions, percent, signed, signedPercent } from "../../market/figures.ts";
import { usePublished, useTerminal } from "../../stores/terminal.ts";
import { classNames } from "../../ui/class-names.ts";
import text from "../../ui/text.module.css";
import styles from "./instrument-strip.module.css";
import { LastPrice } from "./last-price.tsx";
import { SignedFigure } from "./signed-figure.tsx";
import { StaleLabel } from "./stale-label.tsx";
import { useAge } from "./use-age.ts";
import { MARK_DECIMALS, usePriceDecimals } from "./use-price-decimals.ts";

/** The contract and how its market stands, across the page. */
export function InstrumentStrip() {
  const { symbol, ticker } = useTerminal();
  const { mark, index, change, changeRatio, high, low, turnover, openInterest, fundingRate } = usePublished(ticker);
  const decimals = usePriceDecimals();
  const isStale = useAge("instrument").staleMs !== null;
  return (
    <section aria-label={`${symbol}, inverse perpetual`} className={classNames(styles.strip, isStale && styles.stale)}>
      <div className={styles.contract}>
        <h1 className={styles.symbol}>{symbol}</h1>
        <span className={text.second}>Inverse perpetual</span>
      </div>
      <div className={styles.last}>
        <LastPrice />
      </div>
      <Figure label="24 h change">
        <SignedFigure>{`${signed(change, decimals)}${change === null ? "" : `  ${signedPercent(changeRatio, 2)}`}`}</SignedFigure>
      </Figure>
      <Figure label="Mark" className={text.mark}>
        {figure(mark, MARK_DECIMALS)}
      </Figure>
      <Figure label="Index .BXBT">{figure(index, MARK_DECIMALS)}</Figure>
      <Figure label="Funding, 8 h">{fundingRate === null ? MISSING : signedPercent(fundingRate, 4)}</Figure>
      <Figure label="24 h high">{figure(high, decimals)}</Figure>
      <Figure label="24 h low">{figure(low, decimals)}</Figure>
      <Figure label="24 h turnover" unit="m USD" isMissing={turnover === null}>
        {millions(turnover)}
      </Figure>
      <Figure label="Open interest" unit="m USD" isMissing={openInterest === null}>
        {millions(openInterest)}
      </Figure>
      <div className={styles.end}>
        <StaleLabel name="Prices" table="instrument" />
      </div>
    </section>
  );
}

interface FigureProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly unit?: string;
  readonly isMissing?: boolean;
  readonly className?: string | undefined;
}

function Figure({ label, children, unit, isMissing = false, className }: FigureProps) {
  return (
    <div className={styles.figure}>
      <span className={text.label}>{label}</span>
      <span className={classNames(styles.value, text.figure, className)}>
        {children}
        {unit === undefined || isMissing ? null : <span className={text.third}> {unit}</span>}
      </span>
    </div>
  );
}

/** The same for a small screen: what fits in one row. */
export function FigureRow() {
  const { ticker, vitals } = useTerminal();
  const { changeRatio, mark, fundingRate, index } = usePublished(ticker);
  const isStale = useAge("instrument").staleMs !== null;
  const { feedAgeMs } = usePublished(vitals);
  return (
    <section aria-label="Market figures" className={classNames(styles.row, isStale && styles.stale)}>
      <Figure label="24 h">
        <SignedFigure>{signedPercent(changeRatio, 2)}</SignedFigure>
      </Figure>
      <Figure label="Mark" className={text.mark}>
        {figure(mark, MARK_DECIMALS)}
      </Figure>
      <Figure label="Index">{figure(index, MARK_DECIMALS)}</Figure>
      <Figure label="Funding">{fundingRate === null ? MISSING : percent(fundingRate, 4)}</Figure>
      <Figure label="Feed age">{feedAgeMs === null ? MISSING : age(feedAgeMs)}</Figure>
    </section>
  );
}
