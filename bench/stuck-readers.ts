import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type Key, paced, signedPost } from "./http-load.ts";
import { type BenchRow, percentile } from "./row.ts";
import { ServerProcess } from "./server-process.ts";

const READERS = 1_000;
const ORDERS_A_SECOND = 100;
/** Longer than a reader that takes nothing is waited for, and as often as the rule says. */
const MINUTES = 5;
const LOOK_MS = 1_000;
const MEGABYTE = 1e6;
const ALLOWED_MB = 200;

/** Orders that meet, so that every one moves books, trades, quotes and contracts. */
function orders(keys: readonly Key[], count: number) {
  return Array.from({ length: count }, (_, i) =>
    signedPost("/api/v1/order", keys[i % 2] as Key, {
      symbol: "XBTUSD",
      side: i % 2 === 0 ? "Sell" : "Buy",
      orderQty: 100 * (1 + (i % 5)),
      price: 60_000 + (i % 40) * 0.5,
    }),
  );
}

/** What a thousand readers who read nothing add to the server's memory while a market trades, and what they do to its orders. */
export async function stuckReadersRow(): Promise<BenchRow> {
  const server = await ServerProcess.start("bff/main.ts", { MARKET: "none" }, { exemptLoopback: true, ordersPerContract: 1_000_000 });
  server.operator("index", "set", ".BXBT", "60000");
  const keys = [server.account("seller", 1_000), server.account("buyer", 1_000)] as const;
  const minute = () => paced(server.port, ORDERS_A_SECOND, orders(keys, ORDERS_A_SECOND * 60));
  const quiet = percentile(await minute(), 0.99);
  return {
    title: `RT-003 memory that ${READERS} readers who read nothing add within ${MINUTES} minutes of trading, against ${ALLOWED_MB} MB`,
    runs: 1,
    measure: async () => {
      const before = server.rssBytes();
      const program = join(import.meta.dirname, "stuck-readers-clients.ts");
      const readers = spawn(process.execPath, [program, String(server.port), String(READERS)], { stdio: ["ignore", "pipe", "inherit"] });
      const ended = once(readers, "exit");
      await once(readers.stdout, "data");
      let most = 0;
      const look = setInterval(() => {
        most = Math.max(most, server.rssBytes() - before);
      }, LOOK_MS);
      const latencies: number[] = [];
      for (let i = 0; i < MINUTES; i++) latencies.push(...(await minute()));
      clearInterval(look);
      readers.kill();
      await ended;
      return {
        figures: [
          { name: "most that was added", value: most / MEGABYTE, unit: "MB" },
          { name: "at the end", value: (server.rssBytes() - before) / MEGABYTE, unit: "MB" },
          { name: "order p99, nobody stuck", value: quiet, unit: "ms" },
          { name: `order p99, ${READERS} stuck`, value: percentile(latencies, 0.99), unit: "ms" },
        ],
        ratio: most / (ALLOWED_MB * MEGABYTE),
      };
    },
    close: () => server.stop(),
  };
}
