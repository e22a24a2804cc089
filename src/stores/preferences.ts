import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import type { Drawing, PriceAlert } from "../market/drawings.ts";
import { DEFAULT_BOUNDS, type GuardBounds } from "../market/order-guard.ts";
import type { SizeUnit } from "../market/order-size.ts";

export const THEMES = ["system", "dark", "light", "contrast"] as const;
export type Theme = (typeof THEMES)[number];

export const PALETTES = ["default", "red-up", "blue-orange"] as const;
export type Palette = (typeof PALETTES)[number];

/** How numbers and dates are written. */
export const LOCALES = ["browser", "en-GB", "en-US", "de-DE", "fr-FR", "es-ES", "pt-BR", "ja-JP", "zh-CN"] as const;

/** What a person is asked before sending, or is not. */
export type AskedType = "Limit" | "Market";

export interface Preferences {
  readonly theme: Theme;
  readonly palette: Palette;
  /** One of `LOCALES`. */
  readonly locale: string;
  /** Whether closing at market asks first. */
  readonly asksBeforeClosing: boolean;
  /** Whether sending an order asks first: one that trades at market at once, and any other. */
  readonly asksBefore: Readonly<Record<AskedType, boolean>>;
  /** From where on every order asks first, whatever else is chosen. */
  readonly guard: GuardBounds;
  /** Whether keys may touch orders. */
  readonly hasTradingKeys: boolean;
  /** Keys that somebody chose, by the command's id; empty for none. */
  readonly hotkeys: Readonly<Record<string, string>>;
  /** Ways of telling that are chosen, by kind: see `alerts.ts`. */
  readonly alerts: Readonly<Record<string, readonly string[]>>;
  /** What the ticket's size is typed in. */
  readonly sizeUnit: SizeUnit;
  /** Ticks that stand together in a row of the book. */
  readonly bookTicks: number;
  /** Contracts that stand first in the list of markets. */
  readonly favourites: readonly string[];
  /** Number of the newest announcement that was put away. */
  readonly announcementSeen: number;
  /** The contract that was looked at last; null for none yet. */
  readonly lastContract: string | null;
  /** The workspace in use: a preset's name or one's own. */
  readonly workspace: string;
  /** Arrangements by name: presets that were changed, and one's own. A name in the place of a model is the preset's. */
  readonly workspaces: Readonly<Record<string, unknown>>;
  /** Columns of the account's tables that are left out, by table and their ids. */
  readonly leftOut: Readonly<Record<string, readonly string[]>>;
  /** What the chart leaves out of what it can show. */
  readonly hiddenOnChart: readonly string[];
  /** What somebody drew on charts, and prices at which they want to be told, by contract. */
  readonly drawings: Readonly<Record<string, readonly Drawing[]>>;
  readonly priceAlerts: Readonly<Record<string, readonly PriceAlert[]>>;
}

interface PreferencesState extends Preferences {
  readonly set: (change: Partial<Preferences>) => void;
}

const DEFAULTS: Preferences = {
  theme: "system",
  palette: "default",
  locale: "browser",
  asksBeforeClosing: true,
  // What rests can be cancelled; what trades at once can't be taken back.
  asksBefore: { Limit: false, Market: true },
  guard: DEFAULT_BOUNDS,
  hasTradingKeys: false,
  hotkeys: {},
  alerts: {},
  sizeUnit: "contracts",
  bookTicks: 1,
  favourites: [],
  announcementSeen: 0,
  lastContract: null,
  workspace: "trader",
  workspaces: {},
  // A line on the chart, the price above it, and PnL by margin: the row has to leave room for what can be done.
  leftOut: { positions: ["breakEven", "mark", "roe"] },
  hiddenOnChart: [],
  drawings: {},
  priceAlerts: {},
};

const namesOf = Object.keys(DEFAULTS) as readonly (keyof Preferences)[];

/** What is chosen, without the means to change it. */
export const chosenIn = (state: Preferences): Preferences =>
  Object.fromEntries(namesOf.map((name) => [name, state[name]])) as unknown as Preferences;

/** Values that only these can have. */
const ONE_OF: Readonly<Partial<Record<keyof Preferences, readonly string[]>>> = { theme: THEMES, palette: PALETTES, locale: LOCALES };

/**
 * What can be used of preferences that were kept elsewhere, by this version or another: what has another shape than it
 * should have is left out, and so is what nobody knows here.
 */
export function readChosen(kept: unknown): Partial<Preferences> {
  if (typeof kept !== "object" || kept === null) return {};
  const fits = (name: keyof Preferences, value: unknown) => {
    const usual = DEFAULTS[name];
    if (usual === null) return value === null || typeof value === "string";
    if (typeof value !== typeof usual || value === null || Array.isArray(value) !== Array.isArray(usual)) return false;
    return ONE_OF[name]?.includes(value as string) ?? true;
  };
  return Object.fromEntries(
    Object.entries(kept).filter(([name, value]) => Object.hasOwn(DEFAULTS, name) && fits(name as keyof Preferences, value)),
  );
}

/** Where a browser keeps nothing, what is chosen lasts as long as the page. */
const NOWHERE = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };

export function placeToKeep(): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  if (typeof document === "undefined") return NOWHERE;
  try {
    return localStorage;
  } catch {
    // A browser may refuse even to be asked.
    return NOWHERE;
  }
}

/** What a person chose, on this machine and, where they are signed in, on their others. `theme.js` reads the same key before the first paint. */
export const usePreferences = create<PreferencesState>()(
  persist<PreferencesState, [], [], Preferences>((set) => ({ ...DEFAULTS, set: (change) => set(change) }), {
    name: "fairmark.preferences",
    partialize: chosenIn,
    storage: createJSONStorage(placeToKeep),
    merge: (kept, state) => ({ ...state, ...readChosen(kept) }),
  }),
);
