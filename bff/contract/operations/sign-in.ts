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

export const SIGN_IN_OPERATIONS = [
  userVerifyEmail,
  userSendVerification,
  userLoginCode,
  userLoginPasskeyOptions,
  userLoginPasskey,
  userLoginStatus,
  userShowDevice,
  userDecideDevice,
];
