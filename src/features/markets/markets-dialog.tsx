import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { figure } from "../../market/figures.ts";
import { firstOf, type MarketGroup, marketList } from "../../market/market-list.ts";
import { type Closes, useSparklines } from "../../rest/sparklines.ts";
import { useDialogs } from "../../stores/dialogs.ts";
import { usePreferences } from "../../stores/preferences.ts";
import { usePublished, useTerminal } from "../../stores/terminal.ts";
import * as commonTexts from "../../texts/common.ts";
import * as marketsTexts from "../../texts/markets.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import { indexDecimals } from "./index-decimals.ts";
import { MarketRow } from "./market-row.tsx";
import styles from "./markets-dialog.module.css";

/** All contracts, and the indices that they are marked by. */
export function MarketsDialog({ isNarrow }: { readonly isNarrow: boolean }) {
  const { markets, symbol } = useTerminal();
  const rows = usePublished(markets);
  const favourites = usePreferences((preferences) => preferences.favourites);
  const { close, show } = useDialogs();
  const [, navigate] = useLocation();
  const [query, setQuery] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  // As soon as the dialog has opened, which gives the focus to its first button: who types at once types into the field.
  useLayoutEffect(() => field.current?.focus(), []);
  const list = marketList(rows, query, favourites);
  // Of the whole list as it is at first: what is searched for is among it.
  const [symbols] = useState(() => marketList(rows, "", favourites).groups.flatMap(({ lines }) => lines.map(({ row }) => row.symbol)));
  const closes = useSparklines(symbols).data;
  const open = (name: string) => {
    close();
    navigate(`/trade/${name}`);
  };
  const press = (event: KeyboardEvent) => {
    const first = firstOf(list);
    if (event.key === "Enter" && event.target === field.current && first !== null) open(first);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp")
      moveFocus(box.current, field.current, event.key === "ArrowDown" ? 1 : -1);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={marketsTexts.heading} onClose={close} look={isNarrow ? "sheet" : "wide"}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys walk from the field through the links, which are pressed themselves */}
      <div onKeyDown={press}>
        <Field
          label={marketsTexts.search}
          ref={field}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          hint={marketsTexts.searchHint}
        />
        <Button kind="plain" size="small" onClick={() => show("terms")}>
          {marketsTexts.termsOf(symbol)}
        </Button>
        <div ref={box} className={styles.list}>
          {rows.length === 0 ? (
            <p className={table.empty}>{marketsTexts.notCome}</p>
          ) : list.groups.length === 0 && list.indices.length === 0 ? (
            <p className={table.empty}>{marketsTexts.noMatch}</p>
          ) : (
            <table className={table.table}>
              <thead>
                <tr>
                  <th scope="col">
                    <span className={text.hidden}>{marketsTexts.favourite}</span>
                  </th>
                  <th scope="col">{commonTexts.contract}</th>
                  <th scope="col" className={table.figure}>
                    {marketsTexts.last}
                  </th>
                  <th scope="col" className={table.figure}>
                    {marketsTexts.change24h}
                  </th>
                  <th scope="col" className={styles.spark}>
                    <span className={text.hidden}>{marketsTexts.dayCourse}</span>
                  </th>
                  <th scope="col" className={`${table.figure} ${styles.wide}`}>
                    {marketsTexts.volume24h}
                  </th>
                  <th scope="col" className={`${table.figure} ${styles.wide}`}>
                    {marketsTexts.openInterest}
                  </th>
                  <th scope="col" className={`${table.figure} ${styles.wide}`}>
                    {marketsTexts.fundingOrExpiry}
                  </th>
                </tr>
              </thead>
              {list.groups.map((group) => (
                <Group key={group.name} group={group} shown={symbol} closes={closes} onOpen={open} />
              ))}
            </table>
          )}
          {list.indices.length === 0 ? null : (
            <details className={styles.indices} open={query.trim() !== "" && list.groups.length === 0}>
              <summary>{marketsTexts.indices(list.indices.length)}</summary>
              <dl>
                {list.indices.map((row) => (
                  <div key={row.symbol}>
                    <dt>{row.symbol}</dt>
                    <dd className={text.figure}>
                      {figure(row.lastPrice ?? row.markPrice, indexDecimals(row))} <span className={text.third}>{row.quoteCurrency}</span>
                    </dd>
                  </div>
                ))}
              </dl>
            </details>
          )}
        </div>
      </div>
    </Dialog>
  );
}

interface GroupProps {
  readonly group: MarketGroup;
  readonly shown: string;
  readonly closes: Closes | undefined;
  readonly onOpen: (symbol: string) => void;
}

function Group({ group: { name, lines }, shown, closes, onOpen }: GroupProps) {
  return (
    <tbody>
      <tr className={styles.group}>
        <th scope="colgroup" colSpan={8}>
          {name}
        </th>
      </tr>
      {lines.map((line) => (
        <MarketRow
          key={line.row.symbol}
          line={line}
          isShown={line.row.symbol === shown}
          closes={closes?.get(line.row.symbol)}
          onOpen={onOpen}
        />
      ))}
    </tbody>
  );
}

/** From the field to the first link, from link to link, and back. */
function moveFocus(box: HTMLElement | null, field: HTMLElement | null, step: number): void {
  const links = [...(box?.querySelectorAll<HTMLElement>("a[data-market]") ?? [])];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = at + step;
  const target = next < 0 ? field : links[Math.min(links.length - 1, next)];
  target?.focus();
  if (target !== field) target?.scrollIntoView({ block: "nearest" });
}
