import { describe, expect, test } from "vitest";
import { STANDING } from "./constituents.ts";
import { encodeIndex } from "./index-commands.ts";
import { INDEX_KIND, INDEX_STANDING, PROTECTION } from "./index-rules.ts";
import { insist } from "./reference/invariants.ts";
import { NaiveIndex, naiveAverage } from "./reference/naive-index.ts";
import { SeededRandom } from "./reference/random.ts";
import { IndexDesk } from "./test-support/index-desk.ts";
import { TestMarket } from "./testing.ts";

/** The engine's index against the naive one, over random paths of venues that freeze, fall silent, misprint and recover. */

const IS_PROOF = process.env["FAIRMARK_PROVE"] === "1";
const SEEDS = IS_PROOF ? 400 : 4;
const COMMANDS = 1_200;
const NAMES = ["A", "B", "C", "D", "E"];
const STANDINGS = { null: STANDING.in, stale: STANDING.stale, deviating: STANDING.deviating } as const;

type Mood = "lively" | "frozen" | "silent" | "off" | "near";

class Venue {
  readonly name: string;
  mood: Mood = "lively";
  moodLeft = 0;
  factor = 1;
  points = 0;

  constructor(name: string) {
    this.name = name;
  }
}

/** How often what was seen, so that a test of it cannot pass by nothing having happened. */
class Seen {
  stale = 0;
  deviating = 0;
  held = 0;
  back = 0;
}

function run(seed: number, protection: "2017" | "2020", seen: Seen): void {
  const random = new SeededRandom(seed);
  const market = new TestMarket().listIndex(".BXBT").listIndex(".BXBT30M");
  const desk = new IndexDesk(market, ".BXBT", { A: 0.25, B: 0.25, C: 0.25, D: 0.25 });
  market.send((out) => encodeIndex.make(out, market.instrument(".BXBT30M"), INDEX_KIND.average, desk.handle));
  const naive = new NaiveIndex();
  for (const name of NAMES.slice(0, 4)) naive.weigh(name, 25_000_000);
  const protect = (which: "off" | "2017" | "2020", limit: number) => {
    desk.protect(which === "off" ? "off" : `of${which}`, limit);
    naive.pass(market.nowMs);
    naive.protect(which, limit, market.nowMs);
  };
  protect(protection, random.pick([2_500, 5_000]));
  const venues = NAMES.slice(0, 4).map((name) => new Venue(name));
  let price = 100_000;
  // Moments between commands: mostly so that feeds work, at times so that everything is silent.
  const calm = random.pick([2_000, 9_000, 21_000]);

  const compare = (at: string) => {
    const [told, held] = [market.rows.mark(desk.handle).markPoints, desk.rule.standing === INDEX_STANDING.held];
    insist(told === Number(naive.points ?? 0n) && held === naive.isHeld, () => `${at}: the index stands at ${told}, not ${naive.points}`);
    for (const [name, { out, weight }] of naive.venues) {
      const row = desk.venue(name);
      const agrees = row.standing === STANDINGS[`${out?.why ?? null}`] && row.weight === Number(weight);
      insist(agrees, () => `${at}: ${name} stands as ${row.standing} with ${row.weight}, and is ${out?.why ?? "in"} with ${weight}`);
    }
    const average = naiveAverage(naive.published, naive.published.at(-1)?.atMs ?? 0) ?? 0n;
    const toldAverage = market.rows.mark(market.instrument(".BXBT30M")).markPoints;
    insist(toldAverage === Number(average), () => `${at}: the average stands at ${toldAverage}, not ${average}`);
  };

  for (let i = 0; i < COMMANDS; i++) {
    market.nowMs += random.oneIn(150) ? random.between(1, 20 * 60_000) : random.between(1, calm);
    const before = [...naive.venues.values()].map(({ out }) => out?.why ?? null);
    const chance = random.below(1_000);
    const name = random.pick(venues).name;
    if (chance < 6) {
      const weight = random.pick([0, 0, 10_000_000, 25_000_000, 33_333_333]);
      desk.weigh({ [name]: weight / 100_000_000 });
      naive.pass(market.nowMs);
      naive.weigh(name, weight);
    } else if (chance < 9) {
      const { refusal } = desk.letBack(name);
      naive.pass(market.nowMs);
      expect(refusal).toBe(naive.letBack(name) ? "none" : "constituentIsIn");
    } else if (chance < 11) {
      protect(random.pick([protection, protection, "off", random.pick(["2017", "2020"])] as const), random.pick([2_500, 5_000, 1_001]));
    } else if (chance < 16) {
      const points = Math.round(price * (1 + random.between(-30, 30) / 100));
      market.mark(points / 100);
      naive.pass(market.nowMs);
      naive.set(points, market.nowMs);
    } else {
      price = Math.max(1_000, Math.round(price * (1 + random.between(-20, 20) / 10_000)));
      const told: Record<string, number> = {};
      for (const venue of venues) {
        live(venue, random);
        if (venue.mood === "silent") continue;
        if (venue.mood !== "frozen" || venue.points === 0) {
          const stray = venue.mood === "near" ? random.between(-300, 300) : random.between(-40, 40);
          venue.points = Math.max(1, Math.round(price * venue.factor * (1 + stray / 10_000)));
        }
        told[venue.name] = venue.points / 100;
      }
      desk.quote(told);
      naive.pass(market.nowMs);
      for (const [venue, quoted] of Object.entries(told)) naive.tell(venue, Math.round(quoted * 100), market.nowMs);
    }
    compare(`seed ${seed}, command ${i}`);
    const after = [...naive.venues.values()].map(({ out }) => out?.why ?? null);
    seen.held += naive.isHeld ? 1 : 0;
    for (const [place, why] of after.entries()) {
      if (why === before[place]) continue;
      if (why === null) seen.back += 1;
      else seen[why] += 1;
    }
  }
}

/** Moves a venue on: how it behaves lasts for a while. */
function live(venue: Venue, random: SeededRandom): void {
  if (venue.moodLeft-- > 0) return;
  venue.mood = random.pick(["lively", "lively", "lively", "near", "frozen", "silent", "off"] as const);
  venue.moodLeft = venue.mood === "off" ? random.between(1, 60) : random.between(1, 250);
  // Misprints of all sizes, some of them just about at a limit.
  venue.factor = venue.mood === "off" ? random.pick([0.000_06, 0.5, 0.75, 0.74, 0.87, 1.13, 1.25, 1.26, 1.6, 3]) : 1;
}

describe("IDX-002 the engine's index agrees with the naive one over random paths of venues", () => {
  test.each(["2017", "2020"] as const)(
    "by the rules of %s: every publication, who is out and why, and the mean of half an hour",
    (protection) => {
      const seen = new Seen();
      for (let seed = 0; seed < SEEDS; seed++) run(seed, protection, seen);
      expect(Math.min(seen.stale, seen.deviating, seen.back, seen.held)).toBeGreaterThan(SEEDS);
    },
  );
});

test("IDX-002 protection is one of three presets", () => {
  expect(Object.keys(PROTECTION)).toEqual(["off", "of2017", "of2020"]);
});
