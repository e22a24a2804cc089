/**
 * What a person set and has, besides password, sessions and keys. It is held in memory, sealed and written as a whole
 * at each change: everything that concerns one person's safety changes together or not at all. Moments are
 * milliseconds since 1970, hashes SHA-256 in hexadecimal.
 */
export interface PersonRecord {
  /** Null until the link in the letter was used. */
  readonly addressVerifiedAtMs: number | null;
  readonly totp: TotpFactor | null;
  /** An authenticator app that is being added. */
  readonly totpPending: TotpPending | null;
  readonly recoveryCodes: RecoveryCodes | null;
  readonly passkeys: readonly PasskeyFactor[];
  readonly devices: readonly KnownDevice[];
  readonly phrase: string | null;
  readonly lock: SettingsLock | null;
  readonly changes: readonly PendingChange[];
  readonly holds: readonly Hold[];
  readonly frozen: Freeze | null;
  /** Counts freezes, so that a link that froze once does not again. */
  readonly freezeRound: number;
  /** Null while the password lets in; otherwise since when and why it must be set anew. */
  readonly passwordMustChange: { readonly sinceMs: number; readonly reason: string } | null;
  readonly hasPassword: boolean;
  readonly passwordSetAtMs: number | null;
  /** When the password was last looked up among those that leaked; null when that service did not answer. */
  readonly breachCheckedAtMs: number | null;
  /** Wrong passwords in a row from devices that are not known. */
  readonly failuresInRow: number;
  readonly tokens: readonly MailToken[];
  readonly recovery: Recovery | null;
  readonly closedAtMs: number | null;
  /** Addresses that the account had within 30 days. */
  readonly formerAddresses: readonly FormerAddress[];
  /** Oldest first; each can be brought back by the link of the letter about its change. */
  readonly formerPasswords: readonly FormerPassword[];
  readonly watched: WatchedState | null;
  /** Entry of the log with the last sign of a stranger that something was done about; 0 for none. What it led to does not come back for it. */
  readonly watchedToSeq: number;
}

export interface TotpFactor {
  readonly id: string;
  readonly name: string;
  /** Base32. */
  readonly secret: string;
  readonly addedAtMs: number;
  readonly usedAtMs: number | null;
  /** The last step whose code was taken: none before it is taken again. */
  readonly lastStep: number;
}

export interface TotpPending {
  readonly secret: string;
  readonly startedAtMs: number;
  /** The step of the first of the two codes; null before it. */
  readonly firstStep: number | null;
}

export interface RecoveryCodes {
  /** Base64url. One salt for the set: a code typed in is hashed once. */
  readonly salt: string;
  /** Argon2id tags of those that are left, base64url. */
  readonly tags: readonly string[];
  readonly madeAtMs: number;
  /** Whether one was typed back, which shows that they were kept. */
  readonly isConfirmed: boolean;
  /** Hashed at the least cost of a password; those of before this was so, at the full one. */
  readonly isLight?: boolean;
}

export interface PasskeyFactor {
  /** Credential id, base64url. */
  readonly id: string;
  readonly name: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly isBackedUp: boolean;
  /** Its counter fell once: somebody may have copied it. */
  readonly isBlocked: boolean;
  readonly addedAtMs: number;
  readonly usedAtMs: number | null;
}

/** A browser that has been signed in before. */
export interface KnownDevice {
  readonly hash: string;
  readonly device: string;
  readonly addedAtMs: number;
  readonly usedAtMs: number;
}

export interface SettingsLock {
  readonly lockedAtMs: number;
  /** How long an unlocking waits. */
  readonly waitMs: number;
  /** The master key, as a password is kept. */
  readonly masterKeyPhc: string;
}

/** What loosens safety and has not taken effect yet. */
export interface PendingChange {
  readonly id: string;
  readonly kind: string;
  /** For people: 'remove the authenticator app'. */
  readonly what: string;
  readonly params: Readonly<Record<string, string>>;
  readonly askedAtMs: number;
  readonly effectiveAtMs: number;
  readonly device: string;
  readonly address: string;
  /** Hash of the token in the letter that cancels it. */
  readonly cancelHash: string;
}

/** Withdrawals wait until then. */
export interface Hold {
  readonly reason: string;
  readonly untilMs: number;
}

export interface Freeze {
  readonly sinceMs: number;
  /** When it ends; null while nobody has asked for that. */
  readonly endsAtMs: number | null;
}

/** A token that a letter carried, by its hash. */
export interface MailToken {
  readonly kind: "verify" | "reset" | "recovery";
  readonly hash: string;
  readonly expiresAtMs: number;
}

/** What the watch found in somebody's log; see `bff/watch`. */
export interface WatchedState {
  /** Who changes something proves themselves; withdrawals are held and new keys cut; an operator is called; one has looked. */
  readonly step: "tell" | "hold" | "call" | "cleared";
  readonly points: number;
  readonly signs: readonly string[];
  readonly rules: number;
  /** When the first of the signs was. */
  readonly sinceMs: number;
  /** When this was found, or cleared. */
  readonly atMs: number;
  /** Null until an operator has looked. */
  readonly untilMs: number | null;
  /** Entry of the log up to which an operator has looked. */
  readonly clearedToSeq: number;
}

export interface FormerAddress {
  /** Letters to it go under this number. */
  readonly person: number;
  readonly address: string;
  readonly untilMs: number;
  /** Of the token in the letter that takes the change back, and until when it does. */
  readonly undoHash: string;
  readonly undoUntilMs: number;
}

export interface FormerPassword {
  /** Null where passkeys alone let in. */
  readonly phc: string | null;
  /** What held for it: one that had to be changed still has to. */
  readonly mustChange: PersonRecord["passwordMustChange"];
  readonly undoHash: string;
  readonly undoUntilMs: number;
}

export interface Recovery {
  readonly askedAtMs: number;
  readonly effectiveAtMs: number;
  /** It only cancels, and stands in each of the letters. */
  readonly cancelToken: string;
  readonly remindersSent: number;
  readonly isReadySent: boolean;
}

/** Passkeys that are good and that nobody has asked to remove. */
export const lastingPasskeys = ({ passkeys, changes }: PersonRecord): number =>
  passkeys.filter(({ id, isBlocked }) => !isBlocked && !changes.some(({ kind, params }) => kind === "factor.remove" && params["id"] === id))
    .length;

export const NEW_RECORD: PersonRecord = {
  addressVerifiedAtMs: null,
  totp: null,
  totpPending: null,
  recoveryCodes: null,
  passkeys: [],
  devices: [],
  phrase: null,
  lock: null,
  changes: [],
  holds: [],
  frozen: null,
  freezeRound: 0,
  passwordMustChange: null,
  hasPassword: true,
  passwordSetAtMs: null,
  breachCheckedAtMs: null,
  failuresInRow: 0,
  tokens: [],
  recovery: null,
  closedAtMs: null,
  formerAddresses: [],
  formerPasswords: [],
  watched: null,
  watchedToSeq: 0,
};
