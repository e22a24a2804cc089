import { create } from "zustand";

/** Open orders that somebody has ticked, by id, to cancel them together. */
interface ChosenOrdersState {
  readonly ids: ReadonlySet<string>;
  readonly choose: (orderID: string, isChosen: boolean) => void;
  readonly clear: () => void;
}

const NONE: ReadonlySet<string> = new Set();

export const useChosenOrders = create<ChosenOrdersState>()((set) => ({
  ids: NONE,
  choose: (orderID, isChosen) =>
    set(({ ids }) => {
      const next = new Set(ids);
      if (isChosen) next.add(orderID);
      else next.delete(orderID);
      return { ids: next };
    }),
  clear: () => set({ ids: NONE }),
}));
