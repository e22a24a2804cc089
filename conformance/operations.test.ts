import { expect, test } from "vitest";
import { OPERATIONS } from "../bff/contract/operations.ts";
import { STREAMED_TABLES } from "../bff/contract/tables.ts";
import { openHouse } from "./house.ts";
import type { Row } from "./socket.ts";

const house = await openHouse();
const maker = await house.trader("maker");
const taker = await house.trader("taker");

/** What is served, written out once more: the document, the server and this list have to agree. */
const PUBLIC = [
  "GET /instrument",
  "GET /instrument/active",
  "GET /orderBook/L2",
  "GET /trade",
  "GET /trade/bucketed",
  "GET /quote",
  "GET /quote/bucketed",
  "GET /chat",
  "GET /chat/channels",
  "GET /chat/connected",
  "GET /wallet/assets",
  "GET /wallet/networks",
  "GET /instrument/indices",
  "GET /instrument/activeAndIndices",
  "GET /instrument/activeIntervals",
  "GET /instrument/compositeIndex",
  "GET /funding",
  "GET /settlement",
  "GET /liquidation",
  "GET /insurance",
  "GET /announcement",
  "GET /leaderboard",
  "GET /schema",
  "GET /stats",
  "GET /stats/history",
  "GET /stats/historyUSD",
  "GET /user/checkReferralCode",
  "GET /user/minWithdrawalFee",
  "GET /schema/websocketHelp",
  "POST /user/logout",
  "POST /user/confirmEmail",
  "POST /user/confirmWithdrawal",
  "POST /user/cancelWithdrawal",
];
const PRIVATE = [
  "GET /apiKey",
  "POST /chat",
  "GET /position",
  "GET /order",
  "GET /execution",
  "GET /execution/tradeHistory",
  "GET /user",
  "GET /user/margin",
  "GET /user/wallet",
  "GET /user/walletHistory",
  "GET /user/walletSummary",
  "GET /user/commission",
  "GET /user/affiliateStatus",
  "GET /user/executionHistory",
  "GET /user/quoteFillRatio",
  "GET /userEvent",
  "POST /user/communicationToken",
  "GET /announcement/urgent",
  "GET /globalNotification",
  "GET /leaderboard/name",
  "POST /order",
  "PUT /order",
  "DELETE /order",
  "POST /order/bulk",
  "PUT /order/bulk",
  "DELETE /order/all",
  "POST /order/cancelAllAfter",
  "POST /order/closePosition",
  "POST /position/leverage",
  "POST /position/isolate",
  "POST /position/riskLimit",
  "POST /position/transferMargin",
  "GET /address",
  "GET /user/depositAddress",
  "POST /user/requestWithdrawal",
  "DELETE /user/withdrawal",
];
const OPEN_OWN = [
  "GET /stats/engine",
  "POST /user/signup",
  "POST /user/login",
  "GET /user/session",
  "POST /user/withdrawalToken",
  "GET /instrument/constituents",
  "GET /instrument/markHistory",
  "GET /liquidation/history",
  "GET /stats/leverage",
  "GET /stats/leverageHistogram",
  "POST /user/verifyEmail",
  "POST /user/sendVerification",
  "POST /user/login/code",
  "POST /user/login/passkeyOptions",
  "POST /user/login/passkey",
  "POST /user/login/status",
  "POST /user/device",
  "POST /user/device/decide",
  "GET /outbox",
  "POST /user/forgotPassword",
  "POST /user/resetPassword",
  "POST /user/recover",
  "POST /user/recover/cancel",
  "POST /user/recover/finish",
  "POST /user/freeze",
  "POST /user/email/confirm",
  "POST /user/email/undo",
  "POST /user/password/undo",
  "POST /user/endKey",
  "POST /user/cancelChange",
  "GET /queue",
];
/** With a key as well. */
const ACCOUNT_OWN = [
  "GET /user/liquidations",
  "GET /user/liquidationSteps",
  "GET /user/liquidationFills",
  "GET /user/withdrawals",
  "GET /user/withdrawRules",
  "GET /user/statement",
  "GET /user/equity",
];
/** For people who are signed in; no key will do. */
const SESSION_OWN = [
  "POST /user/faucet",
  "POST /apiKey",
  "PUT /apiKey",
  "POST /apiKey/disable",
  "DELETE /apiKey",
  "PUT /user/withdrawRules",
  "DELETE /address",
  "GET /user/security",
  "POST /user/approve",
  "POST /user/approve/passkeyOptions",
  "POST /user/authenticator",
  "POST /user/authenticator/confirm",
  "POST /user/recoveryCodes",
  "POST /user/recoveryCodes/confirm",
  "POST /user/passkey/options",
  "POST /user/passkey",
  "PUT /user/factor",
  "DELETE /user/factor",
  "DELETE /user/password",
  "POST /user/password",
  "POST /user/email",
  "GET /user/sessions",
  "DELETE /user/sessions",
  "POST /user/sessions/stayOpen",
  "POST /user/logoutAll",
  "GET /user/activity",
  "POST /user/phrase",
  "POST /user/lock",
  "POST /user/unlock",
  "DELETE /user/change",
  "POST /user/unfreeze",
  "DELETE /user/recovery",
  "GET /user/checkUp",
  "POST /user/export",
  "POST /user/close",
];
const OWN = [...OPEN_OWN, ...ACCOUNT_OWN, ...SESSION_OWN];
/** Of the contract, and for people who are signed in alone. */
const SESSION = ["POST /user/preferences", "POST /address"];
const SERVED = new Set([...PUBLIC, ...PRIVATE, ...SESSION, ...OWN]);
const VERBS = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];

