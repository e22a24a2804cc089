import { Star } from "lucide-react";
import type { MouseEvent } from "react";
import { figure, MISSING, shortened, signedPercent, signOf } from "../../market/figures.ts";
import { expiryWords, type MarketLine } from "../../market/market-list.ts";
import { usePreferences } from "../../stores/preferences.ts";
import { classNames } from "../../ui/class-names.ts";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import styles from "./markets-dialog.module.css";

const SATS = 100_000_000;

interface MarketRowProps {
  readonly line: MarketLine;
  readonly isShown: boolean;
  readonly onOpen: (symbol: string) => void;
}

export function MarketRow({ line: { row, contract, isFavourite, closedWhy }, isShown, onOpen }: MarketRowProps) {
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
          aria-label={`${symbol} among the favourites`}
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
      <td className={classNames(table.figure, styles.wide)}>{inCoins(row.turnover24h)}</td>
      <td className={classNames(table.figure, styles.wide)}>{inCoins(row.openValue)}</td>
      <td className={classNames(table.figure, styles.wide)}>{ends}</td>
    </tr>
  );
}

const funding = (rate: number | null) => (rate === null ? MISSING : `${signedPercent(rate, 4)} / 8 h`);

/** Contracts of different kinds compare by what they are worth. */
function inCoins(sats: number | null): string {
  const { number, scale } = shortened(sats === null ? null : sats / SATS);
  return scale === "" ? number : `${number} ${scale}`;
}

function toggle(symbol: string): void {
  const { favourites, set } = usePreferences.getState();
  set({ favourites: favourites.includes(symbol) ? favourites.filter((name) => name !== symbol) : [...favourites, symbol] });
}
