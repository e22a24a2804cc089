import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LOSS_RULES } from "./directed-losses.ts";
import { TAKEOVER_RULES } from "./takeover.ts";
import { type Judgement, judgeWeeks } from "./testing/judge-weeks.ts";
import { TRADE_RULES } from "./trade-signs.ts";

const PAGE = join(import.meta.dirname, "../../docs/watching.md");
const LONG = process.env["FAIRMARK_PROVE"] === "1";
const FIGURES = "## How well losses are found";
const HOUR_MS = 3_600_000;

const KINDS: Readonly<Record<string, string>> = {
  direct: "handed over by trades at prices off the mark",
  hops: "over three accounts, hours apart",
  quick: "to orders that rest under a second",
  slow: "to orders that rest over ten minutes",
  bridge: "through a maker who only passes it on",
  small: "to several accounts, each part under the stated loss",
};

/** The rules as they stand, in words and figures. */
function rulesPage(): string {
  const { points, version, tellFrom, holdFrom, callFrom, windowMs, pattern, newDeviceAlone } = TAKEOVER_RULES;
  const signs = Object.entries(points).map(
    ([sign, count]) => `| \`${sign}\` | ${count} |${newDeviceAlone.includes(sign as never) ? " from a new device alone" : ""} |`,
  );
  const steps = pattern.map((any) => any.map((sign) => `\`${sign}\``).join(" or ")).join(", then ");
  const { lossShare, floorSats, leastFills, singleShare, windowHours, keptShare, version: lossVersion } = LOSS_RULES;
  return `# What is watched

The rules are data (\`bff/watch/takeover.ts\`, \`bff/watch/trade-signs.ts\`, \`bff/watch/directed-losses.ts\`); a change is a new version, and \`npm run -s operator -- watch replay\` says whom the rules of takeovers would have held in all logs.

## Takeovers, rules ${version}

Signs of the last ${windowMs / HOUR_MS} hours add up, each kind once. From ${tellFrom} points on the owner is told and proves themselves once more, from ${holdFrom} on withdrawals wait for a day and new keys may only cancel and read, from ${callFrom} on all keys may, and an operator looks. Whatever the points, ${steps} holds withdrawals.

| sign | points | |
|---|---|---|
${signs.join("\n")}

A trade is \`throughMark\` where an account loses more than ${TRADE_RULES.throughMarkRate * 100} % against the mark by it, and \`thinTrade\` where it is the account's first in a contract of which less than ${TRADE_RULES.thinTurnoverSats / 1e8} XBT were traded in a day, and not its first of all.

## Losses handed to another account, rules ${lossVersion}

Losses against the mark add up by pairs of accounts over ${windowHours / 24} days. What one lost to another is looked at beyond ${lossShare * 100} % of the loser's equity and ${floorSats / 1e8} XBT, after ${leastFills} fills, or beyond ${singleShare * 100} % by fewer; where the gainer kept at least ${keptShare * 100} % of it and most of what the loser lost went there. The trades stand; the gain can't be withdrawn for a day.
`;
}

function figuresPage({ weeks, fills, precision, recall, falseAlarms, found }: Judgement): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const rows = Object.entries(recall).map(([kind, share]) => `| ${KINDS[kind] ?? kind} | ${percent(share)} |`);
  return `
${FIGURES}

The parameters were fixed on simulated weeks with the seeds 1 to 40. On ${weeks} weeks with the seeds 1,001 to ${(1_000 + weeks).toLocaleString("en-US")}, ${fills.toLocaleString("en-US")} fills among honest makers, fast takers, wicks and mules, ${found.toLocaleString("en-US")} accounts were held that coins had been handed to, and ${falseAlarms} others: a precision of ${percent(precision)}. \`FAIRMARK_PROVE=1 npx vitest run bff/watch/watching-page.test.ts\` measures it again.

| how coins were handed on | found |
|---|---|
${rows.join("\n")}
`;
}

test("WCH-001 WCH-002 the page about what is watched has the rules as they stand, and the figures of seeds that they were not fixed on", () => {
  const seeds = Array.from({ length: 100 }, (_, i) => 1_001 + i);
  const figures = LONG ? figuresPage(judgeWeeks(seeds, LOSS_RULES)) : null;
  if (figures !== null && process.env["UPDATE_WATCHING"] === "1") writeFileSync(PAGE, rulesPage() + figures);
  const page = readFileSync(PAGE, "utf8");
  expect(page.slice(0, page.indexOf(`\n${FIGURES}`))).toBe(rulesPage());
  expect(page.slice(page.indexOf(`\n${FIGURES}`))).toBe(figures ?? page.slice(page.indexOf(`\n${FIGURES}`)));
  for (const words of Object.values(KINDS)) expect(page).toContain(words);
});
