import { figure } from "../../../market/figures.ts";
import type { Rung } from "../../../market/ladder.ts";
import type { OwnLevel } from "../../../paint/book-painter.ts";

/** '500 yours, at most 1,200 ahead': one's own part of a row, as it is read aloud. */
export function ownWords(own: OwnLevel | undefined): string {
  if (own === undefined) return "";
  const yours = `${figure(own.contracts)} yours`;
  if (own.ahead === null) return yours;
  return own.ahead === 0 ? `${yours}, first in the queue` : `${yours}, at most ${figure(own.ahead)} ahead`;
}

/** A row of the book in one sentence. */
export function rungWords({ side, price, size, total }: Rung, own: OwnLevel | undefined, decimals: number): string {
  const yours = ownWords(own);
  return `${side === "Buy" ? "Bid" : "Ask"} ${figure(price, decimals)}, size ${figure(size)}, total ${figure(total)}${yours === "" ? "" : `, ${yours}`}`;
}
