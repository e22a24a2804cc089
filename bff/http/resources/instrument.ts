import { refused, TEXT } from "../../contract/errors.ts";
import { instrumentGetConstituents } from "../../contract/operations/index-constituents.ts";
import {
  instrumentGet,
  instrumentGetActive,
  instrumentGetActiveAndIndices,
  instrumentGetActiveIntervals,
  instrumentGetCompositeIndex,
  instrumentGetIndices,
} from "../../contract/operations/instrument.ts";
import { instrumentGetMarkHistory } from "../../contract/operations/mark-history.ts";
import { activeIntervals } from "../../contract/series.ts";
import { type IndexCompositeRow, indexComposite } from "../../contract/tables/index-composite.ts";
import { type InstrumentRow, instrument } from "../../contract/tables/instrument.ts";
import { trade } from "../../contract/tables/trade.ts";
import { BIN_SIZES } from "../../contract/tables/trade-bin.ts";
import { markSeries } from "../../history/index.ts";
import { type Handler, handle } from "../handler.ts";
import { readColumnNames, readColumns, selectRows, toBinQuery, toListQuery } from "../list-query.ts";
import { textOfRows } from "../row-texts.ts";
import type { Services } from "../services.ts";

const DAY_MS = 86_400_000;
/** What `.BXBT` was called before; the contract still has it as a default. */
const OLD_NAME = ".XBT";

/** What trades, and what has settled within a day. Source: the operation's description in the contract. */
const isActive = ({ state, settle }: InstrumentRow, nowMs: number) =>
  state === "Open" || (state === "Settled" && settle !== null && nowMs - Date.parse(settle) < DAY_MS);
/** Types of indices begin so: composite, interest and premium, volatility. */
const isIndex = (row: InstrumentRow) => row.typ.startsWith("MR");
/** Marks are asked for as trades are, by symbol and moment. */
const MARKS = trade;

export function instrumentHandlers({ exchange, history }: Services): readonly Handler[] {
  const rows = () => exchange.tables.markets.rows();
  return [
    handle(instrumentGet, ({ params }) => {
      const chosen = selectRows(instrument, rows(), params);
      const columns = readColumnNames(instrument, params.columns);
      return columns === null ? textOfRows(chosen) : chosen.map(readColumns(instrument, params.columns));
    }),
    handle(instrumentGetActive, () => textOfRows(rows().filter((row) => isActive(row, exchange.tables.timeMs)))),
    handle(instrumentGetIndices, () => textOfRows(rows().filter(isIndex))),
    handle(instrumentGetActiveAndIndices, () => textOfRows(rows().filter((row) => isActive(row, exchange.tables.timeMs) || isIndex(row)))),
    handle(instrumentGetActiveIntervals, () => activeIntervals(rows())),

    handle(instrumentGetConstituents, ({ params }) => {
      const found = exchange.tables.markets.constituentRows(params.symbol ?? ".BXBT");
      if (found === undefined) throw refused(TEXT.invalidSymbol);
      return found;
    }),

    handle(instrumentGetMarkHistory, async ({ params: { binSize, ...params } }) => {
      const query = toBinQuery(MARKS, params, BIN_SIZES[binSize ?? "1m"], false);
      const [named] = query.symbols;
      const row = rows().find(({ symbol }) => symbol === named);
      if (row === undefined) throw refused(TEXT.invalidSymbol);
      const bins = await history.bins(isIndex(row) ? query : { ...query, symbols: query.symbols.map(markSeries) });
      return bins.map(({ endMs, open, high, low, close }) => ({
        timestamp: new Date(endMs).toISOString(),
        symbol: row.symbol,
        open,
        high,
        low,
        close,
      }));
    }),

    handle(instrumentGetCompositeIndex, async ({ params: asked }) => {
      const symbol = asked.symbol === undefined || asked.symbol === OLD_NAME ? ".BXBT" : asked.symbol;
      const params = { ...asked, symbol };
      const pick = readColumns(indexComposite, params.columns);
      const made = exchange.tables.catalogue.find(symbol);
      if (made !== undefined && exchange.tables.markets.indices.isMadeOfVenues(made.handle))
        return history.listText(
          toListQuery("compositeIndex", indexComposite, null, params),
          readColumnNames(indexComposite, params.columns),
        );
      const query = toBinQuery(indexComposite, params, BIN_SIZES["1m"], false);
      const index = rows().find((row) => row.symbol === symbol && isIndex(row));
      if (index === undefined) throw refused(TEXT.invalidSymbol);
      return (await history.bins(query)).map(({ endMs, close }) => pick(compositeRow(index, new Date(endMs).toISOString(), close)));
    }),
  ];
}

/** The index at the end of a minute. */
const compositeRow = ({ symbol, reference }: InstrumentRow, timestamp: string, lastPrice: number): IndexCompositeRow => ({
  timestamp,
  symbol,
  indexSymbol: symbol,
  reference,
  lastPrice,
  weight: null,
  logged: timestamp,
});
