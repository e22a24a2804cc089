import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from "react";
import { Route } from "wouter";

/** Pages about risk, each a chunk of its own: nothing of them is read before they are opened. */
const CalculatorsPage = lazy(() => import("../features/risk/calculators-page.tsx").then((module) => ({ default: module.CalculatorsPage })));
const ComparePage = lazy(() => import("../features/risk/compare-page.tsx").then((module) => ({ default: module.ComparePage })));
const DollarPage = lazy(() => import("../features/risk/dollar-page.tsx").then((module) => ({ default: module.DollarPage })));
const LeveragePage = lazy(() => import("../features/risk/leverage-page.tsx").then((module) => ({ default: module.LeveragePage })));
const LiquidationsPage = lazy(() =>
  import("../features/risk/liquidations-page.tsx").then((module) => ({ default: module.LiquidationsPage })),
);
const MarketRiskPage = lazy(() => import("../features/risk/market-risk-page.tsx").then((module) => ({ default: module.MarketRiskPage })));
const PortfolioPage = lazy(() => import("../features/risk/portfolio-page.tsx").then((module) => ({ default: module.PortfolioPage })));
const RulesPage = lazy(() => import("../features/risk/rules-page.tsx").then((module) => ({ default: module.RulesPage })));
const WhyPage = lazy(() => import("../features/risk/why-page.tsx").then((module) => ({ default: module.WhyPage })));

const plain = (path: string, Page: LazyExoticComponent<ComponentType>) => (
  <Route key={path} path={path}>
    <Suspense fallback={null}>
      <Page />
    </Suspense>
  </Route>
);

/** Routes of the pages about risk, for the app's switch. */
export const RISK_ROUTES = [
  plain("/calculators", CalculatorsPage),
  plain("/compare", ComparePage),
  plain("/dollar", DollarPage),
  plain("/liquidations", LiquidationsPage),
  plain("/portfolio", PortfolioPage),
  plain("/stats/leverage", LeveragePage),
  plain("/rules", RulesPage),
  <Route key="why" path="/liquidation/:id">
    {({ id }) => (
      <Suspense fallback={null}>
        <WhyPage id={id} />
      </Suspense>
    )}
  </Route>,
  <Route key="market" path="/risk/:symbol">
    {({ symbol }) => (
      <Suspense fallback={null}>
        <MarketRiskPage symbol={symbol} />
      </Suspense>
    )}
  </Route>,
];
