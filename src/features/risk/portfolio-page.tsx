import { useState } from "react";
import { RATE_SCALE } from "../../../bff/contract/pricing/round.ts";
import { coins, figure, percent, signed, signedCoins } from "../../market/figures.ts";
import {
  type Effect,
  GRID_MOVES,
  type Held,
  independentSats,
  type OpenOrder,
  orderEffect,
  ordersAtWorstSats,
  portfolioOf,
  positionEffect,
  togetherEffect,
} from "../../market/portfolio.ts";
import { markWords, priceWords } from "../../market/price-words.ts";
import { useAccount } from "../../stores/account.ts";
import { useIsSessionKnown, useIsSignedIn } from "../../stores/session.ts";
import { usePublished, useTerminal } from "../../stores/terminal.ts";
import * as commonTexts from "../../texts/common.ts";
import * as pagesTexts from "../../texts/pages.ts";
import * as portfolioTexts from "../../texts/portfolio.ts";
import { Choice } from "../../ui/choice.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Scroller } from "../../ui/scroller.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import { type From, Opening } from "./origins.tsx";
import { PortfolioCurve } from "./portfolio-curve.tsx";
import { RiskPage } from "./risk-page.tsx";
import styles from "./why-page.module.css";

type Correlation = "one" | "zero";