interface Document {
  readonly host: string;
  readonly schemes: readonly string[];
  readonly basePath: string;
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly security?: unknown; readonly "x-fairmark"?: boolean; readonly operationId: string }>>>
  >;
  readonly definitions: Readonly<Record<string, { readonly properties: Readonly<Record<string, unknown>> }>>;
}

const document = await house.anybody.get<Document>("/api/explorer/swagger.json");
const listed = Object.entries(document.paths).flatMap(([path, verbs]) => Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path}`));
const split = (operation: string) => operation.split(" ") as [string, string];

test("API-002 the document lists exactly the operations of the contract, and marks Fairmark's own", () => {
  expect(listed.toSorted()).toEqual([...SERVED].toSorted());
  const marked = listed.filter((operation) => {
    const [verb, path] = split(operation);
    return document.paths[path]?.[verb.toLowerCase()]?.["x-fairmark"] === true;
  });
  expect(marked.toSorted()).toEqual(OWN.toSorted());
});

test("API-002 the document names this exchange's own host, for clients call the one that it names", () => {
  expect(document).toMatchObject({ host: `localhost:${house.port}`, schemes: ["http"], basePath: "/api/v1" });
});

test.each(listed)("API-002 %s is served: anybody is answered or asked who they are", async (operation) => {
  const [verb, path] = split(operation);
  const { status, body } = await house.anybody.send(verb, path, verb === "GET" ? {} : { json: {} });
  if ([...PRIVATE, ...ACCOUNT_OWN, ...SESSION, ...SESSION_OWN].includes(operation)) {
    expect({ status, body }).toEqual({ status: 401, body: { error: { message: "Authorization Required", name: "HTTPError" } } });
  } else {
    expect([200, 400]).toContain(status);
  }
  expect(document.paths[path]?.[verb.toLowerCase()]?.security).toEqual(
    PUBLIC.includes(operation) || OPEN_OWN.includes(operation) ? [] : undefined,
  );
});

test("API-002 ASVS-4.1.4 what is not listed is not there, by path or by verb", async () => {
  const others = [...new Set(listed.map((operation) => split(operation)[1]))].flatMap((path) => VERBS.map((verb) => `${verb} ${path}`));
  const elsewhere = ["POST /apiKey/enable", "GET /constructor", "GET /__proto__", "GET /", "GET /order/bulk/x"];
  for (const operation of [...others, ...elsewhere].filter((one) => !SERVED.has(one))) {
    const [verb, path] = split(operation);
    const { status, body } = await taker.rest.send(verb, path, verb === "GET" ? {} : { json: {} });
    expect({ operation, status, body }).toEqual({ operation, status: 404, body: { error: { message: "Not Found", name: "HTTPError" } } });
  }
});

test("API-002 rows carry the columns of their model, all of them and in wire order", async () => {
  const symbol = "XBTUSD";
  await maker.rest.post("/order", { symbol, side: "Sell", orderQty: 300, price: 60_000 });
  await taker.rest.post("/order", { symbol, side: "Buy", orderQty: 100, ordType: "Market" });
  const tables = new Map(STREAMED_TABLES.map((table) => [table.name, table]));
  const reads = {
    instrument: ["/instrument", "/instrument/active"],
    orderBookL2: [`/orderBook/L2?symbol=${symbol}`],
    quote: [`/quote?symbol=${symbol}`],
    trade: [`/trade?symbol=${symbol}`],
    tradeBin1m: [`/trade/bucketed?symbol=${symbol}&partial=true`],
    order: ["/order"],
    execution: ["/execution", "/execution/tradeHistory"],
    position: ["/position"],
    margin: ["/user/margin", "/user/margin?currency=all"],
    wallet: ["/user/wallet"],
    transact: ["/user/walletHistory"],
  };
  for (const [name, paths] of Object.entries(reads)) {
    const table = tables.get(name);
    for (const path of paths) {
      const answer = await taker.rest.get<Row | readonly Row[]>(path);
      const rows = (Array.isArray(answer) ? answer : [answer]) as readonly Row[];
      expect(rows.length, path).toBeGreaterThan(0);
      for (const row of rows) expect(Object.keys(row), path).toEqual(table?.columnNames);
      expect(Object.keys(document.definitions[table?.model ?? ""]?.properties ?? {}), path).toEqual(table?.columnNames);
    }
  }
});

test("API-002 GET /instrument/active has what trades, GET /instrument the indices too, in the order of listing", async () => {
  const symbols = (rows: readonly Row[]) => rows.map((row) => row["symbol"]);
  const [all, active] = [
    await house.anybody.get<readonly Row[]>("/instrument"),
    await house.anybody.get<readonly Row[]>("/instrument/active"),
  ];
  expect(symbols(all).slice(0, 2)).toEqual([".BXBT", "XBTUSD"]);
  expect(symbols(active)).toEqual(symbols(all.filter(({ state }) => state === "Open")));
  expect(symbols(active).slice(0, 2)).toEqual(["XBTUSD", "ETHUSD"]);
});

test("API-002 GET /orderBook/L2 runs from the highest offer to the lowest bid by falling price and rising id, depth 0 being all of it", async () => {
  for (const [side, price] of [
    ["Sell", 60_010],
    ["Sell", 60_005.5],
    ["Buy", 59_000],
    ["Buy", 58_000.5],
  ] as const) {
    await maker.rest.post("/order", { symbol: "XBTUSD", side, orderQty: 100, price });
  }
  const book = (depth: number) =>
    house.anybody.get<readonly { price: number; id: number; side: string; size: number }[]>("/orderBook/L2", { symbol: "XBTUSD", depth });
  const whole = await book(0);
  expect(whole.map(({ side, price, size }) => [side, price, size])).toEqual([
    ["Sell", 60_010, 100],
    ["Sell", 60_005.5, 100],
    ["Sell", 60_000, 200],
    ["Buy", 59_000, 100],
    ["Buy", 58_000.5, 100],
  ]);
  // The formula of the ids: 1e8 times the place in /instrument, less the price in ticks of 0.01, the tick at listing.
  expect(whole.map(({ id }) => id)).toEqual(whole.map(({ price }) => 100_000_000 - Math.round(price * 100)));
  expect(await book(1)).toEqual([whole[2], whole[3]]);
});

test("API-002 an account's own reads tell of its fill, and nobody else's", async () => {
  const [fill] = await taker.rest.get<readonly Row[]>("/execution/tradeHistory");
  expect(fill).toMatchObject({
    account: taker.account,
    symbol: "XBTUSD",
    side: "Buy",
    lastQty: 100,
    lastPx: 60_000,
    execType: "Trade",
    lastLiquidityInd: "RemovedLiquidity",
    commission: 0.00075,
  });
  // 100 contracts at 60,000 are round(1e10 / 60,000) satoshis; a buy of an inverse contract costs a negative amount.
  expect(fill).toMatchObject({ execCost: -166_667, execComm: 125, homeNotional: 0.00166667, foreignNotional: -100 });
  const [made] = await maker.rest.get<readonly Row[]>("/execution/tradeHistory");
  expect(made).toMatchObject({
    account: maker.account,
    lastLiquidityInd: "AddedLiquidity",
    commission: -0.00025,
    execCost: 166_667,
    execComm: -42,
  });
  expect(await taker.rest.get("/position")).toMatchObject([
    { account: taker.account, currentQty: 100, avgEntryPrice: 60_000, isOpen: true, crossMargin: true, leverage: 100 },
  ]);
  expect(await taker.rest.get("/user/margin")).toMatchObject({
    account: taker.account,
    currency: "XBt",
    amount: 1e9,
    walletBalance: 1e9 - 125,
  });
  expect(await taker.rest.get("/user/wallet")).toMatchObject({ account: taker.account, amount: 1e9, deposited: 1e9 });
  expect(await taker.rest.get("/user/walletHistory")).toMatchObject([
    { transactType: "RealisedPNL", transactStatus: "Pending", amount: -125 },
    { transactType: "Deposit", transactStatus: "Completed", amount: 1e9, walletBalance: 1e9 },
  ]);
  expect(await taker.rest.get("/user")).toMatchObject({ email: "taker@example.test", username: "taker@example.test" });
});

test("API-002 leverage isolates a position, zero crosses it again, and isolate does both", async () => {
  const leverage = (value: number) => taker.rest.post<Row>("/position/leverage", { symbol: "XBTUSD", leverage: value });
  expect(await leverage(10)).toMatchObject({ leverage: 10, crossMargin: false, initMarginReq: 0.1 });
  expect(await leverage(0)).toMatchObject({ leverage: 100, crossMargin: true });
  expect(await taker.rest.post("/position/isolate", { symbol: "XBTUSD" })).toMatchObject({ leverage: 100, crossMargin: false });
  expect(await taker.rest.post("/position/isolate", { symbol: "XBTUSD", enabled: false })).toMatchObject({ crossMargin: true });
});

test("MRG-001 the risk limit goes up and down by steps, and margin moves into an isolated position and out, in the contract's words", async () => {
  const { rest } = taker;
  const riskLimit = (xbt: number) => rest.post<Row>("/position/riskLimit", { symbol: "XBTUSD", riskLimit: xbt * 1e8 });
  const transfer = (amount: number) => rest.post<Row>("/position/transferMargin", { symbol: "XBTUSD", amount });
  expect(await riskLimit(400)).toMatchObject({
    riskLimit: 400e8,
    initMarginReq: 0.02,
    maintMarginReq: 0.015,
    leverage: 50,
    crossMargin: true,
  });
  for (const xbt of [100, 250, 1_300, 0]) await expect(riskLimit(xbt)).rejects.toThrow(`400: {"error":{"message":"Invalid riskLimit"`);
  await expect(rest.post("/position/leverage", { symbol: "XBTUSD", leverage: 51 })).rejects.toThrow(
    `400: {"error":{"message":"Cannot exceed the maximum entry leverage"`,
  );
  expect(await riskLimit(200)).toMatchObject({ riskLimit: 200e8, initMarginReq: 0.01, leverage: 100 });
  await expect(transfer(1_000)).rejects.toThrow(`400: {"error":{"message":"Position has cross margin enabled"`);
  await rest.post("/position/isolate", { symbol: "XBTUSD" });
  const { posMargin } = await transfer(1_000);
  const [row] = await rest.get<Row[]>("/position");
  expect(row).toMatchObject({ posMargin, posCross: 1_000 });
  await expect(transfer(0)).rejects.toThrow(`400: {"error":{"message":"Invalid amount for isolated margin transfer"`);
  await expect(transfer(-1_001)).rejects.toThrow(`400: {"error":{"message":"Position has insufficient isolated margin"`);
  expect(await transfer(-1_000)).toMatchObject({ posCross: 0 });
  expect(await rest.post("/position/isolate", { symbol: "XBTUSD", enabled: false })).toMatchObject({ crossMargin: true });
});

test("API-002 clients find what they need at their start: assets, and the topics of the socket", async () => {
  expect(await house.anybody.get("/wallet/assets")).toMatchObject([
    { asset: "XBT", currency: "XBt", scale: 8, enabled: true, networks: [{ asset: "btc" }] },
  ]);
  expect(await house.anybody.get("/schema/websocketHelp")).toMatchObject({
    ops: ["authKeyExpires", "cancelAllAfter", "subscribe", "unsubscribe"],
    subscriptionSubjects: {
      authenticationRequired: "privateNotifications account wallet affiliate margin position transact order execution".split(" "),
      public: (
        "announcement connected chat publicNotifications instrument settlement funding insurance liquidation orderBookL2 " +
        "orderBookL2_25 orderBook10 quote trade quoteBin1m quoteBin5m quoteBin1h quoteBin1d tradeBin1m tradeBin5m tradeBin1h tradeBin1d queue"
      ).split(" "),
    },
  });
});

test("API-002 every operation of the contract is in this list", () => {
  expect(OPERATIONS.map(({ verb, path }) => `${verb} ${path}`).toSorted()).toEqual([...SERVED].toSorted());
});

test("API-010 what this exchange does in another way or not at all answers truthfully, in the shape of the contract", async () => {
  expect(await taker.rest.get("/user/quoteFillRatio")).toEqual({
    date: expect.stringMatching(/T00:00:00\.000Z$/),
    account: taker.account,
    quoteCount: null,
    dealtCount: null,
    quotesMavg7: null,
    dealtMavg7: null,
    quoteFillRatioMavg7: null,
  });
  expect(await taker.rest.post("/user/communicationToken", { token: "x", platformAgent: "telephone" })).toEqual([]);
  expect((await house.anybody.send("POST", "/user/confirmEmail", { json: { token: "no such letter" } })).status).toBe(401);
  const events = await taker.rest.get<readonly Row[]>("/userEvent");
  expect(events.map(({ type, status }) => [type, status]).sort()).toEqual([
    ["apiKeyCreated", "success"],
    ["depositConfirmed", "success"],
  ]);
  const [first, second] = events as readonly [Row, Row];
  expect(Number(second["id"])).toBeGreaterThan(Number(first["id"]));
  expect(await taker.rest.get("/userEvent", { startId: second["id"] })).toEqual([second]);
  expect(await taker.rest.get("/userEvent", { count: 1 })).toEqual([first]);
});
