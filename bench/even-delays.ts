import { type BenchRow, median } from "./row.ts";
import { ServerProcess } from "./server-process.ts";
import { SocketSink } from "./socket-sinks.ts";

const CLIENTS = 1_000;
const RATE = 50;
const SECONDS = 20;

interface Fed {
  readonly sent: number;
  readonly sentAtMs: readonly number[];
}

/** How far the mean delay of any of a thousand clients lies from that of the one in the middle. */
export async function evenDelaysRow(): Promise<BenchRow> {
  const server = await ServerProcess.start("bench/sockets-server.ts", { SIDE: "ours" });
  const sinks: SocketSink[] = [];
  for (let i = 0; i < CLIENTS; i++) sinks.push(await SocketSink.open(server.port, ["trade"]));
  return {
    title: `RT-006 the mean delay of any of ${CLIENTS} clients, by how far it is from their median, as a share of that`,
    runs: 3,
    measure: async () => {
      for (const sink of sinks) {
        sink.expectDeltas();
        sink.heardAtMs = [];
      }
      const { sent, sentAtMs } = (await (
        await fetch(`http://127.0.0.1:${server.port}/feed?rate=${RATE}&seconds=${SECONDS}`)
      ).json()) as Fed;
      while (sinks.some(({ heard }) => heard < sent)) await new Promise((resolve) => setTimeout(resolve, 1));
      const means = sinks.map(({ heardAtMs }) => {
        const delays = (heardAtMs ?? []).map((atMs, i) => atMs - (sentAtMs[i] as number));
        return delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
      });
      const middle = median(means);
      const [least, most] = [Math.min(...means), Math.max(...means)];
      return {
        figures: [
          { name: "mean delay of the client in the middle", value: middle, unit: "ms" },
          { name: "the smallest mean delay", value: least, unit: "ms" },
          { name: "the largest mean delay", value: most, unit: "ms" },
        ],
        ratio: Math.max(most - middle, middle - least) / middle,
      };
    },
    close: async () => {
      for (const sink of sinks) sink.close();
      await server.stop();
    },
  };
}
