/**
 * Where the contract goes beyond the 2019 shape, by Swagger model: columns that living clients need, each with
 * its origin. Nothing else may differ; a test compares every other column with the published document.
 */
export const COLUMNS_BEYOND_2019: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  APIKey: {
    cidrs: "x-fairmark: address ranges as a list, IPv6 too",
    expires: "x-fairmark: when it ends",
    withdrawsFrom: "x-fairmark: end of the wait before it may withdraw",
    lastUsed: "x-fairmark: when it was last used",
    publicKey: "x-fairmark: a key that the exchange holds no secret of",
    symbols: "x-fairmark: contracts that it may trade",
    maxOrderValue: "x-fairmark: cap",
    maxDailyValue: "x-fairmark: cap",
    maxDailyLoss: "x-fairmark: cap",
    maxDeviation: "x-fairmark: cap",
    reduceOnly: "x-fairmark: cap",
    note: "x-fairmark: how it was made, where that is out of the ordinary",
  },
  Transaction: {
    walletBalance: "2019: on the wire of /user/walletHistory, absent from the document",
    marginBalance: "2019: as walletBalance; null but for open profit and loss",
  },
  ConnectedUsers: { id: "2019: the key of the socket's one row, which the document leaves out" },
  OrderBookL2: { timestamp: "2023: every book row says when its level last changed" },
};

/** Whole models that the 2019 document lacks. */
export const MODELS_BEYOND_2019: Readonly<Record<string, string>> = {
  Account: "a table of the 2020 socket whose columns were never published",
  OrderBook10: "a table of the 2019 socket that the REST document never described",
  Address: "2024: GET and POST /address",
  Withdrawal: "x-fairmark: a withdrawal and how far it is",
  WithdrawRules: "x-fairmark: what holds for somebody's withdrawals",
  StatementDay: "x-fairmark: a day of somebody's books",
  EquityPoint: "x-fairmark: what an account was worth",
  AssetsConfig: "2023: GET /wallet/assets, which clients read at start",
  NetworksConfig: "2023: GET /wallet/networks",
  IndexConstituent: "x-fairmark: how the venues of an index stand now, and why one does not count",
  EngineStatus: "x-fairmark: how the engine stands at this moment",
  Queue: "x-fairmark: the line in front of the engine",
  LeverageHistogram: "x-fairmark: contracts by effective leverage",
  LeverageStats: "x-fairmark: effective leverage of longs and shorts",
  LiquidationFill: "x-fairmark: how what was taken over was closed",
  LiquidationReport: "x-fairmark: what became of a position that could not keep its margin",
  LiquidationStep: "x-fairmark: each step of a liquidation, with what it follows from",
  MarkBin: "x-fairmark: mark prices by interval",
  PastLiquidation: "x-fairmark: a liquidation without a word of whose it was",
  Session: "x-fairmark: who is signed in",
  SignInStep: "x-fairmark: how far a sign-in has come",
  NewDevice: "x-fairmark: a device that asks to be let in",
  Approval: "x-fairmark: what a session has to approve",
  Security: "x-fairmark: factors, waits and holds of an account",
  AuthenticatorSecret: "x-fairmark: what an authenticator app is set up with",
  RecoveryCodes: "x-fairmark: codes for the day when a factor is gone",
  OpenSession: "x-fairmark: a browser that is signed in",
  ActivityEntry: "x-fairmark: an entry of a person's log",
  CheckUp: "x-fairmark: how well an account is kept",
  MailMessage: "x-fairmark: a letter in the outbox",
};
