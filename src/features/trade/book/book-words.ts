import { figure } from "../../../market/figures.ts";
import type { Rung } from "../../../market/ladder.ts";
import type { OwnLevel } from "../../../paint/book-painter.ts";
import * as bookTexts from "../../../texts/book.ts";

/** '500 yours, at most 1,200 ahead': one's own part of a row, as it is read aloud. */
export function ownWords(own: OwnLevel | undefined): string {
  if (own === undefined) return "";
  const contracts = figure(own.contracts);
  if (own.ahead === null) return bookTexts.yours(contracts);
  return own.ahead === 0 ? bookTexts.yoursFirst(contracts) : bookTexts.yoursBehind(contracts, figure(own.ahead));
}

/** A row of the book in one sentence. */
export function rungWords({ side, price, size, total }: Rung, own: OwnLevel | undefined, decimals: number): string {
  return bookTexts.rung(side === "Buy", figure(price, decimals), figure(size), figure(total), ownWords(own));
}
