import { Type } from "typebox";
import { Count, Flag, Name, Names, Nullable, Text, Timestamp } from "../columns.ts";
import { defineOperation, type Model, optional, structure, text } from "../operation.ts";

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
    withdrawalHolds: Type.Array(Type.Object({ reason: Text, until: Timestamp })),
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
    "Approves what a refusal with `error.approval` named, with a passkey, or your password and a code. The same request then goes through once, within five minutes, in this session; another amount or address is another request.",
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

export const SECURITY_OPERATIONS = [
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