const CORRELATIONS = [
  { value: "one", label: portfolioTexts.correlationOne },
  { value: "zero", label: portfolioTexts.correlationZero },
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
    <RiskPage title={pagesTexts.portfolio} lead={portfolioTexts.lead}>
      {!isSignedIn ? (
        <p className={text.second}>{isKnown ? portfolioTexts.signInToSee : commonTexts.reading}</p>
      ) : portfolio.length === 0 ? (
        <p className={text.second}>{portfolioTexts.nothingHeld}</p>
      ) : (
        <>
          <div className={styles.share}>
            <span className={text.second}>{portfolioTexts.correlation}</span>
            <Choice label={portfolioTexts.correlation} options={CORRELATIONS} value={correlation} onChange={setCorrelation} />
          </div>
          <PortfolioCurve portfolio={portfolio} walletSats={margin?.walletBalance ?? null} isIndependent={correlation === "zero"} />
          <Grid portfolio={portfolio} walletSats={margin?.walletBalance ?? null} correlation={correlation} />
          <p className={styles.note}>{sentence(portfolio, margin?.walletBalance ?? null)}</p>
          <p className={styles.note}>{portfolioTexts.about}</p>
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
  const still = ordersAtWorstSats(portfolio, 0);
  return (
    <Scroller label={portfolioTexts.tableLabel} className={styles.table}>
      <table className={classNames(table.table, table.dense)}>
        <caption className={text.hidden}>{portfolioTexts.tableCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{correlation === "one" ? portfolioTexts.allMarksMove : portfolioTexts.ownMarkMoves}</th>
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
                    name={portfolioTexts.position(
                      held.symbol,
                      held.holding.contracts > 0,
                      figure(Math.abs(held.holding.contracts)),
                      held.holding.leverage === 0,
                    )}
                    effect={(move) => positionEffect(held, move)}
                    from={positionFrom(held)}
                  />,
                ]),
            ...held.orders.map((order) => (
              <Row
                key={order.orderID}
                name={portfolioTexts.order(
                  order.contracts > 0,
                  figure(Math.abs(order.contracts)),
                  held.symbol,
                  priceWords(held.terms, order.price),
                )}
                effect={(move) => orderEffect(held, order, move)}
                from={orderFrom(held, order)}
                isQuiet
              />
            )),
          ])}
          {correlation === "one" ? (
            <Row
              name={portfolioTexts.together}
              effect={(move) => togetherEffect(portfolio, margin, () => move)}
              from={togetherFrom(portfolio, walletSats)}
              isSum
            />
          ) : (
            <>
              <Row
                name={portfolioTexts.worstOfAll}
                effect={(move) => portfolio.map((held) => alone(held, move)).reduce((worst, one) => (one.sats < worst.sats ? one : worst))}
                from={{
                  formula: portfolioTexts.worstFormula,
                  filled: portfolioTexts.worstFilled(figure(portfolio.length)),
                  ruleId: "portfolio",
                }}
                isSum
              />
              <Row
                name={portfolioTexts.independentLosses}
                effect={(move) => ({
                  sats: independentSats(portfolio.map((held) => alone(held, move).sats - still)) + still,
                  isLiquidated: false,
                })}
                from={{
                  formula: portfolioTexts.independentFormula,
                  filled: portfolioTexts.independentFilled(figure(portfolio.length), signedCoins(still, 4)),
                  ruleId: "portfolio",
                }}
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
  readonly from: From;
  readonly isQuiet?: boolean;
  readonly isSum?: boolean;
}

function Row({ name, effect, from, isQuiet = false, isSum = false }: RowProps) {
  return (
    <tr>
      <th scope="row" className={classNames(isQuiet && text.second, isSum && text.strong)}>
        <Opening name={name} of={from} />
      </th>
      {GRID_MOVES.map((move) => {
        const { sats, isLiquidated } = effect(move);
        const words = signedCoins(sats, 4);
        return (
          <td key={move} className={classNames(table.figure, isSum && text.strong)}>
            {isLiquidated ? <span className={text.risk}>{portfolioTexts.liquidatedShort} </span> : null}
            <span className={words.startsWith("+") ? text.buy : words.startsWith("−") ? text.sell : text.third}>{words}</span>
          </td>
        );
      })}
    </tr>
  );
}

/** @param at price that it is read from */
function moveFrom({ terms, mark }: Held, contracts: number, at: number): Pick<From, "formula" | "filled"> {
  const size = figure(Math.abs(contracts));
  const sign = contracts < 0 ? "−" : "";
  return terms.isInverse
    ? {
        formula: portfolioTexts.inverseFormula,
        filled: portfolioTexts.inverseFilled(sign, size, markWords(terms, at), markWords(terms, mark)),
      }
    : {
        formula: portfolioTexts.linearFormula,
        filled: portfolioTexts.linearFilled(sign, size, coins(terms.multiplierSats, 8), markWords(terms, mark), markWords(terms, at)),
      };
}

function positionFrom(held: Held): From {
  const { formula, filled } = moveFrom(held, held.holding.contracts, held.mark);
  const isIsolated = held.holding.leverage !== 0 && held.liquidation !== null;
  return {
    formula: isIsolated ? portfolioTexts.liquidatedFormula(formula) : formula,
    filled: isIsolated
      ? portfolioTexts.liquidatedFilled(filled, priceWords(held.terms, held.liquidation), priceWords(held.terms, held.bankruptcy))
      : filled,
    ruleId: "portfolio",
  };
}

function orderFrom(held: Held, order: OpenOrder): From {
  const { formula, filled } = moveFrom(held, order.contracts, order.price);
  return {
    formula: portfolioTexts.orderFormula(formula),
    filled: portfolioTexts.orderFilled(filled, percent(held.terms.takerFeeRate / RATE_SCALE, 3)),
    ruleId: "portfolio",
  };
}

function togetherFrom(portfolio: readonly Held[], walletSats: number | null): From {
  const positions = portfolio.filter(({ holding }) => holding.contracts !== 0).length;
  const orders = portfolio.reduce((sum, held) => sum + held.orders.length, 0);
  return {
    formula: portfolioTexts.sumFormula,
    filled: portfolioTexts.sumFilled(figure(positions), figure(orders), coins(walletSats, 8)),
    ruleId: "portfolio",
  };
}

/** The grid in a sentence: the worst common move, and the first at which something is liquidated. */
function sentence(portfolio: readonly Held[], walletSats: number | null): string {
  const margin = walletSats === null ? null : { walletBalance: walletSats };
  const together = GRID_MOVES.map((move) => ({ move, ...togetherEffect(portfolio, margin, () => move) }));
  const worst = together.reduce((a, b) => (b.sats < a.sats ? b : a));
  const first = together.filter(({ isLiquidated }) => isLiquidated).sort((a, b) => Math.abs(a.move) - Math.abs(b.move))[0];
  const way = (move: number) => portfolioTexts.moveOf(move < 0, percent(Math.abs(move), 0));
  const loss = worst.sats < 0 ? portfolioTexts.worstMove(way(worst.move), coins(-worst.sats, 4)) : portfolioTexts.nothingCosts;
  return first === undefined ? portfolioTexts.nothingLiquidated(loss) : portfolioTexts.someLiquidated(loss, way(first.move));
}
