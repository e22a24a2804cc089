import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aFolder } from "../../scripts/testing.ts";
import { type Fairmark, get, operator, type Row, says, start, stop, until, Watcher } from "./testing.ts";

const DAY_MINUTES = 24 * 60;

/** Public ids of the traders' keys, as the exchange keeps them for its next start. */
const keyIds = ({ dataDir }: Fairmark) => JSON.parse(readFileSync(join(dataDir, "demo-keys.json"), "utf8")) as Record<string, string>;

/** The traders' process: the one that the exchange's has started. */
function tradersPid({ process: { pid } }: Fairmark): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);
  expect(children).toHaveLength(1);
  return children[0] as number;
}

/** Seconds of trading, in the exchange's own time, and in how many of them something traded. */
function tradedSeconds(trades: readonly Row[]): { readonly all: number; readonly withTrades: number } {
  const seconds = new Set(trades.map((row) => Math.floor(Date.parse(String(row["timestamp"])) / 1_000)));
  return { all: Math.max(...seconds) - Math.min(...seconds) + 1, withTrades: seconds.size };
}

async function watchUntilAlive(market: Fairmark): Promise<Watcher> {
  const watcher = new Watcher(market);
  await until(() => watcher.trades.length > 0 && watcher.levels("Buy") === 25 && watcher.levels("Sell") === 25);
  return watcher;
}

test("MKT-001 a demo market has a month behind it that is marked as simulated, 25 levels a side, and trades every second; stopped and started again it goes on", async () => {
  const DATA_DIR = aFolder();
  const market = await start({ MARKET: "demo", DATA_DIR });
  const watcher = await watchUntilAlive(market);

  const from = watcher.trades.length;
  const thinnest: number[] = [];
  const watching = setInterval(() => thinnest.push(Math.min(watcher.levels("Buy"), watcher.levels("Sell"))), 50);
  await until(() => tradedSeconds(watcher.trades.slice(from)).all >= 10);
  clearInterval(watching);
  const { all, withTrades } = tradedSeconds(watcher.trades.slice(from));
  // A machine that stops for breath may leave a second out.
  expect(withTrades / all).toBeGreaterThan(0.7);
  expect(thinnest.filter((levels) => levels === 25).length / thinnest.length).toBeGreaterThan(0.9);

  const session = (await get(market, "/user/session")).body as Row;
  expect(session["market"]).toBe("demo");
  const bins = await get(market, "/trade/bucketed?symbol=XBTUSD&binSize=1d&count=100");
  expect((bins.body as Row[]).length).toBeGreaterThanOrEqual(30);
  expect(bins.headers.get("x-fairmark-simulated-until")).toBe(session["simulatedUntil"]);
  for (const symbol of ["XBTUSD", ".BXBT"]) {
    const minutes = (
      await get(market, `/trade/bucketed?symbol=${symbol}&binSize=1m&count=500&reverse=true&start=${30 * DAY_MINUTES - 500}`)
    ).body as Row[];
    expect(minutes.length).toBeGreaterThan(490);
  }
  const status = await operator(market, "status");
  expect(status["audit"]).toMatchObject({ differenceSats: 0 });
  const keys = keyIds(market);
  expect(await stop(market)).toBe(0);

  const again = await start({ MARKET: "demo", DATA_DIR });
  await watchUntilAlive(again);
  expect(keyIds(again)).toEqual(keys);
  expect(((await get(again, "/user/session")).body as Row)["simulatedUntil"]).toBe(session["simulatedUntil"]);
  expect(await stop(again)).toBe(0);
  expect(again.process.output.trim().split("\n")).toHaveLength(1);
});

test("MKT-001 traders whose process was killed come back, their keys unseen by others, and go when the exchange is killed", async (context) => {
  context.skip(!existsSync("/proc/self/task"), "processes can't be looked up here");
  const market = await start({ MARKET: "demo", DATA_DIR: aFolder() });
  const watcher = await watchUntilAlive(market);
  const pid = tradersPid(market);
  const seen = ["cmdline", "environ"].map((name) => readFileSync(`/proc/${pid}/${name}`, "utf8")).join();
  expect(seen).toContain("demo/main.ts");
  for (const id of Object.values(keyIds(market))) expect(seen).not.toContain(id);

  process.kill(pid, "SIGKILL");
  await says(market.process, /The simulated traders ended \(SIGKILL\); they begin again in 0.5 s\./);
  const before = watcher.trades.length;
  await until(() => watcher.trades.length > before + 5);
  const next = tradersPid(market);
  expect(next).not.toBe(pid);

  market.process.signal("SIGKILL");
  await market.process.end();
  await until(() => !existsSync(`/proc/${next}`));
});

/** Long enough to use the allowance up and trade on; the long form goes on for minutes. */
const TRADED_SECONDS = process.env["FAIRMARK_PROVE"] === "1" ? 180 : 10;

test("MKT-001 traders keep within the limits where these bind: with a sixth of the published ones they slow down, and none is ever told to", async () => {
  const limits = { exemptLoopback: false, requestsPerMinute: { account: 20 } };
  const LIMITS = join(aFolder({ "limits.json": JSON.stringify(limits) }), "limits.json");
  const market = await start({ MARKET: "demo", LIMITS, DATA_DIR: aFolder() });
  const watcher = await watchUntilAlive(market);
  await until(() => tradedSeconds(watcher.trades).all >= TRADED_SECONDS);
  expect(market.process.output).not.toContain("too fast");
  expect(await stop(market)).toBe(0);
});
