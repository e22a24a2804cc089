// Factors, codes and phrase, as they are set up on the security page and on the way to it.

// An authenticator app
export const authenticatorTitle = "Add an authenticator app";
export const scan = "Scan this with the app, or type the letters below it.";
export const nextCode = "The next code";
export const firstCode = "First code";
export const nextCodeHint = "Wait until the app shows another one, at most 30 seconds.";
export const firstCodeHint = "Six digits; the one after it is asked for too.";
export const enrol = "Enrol the app";
export const next = "Next";
export const qrCode = "The secret as a QR code";

// Recovery codes
export const codesTitle = "Recovery codes";
export const codesAbout = "Each lets you in once when your factor is gone; withdrawals then wait 48 hours. They are shown this once.";
export const typeOne = "Type one of them";
export const codesKept = "I have kept them";

// Working
export const working = "Working …";
export const noPasskeyMade = "The browser made no passkey: this device may have one already.";

// The phrase
export const phrase = "Anti-phishing phrase";
export const phraseHint = "4 to 20 characters. Every letter from us carries it.";
export const setPhrase = "Set the phrase";

// The check-up
export const toAddFactor = "Add a factor";
export const toAddPasskey = "Add a passkey";
export const toCreateCodes = "Create codes";
export const toSetPhrase = "Set a phrase";
export const toSetNetworks = "Set networks";
export const toLock = "Lock";
export const readLetter = "Read the letter";
export const sendLetterAgain = "Send the letter again";
export const fix = "Fix";
export const nothingMissing = "Nothing is missing.";
export const toFix = (open: number) => `${open} to fix, two clicks each.`;
export const stepByStep = "Go through it step by step";
export const done = "done";
export const missing = "missing";
export const of = (count: number) => `of ${count}`;
export const passwordAloneFails = "A stolen password alone can't take this account over.";
export const passwordAloneWorks = "Whoever has the password has this account.";
export const checkUp = "Check-up";
