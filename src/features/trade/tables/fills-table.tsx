import { useMemo } from "react";
import type { ExecutionRow } from "../../../../bff/contract/tables/execution.ts";
import type { ExecType } from "../../../../bff/contract/vocabulary.ts";
import type { Contracts } from "../../../market/contract.ts";
import { day, figure, percent, SATOSHI_DECIMALS, signedCoins, timeOfDay } from "../../../market/figures.ts";
import { useFillHistory } from "../../../rest/account-history.ts";
import { useOlderFills } from "../../../rest/older-rows.ts";
import { useAccount } from "../../../stores/account.ts";
import { useSession } from "../../../stores/session.ts";
import { usePublished, useTerminal } from "../../../stores/terminal.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as tablesTexts from "../../../texts/tables.ts";
import type { Column } from "../../../ui/row-list.tsx";
import table from "../../../ui/table.module.css";
import text from "../../../ui/text.module.css";
import { ChosenList } from "./chosen-list.tsx";
import { ContractLink, priceDecimals, Size } from "./contract-cells.tsx";
import { joinFills } from "./join-fills.ts";

const FUNDING: ExecType = "Funding";

export function FillsTable() {
  const account = useSession(({ session }) => session?.account ?? null);
  const streamed = useAccount(({ executions }) => executions);
  const history = useFillHistory(account);
  const contracts = usePublished(useTerminal().contracts);
  const recent = history.data;
  const older = useOlderFills(account, recent?.length ?? 0);
  const fills = useMemo(() => joinFills(streamed, [...(recent ?? []), ...older.rows]), [streamed, recent, older.rows]);
  const columns = useMemo(() => columnsWith(contracts), [contracts]);
  if (history.isError && fills.length === 0) return <p className={table.empty}>{tablesTexts.fillsUnreadable(history.error.message)}</p>;
  if (fills.length === 0) return <p className={table.empty}>{history.isPending ? commonTexts.reading : tablesTexts.noFills}</p>;
  return (
    <ChosenList table="fills" label={tablesTexts.fills} rows={fills} columns={columns} keyOf={({ execID }) => execID} onEnd={older.more} />
  );
}

const columnsWith = (contracts: Contracts): readonly Column<ExecutionRow>[] => [
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
    sortBy: ({ side }) => side,
    cell: ({ side, execType }) =>
      execType === FUNDING ? (
        <span className={text.second}>{FUNDING}</span>
      ) : (
        <span className={side === "Buy" ? text.buy : text.sell}>{side}</span>
      ),
  },
  {
    id: "timeUtc",
    head: commonTexts.timeUtc,
    sortBy: ({ transactTime }) => transactTime,
    cell: ({ transactTime }) => (
      <>
        <span className={text.third}>{day(transactTime)}</span> {timeOfDay(transactTime)}
      </>
    ),
  },
  {
    id: "size",
    head: commonTexts.size,
    isFigure: true,
    sortBy: ({ lastQty }) => lastQty,
    cell: ({ symbol, lastQty }) => <Size contracts={contracts} symbol={symbol} value={lastQty} />,
  },
  {
    id: "price",
    head: commonTexts.price,
    isFigure: true,
    sortBy: ({ lastPx }) => lastPx,
    cell: ({ symbol, lastPx }) => figure(lastPx, priceDecimals(contracts, symbol)),
  },
  {
    id: "feeXbt",
    head: commonTexts.feeXbt,
    isFigure: true,
    sortBy: ({ execComm }) => execComm,
    cell: ({ execComm }) => signedCoins(execComm === null ? null : -execComm, SATOSHI_DECIMALS),
  },
  {
    id: "order",
    head: tablesTexts.order,
    cell: ({ execType, ordType, lastLiquidityInd, commission, execComm }) => (
      <span className={text.second}>
        {execType === FUNDING
          ? tablesTexts.funding((execComm ?? 0) < 0)
          : `${ordType.toLowerCase()}, ${lastLiquidityInd === "AddedLiquidity" ? tablesTexts.maker : tablesTexts.taker}`}{" "}
        <span className={text.third}>{percent(commission, execType === FUNDING ? 4 : 3)}</span>
      </span>
    ),
  },
];
