/**
 * Every letter that the house writes. `{name}` stands for a parameter. A letter with a link leads to a page of the
 * site; the token travels in the fragment, which no server sees, and the page asks for a button before it uses it.
 */
export interface Template {
  readonly subject: string;
  readonly says: readonly string[];
  readonly link?: { readonly page: string; readonly act: string };
  /** To many at once, by an operator; waits behind every other letter. */
  readonly isBulk?: boolean;
  /** What the preview is made with. */
  readonly sample: Readonly<Record<string, string>>;
}

const WHERE = { device: "Firefox, Linux", address: "203.0.113.40", at: "20 November 2026, 09:12 UTC" };
const FROM = "It came from {device} at {address}, {at}.";
const TOKEN = { token: "sample-token" };

export const TEMPLATES = {
  verifyAddress: {
    subject: "Confirm your address",
    says: ["You opened an account with this address. Confirm that the address is yours.", "The link is good for two hours."],
    link: { page: "/verify", act: "Confirm the address" },
    sample: TOKEN,
  },
  knownAddress: {
    subject: "You have an account already",
    says: ["Somebody tried to open an account with this address. You have one already: sign in, or reset the password.", FROM],
    sample: WHERE,
  },
  approveDevice: {
    subject: "Let a new device in?",
    says: [
      "Somebody with your password wants to sign in from a device that this account has not seen.",
      FROM,
      "The link is good for 10 minutes. The page shows a number; it is the one that the new device shows.",
    ],
    link: { page: "/approve", act: "Look at the device" },
    sample: { ...TOKEN, ...WHERE },
  },
  signedIn: { subject: "A sign-in", says: ["Your account was signed in to.", FROM], sample: WHERE },
  signInsFailed: {
    subject: "Sign-ins that failed",
    says: ["{count} sign-ins to your account failed in a row.", FROM, "A device that you have used before is not slowed down by them."],
    sample: { ...WHERE, count: "5" },
  },
  secondFactorFailed: {
    subject: "Right password, wrong code",
    says: ["Somebody gave your password and then a wrong code.", FROM, "If it was not you, change the password."],
    sample: WHERE,
  },
  factorAdded: {
    subject: "A sign-in factor was added",
    says: ["{what} was added to your account.", FROM],
    sample: { ...WHERE, what: "An authenticator app" },
  },
  factorRemoved: {
    subject: "A sign-in factor was removed",
    says: ["{what} was removed from your account.", FROM],
    sample: { ...WHERE, what: "An authenticator app" },
  },
  recoveryCodesMade: {
    subject: "New recovery codes",
    says: ["New recovery codes were made. The old ones no longer work.", FROM],
    sample: WHERE,
  },
  recoveryCodeUsed: {
    subject: "A recovery code was used",
    says: ["A recovery code was used to sign in. {left} are left. Withdrawals wait for 48 hours.", FROM],
    sample: { ...WHERE, left: "9" },
  },
  passwordChanged: {
    subject: "Your password was changed",
    says: [
      "Your password was changed. All other sessions ended, and withdrawals wait for 24 hours.",
      FROM,
      "For seven days the link takes the change back: what let you in before does so again, and all sessions end.",
    ],
    link: { page: "/undo-password", act: "Take the change back" },
    sample: { ...TOKEN, ...WHERE },
  },
  passwordBack: {
    subject: "The change of your password was taken back",
    says: [
      "What let you in before your password was changed does so again. All sessions ended; set a new password if somebody else knows the one of before.",
      FROM,
    ],
    sample: WHERE,
  },
  resetPassword: {
    subject: "Reset your password",
    says: [
      "Somebody asked to reset your password. The link is good for 10 minutes; a second factor is asked for too, if you have one.",
      FROM,
    ],
    link: { page: "/reset", act: "Set a new password" },
    sample: { ...TOKEN, ...WHERE },
  },
  mustReset: {
    subject: "Set a new password",
    says: [
      "Your password no longer lets you in: {reason}. Your sessions ended. API keys may cancel and read, no more.",
      "The link is good for 10 minutes; the sign-in page sends a new one.",
    ],
    link: { page: "/reset", act: "Set a new password" },
    sample: { ...TOKEN, reason: "addresses of users were disclosed by mistake" },
  },
  recoveryAsked: {
    subject: "Recovery of your account was asked for",
    says: [
      "Somebody who can't sign in asked to recover this account. Nothing happens before {effective}; nobody can shorten that.",
      FROM,
      "Not you? The link cancels it.",
    ],
    link: { page: "/cancel-recovery", act: "Cancel the recovery" },
    sample: { ...TOKEN, ...WHERE, effective: "23 November 2026, 09:12 UTC" },
  },
  recoveryReminder: {
    subject: "Recovery of your account is under way",
    says: ["The recovery of this account takes effect at {effective}. Not you? The link cancels it."],
    link: { page: "/cancel-recovery", act: "Cancel the recovery" },
    sample: { ...TOKEN, effective: "23 November 2026, 09:12 UTC" },
  },
  recoveryReady: {
    subject: "Your account can be recovered",
    says: ["The wait is over. Set a new password; factors, sessions and keys of before are gone, and withdrawals wait for 7 days."],
    link: { page: "/recover", act: "Recover the account" },
    sample: TOKEN,
  },
  recoveryCancelled: {
    subject: "The recovery was cancelled",
    says: ["The recovery of your account was cancelled. Nothing changed."],
    sample: {},
  },
  changeAsked: {
    subject: "A change that waits",
    says: ["Asked: {what}. It takes effect at {effective}.", FROM, "Not you? The link cancels it."],
    link: { page: "/cancel-change", act: "Cancel the change" },
    sample: { ...TOKEN, ...WHERE, what: "remove the authenticator app", effective: "21 November 2026, 09:12 UTC" },
  },
  changeCancelled: {
    subject: "A change was cancelled",
    says: ["Cancelled: {what}. Nothing changed."],
    sample: { what: "remove the authenticator app" },
  },
  changeDone: { subject: "A change took effect", says: ["Done: {what}."], sample: { what: "remove the authenticator app" } },
  emailLeaves: {
    subject: "Another address for your account?",
    says: [
      "Somebody wants your account to have another address: {to}. It has to be confirmed here too.",
      FROM,
      "Not you? Don't confirm it.",
    ],
    link: { page: "/confirm-email", act: "Confirm the change" },
    sample: { ...TOKEN, ...WHERE, to: "a…@example.org" },
  },
  emailComes: {
    subject: "Confirm your new address",
    says: ["Somebody wants this address for their account. Confirm that it is yours."],
    link: { page: "/confirm-email", act: "Confirm the address" },
    sample: TOKEN,
  },
  emailLeft: {
    subject: "Your account has another address",
    says: [
      "Your account has another address now: {to}. Withdrawals wait for 48 hours.",
      "For seven days the link takes this address back.",
    ],
    link: { page: "/undo-email", act: "Take this address back" },
    sample: { ...TOKEN, to: "a…@example.org" },
  },
  emailBack: {
    subject: "Your account has this address again",
    says: ["The change of your address was taken back. All sessions ended; reset the password if somebody else knows it.", FROM],
    sample: WHERE,
  },
  settingChanged: {
    subject: "A setting was changed",
    says: ["{what}", FROM],
    sample: { ...WHERE, what: "The anti-phishing phrase was changed." },
  },
  sessionsEnded: { subject: "Sessions were ended", says: ["{what}", FROM], sample: { ...WHERE, what: "All other sessions were ended." } },
  frozen: {
    subject: "Your account is frozen",
    says: [
      "All sessions ended, withdrawals are stopped, and API keys may cancel and read, no more. Sign in to lift it; that takes 24 hours.",
    ],
    sample: {},
  },
  unfrozen: { subject: "Your account is no longer frozen", says: ["The wait is over: withdrawals and API keys work again."], sample: {} },
  closed: {
    subject: "Your account is closed",
    says: ["You closed your account. Its sessions and keys ended; nobody can sign in to it."],
    sample: {},
  },
  exported: { subject: "Your data was exported", says: ["An export of all data of your account was downloaded.", FROM], sample: WHERE },
  withdrawalAsked: {
    subject: "Confirm a withdrawal of {amount} XBT",
    says: [
      "A withdrawal of {amount} XBT (and {fee} XBT of fee) was asked for, to {to}.",
      "Nothing is sent before you confirm it. The link is good for 10 minutes; the page shows it once more and asks for a button.",
      "Not you? Don't confirm it, and freeze the account.",
    ],
    link: { page: "/withdrawal", act: "Look at the withdrawal" },
    sample: { ...TOKEN, amount: "0.10000000", fee: "0.00010000", to: "tfm1qqqq" },
  },
  withdrawalSent: {
    subject: "{amount} XBT were sent",
    says: ["{amount} XBT were sent to {to}. The transaction is {tx}."],
    sample: { amount: "0.10000000", fee: "0.00010000", to: "tfm1qqqq", tx: "5f9c" },
  },
  withdrawalCancelled: {
    subject: "A withdrawal was cancelled",
    says: ["The withdrawal of {amount} XBT to {to} was cancelled. The coins are in your wallet again."],
    sample: { amount: "0.10000000", fee: "0.00010000", to: "tfm1qqqq" },
  },
  withdrawalHeld: {
    subject: "{what}",
    says: ["{what} until {until}: {reason}.", "Trading goes on. Write to support if you have questions about it."],
    sample: { what: "Withdrawals wait", until: "2026-11-21T09:12:00.000Z", reason: "a new device made a key that may withdraw" },
  },
  watched: {
    subject: "Was this you?",
    says: ["What was done with your account looks like a stranger's doing: {signs}.", "{effect}", "Not you? Freeze the account."],
    sample: { signs: "newDevice, mailTouched", effect: "Whoever changes settings, keys or addresses has to prove once more who they are." },
  },
  watchCleared: {
    subject: "Your account was looked at",
    says: [
      "An operator has looked at what was done with your account. API keys work again. Where withdrawals still wait, the wallet shows until when.",
    ],
    sample: {},
  },
  keyMade: {
    subject: "An API key was made",
    says: ["The key {name} was made. It may {may}.", FROM, "Not you? The link ends the key at once."],
    link: { page: "/end-key", act: "End the key" },
    sample: { ...TOKEN, ...WHERE, name: "bot", may: "read, order" },
  },
  addressSaved: {
    subject: "A withdrawal address was saved",
    says: ["The address {to} was saved as {name}. It can be used from {from}.", "Not you? Remove it, and freeze the account."],
    sample: { name: "Cold storage", to: "tfm1qqqq", from: "2026-11-21T09:12:00.000Z" },
  },
  announcement: {
    subject: "{title}",
    says: ["{body}"],
    isBulk: true,
    sample: { title: "Planned maintenance", body: "Orders are cancel-only on 24 November 2026 from 12:00 to 12:20 UTC." },
  },
  nobody: { subject: "Nothing", says: [], sample: {} },
} as const satisfies Readonly<Record<string, Template>>;

export type TemplateId = keyof typeof TEMPLATES;

export const isTemplate = (name: string): name is TemplateId => Object.hasOwn(TEMPLATES, name);

/** What a letter is filled in with. */
export type LetterParams = Readonly<Record<string, string>>;
