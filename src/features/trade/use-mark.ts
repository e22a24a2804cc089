import { usePart, useTerminal } from "../../stores/terminal.ts";

/** Mark of any contract, as it is streamed. */
export function useMark(symbol: string): number | null {
  const { symbol: shown, ticker, markets } = useTerminal();
  const mine = usePart(ticker, ({ mark }) => mark);
  const others = usePart(markets, (rows) => rows.find((row) => row.symbol === symbol)?.markPrice ?? null);
  return symbol === shown ? mine : others;
}
