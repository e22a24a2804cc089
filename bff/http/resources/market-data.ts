import { refused, TEXT } from "../../contract/errors.ts";
import { orderBookGetL2, quoteGet, quoteGetBucketed, tradeGet, tradeGetBucketed } from "../../contract/operations/market-data.ts";
import { quote } from "../../contract/tables/quote.ts";
import { trade } from "../../contract/tables/trade.ts";
import { BIN_SIZES, tradeBin1m } from "../../contract/tables/trade-bin.ts";
import { type Handler, handle } from "../handler.ts";
import { readColumnNames, readColumns, selectRows, toBinQuery, toListQuery } from "../list-query.ts";
import type { Services } from "../services.ts";

export function marketDataHandlers({ exchange, history }: Services): readonly Handler[] {
  const { tables } = exchange;
  const knownSymbol = (symbol: string) => {
    if (tables.catalogue.find(symbol) === undefined) throw refused(TEXT.invalidSymbol);
    return symbol;
  };
  return [
    handle(orderBookGetL2, ({ params }) => tables.markets.bookRows(knownSymbol(params.symbol), params.depth ?? 25)),

    handle(quoteGet, ({ params }) => {
      const pick = readColumns(quote, params.columns);
      const filtered = params.symbol ?? params.filter?.["symbol"];
      const symbol = typeof filtered === "string" ? knownSymbol(filtered) : null;
      return selectRows(quote, tables.markets.recentQuotes(symbol), params).map(pick);
    }),

    handle(quoteGetBucketed, ({ params }) => {
      const pick = readColumns(quote, params.columns);
      const symbols = params.symbol === undefined ? tables.catalogue.all().map(({ symbol }) => symbol) : [knownSymbol(params.symbol)];
      const rows = symbols.flatMap((symbol) => tables.markets.quoteBins(symbol, params.binSize ?? "1m", params.partial ?? false));
      return selectRows(quote, rows, params).map(pick);
    }),

    handle(tradeGet, async ({ params }) => {
      const columns = readColumnNames(trade, params.columns);
      if (params.symbol !== undefined) knownSymbol(params.symbol);
      return history.listText(toListQuery("trade", trade, null, params), columns);
    }),

    handle(tradeGetBucketed, async ({ params, reply }) => {
      const columns = readColumnNames(tradeBin1m, params.columns);
      const contracts = tables.catalogue.all().filter(({ index }) => index !== null);
      const all = contracts.map(({ symbol }) => symbol);
      const query = toBinQuery(tradeBin1m, params, BIN_SIZES[params.binSize ?? "1m"], params.partial ?? false, all);
      query.symbols.forEach(knownSymbol);
      const bins = await history.binsText(query, columns);
      const { simulatedUntilMs } = history;
      if (simulatedUntilMs !== null) reply.header("x-fairmark-simulated-until", new Date(simulatedUntilMs).toISOString());
      return bins;
    }),
  ];
}
