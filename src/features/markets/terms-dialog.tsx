import type { ReactNode } from "react";
import type { InstrumentRow } from "../../../bff/contract/tables/instrument.ts";
import type { Contract } from "../../market/contract.ts";
import { coins, figure, MISSING, percent, signedPercent } from "../../market/figures.ts";
import { closedWhy, expiryWords } from "../../market/market-list.ts";
import { useDialogs } from "../../stores/dialogs.ts";
import { useContract, usePublished, useTerminal } from "../../stores/terminal.ts";
import { Dialog } from "../../ui/dialog.tsx";
import text from "../../ui/text.module.css";
import { indexDecimals } from "./index-decimals.ts";
import styles from "./terms-dialog.module.css";
import { VenueTable } from "./venue-table.tsx";

const SATS = 100_000_000;

/** What a contract is: everything that its result, its costs and its end depend on. */
export function TermsDialog({ isNarrow }: { readonly isNarrow: boolean }) {
  const { symbol, markets } = useTerminal();
  const rows = usePublished(markets);
  const contract = useContract();
  const row = rows.find((market) => market.symbol === symbol);
  const close = useDialogs((dialogs) => dialogs.close);
  return (
    <Dialog title={`Terms of ${symbol}`} onClose={close} look={isNarrow ? "sheet" : "dialog"}>
      {row === undefined || contract === null ? (
        <p className={text.second}>The terms have not come yet.</p>
      ) : (
        <Terms row={row} contract={contract} index={rows.find((market) => market.symbol === row.referenceSymbol)} />
      )}
    </Dialog>
  );
}

interface TermsProps {
  readonly row: InstrumentRow;
  readonly contract: Contract;
  readonly index: InstrumentRow | undefined;
}

function Terms({ row, contract, index }: TermsProps) {
  const { terms, quote, priceDecimals, markDecimals } = contract;
  const why = closedWhy(row);
  const price = (value: number | null) => (value === null ? MISSING : `${figure(value, markDecimals)} ${quote}`);
  return (
    <>
      <p className={text.second}>{payoffWords(contract, row)}</p>
      <Section name="Contract">
        <Line name="Kind">{contract.kind}</Line>
        {why === null ? null : (
          <Line name="State">
            <span className={text.risk}>{why}</span>
          </Line>
        )}
        <Line name="One contract">{oneContract(contract, row)}</Line>
        <Line name="Lot">{figure(terms.lotSize)}</Line>
        <Line name="Tick">
          {figure(contract.tick, priceDecimals)} {quote}
        </Line>
        <Line name="Largest order">{figure(terms.maxOrderQty)}</Line>
        <Line name="Highest price">
          {figure(row.maxPrice, priceDecimals)} {quote}
        </Line>
      </Section>
      <Section name="Fees">
        <Line name="Maker">{feeWords(row.makerFee)}</Line>
        <Line name="Taker">{feeWords(row.takerFee)}</Line>
        {contract.isPerpetual ? null : <Line name="Settlement">{feeWords(row.settlementFee)}</Line>}
      </Section>
      <Section name="Margin">
        <Line name="Initial">
          {percent(row.initMargin, 2)}
          <span className={text.third}>, up to {figure(row.initMargin === null ? null : 1 / row.initMargin, 0)}×</span>
        </Line>
        <Line name="Maintenance">{percent(row.maintMargin, 2)}</Line>
        <Line name="Risk limit">{coins(row.riskLimit, 0)} XBT</Line>
        <Line name="A step more">
          {coins(row.riskStep, 0)} XBT <span className={text.third}>for {percent(row.maintMargin, 2)} more of both</span>
        </Line>
      </Section>
      <Section name="Mark and index">
        <Line name="Index">
          {row.referenceSymbol} {index === undefined ? null : figure(index.lastPrice ?? index.markPrice, indexDecimals(index))}
        </Line>
        <Line name="Mark">{price(row.markPrice)}</Line>
        <Line name="Marked by">{MARKED_BY[row.markMethod] ?? row.markMethod}</Line>
        <Line name="Fair basis">{row.fairBasis === null ? MISSING : figure(row.fairBasis, markDecimals)}</Line>
      </Section>
      {contract.isPerpetual ? <Funding row={row} /> : <Expiry row={row} price={price} />}
      {row.referenceSymbol === "" ? null : (
        <section className={styles.section}>
          <h3 className={text.label}>Venues of {row.referenceSymbol.replace(/30M$/, "")}</h3>
          <VenueTable index={row.referenceSymbol} decimals={index === undefined ? markDecimals : indexDecimals(index)} />
        </section>
      )}
    </>
  );
}

function Funding({ row }: { readonly row: InstrumentRow }) {
  return (
    <Section name="Funding">
      <Line name="Next, UTC">{row.fundingTimestamp === null ? MISSING : expiryWords(row.fundingTimestamp)}</Line>
      <Line name="Rate then">{row.fundingRate === null ? MISSING : signedPercent(row.fundingRate, 4)}</Line>
      <Line name="Expected after">{row.indicativeFundingRate === null ? MISSING : signedPercent(row.indicativeFundingRate, 4)}</Line>
    </Section>
  );
}

function Expiry({ row, price }: { readonly row: InstrumentRow; readonly price: (value: number | null) => string }) {
  return (
    <Section name="End">
      <Line name="Expires, UTC">{row.expiry === null ? MISSING : expiryWords(row.expiry)}</Line>
      {row.settledPrice === null ? (
        <Line name="Would settle at">{price(row.indicativeSettlePrice)}</Line>
      ) : (
        <Line name="Settled at">{price(row.settledPrice)}</Line>
      )}
    </Section>
  );
}

const MARKED_BY: Readonly<Record<string, string>> = {
  FairPrice: "fair price",
  LastPrice: "last price",
  LastPriceProtected: "last price, kept near the fair one",
};

/** What a move of the price pays, in one sentence. */
function payoffWords({ settling, quote }: Contract, { underlying }: InstrumentRow): string {
  switch (settling) {
    case "inverse":
      return `Priced in ${quote} and paid in XBT: a contract is worth ever fewer coins as the price rises. A long gains less and less with a rise, and loses more and more with a fall.`;
    case "quanto":
      return `Priced in ${quote} and paid in XBT at a fixed amount for each ${quote} that ${underlying} moves, whatever XBT itself is worth.`;
    case "linear":
      return `Priced and paid in ${quote}: the result is the move of the price, times the contracts.`;
  }
}

function oneContract({ settling, terms, quote, sizeUnit }: Contract, { underlying }: InstrumentRow): string {
  switch (settling) {
    case "inverse":
      return `${figure(terms.multiplierSats / SATS)} ${quote} of ${underlying}`;
    case "quanto":
      return `${coins(terms.multiplierSats, 8)} XBT for each ${quote}`;
    case "linear":
      return `${figure(terms.multiplierSats / SATS)} ${sizeUnit}`;
  }
}

const feeWords = (rate: number | null) => (rate === null ? MISSING : rate < 0 ? `${percent(-rate, 3)} back` : percent(rate, 3));

function Section({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3 className={text.label}>{name}</h3>
      <dl className={styles.list}>{children}</dl>
    </section>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className={text.second}>{name}</dt>
      <dd className={text.figure}>{children}</dd>
    </div>
  );
}
