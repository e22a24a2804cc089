import { useSyncExternalStore } from "react";

/**
 * `desk` has everything side by side; below 1200 the book becomes a tab; below 720 the ticket becomes a sheet. A screen
 * that is low, as a phone on its side, has no room for panels over each other either, however wide it is.
 */
export type Layout = "desk" | "tablet" | "phone";

const DESK = "(min-width: 1200px) and (min-height: 520px)";
const TABLET = "(min-width: 720px) and (min-height: 520px)";

const queries = [DESK, TABLET].map((query) => matchMedia(query));

function subscribe(listener: () => void): () => void {
  for (const query of queries) query.addEventListener("change", listener);
  return () => {
    for (const query of queries) query.removeEventListener("change", listener);
  };
}

const read = (): Layout => (queries[0]?.matches ? "desk" : queries[1]?.matches ? "tablet" : "phone");

/** Whether there is room for panels side by side. */
export const isDesk = (): boolean => read() === "desk";

export const useLayout = (): Layout => useSyncExternalStore(subscribe, read);
