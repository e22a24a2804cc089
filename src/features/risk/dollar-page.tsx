import { useState } from "react";
import { useLocation } from "wouter";
import { priceToPoints } from "../../../bff/contract/prices.ts";
import type { ContractTerms } from "../../../bff/contract/pricing/terms.ts";
import { coins, decimalsOf, figure, readFigure } from "../../market/figures.ts";
import { equityUsd, SATS } from "../../market/stake.ts";
import { FULLY_BACKED, lockedStake, lockingContracts } from "../../market/synthetic-dollar.ts";
import { paintCurve } from "../../paint/curve-painter.ts";
import { useAccount, usePosition } from "../../stores/account.ts";
import { type DraftOrder, useDraftOrder } from "../../stores/draft-order.ts";
import { usePart, usePublished, useTerminal } from "../../stores/terminal.ts";
import { Button } from "../../ui/button.tsx";
import { FigureField } from "../../ui/figure-field.tsx";
import { Scroller } from "../../ui/scroller.tsx";
import text from "../../ui/text.module.css";
import { AnswerList } from "./answer-list.tsx";
import pages from "./calculators-page.module.css";
import styles from "./dollar-page.module.css";
import { MovesTable } from "./moves-table.tsx";
import { PaintedCanvas } from "./painted-canvas.tsx";
import { RiskPage } from "./risk-page.tsx";

/** Without an account, or without coins in it. */
const ONE_COIN = 1;

/** Locks the dollar value of coins: computes the short that does it and puts it into the ticket. */
export function DollarPage() {
  const { terms: published, ticker } = useTerminal();
  const terms = usePublished(published);
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
      {terms === null || mark === null || points === null ? (
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
  if (contracts === 0) return <p className={text.second}>So few coins do not back the smallest order.</p>;
  const stake = lockedStake(terms, coinsSats, contracts, points);
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
          },
        ]}
      />
      <Scroller label="Seven moves" className={styles.moves}>
        <MovesTable mark={mark} now={stake} withOrder={null} measure="equity" priceDecimals={decimals} />
      </Scroller>
    </div>
  );
}
