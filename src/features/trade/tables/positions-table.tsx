import type { PositionRow } from "../../../../bff/contract/tables/position.ts";
import type { Contracts } from "../../../market/contract.ts";
import { coins, figure, signedCoins, signedPercent } from "../../../market/figures.ts";
import { reachable } from "../../../market/funds.ts";
import { useAccount } from "../../../stores/account.ts";
import { usePublished, useTerminal } from "../../../stores/terminal.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as tablesTexts from "../../../texts/tables.ts";
import type { Column } from "../../../ui/row-list.tsx";
import table from "../../../ui/table.module.css";
import text from "../../../ui/text.module.css";
import { SignedFigure } from "../signed-figure.tsx";
import { ChosenList } from "./chosen-list.tsx";
import { ClosePosition } from "./close-position.tsx";
import { ClosePositionAt } from "./close-position-at.tsx";
import { ContractLink, markDecimals, priceDecimals } from "./contract-cells.tsx";
import { PositionEnds } from "./position-ends.tsx";
import { ReversePosition } from "./reverse-position.tsx";
import { TransferMargin } from "./transfer-margin.tsx";

/** So many that the row has room for all that can be done with it. */
const COIN_DECIMALS = 6;

export function PositionsTable() {
  const positions = useAccount((account) => account.positions);
  const contracts = usePublished(useTerminal().contracts);
  const open = positions.filter(({ isOpen }) => isOpen);
  if (open.length === 0) {
    return <p className={table.empty}>{tablesTexts.noPosition}</p>;
  }
  return (
    <ChosenList
      table="positions"
      label={tablesTexts.positions}
      rows={open}
      columns={columnsWith(contracts)}
      keyOf={({ symbol }) => symbol}
    />
  );
}

const columnsWith = (contracts: Contracts): readonly Column<PositionRow>[] => [
  {
    id: "contract",
    head: commonTexts.contract,
    part: "name",
    sortBy: ({ symbol }) => symbol,
    cell: ({ symbol }) => <ContractLink symbol={symbol} />,
  },
  {
    id: "side",
    head: commonTexts.side,
    part: "name",
    sortBy: ({ currentQty }) => (currentQty > 0 ? commonTexts.long : commonTexts.short),
    cell: ({ currentQty }) => (
      <span className={currentQty > 0 ? text.buy : text.sell}>{currentQty > 0 ? commonTexts.long : commonTexts.short}</span>
    ),
  },
  {
    id: "size",
    head: commonTexts.size,
    isFigure: true,
    sortBy: ({ currentQty }) => Math.abs(currentQty),
    cell: ({ currentQty }) => figure(Math.abs(currentQty)),
  },
  {
    id: "entry",
    head: tablesTexts.entry,
    isFigure: true,
    sortBy: ({ avgEntryPrice }) => avgEntryPrice,
    cell: ({ symbol, avgEntryPrice }) => figure(avgEntryPrice, priceDecimals(contracts, symbol)),
  },
  {
    id: "breakEven",
    head: tablesTexts.breakEven,
    isFigure: true,
    sortBy: ({ breakEvenPrice }) => breakEvenPrice,
    cell: ({ symbol, breakEvenPrice }) => <span className={text.second}>{figure(breakEvenPrice, priceDecimals(contracts, symbol))}</span>,
  },
  {
    id: "mark",
    head: commonTexts.mark,
    isFigure: true,
    sortBy: ({ markPrice }) => markPrice,
    cell: ({ symbol, markPrice }) => <span className={text.mark}>{figure(markPrice, markDecimals(contracts, symbol))}</span>,
  },
  {
    id: "liquidationDistance",
    head: tablesTexts.liquidationDistance,
    isFigure: true,
    sortBy: liquidationDistance,
    cell: (row) => <Liquidation row={row} decimals={priceDecimals(contracts, row.symbol)} />,
  },
  {
    id: "pnlXbt",
    head: tablesTexts.pnlXbt,
    isFigure: true,
    sortBy: ({ unrealisedPnl }) => unrealisedPnl,
    cell: ({ unrealisedPnl }) => <SignedFigure>{signedCoins(unrealisedPnl, COIN_DECIMALS)}</SignedFigure>,
  },
  {
    id: "roe",
    head: tablesTexts.roe,
    isFigure: true,
    sortBy: ({ unrealisedRoePcnt }) => unrealisedRoePcnt,
    cell: ({ unrealisedRoePcnt }) => <SignedFigure>{signedPercent(unrealisedRoePcnt, 1)}</SignedFigure>,
  },
  { id: "bracketEnds", head: tablesTexts.bracketEnds, isFigure: true, cell: (row) => <PositionEnds position={row} /> },
  {
    id: "marginXbt",
    head: tablesTexts.marginXbt,
    isFigure: true,
    sortBy: ({ posMargin }) => posMargin,
    cell: (row) => <Margin row={row} />,
  },
  { id: "actions", head: tablesTexts.actions, part: "action", isFigure: true, cell: (row) => <PositionActions position={row} /> },
];

/** Per cent of mark that are left, without sign: the position in most danger comes first. */
function liquidationDistance({ liquidationPrice, markPrice }: PositionRow): number | null {
  const price = reachable(liquidationPrice);
  return price === null || markPrice === null ? null : Math.abs(price / markPrice - 1);
}

function PositionActions({ position }: { readonly position: PositionRow }) {
  return (
    <span className={table.actions}>
      <ClosePosition position={position} />
      <ClosePositionAt position={position} />
      <ReversePosition position={position} />
    </span>
  );
}

function Liquidation({ row, decimals }: { readonly row: PositionRow; readonly decimals: number }) {
  const price = reachable(row.liquidationPrice);
  if (price === null) return <span className={text.third}>{commonTexts.none}</span>;
  return (
    <>
      <span className={text.risk}>{figure(price, decimals)}</span>
      {row.markPrice === null ? null : <span className={text.second}> {signedPercent(price / row.markPrice - 1, 1)}</span>}
    </>
  );
}

function Margin({ row }: { readonly row: PositionRow }) {
  const { posMargin, crossMargin, leverage } = row;
  return (
    <>
      {coins(posMargin, COIN_DECIMALS)}{" "}
      <span className={text.third}>
        {crossMargin ? commonTexts.crossInSentence : `${figure(leverage, Number.isInteger(leverage) ? 0 : 2)}×`}
      </span>{" "}
      <TransferMargin position={row} />
    </>
  );
}
