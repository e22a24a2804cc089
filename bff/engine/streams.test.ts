import { describe, expect, test } from "vitest";
import { encode } from "./commands.ts";
import { checkAfter, checkWhole, insist } from "./reference/invariants.ts";
import { NaiveExchange } from "./reference/naive-exchange.ts";
import { SeededRandom } from "./reference/random.ts";
import { RandomCommands } from "./reference/random-commands.ts";
import { RowMirror } from "./reference/row-mirror.ts";
import { TestMarket, XBTUSD } from "./testing.ts";

/** Everything at once, at random, from seeds: what must hold after every command whatever the commands were. */

const IS_PROOF = process.env["FAIRMARK_PROVE"] === "1";
const SEEDS = IS_PROOF ? 1_000 : 10;
const COMMANDS = 2_400;
const TRADERS = 10;
const DAY_MS = 24 * 3_600_000;

const ETH_LIKE = {
  ...XBTUSD,
  isInverse: false,
  pointsPerUnit: 100_000,
  pointsPerTick: 1,
  lotSize: 1,
  valuationLot: 1,
  maxPriceTicks: 1_000_000,
  initMarginRate: 2_000_000,
  maintMarginRate: 1_000_000,
  makerFeeRate: -50_000,
  takerFeeRate: 250_000,
};

/** Two inverse contracts on one index, and a linear one on another. */
function aBusyMarket(): TestMarket {
  const market = new TestMarket().listIndex(".BXBT").list("XBTUSD", XBTUSD, ".BXBT").list("XBTM26", XBTUSD, ".BXBT");
  market.listIndex(".BETHXBT").list("ETHM26", ETH_LIKE, ".BETHXBT").mark(60_000);
  market.send((out) => encode.index(out, market.instrument(".BETHXBT"), 3_000, 0));
  // A day ends in the middle of the stream.
  market.nowMs = Math.ceil(market.nowMs / DAY_MS) * DAY_MS - COMMANDS / 2;
  for (let i = 0; i < TRADERS; i++) market.withAccount(`trader${i}`, { sats: 10_000_000 * 4 ** (i % 4) });
  return market;
}

describe("random streams with everything on", () => {
  const seeds = Array.from({ length: SEEDS }, (_, seed) => [seed]);

  test.each(seeds)("ENG-002 ENG-003 nobody is ever below zero and not a satoshi comes or goes: seed %i", (seed) => {
    const market = aBusyMarket();
    const naive = new NaiveExchange((instrument) => market.state.terms(instrument));
    for (const { account, cash } of market.rows.accounts.values()) naive.cash.set(account, BigInt(cash));
    const generator = new RandomCommands(new SeededRandom(seed), market.state, 2 * TRADERS);
    for (let i = 0; i < COMMANDS; i++) {
      const at = `seed ${seed}, command ${i}`;
      const command = generator.next();
      // What was due anyhow happens before a command, refused or not.
      const before = i % 40 === 0 && !market.engine.isDue(market.nowMs + 1) ? market.footprint() : null;
      const outcome = market.send(command);
      if (before !== null && outcome.refusal !== "none")
        insist(market.footprint() === before, at, () => `${outcome.refusal}, and yet something changed`);
      checkAfter(market.state, naive, outcome, at);
      if (i % 100 !== 99) continue;
      market.audit();
      const image = new RowMirror();
      image.take(market.image());
      checkWhole(market.state, naive, market.rows, image, at);
    }
  });

  test.each(seeds)("ENG-004 a stream gives the same rows and the same hash again, restarted or not: seed %i", (seed) => {
    const [one, random] = [aBusyMarket(), new SeededRandom(~seed)];
    let other = aBusyMarket();
    const [left, right] = [one, other].map((market) => new RandomCommands(new SeededRandom(seed), market.state, 2 * TRADERS)) as [
      RandomCommands,
      RandomCommands,
    ];
    for (let i = 0; i < COMMANDS; i++) {
      const rows = one.sendRaw(left.next());
      if (random.oneIn(400)) {
        other = other.restarted();
        right.state = other.state;
      }
      const again = other.sendRaw(right.next());
      insist(
        Buffer.from(rows.buffer).equals(Buffer.from(again.buffer)),
        `seed ${seed}, command ${i}`,
        () => "other rows come of it after a restart",
      );
    }
    expect(other.hash()).toBe(one.hash());
  });
});
