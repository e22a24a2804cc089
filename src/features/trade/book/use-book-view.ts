import { useEffect, useMemo } from "react";
import type { Book } from "../../../market/book.ts";
import { type Grouping, type Ladder, ladderOf, type Rung } from "../../../market/ladder.ts";
import type { OwnLevel } from "../../../paint/book-painter.ts";
import { useAccount } from "../../../stores/account.ts";
import { useDialogs } from "../../../stores/dialogs.ts";
import { useDraftOrder } from "../../../stores/draft-order.ts";
import { usePreferences } from "../../../stores/preferences.ts";
import { DEEP_BOOK, usePublished, useTerminal } from "../../../stores/terminal.ts";
import { useLayout } from "../use-layout.ts";
import { ownLevels } from "./own-levels.ts";

/** Rows a side, drawn and as a table: as many as the exchange streams of single levels. */
export const DEPTH = 25;

/** The book as it is looked at: which levels, how they are grouped, and what taking a row does. */
export interface BookView {
  /** Reads both sides as they are now. */
  readonly read: () => Ladder;
  readonly readOwn: () => ReadonlyMap<string, OwnLevel>;
  /** Signals of what {@link read} reads. */
  readonly books: readonly Book[];
  /** Takes a row into the ticket: its price, and its contracts where they are asked for. */
  readonly take: (rung: Rung, what: "price" | "size" | "total") => void;
}

export function useBookView(): BookView {
  const terminal = useTerminal();
  const layout = useLayout();
  const terms = usePublished(terminal.terms);
  const ticks = usePreferences(({ bookTicks }) => bookTicks);
  const isGrouped = ticks > 1;
  useEffect(() => {
    if (!isGrouped) return undefined;
    terminal.wantDeepBook(true);
    return () => terminal.wantDeepBook(false);
  }, [terminal, isGrouped]);

  return useMemo(() => {
    const { book, deepBook, queue, symbol } = terminal;
    const grouping: Grouping | null = isGrouped && terms !== null ? { terms, ticks } : null;
    return {
      read: () => ladderOf(grouping !== null && terminal.isLive(DEEP_BOOK) ? deepBook : book, DEPTH, grouping),
      readOwn: () => ownLevels(useAccount.getState().orders, symbol, grouping, queue),
      books: isGrouped ? [book, deepBook] : [book],
      take: ({ price, size, total }, what) => {
        const contracts = what === "size" ? size : total;
        const most = terms?.maxOrderQty ?? contracts;
        useDraftOrder.getState().change({ price, ordType: "Limit", ...(what === "price" ? {} : { contracts: Math.min(contracts, most) }) });
        // On a small screen the ticket is a sheet, which comes with the price.
        if (layout === "phone") useDialogs.getState().show("ticket");
      },
    };
  }, [terminal, terms, ticks, isGrouped, layout]);
}
