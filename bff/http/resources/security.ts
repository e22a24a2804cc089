import {
  type ApprovalRow,
  type AuthenticatorSecretRow,
  type RecoveryCodesRow,
  type SecurityRow,
  securityAddAuthenticator,
  securityAddPasskey,
  securityApprove,
  securityApproveOptions,
  securityConfirmAuthenticator,
  securityConfirmRecoveryCodes,
  securityGet,
  securityMakeRecoveryCodes,
  securityPasskeyOptions,
  securityRenameFactor,
} from "../../contract/operations/security.ts";
import { standingHolds } from "../../identity/holds.ts";
import { type Handler, handleOwn } from "../handler.ts";
import type { Services } from "../services.ts";
import { personAt, requireApproval } from "../step-up.ts";

export function securityHandlers(services: Services): readonly Handler[] {
  const { safety } = services.identity;

  return [
    handleOwn(securityGet, ({ principal }) => securityRow(services, principal.userId)),

    handleOwn(securityApprove, async ({ params, principal, whence }): Promise<ApprovalRow> => {
      const { user, session } = personAt(services, principal);
      const { id, says, endsAtMs } = await safety.approvals.approve(session, user, params.id, params, whence);
      return { id, says, until: new Date(endsAtMs).toISOString() };
    }),

    handleOwn(securityApproveOptions, ({ principal }) => safety.passkeys.beginUsing(personAt(services, principal).user)),

    handleOwn(securityAddAuthenticator, async ({ principal }): Promise<AuthenticatorSecretRow> => {
      const { user } = personAt(services, principal);
      requireApproval(services, principal, { action: "authenticator.add", details: {}, says: "Add an authenticator app" });
      return safety.apps.begin(user);
    }),

    handleOwn(securityConfirmAuthenticator, async ({ params, principal, whence }) => {
      const { user } = personAt(services, principal);
      const reached = await safety.apps.confirm(user, params.code, params.name ?? "", whence);
      return { enrolled: reached === "enrolled" };
    }),

    handleOwn(securityMakeRecoveryCodes, async ({ principal, whence }): Promise<RecoveryCodesRow> => {
      const { user } = personAt(services, principal);
      requireApproval(services, principal, { action: "recoveryCodes.make", details: {}, says: "Make new recovery codes" });
      return { codes: [...(await safety.codes.make(user, whence))] };
    }),

    handleOwn(securityConfirmRecoveryCodes, async ({ params, principal }) => {
      await safety.codes.confirm(principal.userId, params.code);
      return securityRow(services, principal.userId);
    }),

    handleOwn(securityPasskeyOptions, async ({ principal }) => {
      const { user } = personAt(services, principal);
      requireApproval(services, principal, { action: "passkey.add", details: {}, says: "Add a passkey" });
      return safety.passkeys.beginAdding(user);
    }),

    handleOwn(securityAddPasskey, async ({ params, principal, whence }) => {
      const { user } = personAt(services, principal);
      await safety.passkeys.finishAdding(user, params.response, params.name ?? "", whence);
      return securityRow(services, user.id);
    }),

    handleOwn(securityRenameFactor, async ({ params, principal, whence }) => {
      await safety.renameFactor(principal.userId, params.id, params.name, whence);
      return securityRow(services, principal.userId);
    }),
  ];
}

function securityRow({ identity, now }: Services, userId: number): SecurityRow {
  const record = identity.safety.desk.records.of(userId);
  const at = (timeMs: number) => new Date(timeMs).toISOString();
  const lastUsed = (timeMs: number | null) => (timeMs === null ? null : at(timeMs));
  const { totp, passkeys, recoveryCodes } = record;
  return {
    addressVerified: record.addressVerifiedAtMs !== null,
    factors: [
      ...passkeys.map(({ id, name, addedAtMs, usedAtMs, isBlocked }) => ({
        id,
        kind: "passkey",
        name,
        added: at(addedAtMs),
        lastUsed: lastUsed(usedAtMs),
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
              lastUsed: lastUsed(totp.usedAtMs),
              usable: true,
            },
          ]),
    ],
    recoveryCodesLeft: recoveryCodes?.tags.length ?? 0,
    recoveryCodesConfirmed: recoveryCodes?.isConfirmed ?? false,
    approvedBy: [...identity.safety.approvals.kindsFor(userId)],
    withdrawalHolds: standingHolds(record, now()).map(({ reason, untilMs }) => ({ reason, until: at(untilMs) })),
  };
}
