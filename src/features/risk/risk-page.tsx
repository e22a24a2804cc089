import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { figure } from "../../market/figures.ts";
import { useContract, usePart, useTerminal } from "../../stores/terminal.ts";
import * as commonTexts from "../../texts/common.ts";
import * as riskTexts from "../../texts/risk.ts";
import { classNames } from "../../ui/class-names.ts";
import { Scroller } from "../../ui/scroller.tsx";
import text from "../../ui/text.module.css";
import styles from "./risk-page.module.css";
import { riskPages } from "./risk-pages.ts";

interface RiskPageProps {
  readonly title: string;
  readonly lead: string;
  /** The contract that it speaks of, where that is not the one that is looked at. */
  readonly symbol?: string;
  readonly children: ReactNode;
}

/** A page about risk: its title, one sentence, and its neighbours. */
export function RiskPage({ title, lead, symbol: of, children }: RiskPageProps) {
  const [path] = useLocation();
  const terminal = useTerminal();
  const symbol = of ?? terminal.symbol;
  const contract = useContract(symbol);
  const mark = usePart(terminal.markets, (rows) => rows.find((row) => row.symbol === symbol)?.markPrice ?? null);
  return (
    <Scroller label={title} className={styles.page}>
      <nav aria-label={commonTexts.risk} className={styles.pages}>
        {riskPages(terminal.symbol).map((page) => (
          <Link key={page.path} href={page.path} className={styles.link} aria-current={page.path === path ? "page" : undefined}>
            {page.name}
          </Link>
        ))}
      </nav>
      <div className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        <p className={text.second}>
          {riskTexts.markOf(
            symbol,
            <span className={classNames(text.mark, text.figure)}>{figure(mark, contract?.markDecimals ?? 2)}</span>,
          )}
        </p>
      </div>
      <p className={styles.lead}>{lead}</p>
      {children}
    </Scroller>
  );
}
