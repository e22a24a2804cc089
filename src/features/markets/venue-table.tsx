import type { ConstituentState, IndexConstituentRow, IndexState } from "../../../bff/contract/operations/index-constituents.ts";
import { day, figure, MISSING, percent, timeOfDay } from "../../market/figures.ts";
import { useIndexVenues } from "../../rest/index-venues.ts";
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
  if (isError) return <p className={text.second}>The venues of {symbol} cannot be read just now.</p>;
  if (data === undefined) return <p className={text.second}>The venues of {symbol} have not come yet.</p>;
  const [itself, ...venues] = data;
  if (itself === undefined || venues.length === 0) return <p className={text.second}>{symbol} has no venues: the exchange sets it.</p>;
  return (
    <>
      <p className={text.second}>
        {INDEX_WORDS[itself.state as IndexState]} {guardWords(itself)}
      </p>
      <div className={styles.scroll}>
        <table className={classNames(table.table, table.dense, styles.venues)} aria-label={`Venues of ${symbol}`}>
          <thead>
            <tr>
              <th scope="col">Venue</th>
              <th scope="col" className={table.figure}>
                Price
              </th>
              <th scope="col" className={table.figure}>
                Part
              </th>
              <th scope="col">Counts</th>
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

const INDEX_WORDS: Readonly<Record<IndexState, string>> = {
  Published: "The mean of its venues by their parts, published every five seconds.",
  Held: "It stands still: its venues disagree too much to move it.",
  Set: "The exchange has set it; it is published from its venues as soon as they quote.",
};

function guardWords({ protection, limit }: IndexConstituentRow): string {
  if (protection === "Off" || protection === "" || limit === null) return "Nothing keeps a venue's mistake out of it.";
  return `A venue that is ${percent(limit, 0)} from their median is out, and so is one whose price stands still for 15 minutes.`;
}

const isOut = ({ state }: IndexConstituentRow) => state === "Stale" || state === "Deviating";

function stateWords({ state, since, reported }: IndexConstituentRow): string {
  const from = (moment: string | null) => (moment === null ? "" : ` since ${timeOfDay(moment)}`);
  switch (state as ConstituentState) {
    case "In":
      return "Yes";
    case "Silent":
      return `Yes, its last price: silent${from(reported)}`;
    case "Stale":
      return `No${from(since)}: its price stood still`;
    case "Deviating":
      return `No${from(since)}: too far from the others`;
    case "Unweighted":
      return "No: taken out by the exchange";
    case "Unpriced":
      return "No: it has not quoted yet";
  }
}

const planWords = ({ planned, plannedWeight }: IndexConstituentRow) =>
  planned === null ? "" : `Weight ${plannedWeight} from ${day(planned)} ${timeOfDay(planned)}`;
