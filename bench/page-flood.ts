import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type Key, load, paced, signedPost } from "./http-load.ts";
import { type BenchRow, percentile } from "./row.ts";
import { pin, ServerProcess } from "./server-process.ts";

const CLIENTS = 500;
const ORDERS_A_SECOND = 200;
const SECONDS = 10;
/** Trades that there are to page through, and connections that make them: each order waits for the one before. */
const PAST_ORDERS = 20_000;
const SEEDERS = 16;

function orders(keys: readonly Key[], count: number) {
  return Array.from({ length: count }, (_, i) =>
    signedPost("/api/v1/order", keys[i % 2] as Key, { symbol: "XBTUSD", side: i % 2 === 0 ? "Sell" : "Buy", orderQty: 100, price: 60_000 }),
  );
}

/** How long orders take while five hundred clients page through chat and histories, against a quiet exchange; the load has a core of its own. */
export async function pageFloodRow(): Promise<BenchRow> {
  const server = await ServerProcess.start("bff/main.ts", { MARKET: "none" });
  server.operator("index", "set", ".BXBT", "60000");
  const keys = [server.account("seller", 1_000), server.account("buyer", 1_000)] as const;
  const reader = server.account("reader", 1);
  if (availableParallelism() > 1) {
    server.pin(0);
    pin(process.pid, 1);
  }
  await load(server.port, SEEDERS, orders(keys, PAST_ORDERS));
  const p99 = async () => percentile(await paced(server.port, ORDERS_A_SECOND, orders(keys, ORDERS_A_SECOND * SECONDS)), 0.99);
  return {
    title: `API-012 order latency while ${CLIENTS} clients page through chat and histories, against a quiet exchange`,
    runs: 5,
    measure: async () => {
      const quiet = await p99();
      const program = join(import.meta.dirname, "page-flood-clients.ts");
      const flood = spawn(process.execPath, [program, String(server.port), String(CLIENTS), reader.id, reader.secret], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      await once(flood.stdout, "data");
      const flooded = await p99();
      const ended = new Promise((resolve) => flood.once("exit", resolve));
      flood.kill();
      await ended;
      return {
        figures: [
          { name: "order p99, quiet", value: quiet, unit: "ms" },
          { name: `order p99, ${CLIENTS} clients paging`, value: flooded, unit: "ms" },
        ],
        ratio: flooded / quiet,
      };
    },
    close: () => server.stop(),
  };
}
