import { connect } from "node:net";
import { clientFrame, HANDSHAKE } from "./socket-sinks.ts";

/**
 * Readers that subscribe and then read nothing: `stuck-readers-clients.ts PORT READERS`. It says so once all are there, and runs
 * until it is ended; for each that the server gives up another one comes.
 */
const [port = "", readers = ""] = process.argv.slice(2);
const TOPICS = ["orderBookL2:XBTUSD", "instrument", "trade:XBTUSD", "quote:XBTUSD"];
const AT_ONCE = 50;
const PAUSE_MS = 1_000;

async function open(): Promise<void> {
  const socket = connect(Number(port), "127.0.0.1");
  socket.on("error", () => undefined);
  socket.once("close", () => setTimeout(open, PAUSE_MS));
  await new Promise<void>((resolve) => {
    socket.once("data", () => {
      socket.pause();
      resolve();
    });
    socket.write(HANDSHAKE);
  });
  socket.write(clientFrame(JSON.stringify({ op: "subscribe", args: TOPICS })));
}

for (let opened = 0; opened < Number(readers); opened += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, open));
process.stdout.write("stuck\n");
