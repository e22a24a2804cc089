/**
 * Where the contract goes beyond the 2019 shape, by Swagger model: columns that living clients need, each with
 * its origin. Nothing else may differ; a test compares every other column with the published document.
 */
export const COLUMNS_BEYOND_2019: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Transaction: {
    walletBalance: "2019: on the wire of /user/walletHistory, absent from the document",
    marginBalance: "2019: as walletBalance; null but for open profit and loss",
  },
  ConnectedUsers: { id: "2019: the key of the socket's one row, which the document leaves out" },
  OrderBookL2: { timestamp: "2023: every book row says when its level last changed" },
};

/** Whole models that the 2019 document lacks. */
export const MODELS_BEYOND_2019: Readonly<Record<string, string>> = {
  OrderBook10: "a table of the 2019 socket that the REST document never described",
  Asset: "2023: GET /wallet/assets, which clients read at start",
  NetworksConfig: "2023: GET /wallet/networks",
  IndexConstituent: "x-fairmark: how the venues of an index stand now, and why one does not count",
  Session: "x-fairmark: who is signed in",
  SignInStep: "x-fairmark: how far a sign-in has come",
  NewDevice: "x-fairmark: a device that asks to be let in",
  Approval: "x-fairmark: what a session has to approve",
  Security: "x-fairmark: factors, waits and holds of an account",
  AuthenticatorSecret: "x-fairmark: what an authenticator app is set up with",
  RecoveryCodes: "x-fairmark: codes for the day when a factor is gone",
  MailMessage: "x-fairmark: a letter in the outbox",
};
