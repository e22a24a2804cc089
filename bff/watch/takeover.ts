import { networkOf } from "../identity/whence.ts";

const HOUR_MS = 3_600_000;

/** An entry of a person's activity log, as far as the watch reads it. */
export interface WatchedEntry {
  /** Number of the entry in its log, from 1: two of one moment have an order. */
  readonly seq: number;
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
  | "keyNetwork"
  | "sessionsEnded"
  | "exported"
  | "thinTrade"
  | "throughMark";

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
  /** Without one of these, all was done where the owner is: withdrawals are held all the same, and nothing else is. */
  readonly strange: readonly Sign[];
  /** Signs from a device that is new alone: whoever does these on a device of old is the owner. */
  readonly newDeviceAlone: readonly Sign[];
}

export const TAKEOVER_RULES: TakeoverRules = {
  version: 4,
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
    keyNetwork: 10,
    sessionsEnded: 15,
    exported: 10,
    thinTrade: 10,
    throughMark: 20,
  },
  says: {
    passwordReset: "^Password (reset|changed)",
    mailTouched: "^(Optional mails|The anti-phishing phrase|Anti-phishing phrase|Asked: change the address)",
    factorAdded: "^(Authenticator app|Passkey) added",
    // It is carried out a day later, by the house: who asked for it is who counts.
    factorRemoved: "^Asked: remove the factor ",
    recoveryCode: "^Recovery code used",
    addressSaved: "^Withdrawal address saved",
    keyMade: "^Key made",
    // What it may stands at the end; a name says nothing.
    withdrawKey: "^Key made: .* \\([^()]*withdraw[^()]*\\)$",
    sessionsEnded: "^(All|Other) .*sessions.* ended",
    exported: "^(Data exported|All data exported)",
    // As `trade-signs.ts` writes them.
    thinTrade: "^First trade in ",
    throughMark: "^Traded .* through the mark",
  },
  tellFrom: 40,
  holdFrom: 60,
  callFrom: 80,
  pattern: [["newDevice"], ["mailTouched", "factorAdded", "factorRemoved"], ["withdrawKey"]],
  strange: ["newDevice", "newNetwork", "recoveryCode"],
  newDeviceAlone: ["factorAdded", "thinTrade"],
};

export type Step = "none" | "tell" | "hold" | "call";

/** What the rules say of a person at an entry, with what they looked at. */
export interface Decision {
  readonly atMs: number;
  readonly step: Step;
  readonly points: number;
  readonly isPattern: boolean;
  readonly isStrange: boolean;
  /** When the first of the signs was; the moment itself for none. */
  readonly firstMs: number;
  /** Entry of the last of the signs; 0 for none. */
  readonly lastSeq: number;
  readonly signs: readonly Sign[];
  readonly rules: number;
}

interface Signed {
  readonly seq: number;
  readonly atMs: number;
  readonly sign: Sign;
}

/**
 * Judges a whole history, entry by entry, as it would have been judged when it happened: the same rules over old logs
 * tell how often they would have been wrong.
 *
 * @param entries oldest first
 * @param afterSeq signs of entries up to that one don't count: somebody has looked at them
 */
export function judgeTakeover(entries: readonly WatchedEntry[], rules: TakeoverRules, afterSeq = 0): readonly Decision[] {
  const patterns = Object.entries(rules.says).map(([sign, says]) => [sign as Sign, new RegExp(says)] as const);
  const devices = new Set<string>();
  const networks = new Set<string>();
  const signs: Signed[] = [];
  return entries.map((entry) => {
    const { seq, atMs, what, device, address } = entry;
    const isKnownNetwork = networks.size === 0 || networks.has(networkOf(address));
    if (/^(Signed in|Account opened)/.test(what)) {
      // The first of each is the owner's own.
      if (devices.size > 0 && !devices.has(device)) signs.push({ seq, atMs, sign: "newDevice" });
      if (!isKnownNetwork) signs.push({ seq, atMs, sign: "newNetwork" });
      devices.add(device);
      networks.add(networkOf(address));
    }
    for (const [sign, pattern] of patterns) {
      if (!pattern.test(what)) continue;
      signs.push({ seq, atMs, sign });
      if (sign === "keyMade" && !isKnownNetwork) signs.push({ seq, atMs, sign: "keyNetwork" });
    }
    return decide(
      signs.filter((one) => one.seq > afterSeq && one.atMs > atMs - rules.windowMs),
      atMs,
      rules,
    );
  });
}

function decide(signs: readonly Signed[], atMs: number, rules: TakeoverRules): Decision {
  // The same sign twice says no more than once.
  const kinds = new Set(signs.map(({ sign }) => sign));
  if (!kinds.has("newDevice")) for (const sign of rules.newDeviceAlone) kinds.delete(sign);
  const points = [...kinds].reduce((sum, sign) => sum + rules.points[sign], 0);
  const isPattern = follows(signs, rules.pattern);
  const step: Step =
    points >= rules.callFrom ? "call" : isPattern || points >= rules.holdFrom ? "hold" : points >= rules.tellFrom ? "tell" : "none";
  const isStrange = rules.strange.some((sign) => kinds.has(sign));
  const [firstMs, lastSeq] = [signs[0]?.atMs ?? atMs, signs.at(-1)?.seq ?? 0];
  return { atMs, step, points, isPattern, isStrange, firstMs, lastSeq, signs: [...kinds], rules: rules.version };
}

function follows(signs: readonly Signed[], pattern: readonly (readonly Sign[])[]): boolean {
  let next = 0;
  for (const { sign } of signs) if (pattern[next]?.includes(sign)) next += 1;
  return next === pattern.length;
}
