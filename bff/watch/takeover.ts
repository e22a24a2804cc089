const HOUR_MS = 3_600_000;

/** An entry of a person's activity log, as far as the watch reads it. */
export interface WatchedEntry {
  readonly atMs: number;
  readonly what: string;
  readonly device: string;
  readonly address: string;
}

/** What an entry can be a sign of. */
export type Sign =
  | "newDevice"
  | "newNetwork"
  | "passwordReset"
  | "mailTouched"
  | "factorAdded"
  | "factorRemoved"
  | "recoveryCode"
  | "addressSaved"
  | "keyMade"
  | "withdrawKey"
  | "sessionsEnded"
  | "exported";

/** Points by sign, where they lead, and what holds whatever the points. A change is a new version. */
export interface TakeoverRules {
  readonly version: number;
  readonly windowMs: number;
  readonly points: Readonly<Record<Sign, number>>;
  /** Entries that are signs by what they say. */
  readonly says: Readonly<Partial<Record<Sign, string>>>;
  /** From so many points on the owner is told, withdrawals are held, and an operator is called. */
  readonly tellFrom: number;
  readonly holdFrom: number;
  readonly callFrom: number;
  /** In this order within the window: hold, whatever the points. */
  readonly pattern: readonly (readonly Sign[])[];
}

export const TAKEOVER_RULES: TakeoverRules = {
  version: 1,
  windowMs: 72 * HOUR_MS,
  points: {
    newDevice: 20,
    newNetwork: 10,
    passwordReset: 25,
    mailTouched: 15,
    factorAdded: 25,
    factorRemoved: 25,
    recoveryCode: 25,
    addressSaved: 10,
    keyMade: 15,
    withdrawKey: 25,
    sessionsEnded: 15,
    exported: 10,
  },
  says: {
    passwordReset: "^Password (reset|changed)",
    mailTouched: "^(Optional mails|The anti-phishing phrase|Anti-phishing phrase|Email)",
    factorAdded: "^(Authenticator app|Passkey) added",
    factorRemoved: "^(Authenticator app|Passkey|Factor).* removed",
    recoveryCode: "^Recovery code used",
    addressSaved: "^Withdrawal address saved",
    keyMade: "^Key made",
    withdrawKey: "^Key made.*withdraw",
    sessionsEnded: "^(All|Other) .*sessions.* ended",
    exported: "^(Data exported|All data exported)",
  },
  tellFrom: 40,
  holdFrom: 60,
  callFrom: 80,
  pattern: [["newDevice"], ["mailTouched", "factorAdded", "factorRemoved"], ["withdrawKey"]],
};

export type Step = "none" | "tell" | "hold" | "call";

/** What the rules say of a person at an entry, with what they looked at. */
export interface Decision {
  readonly atMs: number;
  readonly step: Step;
  readonly points: number;
  readonly isPattern: boolean;
  readonly signs: readonly Sign[];
  readonly rules: number;
}

interface Signed {
  readonly atMs: number;
  readonly sign: Sign;
}

/**
 * Judges a whole history, entry by entry, as it would have been judged when it happened: the same rules over old logs
 * tell how often they would have been wrong.
 *
 * @param entries oldest first
 */
export function judgeTakeover(entries: readonly WatchedEntry[], rules: TakeoverRules): readonly Decision[] {
  const patterns = Object.entries(rules.says).map(([sign, says]) => [sign as Sign, new RegExp(says)] as const);
  const devices = new Set<string>();
  const networks = new Set<string>();
  const signs: Signed[] = [];
  return entries.map((entry) => {
    const { atMs, what, device, address } = entry;
    if (/^(Signed in|Account opened)/.test(what)) {
      // The first of each is the owner's own.
      if (devices.size > 0 && !devices.has(device)) signs.push({ atMs, sign: "newDevice" });
      if (networks.size > 0 && !networks.has(networkOf(address))) signs.push({ atMs, sign: "newNetwork" });
      devices.add(device);
      networks.add(networkOf(address));
    }
    for (const [sign, pattern] of patterns) if (pattern.test(what)) signs.push({ atMs, sign });
    return decide(
      signs.filter((one) => one.atMs > atMs - rules.windowMs),
      atMs,
      rules,
    );
  });
}

function decide(signs: readonly Signed[], atMs: number, rules: TakeoverRules): Decision {
  // The same sign twice says no more than once, and a factor of one's own device is no sign of a stranger's.
  const kinds = new Set(signs.map(({ sign }) => sign));
  if (!kinds.has("newDevice")) kinds.delete("factorAdded");
  const points = [...kinds].reduce((sum, sign) => sum + rules.points[sign], 0);
  const isPattern = follows(signs, rules.pattern);
  const step: Step =
    points >= rules.callFrom ? "call" : isPattern || points >= rules.holdFrom ? "hold" : points >= rules.tellFrom ? "tell" : "none";
  return { atMs, step, points, isPattern, signs: [...kinds], rules: rules.version };
}

function follows(signs: readonly Signed[], pattern: readonly (readonly Sign[])[]): boolean {
  let next = 0;
  for (const { sign } of signs) if (pattern[next]?.includes(sign)) next += 1;
  return next === pattern.length;
}

/** Addresses of one /24 or /48 are one network. */
const networkOf = (address: string): string =>
  address.includes(".")
    ? address
        .replace(/^::ffff:/, "")
        .split(".")
        .slice(0, 3)
        .join(".")
    : address.split(":").slice(0, 3).join(":");
