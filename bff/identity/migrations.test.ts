import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { MIGRATIONS, migrate, schemaVersion } from "./migrations.ts";

const shape = (database: DatabaseSync) =>
  database
    .prepare("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
    .all()
    .map((row) => ({ ...row }));

describe("the schema", () => {
  test("versions count up from 1", () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, place) => place + 1));
  });

  test.each(MIGRATIONS.map(({ version }) => version))("reaches version %i from an empty file, at once or step by step", (version) => {
    const atOnce = new DatabaseSync(":memory:");
    migrate(atOnce, MIGRATIONS.slice(0, version));
    expect(schemaVersion(atOnce)).toBe(version);
    const stepwise = new DatabaseSync(":memory:");
    for (let step = 1; step <= version; step++) migrate(stepwise, MIGRATIONS.slice(0, step));
    expect(shape(stepwise)).toEqual(shape(atOnce));
    expect(shape(atOnce).length).toBeGreaterThan(1);
  });

  test("is left alone once it is the newest", () => {
    const database = new DatabaseSync(":memory:");
    migrate(database);
    const before = shape(database);
    migrate(database);
    expect(shape(database)).toEqual(before);
    expect(database.prepare("SELECT count(*) AS steps FROM schema_version").get()).toMatchObject({ steps: MIGRATIONS.length });
  });

  test("of a later version is refused", () => {
    const database = new DatabaseSync(":memory:");
    migrate(database);
    database.exec("INSERT INTO schema_version (version) VALUES (99)");
    expect(() => migrate(database)).toThrow(`it is of version 99, and this Fairmark knows versions up to ${MIGRATIONS.length}`);
  });

  test("takes a step whole or not at all, and goes on from there", () => {
    const database = new DatabaseSync(":memory:");
    const good = { version: 1, sql: "CREATE TABLE first (a)" };
    expect(() => migrate(database, [good, { version: 2, sql: "CREATE TABLE second (a); CREATE TABLE first (a)" }])).toThrow("first");
    expect(schemaVersion(database)).toBe(1);
    migrate(database, [good, { version: 2, sql: "CREATE TABLE second (a)" }]);
    expect(schemaVersion(database)).toBe(2);
  });
});
