import {
  type ApprovalRow,
  type AuthenticatorSecretRow,
  type RecoveryCodesRow,
  securityAddAuthenticator,
  securityAddPasskey,
  securityApprove,
  securityApproveOptions,
  securityCancelChange,
  securityChangeEmail,
  securityChangePassword,
  securityConfirmAuthenticator,
  securityConfirmRecoveryCodes,
  securityGet,
  securityGetCheckUp,
  securityLock,
  securityMakeRecoveryCodes,
  securityPasskeyOptions,
  securityRemoveFactor,
  securityRemovePassword,
  securityRenameFactor,
  securitySetPhrase,
  securityStopRecovery,
  securityUnfreeze,
  securityUnlock,
} from "../../contract/operations/security.ts";
import {
  type ActivityEntryRow,
  type OpenSessionRow,
  securityEndSession,
  securityGetActivity,
  securityGetSessions,
  securityLogoutAll,
  securityStayOpen,
} from "../../contract/operations/sessions.ts";
import { masked } from "../../identity/address-changes.ts";
import type { ActivityRow } from "../../identity/schema.ts";
import { type Handler, handleOwn } from "../handler.ts";
import type { Principal } from "../principal.ts";
import type { Services } from "../services.ts";
import { clearSessionCookie, setSessionCookie } from "../session-cookie.ts";
import { personAt, requireApproval, requireVerifiedAddress } from "../step-up.ts";
import { checkUpRow, securityRow } from "./security-row.ts";

export function securityHandlers(services: Services): readonly Handler[] {
  const { safety } = services.identity;

  return [
    handleOwn(securityGet, ({ principal }) => securityRow(services, principal.userId)),

    handleOwn(securityApprove, async ({ params, principal, whence, reply }): Promise<ApprovalRow> => {
      const { user, session } = personAt(services, principal);
      const { id, says, endsAtMs } = await safety.approvals.approve(session, user, params.id, params, whence);
      // Whoever copied the cookie before has no part in what the person is about to do.
      const token = await safety.desk.sessions.replaceToken(session);
      if (token !== null) setSessionCookie(reply, services.settings, token);
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
      safety.locks.requireOpen(user.id);
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
      safety.locks.requireOpen(user.id);
      await safety.passkeys.finishAdding(user, params.response, params.name ?? "", whence);
      return securityRow(services, user.id);
    }),

    handleOwn(securityRemoveFactor, async ({ params, principal, whence }) => {
      const { id } = params;
      safety.locks.requireOpen(principal.userId);
      const name = safety.checkRemoval(principal.userId, id);
      requireApproval(services, principal, {
        action: "factor.remove",
        details: { id },
        says: `Ask for the removal of the factor "${name}"`,
      });
      await safety.askRemoval(principal.userId, id, whence);
      return securityRow(services, principal.userId);
    }),

    handleOwn(securityChangePassword, async ({ params, principal, whence }) => {
      const { user, session } = personAt(services, principal);
      safety.locks.requireOpen(user.id);
      const { password } = params;
      await safety.resets.checkNew(user, password);
      requireApproval(services, principal, {
        action: "password.change",
        details: { password },
        says: "Change the password to the one just given",
      });
      await safety.resets.change(user, password, session.hash, whence);
      return securityRow(services, user.id);
    }),

    handleOwn(securityChangeEmail, async ({ params: { email }, principal, whence }) => {
      const { user } = personAt(services, principal);
      safety.locks.requireOpen(user.id);
      requireVerifiedAddress(services, principal);
      const address = safety.addressChanges.check(user, email);
      const [says, logged] = [address, masked(address)].map((one) => `Change the address to ${one}`) as [string, string];
      requireApproval(services, principal, { action: "email.change", details: { email }, says, logged });
      await safety.addressChanges.ask(user, email, whence);
      return securityRow(services, user.id);
    }),

    handleOwn(securityRemovePassword, async ({ principal, whence }) => {
      const { user, session } = personAt(services, principal);
      safety.locks.requireOpen(user.id);
      safety.resets.checkRemoval(user.id);
      requireApproval(services, principal, {
        action: "password.remove",
        details: {},
        says: "Sign in by passkey alone, without a password",
      });
      await safety.resets.remove(user, session.hash, whence);
      return securityRow(services, user.id);
    }),

    handleOwn(securityGetSessions, ({ principal }) => sessionRows(services, principal)),

    handleOwn(securityEndSession, async ({ params, principal, whence }) => {
      const { session } = personAt(services, principal);
      await safety.endSessions(session, params.others === true ? null : (params.id ?? ""), whence);
      return sessionRows(services, principal);
    }),

    handleOwn(securityStayOpen, async ({ params: { on }, principal, whence }) => {
      const { user, session } = personAt(services, principal);
      if (on) requireApproval(services, principal, { action: "session.stayOpen", details: {}, says: "Keep this session for twelve hours" });
      await safety.desk.sessions.stayOpen(session, on);
      const what = on ? "A session stays open for twelve hours without use" : "A session ends after an hour without use again";
      await safety.desk.activity.add(user.id, { category: "signIn", what, whence });
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
    staysOpen: about.staysOpen === true,
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
