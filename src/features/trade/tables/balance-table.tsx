import type { MarginRow } from "../../../../bff/contract/tables/margin.ts";
import { coins, SATOSHI_DECIMALS, signedCoins } from "../../../market/figures.ts";
import { useAccount } from "../../../stores/account.ts";
import { Scroller } from "../../../ui/scroller.tsx";
import table from "../../../ui/table.module.css";

type Line = readonly [name: string, sats: (margin: MarginRow) => number, isSigned?: boolean];

const LINES: readonly Line[] = [
  ["Wallet balance", ({ walletBalance }) => walletBalance],
  ["Unrealised PnL", ({ unrealisedPnl }) => unrealisedPnl, true],
  ["Margin balance", ({ marginBalance }) => marginBalance],
  ["In positions", ({ maintMargin }) => maintMargin],
  ["In orders", ({ initMargin }) => initMargin],
  ["Available", ({ availableMargin }) => availableMargin],
];

export function BalanceTable() {
  const margin = useAccount((account) => account.margin);
  return (
    <Scroller label="Balance">
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Balance</th>
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
