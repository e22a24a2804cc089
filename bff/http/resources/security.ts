import {
  type ActivityEntryRow,
  type ApprovalRow,
  type AuthenticatorSecretRow,
  type OpenSessionRow,
  type RecoveryCodesRow,
  securityAddAuthenticator,
  securityAddPasskey,
  securityApprove,
  securityApproveOptions,
  securityCancelChange,
  securityChangePassword,
  securityConfirmAuthenticator,
  securityConfirmRecoveryCodes,
  securityEndSession,
  securityGet,
  securityGetActivity,
  securityGetCheckUp,
  securityGetSessions,
  securityLock,
  securityLogoutAll,
  securityMakeRecoveryCodes,
  securityPasskeyOptions,
  securityRemoveFactor,
  securityRenameFactor,
  securitySetPhrase,
  securityStopRecovery,
  securityUnfreeze,
  securityUnlock,
} from "../../contract/operations/security.ts";
import type { ActivityRow } from "../../identity/schema.ts";
import { type Handler, handleOwn } from "../handler.ts";
import type { Principal } from "../principal.ts";
import type { Services } from "../services.ts";
import { clearSessionCookie } from "../session-cookie.ts";
import { personAt, requireApproval } from "../step-up.ts";
import { checkUpRow, securityRow } from "./security-row.ts";

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
      safety.locks.requireOpen(user.id);
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
      safety.locks.requireOpen(user.id);
      requireApproval(services, principal, { action: "recoveryCodes.make", details: {}, says: "Make new recovery codes" });
      return { codes: [...(await safety.codes.make(user, whence))] };
    }),

    handleOwn(securityConfirmRecoveryCodes, async ({ params, principal }) => {
      await safety.codes.confirm(principal.userId, params.code);
      return securityRow(services, principal.userId);
    }),

    handleOwn(securityPasskeyOptions, async ({ principal }) => {
      const { user } = personAt(services, principal);
      safety.locks.requireOpen(user.id);
      requireApproval(services, principal, { action: "passkey.add", details: {}, says: "Add a passkey" });
      return safety.passkeys.beginAdding(user);
    }),

    handleOwn(securityAddPasskey, async ({ params, principal, whence }) => {
      const { user } = personAt(services, principal);
      await safety.passkeys.finishAdding(user, params.response, params.name ?? "", whence);
      return securityRow(services, user.id);
    }),

    handleOwn(securityRemoveFactor, async ({ params, principal, whence }) => {
      const { id } = params;
      safety.locks.requireOpen(principal.userId);
      requireApproval(services, principal, { action: "factor.remove", details: { id }, says: "Ask for the removal of a factor" });
      await safety.askRemoval(principal.userId, id, whence);
      return securityRow(services, principal.userId);
    }),

    handleOwn(securityChangePassword, async ({ params, principal, whence }) => {
      const { user, session } = personAt(services, principal);
      safety.locks.requireOpen(user.id);
      requireApproval(services, principal, { action: "password.change", details: {}, says: "Change the password" });
      await safety.resets.change(user, params.password, session.hash, whence);
      return securityRow(services, user.id);
    }),

    handleOwn(securityGetSessions, ({ principal }) => sessionRows(services, principal)),

    handleOwn(securityEndSession, async ({ params, principal, whence }) => {
      const { session } = personAt(services, principal);
      await safety.endSessions(session, params.others === true ? null : (params.id ?? ""), whence);
      return sessionRows(services, principal);
    }),

    handleOwn(securityLogoutAll, async ({ principal, reply }) => {
      await safety.desk.sessions.endAllOf(principal.userId);
      clearSessionCookie(reply, services.settings);
      return null;
    }),

    handleOwn(securityGetActivity, async ({ params, principal }): Promise<readonly ActivityEntryRow[]> => {
      const { category = null, afterSeq = null, count = 100, start = 0 } = params;
      const rows = await safety.desk.activity.read(principal.userId, { category, afterSeq, count, start });
      return rows.map(activityRow);
    }),

    handleOwn(securitySetPhrase, async ({ params, principal, whence }) => {
      safety.locks.requireOpen(principal.userId);
      await safety.setPhrase(principal.userId, params.phrase.trim(), whence);
      return securityRow(services, principal.userId);
    }),

    handleOwn(securityLock, async ({ params, principal, whence }) => {
      await safety.locks.lock(principal.userId, params.masterKey, params.days, whence);
      return securityRow(services, principal.userId);
    }),

    handleOwn(securityUnlock, async ({ params, principal, whence }) => {
      await safety.locks.open(principal.userId, params.masterKey, whence);
      return securityRow(services, principal.userId);
    }),

    handleOwn(securityCancelChange, async ({ params, principal, whence }) => {
      await safety.changes.cancel(principal.userId, params.id, whence);
      return securityRow(services, principal.userId);
    }),

    handleOwn(securityUnfreeze, async ({ principal, whence }) => {
      requireApproval(services, principal, { action: "unfreeze", details: {}, says: "Lift the freeze after 24 hours" });
      await safety.freezing.askThaw(principal.userId, whence);
      return securityRow(services, principal.userId);
    }),

    handleOwn(securityStopRecovery, async ({ principal, whence }) => {
      await safety.recoveries.cancel(principal.userId, whence);
      return securityRow(services, principal.userId);
    }),

    handleOwn(securityGetCheckUp, ({ principal }) => checkUpRow(services, principal.userId)),

    handleOwn(securityRenameFactor, async ({ params, principal, whence }) => {
      await safety.renameFactor(principal.userId, params.id, params.name, whence);
      return securityRow(services, principal.userId);
    }),
  ];
}

function sessionRows(services: Services, principal: Principal): readonly OpenSessionRow[] {
  const { session } = personAt(services, principal);
  return services.identity.safety.desk.sessions.of(principal.userId).map(({ hash, about, createdAtMs, lastSeenAtMs }) => ({
    id: hash,
    device: about.device,
    address: about.address,
    began: new Date(createdAtMs).toISOString(),
    lastActive: new Date(lastSeenAtMs).toISOString(),
    by: about.by,
    isThis: hash === session.hash,
  }));
}

export const activityRow = (row: ActivityRow): ActivityEntryRow => ({
  seq: row.seq,
  timestamp: new Date(row.at_ms).toISOString(),
  category: row.category,
  what: row.what,
  device: row.device,
  address: row.address,
  result: row.result,
  prevHash: row.prev_hash,
  hash: row.hash,
});
