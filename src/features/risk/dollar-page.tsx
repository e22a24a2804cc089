import { useState } from "react";
import { Link, useLocation } from "wouter";
import { priceToPoints } from "../../../bff/contract/prices.ts";
import type { ContractTerms } from "../../../bff/contract/pricing/terms.ts";
import { coins, decimalsOf, figure, MISSING, readFigure, signedCoins, signedPercent } from "../../market/figures.ts";
import { type FundingSum, fundingOfShort } from "../../market/funding-history.ts";
import { equityUsd, pnlSats, SATS } from "../../market/stake.ts";
import { FULLY_BACKED, lockedStake, lockingContracts } from "../../market/synthetic-dollar.ts";
import { paintCurve } from "../../paint/curve-painter.ts";
import { useFundings } from "../../rest/fundings.ts";
import { useAccount, usePosition } from "../../stores/account.ts";
import { type DraftOrder, useDraftOrder } from "../../stores/draft-order.ts";
import { usePart, usePublished, useTerminal } from "../../stores/terminal.ts";
import * as commonTexts from "../../texts/common.ts";
import * as dollarTexts from "../../texts/dollar.ts";
import * as pagesTexts from "../../texts/pages.ts";
import * as riskTexts from "../../texts/risk.ts";
import { Button } from "../../ui/button.tsx";
import { FigureField } from "../../ui/figure-field.tsx";
import { Scroller } from "../../ui/scroller.tsx";
import text from "../../ui/text.module.css";
import { type Answer, AnswerList } from "./answer-list.tsx";
import pages from "./calculators-page.module.css";
import styles from "./dollar-page.module.css";
import { MovesTable } from "./moves-table.tsx";
import { Origins } from "./origins.tsx";
import { PaintedCanvas } from "./painted-canvas.tsx";
import { PlaceDollar } from "./place-dollar.tsx";
import { RiskPage } from "./risk-page.tsx";
import { movesOrigins } from "./table-origins.ts";

/** Without an account, or without coins in it. */
const ONE_COIN = 1;

/** Locks the dollar value of coins: computes the short that does it and puts it into the ticket. */
export function DollarPage() {
  const { terms: published, ticker, symbol } = useTerminal();
  const terms = usePublished(published);
  const held = usePosition(symbol)?.currentQty ?? 0;
  const mark = usePart(ticker, (now) => now.mark);
  const available = useAccount(({ margin }) => margin?.availableMargin ?? 0);
  const [typed, setTyped] = useState<number | null>(null);
  const amount = typed ?? (available > 0 ? available / SATS : ONE_COIN);
  const points = terms === null || mark === null ? null : priceToPoints(terms, mark);
  return (
    <RiskPage title={pagesTexts.dollar} lead={dollarTexts.lead}>
      {terms?.isInverse === false ? (
        <p className={text.second}>
          {dollarTexts.notInverse(
            symbol,
            <Link href="/trade/XBTUSD" className={text.link}>
              {dollarTexts.openXbtusd}
            </Link>,
          )}
        </p>
      ) : terms === null || mark === null || points === null ? (
        <p className={text.second}>{riskTexts.contractNotCome}</p>
      ) : (
        <div className={pages.columns}>
          <div className={pages.fields}>
            <FigureField
              label={dollarTexts.coinsToLock}
              unit="XBT"
              value={amount}
              onChange={setTyped}
              write={(value) => figure(value, Math.max(4, decimalsOf(value)))}
              read={readFigure}
              step={0.01}
            />
            <Locking terms={terms} points={points} coinsSats={Math.round(amount * SATS)} />
            <Unlocking />
            <PlaceDollar symbol={symbol} contracts={lockingContracts(terms, Math.round(amount * SATS), points)} held={held} />
          </div>
          <Locked terms={terms} mark={mark} points={points} coinsSats={Math.round(amount * SATS)} />
        </div>
      )}
    </RiskPage>
  );
}

interface LockProps {
  readonly terms: ContractTerms;
  readonly points: number;
  readonly coinsSats: number;
}

/** Writes an order into the ticket, where it is previewed and sent as any other. */
function useTicket(): (order: Partial<Omit<DraftOrder, "isSent">>) => void {
  const { symbol } = useTerminal();
  const [, navigate] = useLocation();
  return (order) => {
    useDraftOrder.getState().change({ ordType: "Market", price: null, isPostOnly: false, ...order });
    navigate(`/trade/${symbol}`);
  };
}

function Locking({ terms, points, coinsSats }: LockProps) {
  const write = useTicket();
  const contracts = lockingContracts(terms, coinsSats, points);
  return (
    <Button
      kind="primary"
      disabled={contracts === 0}
      onClick={() => write({ side: "Sell", contracts, leverage: FULLY_BACKED, isReduceOnly: false })}
    >
      {contracts === 0 ? dollarTexts.tooFewForLot : dollarTexts.writeShort(figure(contracts))}
    </Button>
  );
}

