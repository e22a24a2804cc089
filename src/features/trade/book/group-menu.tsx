import { ChevronDown } from "lucide-react";
import { ticksToPrice } from "../../../../bff/contract/prices.ts";
import type { ContractTerms } from "../../../../bff/contract/pricing/terms.ts";
import { decimalsOf, figure } from "../../../market/figures.ts";
import { GROUP_TICKS } from "../../../market/ladder.ts";
import { usePreferences } from "../../../stores/preferences.ts";
import { usePublished, useTerminal } from "../../../stores/terminal.ts";
import * as bookTexts from "../../../texts/book.ts";
import { Menu, MenuChoice } from "../../../ui/menu.tsx";
import styles from "./book-panel.module.css";

/** How wide the rows of the book are, as prices. */
export function GroupMenu() {
  const terms = usePublished(useTerminal().terms);
  const { bookTicks, set } = usePreferences();
  if (terms === null) return null;
  const now = widthWords(terms, bookTicks);
  return (
    <Menu
      label={bookTexts.groupLabel(now)}
      trigger={
        <span className={styles.group}>
          {bookTexts.group} {now}
          <ChevronDown size={12} strokeWidth={1.5} aria-hidden="true" />
        </span>
      }
    >
      <MenuChoice
        label={bookTexts.groupBy}
        options={GROUP_TICKS.map((ticks) => ({ value: String(ticks), label: widthWords(terms, ticks) }))}
        value={String(bookTicks)}
        onChange={(ticks) => set({ bookTicks: Number(ticks) })}
      />
    </Menu>
  );
}

function widthWords(terms: ContractTerms, ticks: number): string {
  const width = ticksToPrice(terms, ticks);
  return figure(width, decimalsOf(width));
}
