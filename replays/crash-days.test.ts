import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTape } from "../bff/feeds/tape.ts";
import { Day, type DayWish } from "./day.ts";

const IS_PROOF = process.env["FAIRMARK_PROVE"] === "1";
const FOLDER = join(process.env["FAIRMARK_MARKET_DATA"] ?? join(import.meta.dirname, "../../shared/market"), "bitmex-xbtusd-1m");
const SATS = 100_000_000;
const CROWD = 50_000;
/** What the fund is known to have held in the morning of 13 March 2020, and the most that it lost at a time. */
const FUND_XBT = 35_500;

const fileOf = (day: string) => join(FOLDER, `${day}.json.gz`);
const replay = (day: string, wish: Omit<DayWish, "tape" | "seed">) =>
  new Day({ tape: readTape(readFileSync(fileOf(day))), seed: 1, ...wish }).run();

test("LIQ-004 an hour and a half of 12 March 2020 with a crowd: exact after every command, as the naive exchange reckons, nobody below zero", (context) => {
  context.skip(!existsSync(fileOf("2020-03-12")), `no recorded day at ${fileOf("2020-03-12")}`);
  const report = replay("2020-03-12", { accounts: 3_000, fundSats: 10 * SATS, fromMinute: 10 * 60 + 15, minutes: 90 });
  expect(report.liquidated).toBeGreaterThan(300);
  expect(report.lowestWalletSats).toBeGreaterThanOrEqual(0);
  expect(report.lowestFundSats).toBeGreaterThanOrEqual(0);
});

test("LIQ-004 the whole of 19 May 2020 with a small crowd: exact after every command, as the naive exchange reckons, nobody below zero", (context) => {
  context.skip(!existsSync(fileOf("2020-05-19")), `no recorded day at ${fileOf("2020-05-19")}`);
  const report = replay("2020-05-19", { accounts: 150, fundSats: 10 * SATS });
  expect(report.liquidated).toBeGreaterThan(20);
  expect(report.lowestWalletSats).toBeGreaterThanOrEqual(0);
  expect(report.lowestFundSats).toBeGreaterThanOrEqual(0);
});

/** Whole days with the whole crowd, and the liquidations that each brings at the least. */
const DAYS = { "2020-03-12": 10_000, "2020-03-13": 1_000, "2019-05-17": 1_000, "2020-05-19": 100 } as const;

for (const [day, least] of IS_PROOF ? Object.entries(DAYS) : []) {
  test(`LIQ-004 ${day} with 50,000 accounts: exact after every command, as the naive exchange reckons, nobody below zero`, (context) => {
    context.skip(!existsSync(fileOf(day)), `no recorded day at ${fileOf(day)}`);
    const report = replay(day, { accounts: CROWD, fundSats: FUND_XBT * SATS });
    process.stdout.write(`${day} ${JSON.stringify(report)}\n`);
    expect(report.liquidated).toBeGreaterThanOrEqual(least);
    expect(report.lowestWalletSats).toBeGreaterThanOrEqual(0);
    expect(report.lowestFundSats).toBeGreaterThanOrEqual(0);
  });
}
