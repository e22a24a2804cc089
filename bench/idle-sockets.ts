import type { BenchRow } from "./row.ts";
import { ServerProcess } from "./server-process.ts";
import { SocketSink } from "./socket-sinks.ts";

const SOCKETS = 10_000;
const AT_ONCE = 200;
/** Asked of both; the bare server hears it and does nothing. */
const TOPICS = ["trade", "instrument"];
/** As long as it takes to ping everybody once. */
const IDLE_MS = 60_000;

interface Cost {
  readonly rssBytes: number;
  readonly cpuMs: number;
}

const costOf = async (server: ServerProcess): Promise<Cost> => (await (await fetch(`http://127.0.0.1:${server.port}/cost`)).json()) as Cost;

/** Kilobytes that each idle socket added, and the share of a core that all of them cost. */
async function idle(side: "ours" | "plain"): Promise<{ readonly kilobytes: number; readonly percent: number }> {
  const server = await ServerProcess.start("bench/sockets-server.ts", { SIDE: side });
  const before = await costOf(server);
  const sinks: SocketSink[] = [];
  while (sinks.length < SOCKETS) {
    sinks.push(
      ...(await Promise.all(
        Array.from({ length: AT_ONCE }, () => SocketSink.open(server.port, TOPICS, side === "ours" ? TOPICS.length : 0)),
      )),
    );
  }
  const began = await costOf(server);
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  const ended = await costOf(server);
  for (const sink of sinks) sink.close();
  await server.stop();
  return {
    kilobytes: (ended.rssBytes - before.rssBytes) / 1_024 / SOCKETS,
    percent: ((ended.cpuMs - began.cpuMs) / IDLE_MS) * 100,
  };
}

/** Sockets that follow trades and contracts while nothing happens, against a bare `ws` server, each in a process of its own. */
export async function idleSocketsRow(): Promise<BenchRow> {
  return {
    title: "PERF-032 10,000 idle sockets on `trade` and `instrument`, by the memory that each adds, against a bare `ws` server",
    runs: 2,
    measure: async () => {
      const ours = await idle("ours");
      const bare = await idle("plain");
      return {
        figures: [
          { name: "memory of a socket", value: ours.kilobytes, unit: "KiB" },
          { name: "memory of a socket, bare", value: bare.kilobytes, unit: "KiB" },
          { name: "idle processor, beyond the bare server's", value: ours.percent - bare.percent, unit: "% of a core" },
        ],
        ratio: ours.kilobytes / bare.kilobytes,
      };
    },
  };
}
