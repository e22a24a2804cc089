import { pino } from "pino";
import type { OrderRow } from "../bff/contract/tables/order.ts";
import { Admission } from "../bff/exchange/admission.ts";
import { QueueBoard } from "../bff/exchange/queue-board.ts";
import { buildApp } from "../bff/http/app.ts";
import { DEFAULT_LIMITS } from "../bff/http/limits.ts";
import type { Services } from "../bff/http/services.ts";
import { Identity } from "../bff/identity/index.ts";

/**
 * The floor that orders are measured against: the same app with the same signature check, validation and limiter, whose
 * exchange answers every order with one prepared row; and beside it a bare route that does nothing at all. It prints its
 * key as JSON, then its address.
 */
const now = new Date().toISOString();
const row: OrderRow = {
  orderID: "9e3779b1-0000-400a-8f29-cce66f295f3a",
  clOrdID: "bench-000000001",
  clOrdLinkID: "",
  account: 100_004,
  symbol: "XBTUSD",
  side: "Buy",
  simpleOrderQty: null,
  orderQty: 100,
  price: 59_990,
  displayQty: null,
  stopPx: null,
  pegOffsetValue: null,
  pegPriceType: "",
  currency: "USD",
  settlCurrency: "XBt",
  ordType: "Limit",
  timeInForce: "GoodTillCancel",
  execInst: "",
  contingencyType: "",
  exDestination: "XBME",
  ordStatus: "New",
  triggered: "",
  workingIndicator: true,
  ordRejReason: "",
  simpleLeavesQty: null,
  leavesQty: 100,
  simpleCumQty: null,
  cumQty: 0,
  avgPx: null,
  multiLegReportingType: "SingleSecurity",
  text: "Submitted via API.",
  transactTime: now,
  timestamp: now,
};

const identity = await Identity.open({
  dataDir: process.env["DATA_DIR"] ?? "",
  kekFile: null,
  mode: "local",
  now: Date.now,
  onFailure: (error) => {
    throw error;
  },
});
const user = await identity.createUser("canned@bench.test", async () => 100_004);
const key = await identity.createKey(user, { name: "bench", permissions: ["order"] });
process.stdout.write(`${JSON.stringify(key)}\n`);

const limits = { ...DEFAULT_LIMITS, exemptLoopback: true };
const admission = new Admission({
  maxDepth: limits.engineQueue,
  waitCapMs: limits.waitMs,
  maxRate: null,
  now: () => performance.now(),
});
const services = {
  exchange: { tables: { accounts: {}, marks: {}, catalogue: {} }, admission, board: new QueueBoard(admission, Date.now) },
  trading: { place: async () => row },
  identity,
  limits,
  settings: { mode: "local", market: "none", origin: "http://localhost", version: "0", isBehindProxy: false },
  now: Date.now,
} as unknown as Services;
const app = await buildApp(services, pino({ level: "silent" }));
app.post("/noop", async () => ({ ok: true }));
await app.listen({ port: 0, host: "127.0.0.1" });
const address = app.server.address() as { port: number };
process.stdout.write(`listening on http://127.0.0.1:${address.port}\n`);
process.on("SIGTERM", () => process.exit(0));
