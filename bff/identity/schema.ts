/** Tables of `identity.sqlite` as its newest migration leaves them. Moments are milliseconds since 1970. */
export interface IdentitySchema {
  readonly user: UserRow;
  readonly credential: CredentialRow;
  readonly session: SessionRow;
  readonly api_key: ApiKeyRow;
  readonly sealed_secret: SealedSecretRow;
  readonly preferences: PreferencesRow;
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
  /** SHA-256 of the token; the token itself is nowhere. */
  readonly hash: string;
  readonly user_id: number;
  readonly created_at_ms: number;
  readonly last_seen_at_ms: number;
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
