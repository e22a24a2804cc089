/** How long the last order took, from the press to the answer; what the status bar shows. */
export const orderRoundTrip = {
  lastMs: null as number | null,
  took: (roundTripMs: number): void => {
    orderRoundTrip.lastMs = roundTripMs;
  },
};
