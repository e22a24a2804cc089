import type { ExecutionRow } from "../../bff/contract/tables/execution.ts";
import type { MarginRow } from "../../bff/contract/tables/margin.ts";
import type { OrderRow } from "../../bff/contract/tables/order.ts";
import type { PositionRow } from "../../bff/contract/tables/position.ts";
import type { Contract } from "../market/contract.ts";
import type { FrameLoop } from "../market/pace.ts";
import { forgetAccount, isOpenOrder, useAccount } from "../stores/account.ts";
import { KeyedImage } from "../stream/keyed-image.ts";
import type { TableMessage } from "../stream/messages.ts";
import type { TableSink } from "../stream/table-sink.ts";
import { alertTeller, browserAlerts } from "./alerts.ts";
import { executionTeller } from "./execution-teller.ts";

/** Marks move positions and balances with every tick; nobody reads faster than this. */
const TABLE_GAP_MS = 300;
/** Executions kept of the present connection; older ones come from the history. */
const MOST_EXECUTIONS = 500;

/** Tables that belong to an account and stream only to somebody who is signed in. */
export const PRIVATE_TOPICS = ["order", "execution", "position", "margin"] as const;

export interface AccountFeed {
  readonly sinks: Readonly<Record<(typeof PRIVATE_TOPICS)[number], TableSink>>;
  /** Tells of fills, triggers, liquidations and funding. */
  readonly tell: (message: TableMessage) => void;
  readonly forget: () => void;
}

/**
 * Keeps an account's rows and hands them to the store at the pace of tables.
 *
 * @param contract by its symbol, once it is known
 */
export function createAccountFeed(frames: FrameLoop, contract: (symbol: string) => Contract | null): AccountFeed {
  const painter = (name: string, minGapMs: number, paint: () => void) =>
    frames.register({ name, minGapMs: () => minGapMs, paint, runsHidden: true });
  // What a person does to orders shows with the next frame; what marks do to positions may wait.
  const orders = new KeyedImage<OrderRow>(() => ordersPainter.mark());
  const ordersPainter = painter("orders", 0, () => useAccount.setState({ orders: [...orders.rows()].filter(isOpenOrder).reverse() }));
  const executions = new KeyedImage<ExecutionRow>(() => executionsPainter.mark(), MOST_EXECUTIONS);
  const executionsPainter = painter("executions", 0, () => useAccount.setState({ executions: [...executions.rows()].reverse() }));
  const positions = new KeyedImage<PositionRow>(() => positionsPainter.mark());
  const positionsPainter = painter("positions", TABLE_GAP_MS, () => useAccount.setState({ positions: [...positions.rows()] }));
  const margin = new KeyedImage<MarginRow>(() => marginPainter.mark());
  const marginPainter = painter("margin", TABLE_GAP_MS, () => useAccount.setState({ margin: margin.rows().next().value ?? null }));

  // An order may fill many times within moments: one sentence tells of it, and says more as more comes.
  const fresh: ExecutionRow[] = [];
  const tellExecutions = executionTeller(contract, alertTeller(browserAlerts));
  const tellPainter = painter("alerts", 0, () => tellExecutions(fresh.splice(0)));

  return {
    sinks: { order: orders, execution: executions, position: positions, margin },
    tell: (message) => {
      if (message.table !== "execution" || message.action !== "insert") return;
      fresh.push(...(message.data as unknown as readonly ExecutionRow[]));
      tellPainter.mark();
    },
    forget: () => {
      for (const image of [orders, executions, positions, margin]) image.clear();
      forgetAccount();
    },
  };
}
