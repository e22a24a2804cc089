import { useState } from "react";
import { coins, figure, percent, signed, signedCoins } from "../../market/figures.ts";
import {
  type Effect,
  GRID_MOVES,
  type Held,
  independentSats,
  orderEffect,
  portfolioOf,
  positionEffect,
  togetherEffect,
} from "../../market/portfolio.ts";
import { useAccount } from "../../stores/account.ts";
import { useIsSessionKnown, useIsSignedIn } from "../../stores/session.ts";
import { usePublished, useTerminal } from "../../stores/terminal.ts";
import { Choice } from "../../ui/choice.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Scroller } from "../../ui/scroller.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import { RiskPage } from "./risk-page.tsx";
import styles from "./why-page.module.css";

type Correlation = "one" | "zero";

const CORRELATIONS = [
  { value: "one", label: "One: all move together" },
  { value: "zero", label: "Zero: each on its own" },
] as const;

/** All positions and open orders of the account under moves from −30 % to +30 %. */
export function PortfolioPage() {
  const { contracts: published, markets } = useTerminal();
  const isSignedIn = useIsSignedIn();
  const isKnown = useIsSessionKnown();
  const { positions, orders, margin } = useAccount();
  const contracts = usePublished(published);
  const rows = usePublished(markets);
  const [correlation, setCorrelation] = useState<Correlation>("one");
  const portfolio = portfolioOf(positions, orders, (symbol) => {
    const contract = contracts.get(symbol);
    const row = rows.find((one) => one.symbol === symbol);
    if (contract === undefined || row?.markPrice === undefined || row.markPrice === null) return null;
    return { terms: contract.terms, mark: row.markPrice, fundingRate: row.fundingRate };
  });
  return (
    <RiskPage
      title="Portfolio"
      lead="What a move of the marks makes of all positions together, with every open order filled that makes it worse. In XBT, from now."
    >
      {!isSignedIn ? (
        <p className={text.second}>{isKnown ? "Sign in to see your own positions and orders under one move." : "Reading …"}</p>
      ) : portfolio.length === 0 ? (
        <p className={text.second}>
          You hold no position and have no open order. What you hold shows here under moves from −30 % to +30 %.
        </p>
      ) : (
        <>
          <div className={styles.share}>
            <span className={text.second}>Correlation</span>
            <Choice label="Correlation" options={CORRELATIONS} value={correlation} onChange={setCorrelation} />
          </div>
          <Grid portfolio={portfolio} walletSats={margin?.walletBalance ?? null} correlation={correlation} />
          <p className={styles.note}>{sentence(portfolio, margin?.walletBalance ?? null)}</p>
          <p className={styles.note}>
            A position of margin of its own can lose that margin and no more; cross positions stand and fall together with all that is free
            in the wallet. Orders that only close are left out: they open nothing.
          </p>
        </>
      )}
    </RiskPage>
  );
}

interface GridProps {
  readonly portfolio: readonly Held[];
  readonly walletSats: number | null;
  readonly correlation: Correlation;
}

function Grid({ portfolio, walletSats, correlation }: GridProps) {
  const margin = walletSats === null ? null : { walletBalance: walletSats };
  const alone = (held: Held, move: number) => togetherEffect(portfolio, margin, (one) => (one === held ? move : 0));
  const still = portfolio.reduce((sum, held) => sum + held.orders.reduce((all, order) => all + orderEffect(held, order, 0).sats, 0), 0);
  return (
    <Scroller label="Portfolio under moves" className={styles.table}>
      <table className={classNames(table.table, table.dense)}>
        <caption className={text.hidden}>
          Change of equity in XBT after moves of the mark, positions, open orders at their worst, and together
        </caption>
        <thead>
          <tr>
            <th scope="col">{correlation === "one" ? "All marks move by" : "Its own mark moves by"}</th>
            {GRID_MOVES.map((move) => (
              <th key={move} scope="col" className={table.figure}>
                {signed(move * 100)} %
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {portfolio.flatMap((held) => [
            ...(held.holding.contracts === 0
              ? []
              : [
                  <Row
                    key={held.symbol}
                    name={`${held.symbol} ${held.holding.contracts > 0 ? "long" : "short"} ${figure(Math.abs(held.holding.contracts))}${held.holding.leverage === 0 ? ", cross" : ""}`}
                    effect={(move) => positionEffect(held, move)}
                  />,
                ]),
            ...held.orders.map((order) => (
              <Row
                key={order.orderID}
                name={`Order: ${order.contracts > 0 ? "buy" : "sell"} ${figure(Math.abs(order.contracts))} ${held.symbol} at ${figure(order.price, 1)}`}
                effect={(move) => orderEffect(held, order, move)}
                isQuiet
              />
            )),
          ])}
          {correlation === "one" ? (
            <Row name="Together" effect={(move) => togetherEffect(portfolio, margin, () => move)} isSum />
          ) : (
            <>
              <Row
                name="Worst of them alone"
                effect={(move) => portfolio.map((held) => alone(held, move)).reduce((worst, one) => (one.sats < worst.sats ? one : worst))}
                isSum
              />
              <Row
                name="Independent losses, root of squares"
                effect={(move) => ({
                  sats: independentSats(portfolio.map((held) => alone(held, move).sats - still)) + still,
                  isLiquidated: false,
                })}
                isSum
              />
            </>
          )}
        </tbody>
      </table>
    </Scroller>
  );
}

interface RowProps {
  readonly name: string;
  readonly effect: (move: number) => Effect;
  readonly isQuiet?: boolean;
  readonly isSum?: boolean;
}

function Row({ name, effect, isQuiet = false, isSum = false }: RowProps) {
  return (
    <tr>
      <th scope="row" className={classNames(isQuiet && text.second, isSum && text.strong)}>
        {name}
      </th>
      {GRID_MOVES.map((move) => {
        const { sats, isLiquidated } = effect(move);
        const words = signedCoins(sats, 4);
        return (
          <td key={move} className={classNames(table.figure, isSum && text.strong)}>
            {isLiquidated ? <span className={text.risk}>liq. </span> : null}
            <span className={words.startsWith("+") ? text.buy : words.startsWith("−") ? text.sell : text.third}>{words}</span>
          </td>
        );
      })}
    </tr>
  );
}

/** The grid in a sentence: the worst common move, and the first at which something is liquidated. */
function sentence(portfolio: readonly Held[], walletSats: number | null): string {
  const margin = walletSats === null ? null : { walletBalance: walletSats };
  const together = GRID_MOVES.map((move) => ({ move, ...togetherEffect(portfolio, margin, () => move) }));
  const worst = together.reduce((a, b) => (b.sats < a.sats ? b : a));
  const first = together.filter(({ isLiquidated }) => isLiquidated).sort((a, b) => Math.abs(a.move) - Math.abs(b.move))[0];
  const way = (move: number) => `${move < 0 ? "fall" : "rise"} of ${percent(Math.abs(move), 0)}`;
  const loss =
    worst.sats < 0
      ? `The worst of these common moves is a ${way(worst.move)}: it costs ${coins(-worst.sats, 4)} XBT.`
      : "None of these common moves costs anything.";
  return first === undefined ? `${loss} None of them liquidates anything.` : `${loss} A ${way(first.move)} liquidates some of it.`;
}
