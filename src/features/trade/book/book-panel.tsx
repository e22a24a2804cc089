import { useState } from "react";
import { figure } from "../../../market/figures.ts";
import { useContract, usePublished, useTerminal } from "../../../stores/terminal.ts";
import * as bookTexts from "../../../texts/book.ts";
import * as commonTexts from "../../../texts/common.ts";
import { classNames } from "../../../ui/class-names.ts";
import { Panel, PanelHead } from "../../../ui/panel.tsx";
import table from "../../../ui/table.module.css";
import text from "../../../ui/text.module.css";
import { StaleLabel } from "../stale-label.tsx";
import { TableSwitch } from "../table-switch.tsx";
import { useAge } from "../use-age.ts";
import { useMarkDecimals, usePriceDecimals } from "../use-price-decimals.ts";
import { BookCanvas } from "./book-canvas.tsx";
import styles from "./book-panel.module.css";
import { BookTable } from "./book-table.tsx";
import { GroupMenu } from "./group-menu.tsx";
import { useBookView } from "./use-book-view.ts";

export function BookPanel() {
  const [isTable, setTable] = useState(false);
  const { isLoading, staleMs } = useAge("orderBookL2_25");
  const decimals = usePriceDecimals();
  const markDecimals = useMarkDecimals();
  const quote = useContract()?.quote ?? "";
  const view = useBookView();
  return (
    <Panel label={bookTexts.label}>
      <PanelHead
        title={bookTexts.heading}
        end={
          <>
            <StaleLabel name={bookTexts.heading} table="orderBookL2_25" />
            <GroupMenu />
            <TableSwitch what={bookTexts.inSentence} isTable={isTable} onChange={setTable} />
          </>
        }
      />
      {isTable ? (
        <BookTable view={view} priceDecimals={decimals} />
      ) : (
        <>
          <div className={classNames(styles.heads, text.label)} aria-hidden="true">
            <span>{bookTexts.priceIn(quote)}</span>
            <span>{commonTexts.size}</span>
            <span>{bookTexts.total}</span>
          </div>
          <BookCanvas view={view} isStale={staleMs !== null} priceDecimals={decimals} markDecimals={markDecimals} />
          <BookSentence isEmpty={isLoading} decimals={decimals} />
        </>
      )}
      {isLoading ? <p className={classNames(table.empty, styles.waiting)}>{bookTexts.notCome}</p> : null}
    </Panel>
  );
}

/** What the drawing says, in one sentence, for those who hear it; it is read when they come to it, never announced. */
function BookSentence({ isEmpty, decimals }: { readonly isEmpty: boolean; readonly decimals: number }) {
  const { bid, ask } = usePublished(useTerminal().touch);
  if (isEmpty) return null;
  return <p className={text.hidden}>{bookTexts.bestPrices(figure(bid, decimals), figure(ask, decimals))}</p>;
}
