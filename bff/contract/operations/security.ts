import { Type } from "typebox";
import { Count, Flag, Name, Names, Nullable, Text, Timestamp } from "../columns.ts";
import { defineOperation, integer, type Model, optional, structure, text } from "../operation.ts";

const approval = {
  model: "Approval",
  description: "An action that its person approved: it may be asked for once, by this session, until then.",
  schema: Type.Object({ id: Text, says: Text, until: Timestamp }),
} satisfies Model;

export type ApprovalRow = Type.Static<typeof approval.schema>;

const factor = Type.Object({
  id: Text,
  /** `authenticator`, `passkey`. */
  kind: Name,
  name: Text,
  added: Timestamp,
  lastUsed: Nullable(Timestamp),
  /** False once its counter fell, as a copy's would. */
  usable: Flag,
});

const security = {
  model: "Security",
  description: "How an account is kept, and what waits.",
  schema: Type.Object({
    addressVerified: Flag,
    factors: Type.Array(factor),
    recoveryCodesLeft: Count,
    recoveryCodesConfirmed: Flag,
    /** What an approval takes: `passkey`, `password and code`, `password`. */
    approvedBy: Names,
    /** `until` is null while nobody has asked for the end. */
    withdrawalHolds: Type.Array(Type.Object({ reason: Text, until: Nullable(Timestamp) })),
    /** What loosens safety and has not taken effect. */
    changes: Type.Array(Type.Object({ id: Text, what: Text, asked: Timestamp, effective: Timestamp, device: Text, address: Text })),
    /** Days that opening the settings lock waits; null for no lock. */
    lockDays: Nullable(Count),
    /** What was done with the account looks like a stranger's doing. `step` is `tell`, `hold` or `call`; `until` is null until an operator has looked. */
    watched: Type.Union([Type.Object({ step: Name, signs: Names, until: Nullable(Timestamp) }), Type.Null()]),
    frozenSince: Nullable(Timestamp),
    /** When a recovery that is under way takes effect. */
    recoveryAt: Nullable(Timestamp),
    phrase: Text,
    hasPassword: Flag,
    passwordSet: Nullable(Timestamp),
  }),
} satisfies Model;

export type SecurityRow = Type.Static<typeof security.schema>;

const authenticatorSecret = {
  model: "AuthenticatorSecret",
  description: "The secret of an authenticator app, and the address that its QR code holds. Shown this once.",
  schema: Type.Object({ secret: Text, uri: Text }),
} satisfies Model;

export type AuthenticatorSecretRow = Type.Static<typeof authenticatorSecret.schema>;

const recoveryCodes = {
  model: "RecoveryCodes",
  description: "Ten codes, each good once. Shown this once.",
  schema: Type.Object({ codes: Type.Array(Type.String()) }),
} satisfies Model;

export type RecoveryCodesRow = Type.Static<typeof recoveryCodes.schema>;

const own = { access: "session", own: true, single: true } as const;
const code = (description: string) => text(description, { maxLength: 40 });
const name = optional(text("What you call it.", { maxLength: 60 }));
const response = structure("What the browser's `navigator.credentials` answered, as JSON.");

export const securityGet = defineOperation({
  ...own,
  verb: "GET",
  path: "/user/security",
  id: "Security.get",
  summary: "Factors, waits and holds of your account.",
  params: Type.Object({}),
  returns: security,
});

export const securityApprove = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/approve",
  id: "Security.approve",
  summary:
    "Approves what a refusal with `error.approval` named, with a passkey, or your password and a code. The same request then goes through once, within five minutes, in this session; another amount or address is another request. The session goes on with a new cookie; the one before is void after ten seconds.",
  params: Type.Object({
    id: text("`error.approval.id` of the refusal.", { maxLength: 40 }),
    password: optional(text("Your password.", { maxLength: 1024 })),
    code: optional(code("Six digits of your authenticator app.")),
    passkey: optional(response),
  }),
  returns: approval,
});

export const securityApproveOptions = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/approve/passkeyOptions",
  id: "Security.approveOptions",
  summary: "Options for `navigator.credentials.get`, to approve with one of your passkeys.",
  params: Type.Object({}),
  returns: null,
});

export const securityAddAuthenticator = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/authenticator",
  id: "Security.addAuthenticator",
  summary: "Makes a secret for an authenticator app. It counts once two codes in a row were given.",
  params: Type.Object({}),
  returns: authenticatorSecret,
});

export const securityConfirmAuthenticator = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/authenticator/confirm",
  id: "Security.confirmAuthenticator",
  summary: "Takes the first code, then the one after it. Answers `{enrolled}`.",
  params: Type.Object({ code: code("Six digits."), name }),
  returns: null,
});

export const securityMakeRecoveryCodes = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/recoveryCodes",
  id: "Security.makeRecoveryCodes",
  summary: "Makes ten recovery codes; those of before are void.",
  params: Type.Object({}),
  returns: recoveryCodes,
});

export const securityConfirmRecoveryCodes = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/recoveryCodes/confirm",
  id: "Security.confirmRecoveryCodes",
  summary: "Takes one of them typed back, which shows that they were kept. It stays good.",
  params: Type.Object({ code: code("One of the ten.") }),
  returns: security,
});

export const securityPasskeyOptions = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/passkey/options",
  id: "Security.passkeyOptions",
  summary: "Options for `navigator.credentials.create`.",
  params: Type.Object({}),
  returns: null,
});

