/** Tables of `identity.sqlite` as its newest migration leaves them. Moments are milliseconds since 1970. */
export interface IdentitySchema {
  readonly user: UserRow;
  readonly credential: CredentialRow;
  readonly session: SessionRow;
  readonly api_key: ApiKeyRow;
  readonly sealed_secret: SealedSecretRow;
  readonly preferences: PreferencesRow;
  readonly person_record: PersonRecordRow;
  readonly pending_sign_up: PendingSignUpRow;
  readonly lane: LaneRow;
  readonly activity: ActivityRow;
}

/** A person; the address is sealed, and found by its blind index. */
export interface UserRow {
  readonly id: number;
  readonly account: number;
  readonly address_index: string;
  readonly sealed_address: string;
  readonly seal_version: number;
  readonly created_at_ms: number;
}

/** What a person proves themselves with. Further kinds take further rows. */
export interface CredentialRow {
  readonly user_id: number;
  readonly kind: "password";
  /** For a password a PHC string. */
  readonly secret: string;
  readonly created_at_ms: number;
}

export interface SessionRow {
  /** What it is called: SHA-256 of its first token. */
  readonly hash: string;
  /** SHA-256 of the token that opens it now; the token itself is nowhere. */
  readonly token_hash: string;
  readonly user_id: number;
  readonly created_at_ms: number;
  readonly last_seen_at_ms: number;
  /** JSON: the browser that it was opened in. */
  readonly about: string;
}

export interface ApiKeyRow {
  readonly id: string;
  readonly user_id: number;
  readonly name: string;
  readonly sealed_secret: string;
  readonly seal_version: number;
  /** Separated by commas; empty for a key that only reads. */
  readonly permissions: string;
  readonly enabled: 0 | 1;
  readonly created_at_ms: number;
  /** JSON of its terms. */
  readonly terms: string;
  readonly last_used_at_ms: number | null;
}

/** What a person has chosen, as JSON. */
export interface PreferencesRow {
  readonly user_id: number;
  readonly json: string;
}

/** A secret of the house itself. */
export interface SealedSecretRow {
  readonly name: string;
  readonly sealed: string;
  readonly seal_version: number;
}

/** What a person set and has: factors, devices, waits. Sealed as a whole; see `PersonRecord`. */
export interface PersonRecordRow {
  readonly user_id: number;
  readonly sealed: string;
  readonly seal_version: number;
}

/** A sign-up whose address is not proved yet, where there is no account before that. */
export interface PendingSignUpRow {
  readonly address_index: string;
  /** The number that the person will have. */
  readonly user_id: number;
  readonly sealed: string;
  readonly seal_version: number;
  readonly expires_at_ms: number;
}

/** Failures of late by one way in; see `lanes.ts`. */
export interface LaneRow {
  readonly key: string;
  readonly failures: number;
  readonly last_at_ms: number;
}

/** An entry of a person's log; each carries the hash of the one before. Never changed, never removed. */
export interface ActivityRow {
  readonly user_id: number;
  /** From 1, without gaps. */
  readonly seq: number;
  readonly at_ms: number;
  readonly category: string;
  readonly what: string;
  readonly device: string;
  readonly address: string;
  readonly result: string;
  readonly prev_hash: string;
  readonly hash: string;
}