function Unlocking() {
  const write = useTicket();
  const { symbol } = useTerminal();
  const held = usePosition(symbol)?.currentQty ?? 0;
  if (held >= 0) return null;
  return (
    <Button onClick={() => write({ side: "Buy", contracts: -held, leverage: null, isReduceOnly: true })}>
      {dollarTexts.writeBuyingBack(figure(-held))}
    </Button>
  );
}

function Locked({ terms, mark, points, coinsSats }: LockProps & { readonly mark: number }) {
  const contracts = lockingContracts(terms, coinsSats, points);
  return contracts === 0 ? (
    <p className={text.second}>{dollarTexts.tooFew}</p>
  ) : (
    <LockedCoins terms={terms} mark={mark} points={points} coinsSats={coinsSats} contracts={contracts} />
  );
}

/** What the short would have earned or paid over the history that there is; undefined until it is read, null where there is none. */
function fundingAnswers(contracts: number, funding: FundingSum | null | undefined): readonly Answer[] {
  if (funding === null || funding === undefined)
    return [
      {
        name: commonTexts.funding,
        value: funding === undefined ? MISSING : dollarTexts.noneYet,
        unit: "",
        formula: dollarTexts.fundingFormula,
        filled: dollarTexts.noFundingFilled(figure(contracts)),
        ruleId: "funding",
      },
    ];
  const { share, fundings, days, paid } = funding;
  return [
    {
      name: dollarTexts.fundingEarned(share < 0, figure(days, 0)),
      value: figure(Math.abs(share) * contracts, 2),
      unit: "USD",
      formula: dollarTexts.fundingFormula,
      filled: dollarTexts.fundingFilled(figure(contracts), signedPercent(share, 4), figure(fundings), figure(paid)),
      rule: dollarTexts.fundingRule,
      ruleId: "funding",
    },
    {
      name: dollarTexts.yearly,
      value: signedPercent((share / days) * 365, 2),
      unit: "",
      formula: dollarTexts.yearlyFormula,
      filled: `${signedPercent(share, 4)} / ${figure(days, 1)} · 365`,
      rule: dollarTexts.yearlyRule,
      ruleId: "funding",
    },
  ];
}

function LockedCoins({ terms, mark, points, coinsSats, contracts }: LockProps & { readonly mark: number; readonly contracts: number }) {
  const stake = lockedStake(terms, coinsSats, contracts, points);
  const { symbol } = useTerminal();
  const fundings = useFundings(symbol);
  const funding = fundings.data === undefined ? undefined : fundingOfShort(fundings.data);
  const decimals = decimalsOf(terms.pointsPerTick / terms.pointsPerUnit);
  const costSats = Math.abs(stake.costSats);
  const outsideSats = coinsSats - costSats;
  return (
    <div className={styles.locked}>
      <div className={styles.curve}>
        <PaintedCanvas
          name="dollar-curve"
          paint={paintCurve}
          label={dollarTexts.curveLabel}
          scene={{ mark, now: stake, withOrder: null, afterName: "", measure: "equity", priceDecimals: decimals, isStale: false }}
        />
      </div>
      <AnswerList
        label={dollarTexts.answersLabel}
        answers={[
          {
            name: dollarTexts.locked,
            value: figure(contracts),
            unit: "USD",
            formula: dollarTexts.lockedFormula,
            filled: dollarTexts.lockedFilled(coins(coinsSats), figure(mark, 2), figure(terms.lotSize)),
            rule: dollarTexts.lockedRule,
            ruleId: "margin",
          },
          {
            name: dollarTexts.outside,
            value: coins(outsideSats, 6),
            unit: "XBT",
            formula: dollarTexts.outsideFormula,
            filled: `${coins(coinsSats, 6)} − ${coins(costSats, 6)}`,
            rule: dollarTexts.outsideRule,
            ruleId: "value",
          },
          {
            name: dollarTexts.worth,
            value: `${figure(equityUsd(stake, mark * 0.7))}, ${figure(equityUsd(stake, mark * 1.3))}`,
            unit: "USD",
            formula: dollarTexts.worthFormula,
            filled: [0.7, 1.3]
              .map((factor) => `${figure(mark * factor, 1)} · (${coins(coinsSats, 6)} ${signedCoins(pnlSats(stake, mark * factor), 6)})`)
              .join(" and "),
            ruleId: "dollar",
            rule: dollarTexts.worthRule,
          },
          {
            name: commonTexts.liquidationPrice,
            value: stake.liquidation === null ? commonTexts.none : figure(stake.liquidation, decimals),
            unit: "",
            formula: dollarTexts.noLiquidationFormula,
            filled: `${coins(costSats, 6)} = ${coins(costSats, 6)}`,
            rule: dollarTexts.noLiquidationRule,
            ruleId: "dollar",
          },
          ...fundingAnswers(contracts, funding),
        ]}
      />
      <Scroller label={commonTexts.sevenMoves} className={styles.moves}>
        <MovesTable mark={mark} now={stake} withOrder={null} measure="equity" priceDecimals={decimals} />
        <Origins of={movesOrigins(stake, mark, "equity")} />
      </Scroller>
    </div>
  );
}
