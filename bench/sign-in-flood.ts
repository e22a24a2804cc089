import { type Key, load, signedPost } from "./http-load.ts";
import { type BenchRow, percentile } from "./row.ts";
import { ServerProcess } from "./server-process.ts";

const FLOOD = 40;
const ORDERS = 1_500;
/** Soon enough to keep the queue full, without the generator's own work standing in the way of what it measures. */
const RETRY_MS = 50;
const PASSWORD = "a quiet harbour at dusk";

/** Order latency while forty people sign in at once, against the same without them. */
export async function signInFloodRow(): Promise<BenchRow> {
  const server = await ServerProcess.start("bff/main.ts", { MARKET: "none" }, { exemptLoopback: true, ordersPerContract: 1_000_000 });
  server.operator("index", "set", ".BXBT", "60000");
  const key = server.account("flood", 10);
  const origin = `http://127.0.0.1:${server.port}`;
  await post(`${origin}/api/v1/user/signup`, { email: "flood-person@bench.test", password: PASSWORD });
  let run = 0;
  const p99 = async () => percentile((await load(server.port, 4, orders(key, run++))).latenciesMs, 0.99);
  await p99();
  return {
    title: "EXC-001 order latency under a flood of sign-ins, against a quiet exchange",
    runs: 5,
    measure: async () => {
      const quiet = await p99();
      let isFlooding = true;
      const flood = Array.from({ length: FLOOD }, async () => {
        while (isFlooding) await post(`${origin}/api/v1/user/login`, { email: "flood-person@bench.test", password: PASSWORD });
      });
      const flooded = await p99();
      isFlooding = false;
      await Promise.all(flood);
      return {
        figures: [
          { name: "order p99, quiet", value: quiet, unit: "ms" },
          { name: "order p99, 40 sign-ins at once", value: flooded, unit: "ms" },
        ],
        ratio: flooded / quiet,
      };
    },
    close: () => server.stop(),
  };
}

/** Orders that find nobody and end at once, so that the book stays as it is. */
const orders = (key: Key, run: number) =>
  Array.from({ length: ORDERS }, (_, i) =>
    signedPost("/api/v1/order", key, {
      symbol: "XBTUSD",
      orderQty: 100,
      price: 50_000,
      timeInForce: "ImmediateOrCancel",
      clOrdID: `flood-${run}-${i}`,
    }),
  );

/** A sign-in may be answered 503 while others wait; who floods tries again a little later, and the flood goes on. */
async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  if (!response.ok && response.status !== 503) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
  if (response.status === 503) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
}
