import { binRow } from "../../contract/bins.ts";
import { invalid, refused, TEXT } from "../../contract/errors.ts";
import { orderBookGetL2, quoteGet, tradeGet, tradeGetBucketed } from "../../contract/operations/market-data.ts";
import { quote } from "../../contract/tables/quote.ts";
import { trade } from "../../contract/tables/trade.ts";
import { BIN_SIZES, tradeBin1m } from "../../contract/tables/trade-bin.ts";
import { type Handler, handle } from "../handler.ts";
import { readColumns, selectRows, toListQuery } from "../list-query.ts";
import type { Services } from "../services.ts";

export function marketDataHandlers({ exchange, history }: Services): readonly Handler[] {
  const { tables } = exchange;
  const knownSymbol = (symbol: string) => {
    if (tables.catalogue.find(symbol) === undefined) throw refused(TEXT.invalidSymbol);
    return symbol;
  };
  return [
    handle(orderBookGetL2, ({ params }) => tables.bookRows(knownSymbol(params.symbol), params.depth ?? 25)),

    handle(quoteGet, ({ params }) => {
      const pick = readColumns(quote, params.columns);
      const symbols = params.symbol === undefined ? tables.catalogue.all().map(({ symbol }) => symbol) : [knownSymbol(params.symbol)];
      return selectRows(
        quote,
        symbols.flatMap((symbol) => tables.recentQuotes(symbol)),
        params,
      ).map(pick);
    }),

    handle(tradeGet, async ({ params }) => {
      const pick = readColumns(trade, params.columns);
      if (params.symbol !== undefined) knownSymbol(params.symbol);
      return (await history.list(toListQuery("trade", trade, null, params))).map(pick);
    }),

    handle(tradeGetBucketed, async ({ params, reply }) => {
      const pick = readColumns(tradeBin1m, params.columns);
      const query = toListQuery("trade", tradeBin1m, null, params);
      const [symbol] = query.filter["symbol"] ?? [];
      if (typeof symbol !== "string") throw refused(TEXT.invalidSymbol);
      // Bins are found by symbol, width and time alone.
      if (Object.keys(query.filter).length > 1) throw invalid("filter columns are not valid");
      const bins = await history.bins({
        symbol: knownSymbol(symbol),
        widthMs: BIN_SIZES[params.binSize ?? "1m"],
        startMs: query.startMs,
        endMs: query.endMs,
        times: (query.times ?? []).map(({ condition }) => condition),
        count: query.count,
        start: query.start,
        reverse: query.reverse,
        partial: params.partial ?? false,
      });
      const { simulatedUntilMs } = history;
      if (simulatedUntilMs !== null) reply.header("x-fairmark-simulated-until", new Date(simulatedUntilMs).toISOString());
      return bins.map((bin) => pick(binRow(symbol, bin)));
    }),
  ];
}
