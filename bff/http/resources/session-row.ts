import type { SessionRow, UserRow } from "../../contract/operations/user.ts";
import type { User } from "../../identity/people.ts";
import type { Services } from "../services.ts";

const FAUCET_INTERVAL_MS = 24 * 3_600_000;

export function userRow({ identity }: Services, user: User): UserRow {
  const created = new Date(user.createdAtMs).toISOString();
  const { totp, passkeys } = identity.safety.desk.records.of(user.id);
  return {
    id: user.id,
    ownerId: null,
    firstname: "",
    lastname: "",
    username: user.email,
    email: user.email,
    phone: "",
    created,
    lastUpdated: created,
    preferences: identity.preferences.of(user.id),
    TFAEnabled: totp !== null ? "GA" : passkeys.length > 0 ? "Passkey" : "",
    affiliateID: "",
    pgpPubKey: "",
    country: "",
    geoipCountry: "",
    geoipRegion: "",
    typ: "",
  };
}

export function sessionRow(services: Services, user: User | null): SessionRow {
  const { exchange, history, identity, settings } = services;
  const facts = user === null ? undefined : exchange.tables.accounts.facts(user.account);
  const faucetOpen = facts !== undefined && (facts.faucetAtMs === 0 || exchange.tables.timeMs - facts.faucetAtMs >= FAUCET_INTERVAL_MS);
  return {
    user: user === null ? null : userRow(services, user),
    account: user?.account ?? null,
    mode: settings.mode,
    market: settings.market,
    simulatedUntil: history.simulatedUntilMs === null ? null : new Date(history.simulatedUntilMs).toISOString(),
    faucetOpen,
    addressVerified: user !== null && identity.safety.proof.isProved(user.id),
  };
}
