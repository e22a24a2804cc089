import { availableParallelism } from "node:os";
import { type Key, paced, type RawRequest, signedPost } from "./http-load.ts";
import { type BenchRow, percentile } from "./row.ts";
import { pin, ServerProcess } from "./server-process.ts";

/** A steady market: so many orders a second for so many seconds, and beside them so many reads. */
const ORDERS_A_SECOND = 200;
const READS_A_SECOND = 100;
const SECONDS = 10;
const PATHS = ["/orderBook/L2?symbol=XBTUSD", "/trade?symbol=XBTUSD&reverse=true", "/instrument"];

/** Orders of two accounts that meet: every second one takes what the one before it offered. */
function orders(keys: readonly Key[], run: number): RawRequest[] {
  return Array.from({ length: ORDERS_A_SECOND * SECONDS }, (_, i) =>
    signedPost("/api/v1/order", keys[i % 2] as Key, {
      symbol: "XBTUSD",
      side: i % 4 < 2 ? (i % 2 === 0 ? "Sell" : "Buy") : i % 2 === 0 ? "Buy" : "Sell",
      orderQty: 100,
      price: 60_000 + (run % 10) * 0.5,
    }),
  );
}

const reads = (): RawRequest[] =>
  Array.from({ length: READS_A_SECOND * SECONDS }, (_, i) =>
    Buffer.from(`GET /api/v1${PATHS[i % PATHS.length]} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`),
  );

/** How long orders take while people read the market, against nobody reading; the load has a core of its own. */
export async function readsRow(): Promise<BenchRow> {
  const server = await ServerProcess.start("bff/main.ts", { MARKET: "none" });
  server.operator("index", "set", ".BXBT", "60000");
  const keys = [server.account("seller", 100), server.account("buyer", 100)];
  if (availableParallelism() > 1) {
    server.pin(0);
    pin(process.pid, 1);
  }
  let run = 0;
  const p99 = async () => percentile(await paced(server.port, ORDERS_A_SECOND, orders(keys, run++)), 0.99);
  await Promise.all([p99(), paced(server.port, READS_A_SECOND, reads(), "any")]);
  return {
    title: "PERF-033 order latency while the book, trades and instruments are read, against nobody reading",
    runs: 5,
    measure: async () => {
      const quiet = await p99();
      const [busy, readMs] = await Promise.all([p99(), paced(server.port, READS_A_SECOND, reads(), "any")]);
      return {
        figures: [
          { name: `order p99 at ${ORDERS_A_SECOND} a second`, value: quiet, unit: "ms" },
          { name: `order p99 beside ${READS_A_SECOND} reads a second`, value: busy, unit: "ms" },
          { name: "reads, p99", value: percentile(readMs, 0.99), unit: "ms" },
        ],
        ratio: busy / quiet,
      };
    },
    close: () => server.stop(),
  };
}
