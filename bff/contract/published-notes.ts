/**
 * What the document of 2019 says of columns beyond their types, by model: values that a client takes for a missing one,
 * the values that there are, and the most characters. Rows here are always whole; clients made from a document read them
 * by it all the same. A test compares every note with the published document, and that there is one for each.
 */
export interface ColumnNote {
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly maxLength?: number;
  /** Of an object whose members are a model of their own. */
  readonly $ref?: string;
}

const OFF: ColumnNote = { default: false };
const ON: ColumnNote = { default: true };

export const COLUMN_NOTES: Readonly<Record<string, Readonly<Record<string, ColumnNote>>>> = {
  APIKey: {
    id: { maxLength: 24 },
    secret: { maxLength: 48 },
    name: { maxLength: 64 },
    nonce: { default: 0 },
    permissions: { default: [] },
    enabled: OFF,
  },
  AccessToken: { ttl: { default: 1_209_600 } },
  Chat: { fromBot: OFF },
  GlobalNotification: { type: { enum: ["success", "error", "info"] }, closable: ON, persist: ON, waitForVisibility: ON },
  User: {
    preferences: { $ref: "#/definitions/UserPreferences", default: {} },
    affiliateID: { maxLength: 6 },
    pgpPubKey: { maxLength: 16_384 },
    country: { maxLength: 3 },
    geoipCountry: { maxLength: 2 },
    geoipRegion: { maxLength: 2 },
  },
  UserEvent: {
    type: {
      enum: [
        ...["apiKeyCreated", "deleverageExecution", "depositConfirmed", "depositPending", "banZeroVolumeApiUser"],
        ...["liquidationOrderPlaced", "login", "pgpMaskedEmail", "pgpTestEmail", "passwordChanged", "positionStateLiquidated"],
        ...["positionStateWarning", "resetPasswordConfirmed", "resetPasswordRequest", "transferCanceled", "transferCompleted"],
        ...["transferReceived", "transferRequested", "twoFactorDisabled", "twoFactorEnabled", "withdrawalCanceled"],
        ...["withdrawalCompleted", "withdrawalConfirmed", "withdrawalRequested", "verify"],
      ],
    },
    status: { enum: ["success", "failure"] },
    geoipCountry: { maxLength: 2 },
    geoipRegion: { maxLength: 3 },
    geoipSubRegion: { maxLength: 3 },
  },
  UserPreferences: {
    hideFromLeaderboard: OFF,
    hideNameFromLeaderboard: ON,
    locale: { default: "en-US" },
    orderClearImmediate: OFF,
    showLocaleNumbers: ON,
    strictIPCheck: OFF,
    strictTimeout: ON,
  },
};

/** Models all of whose numbers count as 0 where they are missing. */
export const ZERO_BY_DEFAULT: readonly string[] = ["Margin", "Position"];

/** Columns that the document calls required, of models that are no tables; of all others, all are. */
export const REQUIRED_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  APIKey: ["id", "secret", "name", "nonce", "userId"],
  AccessToken: ["id"],
  ChatChannel: ["name"],
  Leaderboard: ["name"],
  QuoteFillRatio: ["date"],
  Stats: ["rootSymbol"],
  StatsHistory: ["date", "rootSymbol"],
  StatsUSD: ["rootSymbol"],
  User: ["username", "email"],
  UserEvent: ["type", "status", "userId", "createdById", "created"],
  UserPreferences: [],
};
