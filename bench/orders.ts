import { type Key, load, type RawRequest, signedPost } from "./http-load.ts";
import { type BenchRow, percentile } from "./row.ts";
import { ServerProcess } from "./server-process.ts";

const CONNECTIONS = 64;
const REQUESTS = 12_000;
const WARM_UP = 4_000;
const ACCOUNTS = 24;

/** Resting orders of many accounts, each a client id of its own, all a little apart. */
function orders(keys: readonly Key[], count: number, run: number): RawRequest[] {
  return Array.from({ length: count }, (_, i) =>
    signedPost("/api/v1/order", keys[i % keys.length] as Key, {
      symbol: "XBTUSD",
      side: i % 2 === 0 ? "Buy" : "Sell",
      orderQty: 100,
      price: i % 2 === 0 ? 58_000 + (i % 1_000) * 0.5 : 62_000 + (i % 1_000) * 0.5,
      clOrdID: `bench-${run}-${i}`,
    }),
  );
}

const noops = (count: number): RawRequest[] =>
  Array.from({ length: count }, () =>
    Buffer.from('POST /noop HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{"hello":"x"}'),
  );

/** Durable orders against the same route with a prepared answer, both in processes of their own. */
export const ordersRow = (): Promise<BenchRow> => durableOrders("PERF-002");
/** The same with a higher bound, and one for the slowest of a hundred. */
export const fastOrdersRow = (): Promise<BenchRow> => durableOrders("PERF-030");

async function durableOrders(id: string): Promise<BenchRow> {
  const real = await ServerProcess.start("bff/main.ts", { MARKET: "none" }, { exemptLoopback: true, ordersPerContract: 1_000_000 });
  real.operator("index", "set", ".BXBT", "60000");
  const keys = Array.from({ length: ACCOUNTS }, (_, i) => real.account(`orders-${i}`, 10));
  const canned = await ServerProcess.start("bench/canned-server.ts", {});
  const cannedKeys = [canned.printed as Key];
  let run = 0;
  await load(real.port, CONNECTIONS, orders(keys, WARM_UP, run++));
  await load(canned.port, CONNECTIONS, orders(cannedKeys, WARM_UP, 0));
  return {
    title: `${id} POST /order, durable, 64 connections, against the same route with a prepared answer`,
    runs: 5,
    measure: async () => {
      const durable = await load(real.port, CONNECTIONS, orders(keys, REQUESTS, run++));
      const prepared = await load(canned.port, CONNECTIONS, orders(cannedKeys, REQUESTS, 0));
      const bare = await load(canned.port, CONNECTIONS, noops(REQUESTS));
      return {
        figures: [
          { name: "durable orders", value: durable.perSecond, unit: "req/s" },
          { name: "the same route, prepared answer", value: prepared.perSecond, unit: "req/s" },
          { name: "bare no-op", value: bare.perSecond, unit: "req/s" },
          { name: "durable orders, p50", value: percentile(durable.latenciesMs, 0.5), unit: "ms" },
          { name: "durable orders, p99", value: percentile(durable.latenciesMs, 0.99), unit: "ms" },
          { name: "prepared answer, p99", value: percentile(prepared.latenciesMs, 0.99), unit: "ms" },
          { name: "p99 over p99", value: percentile(durable.latenciesMs, 0.99) / percentile(prepared.latenciesMs, 0.99), unit: "x" },
        ],
        ratio: durable.perSecond / prepared.perSecond,
      };
    },
    close: async () => {
      await real.stop();
      await canned.stop();
    },
  };
}
