import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { type BasisPoint, basisOf, yearly } from "../../market/basis.ts";
import { day, signedPercent, timeOfDay } from "../../market/figures.ts";
import { paintRates, type RatePoint, type RatesScene } from "../../paint/rates-painter.ts";
import { readBins, useFundings } from "../../rest/market-history.ts";
import { usePart, useTerminal } from "../../stores/terminal.ts";
import * as commonTexts from "../../texts/common.ts";
import * as fundingTexts from "../../texts/funding.ts";
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
    <Dialog title={isPerpetual ? fundingTexts.heading(symbol) : fundingTexts.basisHeading(symbol)} onClose={onClose} look="wide">
      {isPerpetual ? <Fundings paid={paid} isPending={fundings.isPending} /> : null}
      <Basis points={basis.data ?? NO_POINTS} isPending={basis.isPending} index={indexSymbol ?? fundingTexts.theIndex} />
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
  if (paid.length === 0) return <p className={text.second}>{isPending ? commonTexts.reading : fundingTexts.nothingPaid}</p>;
  const sum = paid.reduce((total, { rate }) => total + rate, 0);
  return (
    <section aria-label={commonTexts.funding}>
      <p className={text.second}>{fundingTexts.about(paid.length, signedPercent(sum, 3), signedPercent(yearly(sum / paid.length), 1))}</p>
      <Rates name="fundings" look="bars" points={paid} decimals={3} label={fundingTexts.ratesLabel} />
      <Scroller label={fundingTexts.tableLabel} className={styles.table}>
        <table className={`${table.table} ${table.dense}`}>
          <thead>
            <tr>
              <th scope="col">{fundingTexts.paid}</th>
              <th scope="col" className={table.figure}>
                {fundingTexts.rate}
              </th>
              <th scope="col" className={table.figure}>
                {fundingTexts.yearly}
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
  if (last === undefined) return <p className={text.second}>{isPending ? commonTexts.reading : fundingTexts.noHour}</p>;
  const values = points.map(({ basis }) => basis);
  const words = fundingTexts.basisAbout(
    index,
    signedPercent(last.basis, 3),
    signedPercent(Math.min(...values), 3),
    signedPercent(Math.max(...values), 3),
    day(points[0]?.atMs ?? last.atMs),
  );
  return (
    <section aria-label={fundingTexts.basis} className={styles.basis}>
      <p className={text.second}>{words}</p>
      <Rates name="basis" look="line" points={rates} decimals={2} label={words} />
    </section>
  );
}
