// Pages that links in letters lead to.

export const verify = {
  title: "Confirm your address",
  lead: "Keys and withdrawals wait for it.",
  act: "Confirm the address",
  done: "The address is confirmed.",
};
export const freeze = {
  title: "This was not me",
  lead: "Freezes the account at once: all sessions end, withdrawals stop, and keys may only cancel and read. Lifting it takes a sign-in and 24 hours.",
  act: "Freeze the account",
  done: "The account is frozen.",
};
export const cancelChange = {
  title: "Cancel the change",
  lead: "What was asked for does not take effect.",
  act: "Cancel the change",
  done: "The change is cancelled.",
};
export const confirmEmail = {
  title: "Confirm the address",
  lead: "The account gets its new address a day after it was asked for, once both addresses have confirmed it.",
  act: "Confirm",
  done: "Confirmed.",
};
export const undoEmail = {
  title: "Take this address back",
  lead: "The account has this address again, at once, and all its sessions end.",
  act: "Take it back",
  done: "The account has this address again. Reset the password if somebody else knows it.",
};
export const undoPassword = {
  title: "Take the change of the password back",
  lead: "What let you in before does so again, at once, and all sessions end.",
  act: "Take it back",
  done: "The change is taken back, and all sessions ended. If somebody else knows the password of before, set a new one.",
};
export const endKey = {
  title: "End the key",
  lead: "The API key that the letter is about opens nothing any more, at once.",
  act: "End the key",
  done: "The key has ended.",
};
export const cancelRecovery = {
  title: "Cancel the recovery",
  lead: "Nobody recovers the account by it; everything stays as it is.",
  act: "Cancel the recovery",
  done: "The recovery is cancelled.",
};
export const nextStep = "Go on with the next step";
export const seeSecurity = "See how the account is kept";
export const letIn = "The device is let in: go on there.";
export const keptOut = "The device is kept out. If it was not you, change the password.";
export const deviceTitle = "Let a new device in?";
export const lookAtDevice = "Look at the device";
export const deviceAsks = (device: string, address: string, email: string) =>
  `${device} at ${address} asks to sign in as ${email}. It shows this number:`;
export const letItIn = "It is mine: let it in";
export const keepItOut = "Keep it out";
export const recoverTitle = "Recover the account";
export const recoverLead =
  "A new password ends what was before it: factors, known devices, keys, the settings lock and whatever waited. Withdrawals wait for 7 days.";
export const passwordTitle = "Set a new password";
export const passwordSet = (isRecovery: boolean) =>
  `The password is set. Sign in with it; withdrawals wait ${isRecovery ? "7 days" : "24 hours"}.`;
export const newPasswordHint = "15 characters or more. A few words do well.";
export const codeHint = "Of your authenticator app, or a recovery code. Leave it empty if you have neither.";
export const setPassword = "Set the password";
