import { expect, test } from "vitest";
import { LiveTables } from "../exchange/index.ts";
import { MarkWatch } from "./mark-watch.ts";

const ACCOUNT = 100_004;

/** Tables in which the account is concerned by the marks of contract 1. */
function aWatch() {
  const tables = new LiveTables();
  tables.accounts.isConcerned = (account, marks) => account === ACCOUNT && marks.has(1);
  return new MarkWatch(tables);
}

/** Rounds of so many, in each of which a mark comes, in which the account was told. */
function told(watch: MarkWatch, rounds: number, mark = 1): number[] {
  const found: number[] = [];
  for (let round = 0; round < rounds; round++) {
    watch.stir([mark]);
    for (const [account] of watch.due()) if (account === ACCOUNT) found.push(round);
  }
  return found;
}

test.each([
  [1, [0, 1, 2, 3, 4, 5, 6, 7]],
  [2, [0, 2, 4, 6]],
  [4, [0, 4]],
])("RT-007 with %d topics that marks move a socket is told so seldom that it gets four frames a second at most", (topics, rounds) => {
  const watch = aWatch();
  watch.listen(ACCOUNT, {}, topics);
  expect(told(watch, 8)).toEqual(rounds);
});

test("RT-007 rows that marks move are made for accounts that somebody listens to, and that the mark concerns", () => {
  const watch = aWatch();
  const socket = {};
  expect(told(watch, 4)).toEqual([]);
  watch.listen(ACCOUNT, socket, 1);
  watch.listen(ACCOUNT + 1, {}, 1);
  expect(told(watch, 4, 2)).toEqual([]);
  expect(told(watch, 2)).toEqual([0, 1]);
  watch.leave(ACCOUNT, socket);
  expect(watch.has(ACCOUNT)).toBe(false);
  expect(told(watch, 4)).toEqual([]);
});

test("RT-007 a mark that came while an account had to wait is told when it may be", () => {
  const watch = aWatch();
  watch.listen(ACCOUNT, {}, 3);
  watch.stir([1]);
  const rounds = Array.from({ length: 6 }, (_, round) => {
    if (round === 1) watch.stir([1]);
    return [...watch.due()].length;
  });
  expect(rounds).toEqual([1, 0, 0, 1, 0, 0]);
});
