import { Type } from "typebox";
import { Count, Text } from "../columns.ts";
import { defineOperation, flag, type Model, optional, structure, text } from "../operation.ts";
import { signInStep } from "./user.ts";

const newDevice = {
  model: "NewDevice",
  description: "The device that a sign-in comes from, for whoever has the letter about it.",
  schema: Type.Object({ device: Text, address: Text, number: Count, email: Text }),
} satisfies Model;

export type NewDeviceRow = Type.Static<typeof newDevice.schema>;

const token = text("What stands after `#t=` in the link of the letter.", { maxLength: 200 });
const flow = text("The `flow` that the step before answered with.", { maxLength: 100 });
const response = structure("What the browser's `navigator.credentials` answered, as JSON.");

const own = { access: "public", own: true, single: true } as const;

export const userVerifyEmail = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/verifyEmail",
  id: "User.verifyEmail",
  summary: "Confirms an address with the token of the letter to it. A production exchange opens the account now.",
  params: Type.Object({ token }),
  returns: null,
});

export const userSendVerification = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/sendVerification",
  id: "User.sendVerification",
  summary: "Sends the letter that confirms an address again. The answer is the same for every address.",
  params: Type.Object({ email: text("Your address.", { maxLength: 320 }) }),
  returns: null,
});

export const userLoginCode = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/login/code",
  id: "User.loginCode",
  summary: "The second step of a sign-in, with a code of the authenticator app or a recovery code.",
  params: Type.Object({ flow, code: text("Six digits, or a recovery code.", { maxLength: 40 }) }),
  returns: signInStep,
});

export const userLoginPasskeyOptions = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/login/passkeyOptions",
  id: "User.loginPasskeyOptions",
  summary: "Options for `navigator.credentials.get`: for a passkey as the second step of a `flow`, or alone.",
  params: Type.Object({ flow: optional(flow) }),
  returns: null,
});

export const userLoginPasskey = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/login/passkey",
  id: "User.loginPasskey",
  summary: "Signs in with a passkey, alone or as the second step of a `flow`.",
  params: Type.Object({ flow: optional(flow), response }),
  returns: signInStep,
});

export const userLoginStatus = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/login/status",
  id: "User.loginStatus",
  summary: "Whether the owner has let this new device in; signs in when they have.",
  params: Type.Object({ flow }),
  returns: signInStep,
});

export const userShowDevice = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/device",
  id: "User.showDevice",
  summary: "Which device asks to be let in, and the number that it shows.",
  params: Type.Object({ token }),
  returns: newDevice,
});

export const userDecideDevice = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/device/decide",
  id: "User.decideDevice",
  summary: "Lets a new device in or keeps it out. The session opens there, never here.",
  params: Type.Object({ token, letIn: flag("Whether it is let in.") }),
  returns: null,
});

const email = text("Your address.", { maxLength: 320 });
const newPassword = text("The new password, of 15 characters or more.", { maxLength: 1024 });

export const userForgotPassword = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/forgotPassword",
  id: "User.forgotPassword",
  summary: "Sends a letter with which the password can be set anew. The answer is the same for every address.",
  params: Type.Object({ email }),
  returns: null,
});

export const userResetPassword = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/resetPassword",
  id: "User.resetPassword",
  summary: "Sets a new password with the token of the letter, and a code where there is a second factor. All sessions end.",
  params: Type.Object({ token, password: newPassword, code: optional(text("Six digits, or a recovery code.", { maxLength: 40 })) }),
  returns: null,
});

export const userRecover = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/recover",
  id: "User.recover",
  summary:
    "Begins to recover an account whose factors are lost. It takes 72 hours, which nobody can shorten. The answer is the same for every address.",
  params: Type.Object({ email }),
  returns: null,
});

export const userCancelRecovery = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/recover/cancel",
  id: "User.cancelRecovery",
  summary: "Cancels a recovery with the token of any letter about it.",
  params: Type.Object({ token }),
  returns: null,
});

export const userFinishRecovery = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/recover/finish",
  id: "User.finishRecovery",
  summary: "Sets a new password after the wait. Factors, sessions and keys of before are gone, and withdrawals wait for 7 days.",
  params: Type.Object({ token, password: newPassword }),
  returns: null,
});

export const userFreeze = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/freeze",
  id: "User.freeze",
  summary:
    "'This was not me': with the token of any letter, without signing in. Ends sessions, stops withdrawals, leaves keys what lessens risk.",
  params: Type.Object({ token }),
  returns: null,
});

export const userCancelChange = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/cancelChange",
  id: "User.cancelChange",
  summary: "Cancels a change that waits, with the token of the letter about it.",
  params: Type.Object({ token }),
  returns: null,
});

export const userConfirmEmail = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/email/confirm",
  id: "User.confirmEmail",
  summary: "Confirms a change of an account's address with the token of the letter to the old or to the new one.",
  params: Type.Object({ token }),
  returns: null,
});

export const userUndoEmail = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/email/undo",
  id: "User.undoEmail",
  summary: "Takes a change of an account's address back with the token of the letter to the old one. All sessions end.",
  params: Type.Object({ token }),
  returns: null,
});

export const userUndoPassword = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/password/undo",
  id: "User.undoPassword",
  summary:
    "Takes a change of the password back, within seven days and with the token of the letter about it: what let in before does so again. All sessions end.",
  params: Type.Object({ token }),
  returns: null,
});

export const userEndKey = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/endKey",
  id: "User.endKey",
  summary: "Ends an API key with the token of the letter about it, without signing in.",
  params: Type.Object({ token }),
  returns: null,
});

export const SIGN_IN_OPERATIONS = [
  userEndKey,
  userConfirmEmail,
  userUndoEmail,
  userUndoPassword,
  userForgotPassword,
  userResetPassword,
  userRecover,
  userCancelRecovery,
  userFinishRecovery,
  userFreeze,
  userCancelChange,
  userVerifyEmail,
  userSendVerification,
  userLoginCode,
  userLoginPasskeyOptions,
  userLoginPasskey,
  userLoginStatus,
  userShowDevice,
  userDecideDevice,
];
