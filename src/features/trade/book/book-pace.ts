/** Ten times a second: faster than anybody reads, slower than anybody waits. */
const GAP_MS = 100;
/** Under reduced motion the book is calm. */
const CALM_GAP_MS = 1_000;

/** Least time between two paintings of the book. */
export const bookGapMs = (isCalm: boolean): number => (isCalm ? CALM_GAP_MS : GAP_MS);
