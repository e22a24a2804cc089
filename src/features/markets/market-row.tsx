import { Star } from "lucide-react";
import type { MouseEvent } from "react";
import { figure, MISSING, shortened, signedPercent, signOf } from "../../market/figures.ts";
import { expiryWords, type MarketLine } from "../../market/market-list.ts";
import { sparkPath } from "../../market/sparkline.ts";
import { usePreferences } from "../../stores/preferences.ts";
import * as marketsTexts from "../../texts/markets.ts";
import { classNames } from "../../ui/class-names.ts";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import styles from "./markets-dialog.module.css";

const SATS = 100_000_000;

interface MarketRowProps {
  readonly line: MarketLine;
  readonly isShown: boolean;
  /** Hourly closes of the last day, oldest first; undefined before they have come. */
  readonly closes: readonly number[] | undefined;
  readonly onOpen: (symbol: string) => void;
}

export function MarketRow({ line: { row, contract, isFavourite, closedWhy }, isShown, closes, onOpen }: MarketRowProps) {
  const { symbol } = row;
  const open = (event: MouseEvent) => {
    // With a key held the browser opens the link in its own way.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(symbol);
  };
  const change = signedPercent(row.lastChangePcnt, 2);
  const sign = signOf(change);
  const ends = closedWhy ?? (row.expiry === null ? funding(row.fundingRate) : expiryWords(row.expiry));
  return (
    <tr className={classNames(closedWhy !== null && styles.closed, isShown && styles.shown)}>
      <td>
        <button
          type="button"
          className={styles.star}
          aria-pressed={isFavourite}
          aria-label={marketsTexts.favouriteLabel(symbol)}
          onClick={() => toggle(symbol)}
        >
          <Star size={14} strokeWidth={1.5} fill={isFavourite ? "currentColor" : "none"} aria-hidden="true" />
        </button>
      </td>
      <td>
        <a
          href={`/trade/${symbol}`}
          className={styles.market}
          data-market={symbol}
          aria-current={isShown ? "page" : undefined}
          onClick={open}
        >
          <span className={text.strong}>{symbol}</span> <span className={classNames(styles.kind, text.third)}>{contract.kind}</span>
          <span className={classNames(styles.below, text.third)}>{ends}</span>
        </a>
      </td>
      <td className={table.figure}>
        {figure(row.lastPrice, contract.priceDecimals)}
        <span className={text.third}> {contract.quote}</span>
      </td>
      <td className={classNames(table.figure, sign === "plus" ? text.buy : sign === "minus" ? text.sell : text.second)}>{change}</td>
      <td className={styles.spark}>
        <Sparkline closes={closes ?? []} />
      </td>
      <td className={classNames(table.figure, styles.wide)}>{inCoins(row.turnover24h)}</td>
      <td className={classNames(table.figure, styles.wide)}>{inCoins(row.openValue)}</td>
      <td className={classNames(table.figure, styles.wide)}>{ends}</td>
    </tr>
  );
}

const SPARK_WIDTH = 64;
const SPARK_HEIGHT = 16;

/** The course of the day at a glance; the figure before it says what it came to. */
function Sparkline({ closes }: { readonly closes: readonly number[] }) {
  const path = sparkPath(closes, SPARK_WIDTH, SPARK_HEIGHT);
  return (
    <svg viewBox={`0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`} width={SPARK_WIDTH} height={SPARK_HEIGHT} aria-hidden="true">
      {path === null ? null : <path d={path} fill="none" stroke="currentColor" strokeWidth={1.25} />}
    </svg>
  );
}

const funding = (rate: number | null) => (rate === null ? MISSING : marketsTexts.perEightHours(signedPercent(rate, 4)));

/** Contracts of different kinds compare by what they are worth. */
function inCoins(sats: number | null): string {
  const { number, scale } = shortened(sats === null ? null : sats / SATS);
  return scale === "" ? number : `${number} ${scale}`;
}

function toggle(symbol: string): void {
  const { favourites, set } = usePreferences.getState();
  set({ favourites: favourites.includes(symbol) ? favourites.filter((name) => name !== symbol) : [...favourites, symbol] });
}
