/** Messages after which the numbers begin anew, so that what a sink has to hear is known beforehand. */
export const CYCLE = 1_000;

/** A row that makes a message of 300 bytes, and differs from those before and after it. */
export const deltaRow = (sequence: number): object => ({
  timestamp: "2026-01-05T12:00:00.000Z",
  symbol: "XBTUSD",
  side: "Buy",
  size: 1_000_000 + (sequence % CYCLE),
  price: 60_000.5,
  tickDirection: "ZeroPlusTick",
  trdMatchID: "00000000-0000-0000-0000-000000000000",
  grossValue: 1_666_652,
  homeNotional: 0.01666652,
  foreignNotional: 1_000,
});

/** Milliseconds on a clock that the processes of a machine share, finer than the wall's. */
export const sharedMs = (): number => performance.timeOrigin + performance.now();
