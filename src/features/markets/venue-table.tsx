import type { ConstituentState, IndexConstituentRow, IndexState } from "../../../bff/contract/operations/index-constituents.ts";
import { day, figure, MISSING, percent, timeOfDay } from "../../market/figures.ts";
import { useIndexVenues } from "../../rest/index-venues.ts";
import * as commonTexts from "../../texts/common.ts";
import * as termsTexts from "../../texts/terms.ts";
import { classNames } from "../../ui/class-names.ts";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import styles from "./venue-table.module.css";

interface VenueTableProps {
  /** An index, or the half-hour average of one. */
  readonly index: string;
  readonly decimals: number;
}

/** What an index is made of: what each venue quotes, how much it counts, and why one does not. */
export function VenueTable({ index, decimals }: VenueTableProps) {
  const symbol = index.replace(/30M$/, "");
  const { data, isError } = useIndexVenues(symbol);
  if (isError) return <p className={text.second}>{termsTexts.venuesUnreadable(symbol)}</p>;
  if (data === undefined) return <p className={text.second}>{termsTexts.venuesNotCome(symbol)}</p>;
  const [itself, ...venues] = data;
  if (itself === undefined || venues.length === 0) return <p className={text.second}>{termsTexts.noVenues(symbol)}</p>;
  return (
    <>
      <p className={text.second}>
        {INDEX_WORDS[itself.state as IndexState]} {guardWords(itself)}
      </p>
      <div className={styles.scroll}>
        <table className={classNames(table.table, table.dense, styles.venues)} aria-label={termsTexts.venuesLabel(symbol)}>
          <thead>
            <tr>
              <th scope="col">{termsTexts.venue}</th>
              <th scope="col" className={table.figure}>
                {commonTexts.price}
              </th>
              <th scope="col" className={table.figure}>
                {termsTexts.part}
              </th>
              <th scope="col" className={styles.words}>
                {termsTexts.counts}
              </th>
            </tr>
          </thead>
          <tbody>
            {venues.map((venue) => (
              <tr key={venue.reference}>
                <td>{venue.reference}</td>
                <td className={classNames(table.figure, text.figure)}>{figure(venue.lastPrice, decimals)}</td>
                <td className={classNames(table.figure, text.figure)}>{venue.share === 0 ? MISSING : percent(venue.share, 1)}</td>
                <td className={styles.words}>
                  <span className={isOut(venue) ? text.risk : text.second}>{stateWords(venue)}</span>
                  {venue.planned === null ? null : <span className={text.third}> {planWords(venue)}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const INDEX_WORDS: Readonly<Record<IndexState, string>> = termsTexts.indexStates;

function guardWords({ protection, limit }: IndexConstituentRow): string {
  if (protection === "Off" || protection === "" || limit === null) return termsTexts.unprotected;
  return termsTexts.isProtected(percent(limit, 0));
}

const isOut = ({ state }: IndexConstituentRow) => state === "Stale" || state === "Deviating";

function stateWords({ state, since, reported }: IndexConstituentRow): string {
  const from = (moment: string | null) => (moment === null ? null : timeOfDay(moment));
  switch (state as ConstituentState) {
    case "In":
      return termsTexts.yes;
    case "Silent":
      return termsTexts.yesSilent(from(reported));
    case "Stale":
      return termsTexts.noStale(from(since));
    case "Deviating":
      return termsTexts.noFar(from(since));
    case "Unweighted":
      return termsTexts.noExcluded;
    case "Unpriced":
      return termsTexts.noQuote;
  }
}

const planWords = ({ planned, plannedWeight }: IndexConstituentRow) =>
  planned === null ? "" : termsTexts.plannedWeight(plannedWeight, day(planned), timeOfDay(planned));
