import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { figure } from "../../market/figures.ts";
import { usePart, useTerminal } from "../../stores/terminal.ts";
import { classNames } from "../../ui/class-names.ts";
import { Scroller } from "../../ui/scroller.tsx";
import text from "../../ui/text.module.css";
import styles from "./risk-page.module.css";
import { riskPages } from "./risk-pages.ts";

interface RiskPageProps {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}

/** A page about risk: its title, one sentence, and its neighbours. */
export function RiskPage({ title, lead, children }: RiskPageProps) {
  const [path] = useLocation();
  const { ticker, symbol } = useTerminal();
  const mark = usePart(ticker, (now) => now.mark);
  return (
    <Scroller label={title} className={styles.page}>
      <nav aria-label="Risk" className={styles.pages}>
        {riskPages(symbol).map((page) => (
          <Link key={page.path} href={page.path} className={styles.link} aria-current={page.path === path ? "page" : undefined}>
            {page.name}
          </Link>
        ))}
      </nav>
      <div className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        <p className={text.second}>
          {symbol} mark <span className={classNames(text.mark, text.figure)}>{figure(mark, 2)}</span>
        </p>
      </div>
      <p className={styles.lead}>{lead}</p>
      {children}
    </Scroller>
  );
}