export const securityAddPasskey = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/passkey",
  id: "Security.addPasskey",
  summary: "Adds the passkey that the browser made.",
  params: Type.Object({ response, name }),
  returns: security,
});

export const securityRenameFactor = defineOperation({
  ...own,
  verb: "PUT",
  path: "/user/factor",
  id: "Security.renameFactor",
  summary: "Gives a factor another name.",
  params: Type.Object({ id: text("Its id.", { maxLength: 1400 }), name: text("What you call it.", { maxLength: 60 }) }),
  returns: security,
});

const id = (description: string) => text(description, { maxLength: 1400 });

export const securityRemoveFactor = defineOperation({
  ...own,
  verb: "DELETE",
  path: "/user/factor",
  id: "Security.removeFactor",
  summary: "Asks for a factor's removal, which takes effect after 24 hours and then holds withdrawals for 48.",
  params: Type.Object({ id: id("Its id.") }),
  returns: security,
});

export const securityChangePassword = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/password",
  id: "Security.changePassword",
  summary: "Sets a new password. Other sessions end, and withdrawals wait for 24 hours.",
  params: Type.Object({ password: text("The new one, of 15 characters or more.", { maxLength: 1024 }) }),
  returns: security,
});

export const securityRemovePassword = defineOperation({
  ...own,
  verb: "DELETE",
  path: "/user/password",
  id: "Security.removePassword",
  summary:
    "Takes the password away, so that passkeys alone sign in. It takes two passkeys, or one and recovery codes that were kept; to be approved. Other sessions end, and withdrawals wait for 24 hours. Setting a password takes it back.",
  params: Type.Object({}),
  returns: security,
});

export const securityChangeEmail = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/email",
  id: "Security.changeEmail",
  summary:
    "Asks for another address; to be approved. The old and the new address both confirm it by a letter, it takes effect after 24 hours, then holds withdrawals for 48, and the old address can take it back for 7 days.",
  params: Type.Object({ email: text("The new address.", { maxLength: 320 }) }),
  returns: security,
});

export const securitySetPhrase = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/phrase",
  id: "Security.setPhrase",
  summary: "Sets the phrase that every letter to you carries, by which you can tell ours.",
  params: Type.Object({ phrase: text("4 to 20 characters of your own.", { maxLength: 80 }) }),
  returns: security,
});

const masterKey = text("The master key, of 15 characters or more; not your password.", { maxLength: 1024 });

export const securityLock = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/lock",
  id: "Security.lock",
  summary: "Locks the settings at once. With a lock on: a longer wait is taken at once, a shorter one after the old wait.",
  params: Type.Object({ masterKey, days: integer("Days that opening it waits, 1 to 30.", { minimum: 1, maximum: 30 }) }),
  returns: security,
});

export const securityUnlock = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/unlock",
  id: "Security.unlock",
  summary: "Begins to open the settings lock, which takes its wait.",
  params: Type.Object({ masterKey }),
  returns: security,
});

export const securityCancelChange = defineOperation({
  ...own,
  verb: "DELETE",
  path: "/user/change",
  id: "Security.cancelChange",
  summary: "Cancels a change that waits. Any of your sessions may.",
  params: Type.Object({ id: id("Its id.") }),
  returns: security,
});

export const securityUnfreeze = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/unfreeze",
  id: "Security.unfreeze",
  summary: "Lifts a freeze, after 24 hours.",
  params: Type.Object({}),
  returns: security,
});

export const securityStopRecovery = defineOperation({
  ...own,
  verb: "DELETE",
  path: "/user/recovery",
  id: "Security.stopRecovery",
  summary: "Cancels a recovery of your account that somebody asked for.",
  params: Type.Object({}),
  returns: security,
});

const checkUp = {
  model: "CheckUp",
  description: "How well your account is kept, out of ten points, with the reason for each.",
  schema: Type.Object({
    points: Count,
    of: Count,
    items: Type.Array(Type.Object({ id: Name, what: Text, points: Count, isDone: Flag })),
  }),
} satisfies Model;

export type CheckUpRow = Type.Static<typeof checkUp.schema>;

export const securityGetCheckUp = defineOperation({
  ...own,
  verb: "GET",
  path: "/user/checkUp",
  id: "Security.getCheckUp",
  summary: "How well your account is kept.",
  params: Type.Object({}),
  returns: checkUp,
});

export const securityExport = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/export",
  id: "Security.export",
  summary: "Everything that the exchange has of you, as one JSON document. Once an hour; to be approved.",
  params: Type.Object({}),
  returns: null,
});

export const securityClose = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/close",
  id: "Security.close",
  summary: "Closes the account for good: without positions and orders, and outside of local mode without coins. To be approved.",
  params: Type.Object({}),
  returns: null,
});

export const SECURITY_OPERATIONS = [
  securityRemoveFactor,
  securityChangePassword,
  securityChangeEmail,
  securityRemovePassword,
  securitySetPhrase,
  securityLock,
  securityUnlock,
  securityCancelChange,
  securityUnfreeze,
  securityStopRecovery,
  securityGetCheckUp,
  securityExport,
  securityClose,
  securityGet,
  securityApprove,
  securityApproveOptions,
  securityAddAuthenticator,
  securityConfirmAuthenticator,
  securityMakeRecoveryCodes,
  securityConfirmRecoveryCodes,
  securityPasskeyOptions,
  securityAddPasskey,
  securityRenameFactor,
];
