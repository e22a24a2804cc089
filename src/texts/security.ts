// The security page.

import type { ReactNode } from "react";
import { sentence } from "./sentence.ts";

// Activity
export const all = "All";
export const ofSignIn = "Sign-in";
export const ofKeys = "Keys";
export const ofSettings = "Settings";
export const ofTrading = "Trading";
export const activityAbout = (verifier: ReactNode) =>
  sentence`Each entry carries the hash of the one before; download the log with its ${verifier}.`;
export const verifier = "verifier";
export const activityKinds = "What is shown";
export const noActivity = "Nothing of this kind yet.";
export const activity = "Activity";
export const what = "What";
export const from = "From";
export const result = "Result";
export const entryHash = "Entry hash";

// Factors
export const addPasskey = "Add passkey";
export const addAuthenticator = "Add authenticator app";
export const factors = "Sign-in factors";
export const factor = "Factor";
export const added = "Added";
export const lastUsed = "Last used";
export const passkey = "Passkey";
export const authenticator = "Authenticator app";
export const blocked = "blocked";
export const rename = "Rename";
export const recoveryCodes = "Recovery codes";
export const codesLeft = (left: number, isConfirmed: boolean) => `${left} left${isConfirmed ? "" : ", not confirmed"}`;
export const create = "Create";
export const createNew = "Create new ones";
export const renameTitle = "Rename the factor";

// Sessions
export const sessionsAbout = "Each ends after an hour without use.";
export const endOthers = "End all others";
export const signOutEverywhere = "Sign out everywhere";
export const sessions = "Sessions";
export const device = "Device";
export const network = "Network";
export const lastActive = "Last active, UTC";
export const thisOne = "this one";
export const staysOpen = "stays open";
export const now = "now";
export const end = "End";
export const stayOpen = "This one stays open: 12 hours without use; after an hour settings take a proof again";

// Settings
export const locked = (days: number) => `Locked: opening the lock waits ${days} days.`;
export const newPasswordHint = "15 characters or more. Other sessions end, and withdrawals wait 24 hours.";
export const changePassword = "Change the password";
export const setPassword = "Set a password";
export const passkeysAlone = "Passkeys alone";
export const noPassword = "Passkeys alone sign in: there is no password.";
export const newEmail = "New email";
export const newEmailHint = (email: string) => `Now ${email}. Both addresses confirm the change, and it waits 24 hours.`;
export const changeEmail = "Change the address";
export const masterKey = "Master key";
export const openLockHint = "Opening takes this key and then the wait.";
export const lockHint = (days: number) =>
  `Locks factors, password, phrase and keys; opening waits ${days} days. 15 characters or more, not your password.`;
export const openLock = "Open the lock";
export const lock = "Lock the settings";
export const settings = "Address, password, phrase and lock";

// Leaving
export const leavingAbout =
  "An export has everything that the exchange holds of you. Closing needs an account without positions, orders and open withdrawals, and can't be undone.";
export const exportData = "Export my data";
export const closeAccount = "Close the account";
export const yourData = "Your data";

// Notices
export const lead = "What tightens takes effect at once. What loosens waits, and can be cancelled until then.";
export const watched = {
  tell: "What was done here looks like a stranger's doing: settings are approved once more.",
  hold: "What was done here looks like a stranger's doing: settings are approved once more, withdrawals wait, and the newest keys may only cancel and read.",
  call: "What was done here looks like a stranger's doing: withdrawals wait and keys may only cancel and read until an operator has looked.",
};
export const signs = {
  newDevice: "a new device",
  newNetwork: "a new network",
  passwordReset: "another password",
  mailTouched: "another address or phrase",
  factorAdded: "another factor",
  factorRemoved: "the end of a factor",
  recoveryCode: "a recovery code",
  addressSaved: "an address for withdrawals",
  keyMade: "a new key",
  withdrawKey: "a key that may withdraw",
  keyNetwork: "a key made from an unknown network",
  sessionsEnded: "the end of other sessions",
  exported: "an export of all data",
  thinTrade: "a first trade where little is traded",
  throughMark: "a trade far off the mark",
};
export const frozen = "The account is frozen.";
export const lift = "Lift it in 24 hours";
export const frozenAbout = (since: string, until: string | null) =>
  `Withdrawals are stopped and keys may only cancel and read, since ${since}${until === null ? "" : `, until ${until}`}.`;
export const watchedOtherwise = "What was done here looks like a stranger's doing.";
export const watchedAbout = (signs: string, until: string | null) =>
  `There was ${signs}.${until === null ? "" : ` It ends ${until}.`} If it was not you, use the link “This was not me” of any letter.`;
export const recoveryAsked = "Somebody asked to recover this account.";
export const cancelRecovery = "Cancel the recovery";
export const recoveryAt = (when: string) => `It takes effect ${when}.`;
export const waits = (change: string) => `Waits: ${change}.`;
export const cancelChange = "Cancel the change";
export const changeAbout = (asked: string, device: string, address: string, effective: string) =>
  `Asked ${asked} from ${device}, ${address}. It takes effect ${effective}.`;
export const withdrawalsWait = "Withdrawals wait.";
export const heldBecause = (reason: string, until: string | null) => `${reason}${until === null ? "" : `, until ${until}`}.`;
