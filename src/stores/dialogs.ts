import { create } from "zustand";

/** What may lie over the page; one at a time. */
export type DialogName =
  | "signUp"
  | "signIn"
  | "about"
  | "ticket"
  | "feeds"
  | "palette"
  | "keys"
  | "markets"
  | "terms"
  | "workspace"
  | "close"
  | "calls"
  | "alerts"
  | "more"
  | "locale";

interface DialogState {
  readonly open: DialogName | null;
  readonly show: (name: DialogName) => void;
  readonly close: () => void;
}

export const useDialogs = create<DialogState>()((set) => ({
  open: null,
  show: (open) => set({ open }),
  close: () => set({ open: null }),
}));
