import { Desk } from "./desk.ts";
import { act, Turns } from "./pacing.ts";
import type { FromTraders, ToTraders } from "./protocol.ts";
import { rosterOf } from "./roster.ts";

/**
 * The process of the simulated traders. It is started by the exchange's wiring, which hands it the traders' keys over
 * the channel between them; all else it does over HTTP and sockets like any other program. When the channel closes, the
 * exchange is gone or wants it gone.
 */

/** Nobody hears it when the exchange is gone already; the end of the channel is told by itself. */
const say = (message: FromTraders) => process.send?.(message, undefined, undefined, () => {});
const sleep = (ms: number) => new Promise<boolean>((resolve) => setTimeout(() => resolve(true), ms));

let desk: Desk | null = null;
let turns: Turns | null = null;

async function begin(order: Extract<ToTraders, { type: "begin" }>): Promise<void> {
  const { origin, roster, seed, speed, keys } = order;
  const opened = new Desk(rosterOf(roster, seed), { origin, seed, keys, now: Date.now });
  desk = opened;
  if (speed === null) {
    turns = new Turns(opened.traders);
    await turns.begin();
  } else {
    for (const trader of [...opened.traders, ...opened.rounds]) void act(trader, speed, sleep);
  }
  say({ type: "begun" });
}

async function obey(message: ToTraders): Promise<void> {
  switch (message.type) {
    case "begin":
      return begin(message);
    case "turn":
      await turns?.turn(message.timeMs);
      say({ type: "turned" });
      return;
    case "report":
      if (desk !== null) say({ type: "report", ...(await desk.report()) });
  }
}

if (process.send === undefined) {
  process.stderr.write("The simulated traders are started by the exchange, with MARKET=demo or MARKET=replay:FILE.\n");
  process.exitCode = 2;
} else {
  // Ctrl-C reaches every process of the terminal; this one ends when the exchange lets it go.
  process.on("SIGINT", () => {});
  process.on("disconnect", () => process.exit(0));
  process.on("message", (message: ToTraders) => void obey(message));
}
