import { create } from "zustand";
import type { SessionRow } from "../../bff/contract/operations/user.ts";

/** Who is signed in. Null until the exchange has said so. */
interface SessionState {
  readonly session: SessionRow | null;
  readonly setSession: (session: SessionRow) => void;
}

export const useSession = create<SessionState>()((set) => ({
  session: null,
  setSession: (session) => set({ session }),
}));

export const useUser = () => useSession(({ session }) => session?.user ?? null);
/** Whether the exchange has said yet who is signed in; until then neither sign-up nor account is shown. */
export const useIsSessionKnown = (): boolean => useSession(({ session }) => session !== null);
export const useIsSignedIn = (): boolean => useSession(({ session }) => session?.user !== null && session?.user !== undefined);
