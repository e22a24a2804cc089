import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { type BasisPoint, basisOf, yearly } from "../../market/basis.ts";
import { day, signedPercent, timeOfDay } from "../../market/figures.ts";
import { paintRates, type RatePoint, type RatesScene } from "../../paint/rates-painter.ts";
import { readBins, useFundings } from "../../rest/market-history.ts";
import { usePart, useTerminal } from "../../stores/terminal.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Scroller } from "../../ui/scroller.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import styles from "./funding-dialog.module.css";
import { PaintedCanvas } from "./painted-canvas.tsx";

/** Three weeks of hours, and as many fundings as a month has. */
const HOURS = 500;
const FUNDINGS = 90;
const STALE_MS = 60_000;
const GAP_MS = 250;

const NO_POINTS: readonly BasisPoint[] = [];

/** What holding the contract cost, and how far it stood from its index. */
export function FundingDialog({ onClose }: { readonly onClose: () => void }) {
  const { symbol, ticker } = useTerminal();
  const fundingAt = usePart(ticker, (now) => now.fundingAt);
  const indexSymbol = usePart(ticker, (now) => now.indexSymbol);
  const fundings = useFundings(symbol, fundingAt);
  const basis = useQuery({
    queryKey: ["basis", symbol, indexSymbol],
    queryFn: async () => basisOf(...(await Promise.all([readBins(symbol, "1h", HOURS), readBins(indexSymbol ?? "", "1h", HOURS)]))),
    enabled: indexSymbol !== null,
    staleTime: STALE_MS,
  });
  const { data } = fundings;
  const paid = useMemo(
    (): readonly RatePoint[] =>
      (data ?? [])
        .slice(0, FUNDINGS)
        .map(({ timestamp, fundingRate }) => ({ atMs: Date.parse(timestamp), rate: fundingRate ?? 0 }))
        .sort((a, b) => a.atMs - b.atMs),
    [data],
  );
  const isPerpetual = fundingAt !== null;
  return (
    <Dialog title={isPerpetual ? `Funding and basis of ${symbol}` : `Basis of ${symbol}`} onClose={onClose} look="wide">
      {isPerpetual ? <Fundings paid={paid} isPending={fundings.isPending} /> : null}
      <Basis points={basis.data ?? NO_POINTS} isPending={basis.isPending} index={indexSymbol ?? "the index"} />
    </Dialog>
  );
}

function Rates({ name, look, points, decimals, label }: RatesScene & { readonly name: string; readonly label: string }) {
  const read = useCallback(() => ({ look, points, decimals }), [look, points, decimals]);
  return (
    <div className={styles.canvas}>
      <PaintedCanvas name={name} gapMs={GAP_MS} read={read} paint={paintRates} label={label} />
    </div>
  );
}

function Fundings({ paid, isPending }: { readonly paid: readonly RatePoint[]; readonly isPending: boolean }) {
  if (paid.length === 0) return <p className={text.second}>{isPending ? "Reading …" : "Nothing has been paid yet."}</p>;
  const sum = paid.reduce((total, { rate }) => total + rate, 0);
  return (
    <section aria-label="Funding">
      <p className={text.second}>
        Longs pay shorts where it is above zero. The last {paid.length} added up to {signedPercent(sum, 3)},{" "}
        {signedPercent(yearly(sum / paid.length), 1)} a year.
      </p>
      <Rates name="fundings" look="bars" points={paid} decimals={3} label="Funding rates over time; the table says the same." />
      <Scroller label="Fundings" className={styles.table}>
        <table className={`${table.table} ${table.dense}`}>
          <thead>
            <tr>
              <th scope="col">Paid, UTC</th>
              <th scope="col" className={table.figure}>
                Rate
              </th>
              <th scope="col" className={table.figure}>
                A year
              </th>
            </tr>
          </thead>
          <tbody>
            {paid.toReversed().map(({ atMs, rate }) => (
              <tr key={atMs}>
                <td>
                  <span className={text.third}>{day(atMs)}</span> {timeOfDay(atMs).slice(0, 5)}
                </td>
                <td className={table.figure}>{signedPercent(rate, 4)}</td>
                <td className={table.figure}>{signedPercent(yearly(rate), 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </section>
  );
}

interface BasisProps {
  readonly points: readonly BasisPoint[];
  readonly isPending: boolean;
  readonly index: string;
}

function Basis({ points, isPending, index }: BasisProps) {
  const last = points.at(-1);
  const rates = useMemo(() => points.map(({ atMs, basis }) => ({ atMs, rate: basis })), [points]);
  if (last === undefined)
    return <p className={text.second}>{isPending ? "Reading …" : "No hour has closed in both contract and index."}</p>;
  const values = points.map(({ basis }) => basis);
  const words = `Hourly closes against ${index}: ${signedPercent(last.basis, 3)} at the last, between ${signedPercent(Math.min(...values), 3)} and ${signedPercent(Math.max(...values), 3)} since ${day(points[0]?.atMs ?? last.atMs)}.`;
  return (
    <section aria-label="Basis" className={styles.basis}>
      <p className={text.second}>{words}</p>
      <Rates name="basis" look="line" points={rates} decimals={2} label={words} />
    </section>
  );
}
