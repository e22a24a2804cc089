import { create } from "zustand";
import { persist } from "zustand/middleware";

export const THEMES = ["system", "dark", "light", "contrast"] as const;
export type Theme = (typeof THEMES)[number];

export const PALETTES = ["default", "red-up", "blue-orange"] as const;
export type Palette = (typeof PALETTES)[number];

interface PreferencesState {
  readonly theme: Theme;
  readonly palette: Palette;
  /** Whether closing at market asks first. */
  readonly asksBeforeClosing: boolean;
  /** Ticks that stand together in a row of the book. */
  readonly bookTicks: number;
  readonly set: (change: Partial<Omit<PreferencesState, "set">>) => void;
}

/** What a person chose on this machine. `theme.js` reads the same key before the first paint. */
export const usePreferences = create<PreferencesState>()(
  persist(
    (set) => ({
      theme: "system",
      palette: "default",
      asksBeforeClosing: true,
      bookTicks: 1,
      set: (change) => set(change),
    }),
    { name: "fairmark.preferences", partialize: ({ set: _set, ...chosen }) => chosen },
  ),
);
