import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { filterColumns, foundBy } from "../contract/filters.ts";
import { type ListQuery, listSql } from "./queries.ts";
import { HistoryReader, PastDue } from "./reader.ts";
import { KEPT_TABLES, type KeptTable, prepareSchema } from "./schema.ts";

const START_MS = 1_700_000_000_000;
const TRADES = 200_000;
const folder = mkdtempSync(join(tmpdir(), "fairmark-reader-"));
const database = new DatabaseSync(join(folder, "history.sqlite"));
const clock = { nowMs: 0, tick: 0 };
/** Each look at the clock takes a while, so that a deadline is a number of looks. */
const now = () => {
  clock.nowMs += clock.tick;
  return clock.nowMs;
};

beforeAll(() => {
  database.exec("PRAGMA journal_mode = WAL");
  prepareSchema(database);
  database.exec("BEGIN");
  const insert = database.prepare("INSERT INTO trade (timestamp, symbol, side, size, price, trdMatchID) VALUES (?, ?, ?, ?, ?, ?)");
  for (let i = 0; i < TRADES; i++)
    insert.run(
      START_MS + i,
      i % 3 === 0 ? "ETHUSD" : "XBTUSD",
      i % 2 === 0 ? "Buy" : "Sell",
      100 * (i % 7),
      60_000 + (i % 5),
      `match-${i}`,
    );
  database.exec("COMMIT");
});

afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const query = (more: Partial<ListQuery>): ListQuery => ({
  table: "trade",
  account: null,
  filter: {},
  startMs: null,
  endMs: null,
  count: 100,
  start: 0,
  reverse: false,
  ...more,
});

function planOf(asked: ListQuery): string {
  const { sql, parameters } = listSql(asked, "past_due");
  const connection = new DatabaseSync(join(folder, "history.sqlite"), { readOnly: true });
  connection.function("past_due", () => 1);
  const steps = connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as unknown as { detail: string }[];
  connection.close();
  return steps.map(({ detail }) => detail).join("; ");
}

const OWN: ReadonlySet<KeptTable> = new Set(["execution", "order", "transact", "liquidationReport", "liquidationStep", "liquidationFill"]);
const filters = (Object.keys(KEPT_TABLES) as KeptTable[]).flatMap((table) =>
  filterColumns(table)
    .filter((column) => column in KEPT_TABLES[table].columns)
    .map((column) => [table, column] as const),
);

test.each(filters)(
  "API-012 rows of %s are found by %s through an index, and in time without sorting where many share it",
  (table, column) => {
    const account = OWN.has(table) ? 1 : null;
    const plan = planOf(query({ table, account, filter: { [column]: [column === "timestamp" ? START_MS : "x"] } }));
    expect(plan).toMatch(/^SEARCH .* USING INDEX/);
    expect(plan).not.toMatch(/SCAN/);
    if (!foundBy(table).ids.includes(column)) expect(plan).not.toContain("TEMP B-TREE");
    // Several values of what many share are passed in time; rows without a bound are, too.
    if (foundBy(table).groups.includes(column))
      expect(planOf(query({ table, account, filter: { [column]: ["x", "y"] } }))).not.toContain("TEMP B-TREE");
    expect(planOf(query({ table, account }))).toMatch(/USING INDEX/);
  },
);

test("API-012 what deleveraged an account is found by an index of its own", () => {
  const plan = planOf(query({ table: "execution", account: 1, isDeleveraging: true }));
  expect(plan).toMatch(/^SEARCH .* USING INDEX execution_deleveraging/);
  expect(plan).not.toContain("TEMP B-TREE");
});

test("API-012 a read past its deadline ends within its statement, and the next one is served", () => {
  const reader = new HistoryReader(folder, now);
  const wide = query({ filter: { side: ["Buy", "Nobody"], size: [100, 50] }, start: 50_000, count: 1 });
  clock.tick = 0;
  const whole = () => reader.list(wide, clock.nowMs + 1_000);
  const looks = clock.nowMs;
  clock.tick = 1;
  expect(whole().length).toBeLessThanOrEqual(1);
  const needed = clock.nowMs - looks;
  // It asked the time all along, and not of every row.
  expect(needed).toBeGreaterThan(50);
  expect(needed).toBeLessThan(TRADES / 100);
  expect(() => reader.list(wide, clock.nowMs + 10)).toThrow(PastDue);
  clock.tick = 0;
  expect(reader.list(query({ filter: { trdMatchID: ["match-77"] } }), clock.nowMs)).toMatchObject([{ trdMatchID: "match-77" }]);
  reader.close();
});

test("API-012 the same rows come with the deadline's guard and without it, filters combined, and as text with their columns", () => {
  const reader = new HistoryReader(folder, now);
  const asked = query({
    filter: { symbol: ["XBTUSD"], side: ["Buy"], size: [100, 300], price: [60_001, 60_002, 60_003] },
    start: 7,
    count: 20,
  });
  const { sql, parameters } = listSql(asked);
  const plain = database.prepare(sql).all(...parameters) as { trdMatchID: string }[];
  const guarded = reader.list(asked, Number.POSITIVE_INFINITY);
  expect(plain).toHaveLength(20);
  expect(guarded.map(({ trdMatchID }) => trdMatchID)).toEqual(plain.map(({ trdMatchID }) => trdMatchID));
  expect(JSON.parse(reader.listText(asked, ["symbol", "size"], Number.POSITIVE_INFINITY))).toEqual(
    guarded.map(({ symbol, size }) => ({ symbol, size })),
  );
  reader.close();
});
