import { create } from "zustand";
import type { ExecutionRow } from "../../bff/contract/tables/execution.ts";
import type { MarginRow } from "../../bff/contract/tables/margin.ts";
import type { OrderRow } from "../../bff/contract/tables/order.ts";
import type { PositionRow } from "../../bff/contract/tables/position.ts";
import type { OrdStatus } from "../../bff/contract/vocabulary.ts";

/** An account's rows, as the painters of the tables handed them over. */
interface AccountState {
  /** Open ones, newest first. */
  readonly orders: readonly OrderRow[];
  /** Open ones first to last. */
  readonly positions: readonly PositionRow[];
  readonly margin: MarginRow | null;
  /** What happened on this connection, newest first. */
  readonly executions: readonly ExecutionRow[];
}

const EMPTY: AccountState = { orders: [], positions: [], margin: null, executions: [] };

export const useAccount = create<AccountState>()(() => EMPTY);

/** Forgets the account of somebody who signed out. */
export const forgetAccount = (): void => useAccount.setState(EMPTY);

const OPEN: ReadonlySet<string> = new Set<OrdStatus>(["New", "PartiallyFilled"]);

export const isOpenOrder = (order: OrderRow): boolean => OPEN.has(order.ordStatus);

export const usePosition = (symbol: string): PositionRow | undefined =>
  useAccount(({ positions }) => positions.find((position) => position.symbol === symbol));
