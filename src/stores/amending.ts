import { create } from "zustand";
import type { OrderRow } from "../../bff/contract/tables/order.ts";

/** A change of an open order; null leaves a figure as it is. */
export interface Amendment {
  readonly order: OrderRow;
  readonly price: number | null;
  /** Whole quantity, what is filled included. */
  readonly orderQty: number | null;
  /** Price at which it goes off. */
  readonly stopPx?: number | null;
}

/** A change that looks like a slip of the finger, and waits for a word. */
interface AmendingState {
  readonly asking: {
    readonly amendment: Amendment;
    readonly concerns: readonly string[];
    readonly answer: (isMeant: boolean) => void;
  } | null;
}

export const useAmending = create<AmendingState>()(() => ({ asking: null }));

/** Shows what is unusual about a change. @returns whether it is meant */
export function askWhetherMeant(amendment: Amendment, concerns: readonly string[]): Promise<boolean> {
  useAmending.getState().asking?.answer(false);
  return new Promise((resolve) => {
    const answer = (isMeant: boolean) => {
      useAmending.setState({ asking: null });
      resolve(isMeant);
    };
    useAmending.setState({ asking: { amendment, concerns, answer } });
  });
}
