import type { BenchRow } from "./row.ts";
import { ServerProcess } from "./server-process.ts";
import { SocketSink } from "./socket-sinks.ts";

const CLIENTS = [100, 1_000] as const;
const RATES = [5_000, 1_000, 100] as const;
const FULL_RATE = 5_000;
const SECONDS = 1;

interface Fed {
  readonly sent: number;
  readonly elapsedMs: number;
  readonly cpuMs: number;
}

interface Result {
  /** Processor time of the server for a message to one client. */
  readonly microsPerMessage: number;
  readonly perSecond: number;
}

async function run(server: ServerProcess, topics: readonly string[], clients: number, rate: number): Promise<Result> {
  const sinks: SocketSink[] = [];
  for (let i = 0; i < clients; i++) sinks.push(await SocketSink.open(server.port, topics));
  for (const sink of sinks) sink.expectDeltas();
  const { sent, elapsedMs, cpuMs } = (await (
    await fetch(`http://127.0.0.1:${server.port}/feed?rate=${rate}&seconds=${SECONDS}`)
  ).json()) as Fed;
  while (sinks.some(({ heard }) => heard < sent)) await new Promise((resolve) => setTimeout(resolve, 1));
  for (const sink of sinks) {
    if (sink.heard !== sent) throw new Error(`${sink.heard} messages came of ${sent}`);
    sink.close();
  }
  const messages = sent * clients;
  return { microsPerMessage: (cpuMs * 1_000) / messages, perSecond: (messages / elapsedMs) * 1_000 };
}

/** Deltas of 300 bytes to everybody, through the exchange's hub and by `send` of npm `ws`, each server in a process of its own. */
export async function fanOutRow(): Promise<BenchRow> {
  const ours = await ServerProcess.start("bench/sockets-server.ts", { SIDE: "ours" });
  const plain = await ServerProcess.start("bench/sockets-server.ts", { SIDE: "plain" });
  return {
    title:
      "PERF-031 fan-out of 300-byte deltas, 5,000 a second offered to each of 100 and of 1,000 clients that check every byte, by the server's processor time for a message, against `ws.send`; the smaller ratio of the two",
    runs: 3,
    measure: async () => {
      const figures = [];
      let ratio = Number.POSITIVE_INFINITY;
      for (const clients of CLIENTS) {
        for (const rate of RATES) {
          const [hub, peer] = [await run(ours, ["trade"], clients, rate), await run(plain, [], clients, rate)];
          const offered = `${clients} clients, ${rate} a second`;
          if (rate === FULL_RATE) {
            figures.push({ name: `${offered}: delivered`, value: hub.perSecond, unit: "msg/s" });
            figures.push({ name: `${offered}: delivered by ws.send`, value: peer.perSecond, unit: "msg/s" });
            ratio = Math.min(ratio, peer.microsPerMessage / hub.microsPerMessage);
          }
          figures.push({ name: `${offered}`, value: hub.microsPerMessage, unit: "µs/msg" });
          figures.push({ name: `${offered}, ws.send`, value: peer.microsPerMessage, unit: "µs/msg" });
        }
      }
      return { figures, ratio };
    },
    close: async () => {
      await ours.stop();
      await plain.stop();
    },
  };
}
