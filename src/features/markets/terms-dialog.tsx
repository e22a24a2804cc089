import type { ReactNode } from "react";
import type { InstrumentRow } from "../../../bff/contract/tables/instrument.ts";
import type { Contract } from "../../market/contract.ts";
import { coins, figure, MISSING, percent, signedPercent } from "../../market/figures.ts";
import { closedWhy, expiryWords } from "../../market/market-list.ts";
import { spotSymbolOf } from "../../market/ticker.ts";
import { useDialogs } from "../../stores/dialogs.ts";
import { useContract, usePublished, useTerminal } from "../../stores/terminal.ts";
import * as commonTexts from "../../texts/common.ts";
import * as termsTexts from "../../texts/terms.ts";
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
    <Dialog title={termsTexts.heading(symbol)} onClose={close} look={isNarrow ? "sheet" : "dialog"}>
      {row === undefined || contract === null ? (
        <p className={text.second}>{termsTexts.notCome}</p>
      ) : (
        <Terms row={row} contract={contract} index={rows.find((market) => market.symbol === spotSymbolOf(row))} />
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
      <Section name={commonTexts.contract}>
        <Line name={termsTexts.kind}>{contract.kind}</Line>
        {why === null ? null : (
          <Line name={termsTexts.state}>
            <span className={text.risk}>{why}</span>
          </Line>
        )}
        <Line name={termsTexts.oneContract}>{oneContract(contract, row)}</Line>
        <Line name={termsTexts.lot}>{figure(terms.lotSize)}</Line>
        <Line name={termsTexts.tick}>
          {figure(contract.tick, priceDecimals)} {quote}
        </Line>
        <Line name={termsTexts.largestOrder}>{figure(terms.maxOrderQty)}</Line>
        <Line name={termsTexts.highestPrice}>
          {figure(row.maxPrice, priceDecimals)} {quote}
        </Line>
      </Section>
      <Section name={termsTexts.fees}>
        <Line name={termsTexts.maker}>{feeWords(row.makerFee)}</Line>
        <Line name={termsTexts.taker}>{feeWords(row.takerFee)}</Line>
        {contract.isPerpetual ? null : <Line name={termsTexts.settlement}>{feeWords(row.settlementFee)}</Line>}
      </Section>
      <Section name={commonTexts.margin}>
        <Line name={termsTexts.initial}>
          {percent(row.initMargin, 2)}
          <span className={text.third}>{termsTexts.upTo(figure(row.initMargin === null ? null : 1 / row.initMargin, 0))}</span>
        </Line>
        <Line name={termsTexts.maintenance}>{percent(row.maintMargin, 2)}</Line>
        <Line name={termsTexts.riskLimit}>{coins(row.riskLimit, 0)} XBT</Line>
        <Line name={termsTexts.stepMore}>
          {coins(row.riskStep, 0)} XBT <span className={text.third}>{termsTexts.moreOfBoth(percent(row.maintMargin, 2))}</span>
        </Line>
      </Section>
      <Section name={termsTexts.markAndIndex}>
        <Line name={commonTexts.index}>
          {spotSymbolOf(row)} {index === undefined ? null : figure(index.lastPrice ?? index.markPrice, indexDecimals(index))}
        </Line>
        <Line name={commonTexts.mark}>{price(row.markPrice)}</Line>
        <Line name={termsTexts.markedBy}>{MARKED_BY[row.markMethod] ?? row.markMethod}</Line>
        <Line name={termsTexts.fairBasis}>{row.fairBasis === null ? MISSING : figure(row.fairBasis, markDecimals)}</Line>
      </Section>
      {contract.isPerpetual ? <Funding row={row} /> : <Expiry row={row} price={price} />}
      {row.referenceSymbol === "" ? null : (
        <section className={styles.section}>
          <h3 className={text.label}>{termsTexts.venuesOf(row.referenceSymbol.replace(/30M$/, ""))}</h3>
          <VenueTable index={row.referenceSymbol} decimals={index === undefined ? markDecimals : indexDecimals(index)} />
        </section>
      )}
    </>
  );
}

function Funding({ row }: { readonly row: InstrumentRow }) {
  return (
    <Section name={commonTexts.funding}>
      <Line name={termsTexts.next}>{row.fundingTimestamp === null ? MISSING : expiryWords(row.fundingTimestamp)}</Line>
      <Line name={termsTexts.rateThen}>{row.fundingRate === null ? MISSING : signedPercent(row.fundingRate, 4)}</Line>
      <Line name={termsTexts.expectedAfter}>
        {row.indicativeFundingRate === null ? MISSING : signedPercent(row.indicativeFundingRate, 4)}
      </Line>
    </Section>
  );
}

function Expiry({ row, price }: { readonly row: InstrumentRow; readonly price: (value: number | null) => string }) {
  return (
    <Section name={termsTexts.end}>
      <Line name={termsTexts.expires}>{row.expiry === null ? MISSING : expiryWords(row.expiry)}</Line>
      <Line name={termsTexts.settlesAt}>{row.referenceSymbol}</Line>
      {row.settledPrice === null ? (
        <Line name={termsTexts.wouldSettleAt}>{price(row.indicativeSettlePrice)}</Line>
      ) : (
        <Line name={termsTexts.settledAt}>{price(row.settledPrice)}</Line>
      )}
    </Section>
  );
}

const MARKED_BY: Readonly<Record<string, string>> = termsTexts.marks;

/** What a move of the price pays, in one sentence. */
function payoffWords({ settling, quote }: Contract, { underlying }: InstrumentRow): string {
  switch (settling) {
    case "inverse":
      return termsTexts.inverse(quote);
    case "quanto":
      return termsTexts.quanto(quote, underlying);
    case "linear":
      return termsTexts.linear(quote);
  }
}

function oneContract({ settling, terms, quote, sizeUnit }: Contract, { underlying }: InstrumentRow): string {
  switch (settling) {
    case "inverse":
      return termsTexts.linearSize(figure(terms.multiplierSats / SATS), quote, underlying);
    case "quanto":
      return termsTexts.coinsPerMove(coins(terms.multiplierSats, 8), quote);
    case "linear":
      return `${figure(terms.multiplierSats / SATS)} ${sizeUnit}`;
  }
}

const feeWords = (rate: number | null) => (rate === null ? MISSING : rate < 0 ? termsTexts.rebate(percent(-rate, 3)) : percent(rate, 3));

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
