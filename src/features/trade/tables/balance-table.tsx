import type { MarginRow } from "../../../../bff/contract/tables/margin.ts";
import { coins, SATOSHI_DECIMALS, signedCoins } from "../../../market/figures.ts";
import { useAccount } from "../../../stores/account.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as tablesTexts from "../../../texts/tables.ts";
import { Scroller } from "../../../ui/scroller.tsx";
import table from "../../../ui/table.module.css";

type Line = readonly [name: string, sats: (margin: MarginRow) => number, isSigned?: boolean];

const LINES: readonly Line[] = [
  [tablesTexts.walletBalance, ({ walletBalance }) => walletBalance],
  [tablesTexts.unrealisedPnl, ({ unrealisedPnl }) => unrealisedPnl, true],
  [tablesTexts.marginBalance, ({ marginBalance }) => marginBalance],
  [tablesTexts.inPositions, ({ maintMargin }) => maintMargin],
  [tablesTexts.inOrders, ({ initMargin }) => initMargin],
  [commonTexts.available, ({ availableMargin }) => availableMargin],
];

export function BalanceTable() {
  const margin = useAccount((account) => account.margin);
  return (
    <Scroller label={tablesTexts.balance}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{tablesTexts.balance}</th>
            <th scope="col" className={table.figure}>
              XBT
            </th>
          </tr>
        </thead>
        <tbody>
          {LINES.map(([name, sats, isSigned]) => (
            <tr key={name}>
              <td>{name}</td>
              <td className={table.figure}>
                {(isSigned === true ? signedCoins : coins)(margin === null ? null : sats(margin), SATOSHI_DECIMALS)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
