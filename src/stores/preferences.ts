import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { Drawing, PriceAlert } from "../market/drawings.ts";
import { DEFAULT_BOUNDS, type GuardBounds } from "../market/order-guard.ts";
import type { SizeUnit } from "../market/order-size.ts";

export const THEMES = ["system", "dark", "light", "contrast"] as const;
export type Theme = (typeof THEMES)[number];

export const PALETTES = ["default", "red-up", "blue-orange"] as const;
export type Palette = (typeof PALETTES)[number];

/** What a person is asked before sending, or is not. */
export type AskedType = "Limit" | "Market";

interface PreferencesState {
  readonly theme: Theme;
  readonly palette: Palette;
  /** Whether closing at market asks first. */
  readonly asksBeforeClosing: boolean;
  /** Whether sending an order asks first: one that trades at market at once, and any other. */
  readonly asksBefore: Readonly<Record<AskedType, boolean>>;
  /** From where on every order asks first, whatever else is chosen. */
  readonly guard: GuardBounds;
  /** Whether keys may touch orders. */
  readonly hasTradingKeys: boolean;
  /** What the ticket's size is typed in. */
  readonly sizeUnit: SizeUnit;
  /** Ticks that stand together in a row of the book. */
  readonly bookTicks: number;
  /** Contracts that stand first in the list of markets. */
  readonly favourites: readonly string[];
  /** The contract that was looked at last; null for none yet. */
  readonly lastContract: string | null;
  /** Columns of the account's tables that are left out, by table. */
  readonly hiddenColumns: Readonly<Record<string, readonly string[]>>;
  /** What the chart leaves out of what it can show. */
  readonly hiddenOnChart: readonly string[];
  /** What somebody drew on charts, and prices at which they want to be told, by contract. */
  readonly drawings: Readonly<Record<string, readonly Drawing[]>>;
  readonly alerts: Readonly<Record<string, readonly PriceAlert[]>>;
  readonly set: (change: Partial<Omit<PreferencesState, "set">>) => void;
}

/** What a person chose on this machine. `theme.js` reads the same key before the first paint. */
export const usePreferences = create<PreferencesState>()(
  persist(
    (set) => ({
      theme: "system",
      palette: "default",
      asksBeforeClosing: true,
      // What rests can be cancelled; what trades at once can't be taken back.
      asksBefore: { Limit: false, Market: true },
      guard: DEFAULT_BOUNDS,
      hasTradingKeys: false,
      sizeUnit: "contracts",
      bookTicks: 1,
      favourites: [],
      lastContract: null,
      // The chart shows the one as a line, and the other is PnL by margin: the row has to leave room for what can be done.
      hiddenColumns: { positions: ["Break-even", "ROE"] },
      hiddenOnChart: [],
      drawings: {},
      alerts: {},
      set: (change) => set(change),
    }),
    { name: "fairmark.preferences", partialize: ({ set: _set, ...chosen }) => chosen },
  ),
);
