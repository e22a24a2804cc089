import { figure } from "../../market/figures.ts";
import { usePublished, useTerminal } from "../../stores/terminal.ts";
import { classNames } from "../../ui/class-names.ts";
import { Direction } from "../../ui/direction.tsx";
import text from "../../ui/text.module.css";
import styles from "./last-price.module.css";
import { useAge } from "./use-age.ts";
import { usePriceDecimals } from "./use-price-decimals.ts";

/** A price of so many decimals is set smaller where there is little room. */
const MANY_DECIMALS = 2;

/** The figure that decides: what was paid last, and whether that was more or less than before. */
export function LastPrice() {
  const { last, isUp } = usePublished(useTerminal().ticker);
  const { staleMs } = useAge("instrument");
  const decimals = usePriceDecimals();
  const hue = last === null || staleMs !== null ? text.third : isUp ? text.buy : text.sell;
  return (
    <span className={classNames(styles.last, decimals > MANY_DECIMALS && styles.long, text.figure, hue)}>
      {last === null ? null : <Direction isUp={isUp} />}
      {figure(last, decimals)}
    </span>
  );
}
