import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Kysely, SqliteDialect } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { forKysely, openDatabase } from "./sqlite.ts";
import { aFolder } from "./testing.ts";

interface Tables {
  readonly coin: { readonly id: number; readonly name: string };
}

function aDatabase(): Kysely<Tables> {
  const database = openDatabase(join(aFolder(), "test.sqlite"));
  database.exec("CREATE TABLE coin (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT");
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: forKysely(database) }) });
  onTestFinished(() => db.destroy());
  return db;
}

test("Kysely reads, writes, counts, returns and streams through node:sqlite", async () => {
  const db = aDatabase();
  const added = await db
    .insertInto("coin")
    .values([
      { id: 1, name: "XBt" },
      { id: 2, name: "USDt" },
    ])
    .executeTakeFirstOrThrow();
  expect(added.numInsertedOrUpdatedRows).toBe(2n);
  expect(await db.insertInto("coin").values({ id: 3, name: "ETH" }).returning(["id", "name"]).execute()).toEqual([{ id: 3, name: "ETH" }]);
  expect((await db.deleteFrom("coin").where("id", "=", 2).executeTakeFirstOrThrow()).numDeletedRows).toBe(1n);
  expect(await db.selectFrom("coin").selectAll().where("id", "in", [1, 2, 3]).orderBy("id").execute()).toEqual([
    { id: 1, name: "XBt" },
    { id: 3, name: "ETH" },
  ]);
  const streamed: string[] = [];
  for await (const { name } of db.selectFrom("coin").select("name").orderBy("id", "desc").stream()) streamed.push(name);
  expect(streamed).toEqual(["ETH", "XBt"]);
});

test("a transaction that fails leaves nothing", async () => {
  const db = aDatabase();
  const doomed = db.transaction().execute(async (transaction) => {
    await transaction.insertInto("coin").values({ id: 1, name: "XBt" }).execute();
    await transaction.insertInto("coin").values({ id: 1, name: "again" }).execute();
  });
  await expect(doomed).rejects.toThrow("UNIQUE");
  expect(await db.selectFrom("coin").selectAll().execute()).toEqual([]);
});

test("what SQLite cannot hold is refused by name", async () => {
  const db = aDatabase();
  await expect(
    db
      .insertInto("coin")
      .values({ id: true as unknown as number, name: "x" })
      .execute(),
  ).rejects.toThrow("A boolean cannot be stored.");
});

test("the file is its owner's alone, in WAL, and synced at each commit", () => {
  const file = join(aFolder(), "test.sqlite");
  const database = openDatabase(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(database.prepare("PRAGMA journal_mode").get()).toMatchObject({ journal_mode: "wal" });
  expect(database.prepare("PRAGMA synchronous").get()).toMatchObject({ synchronous: 2 });
  database.close();
});

test("a file that is no database is refused", () => {
  const file = join(aFolder(), "test.sqlite");
  writeFileSync(
    file,
    "not a database, and longer than the hundred bytes of a header, so that it cannot be taken for an empty one. ".repeat(10),
  );
  expect(() => openDatabase(file)).toThrow("not a database");
});
