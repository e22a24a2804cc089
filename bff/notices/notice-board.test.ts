import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { type BoardChange, type Kept, NOTHING_KEPT, NoticeBoard } from "./notice-board.ts";
import { readNotices } from "./notice-file.ts";

const ANNOUNCEMENT = { title: "Maintenance", content: "On Sunday.", link: "", isUrgent: false };
const NOTICE = { title: "XBTUSD is closed", body: "Trading has stopped.", type: "error", ttlSeconds: 60 } as const;

/** A board whose writes the test sees, and may have fail. */
function aBoard(kept: Kept = NOTHING_KEPT) {
  const written: Kept[] = [];
  const failures: unknown[] = [];
  const world = { nowMs: 1_700_000_000_000, isFull: false };
  const board = new NoticeBoard({
    kept,
    keep: async (all) => {
      if (world.isFull) throw new Error("the disk is full");
      written.push(structuredClone(all));
    },
    onFailure: (error) => failures.push(error),
    now: () => world.nowMs,
  });
  const heard: BoardChange[] = [];
  board.onChange((change) => heard.push(change));
  return { board, world, written, failures, heard };
}

test("RT-001 an announcement stands until it is withdrawn, newest first, and is told once it is written down", async () => {
  const { board, world, written, heard } = aBoard();
  const first = await board.announce(ANNOUNCEMENT);
  world.nowMs += 1_000;
  const second = await board.announce({ ...ANNOUNCEMENT, title: "Now", isUrgent: true });
  expect(board.announcements()).toEqual([second, first]);
  expect(board.urgent()).toEqual([second]);
  expect(await board.withdraw(first.id)).toBe(true);
  expect(await board.withdraw(first.id)).toBe(false);
  expect(board.announcements()).toEqual([second]);
  expect(heard.map(({ action, row }) => [action, (row as { id: number }).id])).toEqual([
    ["insert", first.id],
    ["insert", second.id],
    ["delete", first.id],
  ]);
  const again = aBoard(written.at(-1)).board;
  expect(again.announcements()).toEqual([second]);
  expect(again.urgent()).toEqual([second]);
  // What was withdrawn keeps its number to itself.
  expect((await again.announce(ANNOUNCEMENT)).id).toBe(second.id + 1);
});

test("RT-001 an announcement that can't be written down is refused and told to nobody", async () => {
  const { board, world, heard } = aBoard();
  world.isFull = true;
  await expect(board.announce(ANNOUNCEMENT)).rejects.toThrow("the disk is full");
  expect(board.announcements()).toEqual([]);
  expect(heard).toEqual([]);
});

test("RT-001 of two announcements at once the first fails alone, and neither is shown before it is written down", async () => {
  const turns: PromiseWithResolvers<void>[] = [];
  const written: Kept[] = [];
  const board = new NoticeBoard({
    kept: NOTHING_KEPT,
    keep: (all) => {
      written.push(all);
      const turn = Promise.withResolvers<void>();
      turns.push(turn);
      return turn.promise;
    },
    onFailure: () => undefined,
    now: () => 0,
  });
  const first = board.announce(ANNOUNCEMENT);
  const second = board.announce({ ...ANNOUNCEMENT, title: "Now" });
  const failed = expect(first).rejects.toThrow("the disk is full");
  await vi.waitUntil(() => turns.length === 1);
  expect(board.announcements()).toEqual([]);
  turns[0]?.reject(new Error("the disk is full"));
  await failed;
  await vi.waitUntil(() => turns.length === 2);
  expect(board.announcements()).toEqual([]);
  turns[1]?.resolve();
  const row = await second;
  expect(board.announcements()).toEqual([row]);
  expect(written.at(-1)?.announcements).toEqual([{ row, isUrgent: false }]);
});

const anEntry = (seq: number, atMs: number) => ({ seq, atMs, category: "keys", isRefused: false });

test("RT-001 a notice is everybody's or its account's, and stands for its time; everybody's are written down, an account's never", async () => {
  const { board, world, written, heard } = aBoard();
  board.notify(NOTICE);
  await board.settled();
  expect(written).toHaveLength(1);
  board.tellOwner(7, anEntry(3, world.nowMs));
  const [everybodys] = board.notices(null);
  const [own] = board.notices(7);
  expect(everybodys).toMatchObject({ title: "XBTUSD is closed", ttl: 60, type: "error" });
  expect(own).toMatchObject({ title: "API keys", ttl: 86_400, type: "info" });
  expect(own?.id).not.toBe(everybodys?.id);
  expect(board.notices(8)).toEqual([]);
  expect(heard.map(({ table, account }) => [table, account])).toEqual([
    ["publicNotifications", null],
    ["privateNotifications", 7],
  ]);
  await board.settled();
  // An entry of somebody's log writes nothing.
  expect(written).toHaveLength(1);
  expect(aBoard(written.at(-1)).board.notices(null)).toEqual([everybodys]);
  world.nowMs += 60_000;
  board.expire();
  expect(heard.at(-1)).toEqual({ table: "publicNotifications", action: "delete", account: null, row: { id: everybodys?.id } });
  expect([board.notices(null), board.notices(7)]).toEqual([[], [own]]);
  await board.settled();
  expect(written.at(-1)?.notices).toEqual([]);
  world.nowMs += 86_340_000;
  board.expire();
  expect(heard.at(-1)).toEqual({ table: "privateNotifications", action: "delete", account: 7, row: { id: own?.id } });
  expect(board.notices(7)).toEqual([]);
  await board.settled();
  expect(written).toHaveLength(2);
});

test("RT-001 of an account's notices the oldest give way to the twenty newest, each is told of once, and others keep theirs", () => {
  const { board, world, heard } = aBoard();
  board.tellOwner(8, anEntry(1, world.nowMs));
  for (let seq = 1; seq <= 25; seq++) board.tellOwner(7, anEntry(seq, world.nowMs + seq));
  const gone = () => heard.filter(({ action }) => action === "delete").map(({ account, row }) => [account, row as { id: number }] as const);
  expect(board.notices(7)).toHaveLength(20);
  expect(gone().map(([account]) => account)).toEqual(Array.from({ length: 5 }, () => 7));
  world.nowMs += 86_400_010;
  board.expire();
  expect(board.notices(7)).toHaveLength(15);
  expect(board.notices(8)).toEqual([]);
  world.nowMs += 1_000;
  board.expire();
  expect(board.notices(7)).toEqual([]);
  expect(new Set(gone().map(([account, { id }]) => `${account} ${id}`)).size).toBe(26);
  expect(gone()).toHaveLength(26);
});

test("RT-001 of too many notices the oldest go, and a write that fails is told of", async () => {
  const { board, world, failures, heard } = aBoard();
  world.isFull = true;
  for (let i = 0; i < 105; i++) board.notify({ ...NOTICE, title: String(i) });
  expect(board.notices(null).map(({ title }) => title)).toEqual(Array.from({ length: 100 }, (_, i) => String(i + 5)));
  expect(heard.filter(({ action }) => action === "delete")).toHaveLength(5);
  await board.settled();
  expect(failures).toEqual([new Error("the disk is full")]);
});

test("RT-001 a file that still holds what accounts were told is read without", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "fairmark-notices-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const { board } = aBoard();
  board.notify(NOTICE);
  const [row] = board.notices(null);
  const old = [7, null].map((account) => ({ account, row }));
  writeFileSync(join(dataDir, "notices.json"), JSON.stringify({ ...NOTHING_KEPT, notices: old }));
  expect(aBoard(readNotices(dataDir)).board.notices(null)).toEqual([row]);
});
