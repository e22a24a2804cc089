import type { CheckUpRow, SecurityRow } from "../../contract/operations/security.ts";
import type { Services } from "../services.ts";

const DAY_MS = 24 * 3_600_000;
const at = (timeMs: number) => new Date(timeMs).toISOString();
const maybeAt = (timeMs: number | null | undefined) => (timeMs == null ? null : at(timeMs));

/** How an account is kept, and what waits. No secret is in it. */
export function securityRow({ identity }: Services, userId: number): SecurityRow {
  const { safety } = identity;
  const record = safety.desk.records.of(userId);
  const { totp, passkeys, recoveryCodes } = record;
  const watched = safety.watched.of(userId);
  return {
    addressVerified: record.addressVerifiedAtMs !== null,
    factors: [
      ...passkeys.map(({ id, name, addedAtMs, usedAtMs, isBlocked }) => ({
        id,
        kind: "passkey",
        name,
        added: at(addedAtMs),
        lastUsed: maybeAt(usedAtMs),
        usable: !isBlocked,
      })),
      ...(totp === null
        ? []
        : [
            {
              id: totp.id,
              kind: "authenticator",
              name: totp.name,
              added: at(totp.addedAtMs),
              lastUsed: maybeAt(totp.usedAtMs),
              usable: true,
            },
          ]),
    ],
    recoveryCodesLeft: recoveryCodes?.tags.length ?? 0,
    recoveryCodesConfirmed: recoveryCodes?.isConfirmed ?? false,
    approvedBy: [...safety.approvals.kindsFor(userId)],
    withdrawalHolds: safety.withdrawalHolds(userId).map(({ reason, untilMs }) => ({ reason, until: maybeAt(untilMs) })),
    changes: record.changes.map(({ id, what, askedAtMs, effectiveAtMs, device, address }) => ({
      id,
      what,
      asked: at(askedAtMs),
      effective: at(effectiveAtMs),
      device,
      address,
    })),
    lockDays: record.lock === null ? null : Math.round(record.lock.waitMs / DAY_MS),
    watched: watched === null ? null : { step: watched.step, signs: [...watched.signs], until: maybeAt(watched.untilMs) },
    frozenSince: maybeAt(record.frozen?.sinceMs),
    recoveryAt: maybeAt(record.recovery?.effectiveAtMs),
    phrase: record.phrase ?? "",
    hasPassword: record.hasPassword,
    passwordSet: maybeAt(record.passwordSetAtMs),
  };
}

/** Ten points: what keeps a thief out weighs most. */
export function checkUpRow({ identity }: Services, userId: number): CheckUpRow {
  const { addressVerifiedAtMs, totp, passkeys, recoveryCodes, phrase, lock } = identity.safety.desk.records.of(userId);
  const openKeys = identity
    .keysOf(userId)
    .filter(({ enabled, permissions, terms }) => enabled && permissions.length > 0 && terms.cidrs.length === 0);
  const item = (id: string, points: number, isDone: boolean, done: string, missing: string) => ({
    id,
    what: isDone ? done : missing,
    points,
    isDone,
  });
  const names = openKeys.map(({ name, id }) => name || id.slice(0, 8)).join(", ");
  const items = [
    item("factor", 3, totp !== null || passkeys.length > 0, "A second factor is enrolled", "A stolen password is enough to sign in"),
    item("passkey", 1, passkeys.length > 0, "A passkey is enrolled: it can't be phished", "No passkey, which can't be phished"),
    item("codes", 2, recoveryCodes?.isConfirmed === true, "Recovery codes are kept", "Recovery codes were never kept"),
    item("address", 1, addressVerifiedAtMs !== null, "The address is confirmed", "The address is not confirmed"),
    item("phrase", 1, phrase !== null, "The anti-phishing phrase is set", "No anti-phishing phrase"),
    item("keys", 1, openKeys.length === 0, "No key may trade from any network", `Keys that may trade from any network: ${names}`),
    item("lock", 1, lock !== null, "The settings are locked", "The settings are not locked"),
  ];
  const sum = (some: readonly { readonly points: number }[]) => some.reduce((total, { points }) => total + points, 0);
  return { points: sum(items.filter(({ isDone }) => isDone)), of: sum(items), items };
}
