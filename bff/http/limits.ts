/** Limits that an operator may override with the JSON file that `LIMITS` names. */
export interface Limits {
  /** Requests a minute, refilled evenly: of an account, and of an address that names none. */
  readonly requestsPerMinute: { readonly account: number; readonly address: number };
  /** Orders, amendments, cancels and changes of margin that an account may send a second. */
  readonly orderWritesPerSecond: number;
  /** An address whose requests fail so often within a stretch is not heard for a while, unless by who is known. */
  readonly ban: { readonly failures: number; readonly withinSeconds: number; readonly seconds: number };
  /** Reads of histories and other lists that may be in work at once, that may begin a second, and milliseconds that one may take. */
  readonly heavyReads: number;
  readonly heavyReadsPerSecond: number;
  readonly heavyReadMs: number;
  /** Whether clients on this machine are counted but never refused; the default of a local exchange. */
  readonly exemptLoopback: boolean;
  /** Requests that may be in work at once. */
  readonly requestsInFlight: number;
  /** Commands that may wait for the engine. */
  readonly engineQueue: number;
  /** Longest that an accepted order may take from its arrival to its answer, milliseconds: the line is kept as short as that needs. */
  readonly waitMs: number;
  /** Bytes of a body, and of one that carries a bulk. */
  readonly bodyBytes: number;
  readonly bulkBodyBytes: number;
  readonly ordersPerBulk: number;
  /** Orders of one contract that an account may have open, and those among them that may wait for a price. */
  readonly ordersPerContract: number;
  readonly stopsPerContract: number;
  /** Steps by which an account may raise the risk limit of a contract. */
  readonly riskSteps: number;
  readonly withdrawals: {
    readonly minSats: number;
    readonly feeSats: number;
    /** What an account may withdraw within 24 hours, and from which size on two operators have to agree. */
    readonly dailySats: number;
    readonly largeSats: number;
  };
  readonly sockets: {
    readonly perAddress: number;
    readonly perAccount: number;
    readonly messageBytes: number;
    readonly topics: number;
    readonly commandsPerSecond: number;
  };
}

/** Source: 120 requests a minute for accounts and 30 for others, as published since 2019; bodies and sockets after the security notes of comparable venues. */
export const DEFAULT_LIMITS: Limits = {
  requestsPerMinute: { account: 120, address: 30 },
  orderWritesPerSecond: 10,
  ban: { failures: 100, withinSeconds: 300, seconds: 600 },
  heavyReads: 8,
  heavyReadsPerSecond: 100,
  heavyReadMs: 1_000,
  exemptLoopback: false,
  requestsInFlight: 4_096,
  engineQueue: 4_096,
  waitMs: 3_000,
  bodyBytes: 64 * 1_024,
  bulkBodyBytes: 1_024 * 1_024,
  ordersPerBulk: 500,
  ordersPerContract: 200,
  stopsPerContract: 10,
  riskSteps: 10,
  withdrawals: { minSats: 100_000, feeSats: 10_000, dailySats: 2_000_000_000, largeSats: 500_000_000 },
  sockets: { perAddress: 200, perAccount: 20, messageBytes: 64 * 1_024, topics: 200, commandsPerSecond: 50 },
};

/**
 * Defaults with an operator's overrides.
 *
 * @throws Error naming the first setting that is unknown or of the wrong kind
 */
export function withOverrides(defaults: Limits, overrides: unknown, path = "LIMITS"): Limits {
  return merge(defaults as unknown as Record<string, unknown>, overrides, path) as unknown as Limits;
}

function merge(defaults: Record<string, unknown>, overrides: unknown, path: string): Record<string, unknown> {
  if (typeof overrides !== "object" || overrides === null || Array.isArray(overrides)) throw new Error(`${path} must be an object`);
  const merged = { ...defaults };
  for (const [name, value] of Object.entries(overrides)) {
    const known = Object.hasOwn(defaults, name) ? defaults[name] : undefined;
    if (known === undefined) throw new Error(`${path}.${name} is no limit`);
    if (typeof known === "object" && known !== null) {
      merged[name] = merge(known as Record<string, unknown>, value, `${path}.${name}`);
      continue;
    }
    if (typeof value !== typeof known) throw new Error(`${path}.${name} must be a ${typeof known}`);
    if (typeof value === "number" && !(Number.isFinite(value) && value > 0)) throw new Error(`${path}.${name} must be above zero`);
    merged[name] = value;
  }
  return merged;
}
