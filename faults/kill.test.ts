import { join } from "node:path";
import { test } from "vitest";
import { seededRandom } from "../bff/exchange/testing/drill.ts";
import { Client, type Row } from "./client.ts";
import { Load } from "./load.ts";
import { aFolder, Server } from "./server.ts";
import { expectFillsKept, expectOrdersKept, expectSameAsJournal, replay } from "./verify.ts";

/**
 * A real exchange is killed while traders trade on it, at a random moment: under load, in the middle of an orderly end,
 * or while it recovers from the kill before. Then everything that anybody was told must be there.
 */

const isProof = process.env["FAIRMARK_PROVE"] === "1";
const KILLS = isProof ? 200 : 20;
/** Kills on one data folder, before a fresh one: every check replays the folder's whole journal. */
const KILLS_A_FOLDER = 20;
const TRADERS = 3;
const WORKERS_EACH = 3;
const LONGEST_LOAD_MS = 500;
const LONGEST_RECOVERY_MS = 1_500;
const LONGEST_STOP_MS = 150;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Tally {
  kills: number;
  acknowledged: number;
  fills: number;
}

async function killRepeatedly(kills: number, seed: number, tally: Tally): Promise<void> {
  const random = seededRandom(seed);
  const dataDir = aFolder();
  const workspace = join(aFolder(), "replay");
  let server = await Server.start(dataDir);
  await server.operator("index", "set", ".BXBT", "60000");
  const clients: Client[] = [];
  for (let i = 0; i < TRADERS; i++) clients.push(await Client.create(server, `trader-${i}`));
  for (let done = 0; done < kills; done++) {
    const fills = await followFills(clients);
    const load = new Load(clients, WORKERS_EACH, `run${seed}-${done}`, random);
    await pause(50 + random() * LONGEST_LOAD_MS);
    if (done % 5 === 3) {
      server.interrupt();
      await pause(random() * LONGEST_STOP_MS);
    }
    await server.kill();
    await load.end();
    tally.kills += 1;
    if (done % 5 === 4) {
      const recovering = Server.spawn(dataDir);
      await pause(random() * LONGEST_RECOVERY_MS);
      await recovering.kill();
      tally.kills += 1;
    }
    const journal = replay(dataDir, workspace);
    server = await Server.start(dataDir);
    for (const client of clients) client.follow(server);
    await expectSameAsJournal(server, journal, () => replay(dataDir, workspace));
    await expectOrdersKept(load);
    await expectFillsKept(fills);
    tally.acknowledged += load.answers;
    tally.fills += [...fills.values()].reduce((sum, told) => sum + told.size, 0);
  }
  await server.kill();
}

/** Fills that each trader is told on its socket. */
async function followFills(clients: readonly Client[]): Promise<Map<Client, Map<string, Row>>> {
  const fills = new Map<Client, Map<string, Row>>();
  for (const client of clients) {
    const told = new Map<string, Row>();
    fills.set(client, told);
    const socket = await client.listen(["execution"], (_table, action, rows) => {
      if (action !== "insert") return;
      for (const row of rows) if (row["execType"] === "Trade") told.set(row["execID"] as string, row);
    });
    // The kill ends it; there is nothing to be done about that.
    socket.removeAllListeners("error").on("error", () => socket.terminate());
  }
  return fills;
}

test(`EXC-002 ${KILLS} times killed under load: nothing acknowledged is lost, the journal replays to the same hash, and history's rows are the journal's`, async () => {
  const tally: Tally = { kills: 0, acknowledged: 0, fills: 0 };
  const seed = Date.now() % 1_000_000;
  for (let left = KILLS, folder = 0; left > 0; left -= KILLS_A_FOLDER, folder++) {
    try {
      await killRepeatedly(Math.min(left, KILLS_A_FOLDER), seed + folder, tally);
    } catch (error) {
      throw new Error(`seed ${seed + folder}, after ${tally.kills} kills`, { cause: error });
    }
  }
  process.stdout.write(`${tally.kills} kills: 0 lost of ${tally.acknowledged} answers and ${tally.fills} fills\n`);
});
