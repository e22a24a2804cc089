// Signing in and signing up.

// Address and password
export const addressNeedsAt = "An address has an @ in it.";
export const typePassword = "Type your password.";
export const showPassword = "Show the password";

// Signing in
export const newDevice =
  "This browser is new to your account. A letter is on its way to your address; its page shows the same number, and there you let this browser in.";
export const beginAgain = "Begin again";
export const codeHint = "Six digits of your authenticator app, or a recovery code.";
export const usePasskey = "Use a passkey";
export const signingIn = "Signing in …";
export const noAccountYet = "I have no account yet";
export const cannotSignIn = "I can't sign in";
export const newPassword = "Set a new password";
export const confirmAgain = "Confirm the address again";
export const recover = "Recover the account: 72 hours, when all factors are lost";

// Signing up
export const signUpAbout = "An account for test coins. No real money, no name, no documents.";
export const gettingCoins = "Getting test coins …";
export const opening = "Opening the account …";
export const passwordHint = (fewest: number) => `${fewest} characters or more. A few words do well.`;
export const haveAccount = "I have an account";
export const passwordTooShort = (missing: number, fewest: number) =>
  `${missing === 1 ? "One more character" : `${missing} more characters`}: a password has ${fewest} or more.`;
export const signedUp = {
  funded: "of test coins is in your account. Trade it as you like; the account menu has one more for you each day.",
  unfunded: "Your account is open. There are no coins in it yet; the account menu has test coins once they are given out.",
  mailed: "If this address can be used, a message is on its way to it. The link in it goes on from here.",
};
export const lookIntoMail = "Look into your mail";
export const accountOpen = "Your account is open";
export const firstCoins = "1 XBT";
export const keepYours = "A confirmed address and a second factor keep it yours: four short steps, now or later by the account menu.";
export const startTrading = "Start trading";
export const secureIt = "Secure it: four steps";
export const letterSent = "If this address can be used, a message is on its way.";
export const noPasskey = "The browser gave no passkey.";
