import { useEffect } from "react";
import * as pagesTexts from "../../texts/pages.ts";
import * as rulesTexts from "../../texts/rules.ts";
import text from "../../ui/text.module.css";
import { RiskPage } from "./risk-page.tsx";
import { RULES } from "./rules.ts";
import styles from "./rules-page.module.css";

/** The rules that figures about risk follow from, each with an address of its own. */
export function RulesPage() {
  useEffect(() => {
    // The page comes after its address: the browser has looked for the place already.
    const place = document.getElementById(globalThis.location.hash.slice(1));
    place?.scrollIntoView();
    place?.focus({ preventScroll: true });
  }, []);
  return (
    <RiskPage title={pagesTexts.rules} lead={rulesTexts.lead}>
      {RULES.map(({ id, title, formula, says }) => (
        <section key={id} id={id} tabIndex={-1} className={styles.rule} aria-labelledby={`${id}-title`}>
          <h2 id={`${id}-title`} className={styles.title}>
            {title}
          </h2>
          {formula.map((line) => (
            <p key={line} className={text.figure}>
              {line}
            </p>
          ))}
          <p className={text.second}>{says}</p>
        </section>
      ))}
    </RiskPage>
  );
}
