// The four steps that secure a new account.

export const steps = {
  verify: { name: "Confirm your address", why: "Keys and withdrawals wait for it, and letters about your safety go there." },
  factor: { name: "Add a second factor", why: "Then a stolen password alone lets nobody in. A passkey can't be phished either." },
  codes: { name: "Keep recovery codes", why: "They let you in on the day the factor is lost. Without them that takes 72 hours." },
  phrase: { name: "Choose a phrase", why: "Every letter from us carries it: one without it is not ours." },
};
export const heading = "Secure your account";
export const lead = "Four steps of a minute each. What you leave for later waits on the security page.";
export const later = "Later";
export const allDone = "All four are done.";
export const restCanWait = "The rest can wait.";
export const seeCheckUp = "See the whole check-up";
export const startTrading = "Start trading";
export const letterSentAgain = (email: string) => `Another letter is on its way to ${email}.`;
export const letterSent = (email: string) => `A letter with a link went to ${email}.`;
export const sendAgain = "Send it again";
export const createCodes = "Create the codes";
