import { useState } from "react";
import { Link, useLocation } from "wouter";
import { priceToPoints } from "../../../bff/contract/prices.ts";
import type { ContractTerms } from "../../../bff/contract/pricing/terms.ts";
import { coins, decimalsOf, figure, readFigure, signedPercent } from "../../market/figures.ts";
import { type FundingSum, fundingOfShort } from "../../market/funding-history.ts";
import { equityUsd, SATS } from "../../market/stake.ts";
import { FULLY_BACKED, lockedStake, lockingContracts } from "../../market/synthetic-dollar.ts";
import { paintCurve } from "../../paint/curve-painter.ts";
import { useFundings } from "../../rest/fundings.ts";
import { useAccount, usePosition } from "../../stores/account.ts";
import { type DraftOrder, useDraftOrder } from "../../stores/draft-order.ts";
import { usePart, usePublished, useTerminal } from "../../stores/terminal.ts";
import { Button } from "../../ui/button.tsx";
import { FigureField } from "../../ui/figure-field.tsx";
import { Scroller } from "../../ui/scroller.tsx";
import text from "../../ui/text.module.css";
import { type Answer, AnswerList } from "./answer-list.tsx";
import pages from "./calculators-page.module.css";
import styles from "./dollar-page.module.css";
import { MovesTable } from "./moves-table.tsx";
import { PaintedCanvas } from "./painted-canvas.tsx";
import { PlaceDollar } from "./place-dollar.tsx";
import { RiskPage } from "./risk-page.tsx";

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
    <RiskPage
      title="Synthetic dollar"
      lead="Coins with a short of their whole value are worth the same dollars whatever the price: what the coins lose, the short wins. Locking and unlocking are one order each."
    >
      {terms?.isInverse === false ? (
        <p className={text.second}>
          {symbol} is no inverse contract: only a short of a fixed amount of dollars locks the dollars of coins.{" "}
          <Link href="/trade/XBTUSD" className={text.link}>
            Open XBTUSD
          </Link>
        </p>
      ) : terms === null || mark === null || points === null ? (
        <p className={text.second}>The contract and its price have not come yet.</p>
      ) : (
        <div className={pages.columns}>
          <div className={pages.fields}>
            <FigureField
              label="Coins to lock"
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
      {contracts === 0 ? "Too few coins for a lot" : `Write the short of ${figure(contracts)} into the ticket`}
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
      Write the buying back of {figure(-held)} into the ticket
    </Button>
  );
}

function Locked({ terms, mark, points, coinsSats }: LockProps & { readonly mark: number }) {
  const contracts = lockingContracts(terms, coinsSats, points);
  return contracts === 0 ? (
    <p className={text.second}>So few coins do not back the smallest order.</p>
  ) : (
    <LockedCoins terms={terms} mark={mark} points={points} coinsSats={coinsSats} contracts={contracts} />
  );
}

/** What the short would have earned or paid over the history that there is. */
function fundingAnswers(contracts: number, funding: FundingSum | null): readonly Answer[] {
  if (funding === null) return [{ name: "Funding", value: "none yet", unit: "", formula: null }];
  const { share, fundings, days, paid } = funding;
  return [
    {
      name: `Funding it would have ${share < 0 ? "paid" : "earned"} in the last ${figure(days, 0)} days`,
      value: figure(Math.abs(share) * contracts, 2),
      unit: "USD",
      formula: "size · sum of the funding rates",
      filled: `${figure(contracts)} · ${signedPercent(share, 4)} over ${figure(fundings)} fundings, of which it paid ${figure(paid)}`,
      rule: "A short of so many dollars receives at each funding as many dollars as the rate says, whatever the price is then; below zero it pays.",
      ruleId: "funding",
    },
    {
      name: "The same a year",
      value: signedPercent((share / days) * 365, 2),
      unit: "",
      formula: "sum of the rates / days · 365",
      filled: `${signedPercent(share, 4)} / ${figure(days, 1)} · 365`,
      rule: "What was is no promise: the rate follows what longs and shorts will pay.",
      ruleId: "funding",
    },
  ];
}

function LockedCoins({ terms, mark, points, coinsSats, contracts }: LockProps & { readonly mark: number; readonly contracts: number }) {
  const stake = lockedStake(terms, coinsSats, contracts, points);
  const { symbol } = useTerminal();
  const fundings = useFundings(symbol);
  const funding = fundings.data === undefined ? null : fundingOfShort(fundings.data);
  const decimals = decimalsOf(terms.pointsPerTick / terms.pointsPerUnit);
  const costSats = Math.abs(stake.costSats);
  const outsideSats = coinsSats - costSats;
  return (
    <div className={styles.locked}>
      <div className={styles.curve}>
        <PaintedCanvas
          name="dollar-curve"
          paint={paintCurve}
          label="Coins and short in dollars against price: a flat line"
          scene={{ mark, now: stake, withOrder: null, afterName: "", measure: "equity", priceDecimals: decimals, isStale: false }}
        />
      </div>
      <AnswerList
        label="What it comes to"
        answers={[
          {
            name: "Locked",
            value: figure(contracts),
            unit: "USD",
            formula: "coins · mark / (1 + fees), rounded down to the lot",
            filled: `${coins(coinsSats)} · ${figure(mark, 2)}, less fees, in lots of ${figure(terms.lotSize)}`,
            rule: "Each contract is one dollar. The value, the fee to open and the reserve to close are bound when it is placed.",
          },
          {
            name: "Stays outside",
            value: coins(outsideSats, 6),
            unit: "XBT",
            formula: "coins − value of the short",
            filled: `${coins(coinsSats, 6)} − ${coins(costSats, 6)}`,
            rule: "Pays the fees and moves with the price.",
          },
          {
            name: "Worth at −30 % and +30 %",
            value: `${figure(equityUsd(stake, mark * 0.7))}, ${figure(equityUsd(stake, mark * 1.3))}`,
            unit: "USD",
            formula: "price · (coins + PnL of the short)",
            rule: "In coins the short is convex: it wins more the further the market falls, just as many dollars as the coins lose.",
          },
          {
            name: "Liquidation price",
            value: stake.liquidation === null ? "none" : figure(stake.liquidation, decimals),
            unit: "",
            formula: "largest possible loss = value at entry = margin",
            rule: "An inverse short can lose at most the coins that it was worth at entry, and all of them are its margin. So nothing is required beyond, and no price liquidates it.",
            ruleId: "dollar",
          },
          ...fundingAnswers(contracts, funding),
        ]}
      />
      <Scroller label="Seven moves" className={styles.moves}>
        <MovesTable mark={mark} now={stake} withOrder={null} measure="equity" priceDecimals={decimals} />
      </Scroller>
    </div>
  );
}
