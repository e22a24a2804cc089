// The page of API keys.

// The form
export const mayRead = "Read";
export const mayOrder = "Order";
export const daysForNew = "Empty for 90, or 30 where it may withdraw.";
export const noEnd = "It has no end. Empty to leave it so.";
export const endsOn = (day: string) => `It ends ${day}. Empty to leave it so.`;
export const newKey = "New key";
export const editKey = (key: string) => `Edit ${key}`;
export const formAbout = "What tightens a key counts at once. What loosens it takes a new key.";
export const may = "May";
export const mayWithdraw = "May ask for withdrawals; each is confirmed by your mail all the same";
export const cidr = "From addresses";
export const cidrHint = "As 203.0.113.7, 2001:db8::/32. Empty for any.";
export const days = "Ends in";
export const daysUnit = "days";
export const symbols = "Contracts";
export const symbolsHint = "As XBTUSD, ETHUSD. Empty for all.";
export const orderCap = "An order at most";
export const dailyCap = "A day's orders at most";
export const lossCap = "After a day's loss of";
export const lossCapHint = "it may only reduce positions";
export const deviationCap = "Off the mark at most";
export const reduceOnly = "May only reduce positions";
export const publicKey = "Ed25519 public key";
export const publicKeyHint = "In PEM; then there is no secret that anybody else holds. Empty for a secret.";
export const make = "Make the key";
export const change = "Change the key";

// Faults
export const daysNotAboveZero = "The days until it ends are no number above zero.";
export const notAboveZero = (typed: string) => `${typed} is no number above zero.`;
export const boundTakenAway = "A bound that is taken away loosens the key: that takes a new one.";
export const nothingChanged = "Nothing is changed.";

// The page
export const lead =
  "Programs sign with them. A key never manages keys, addresses or settings, and can be held to less than you may do yourself.";
export const about = "A key that may withdraw needs a second factor enrolled for 24 hours, an address range and a wait of 24 hours.";
export const none = "You have no keys. Programs need one to trade or read for this account.";
export const made = "The key is made";
export const secretOnce = "The secret is shown this once";
export const key = "Key";
export const keyInSentence = "the key";
export const secret = "Secret";
export const secretInSentence = "the secret";
export const kept = "I have kept it";
export const from = "From";
export const caps = "Caps";
export const ends = "Ends";
export const lastUsed = "Last used";
export const noName = "no name";
export const anyAddress = "any address";
export const edit = "Edit";
export const disable = "Disable";
export const disabled = "disabled";
export const cancels = "cancel";
export const withdrawsFrom = (day: string) => `withdraw from ${day}`;
export const reads = "read";
export const reducesAlone = "reduce alone";
export const orderAtMost = (amount: string) => `order ${amount} XBT`;
export const dayAtMost = (amount: string) => `day ${amount} XBT`;
export const lossAtMost = (amount: string) => `loss ${amount} XBT`;
export const deviationAtMost = (share: string) => `${share} off the mark`;
export const yourKeys = "Your keys";
