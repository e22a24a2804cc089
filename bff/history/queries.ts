import type { SQLInputValue } from "node:sqlite";
import { DummyDriver, type Expression, Kysely, type SqlBool, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from "kysely";
import { foundBy } from "../contract/filters.ts";
import type { TimeCondition } from "../contract/time-parts.ts";
import { DELEVERAGE_TEXT } from "../contract/vocabulary.ts";
import type { KeptTable } from "./schema.ts";

/** Values that a filter compares a column with. */
export type FilterValue = string | number | null;

/** A list of rows in time. Everything in it was checked before: columns are the contract's, counts are bounded. */
export interface ListQuery {
  readonly table: KeptTable;
  /** Owner of the rows; null for public ones. */
  readonly account: number | null;
  /** Equality by column; several values match any of them. */
  readonly filter: Readonly<Record<string, readonly FilterValue[]>>;
  /** Parts of moments, such as a day or an hour of every day; all of them hold. */
  readonly times?: readonly { readonly column: string; readonly condition: TimeCondition }[];
  /** Only what the exchange itself has written of orders that it made to deleverage positions. */
  readonly isDeleveraging?: boolean;
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly count: number;
  readonly start: number;
  readonly reverse: boolean;
}

export interface BinQuery {
  /** One or several; the bins of one moment come in their order. */
  readonly symbols: readonly string[];
  readonly widthMs: number;
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly count: number;
  readonly start: number;
  readonly reverse: boolean;
  /** Also the bin that still runs. */
  readonly partial: boolean;
  /** Parts of the moments at which bins end; all of them hold. */
  readonly times?: readonly TimeCondition[];
}

interface Statement {
  readonly sql: string;
  readonly parameters: readonly SQLInputValue[];
}

/** Builds statements only; they run on node:sqlite, prepared, in history's own thread. */
const build = new Kysely<Record<string, Record<string, unknown>>>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** Name of a function of the connection that is called for some of the rows that a statement passes, to end it when its time is up. */
export type Guard = "past_due";

/** One row of so many. */
const GUARDED = 256;

/** True for every row; its own columns stand in every index, so that it is asked before anything else of a row is read. */
const guardClause = (guard: Guard, counter: string) =>
  sql<SqlBool>`case when ${sql.raw(counter)} % ${sql.lit(GUARDED)} = 0 then ${sql.raw(guard)}() else 1 end`;

/**
 * A column that is no way to find rows by: several values of a group stand in several places of its index, and would
 * have to be sorted by time again. Rows are then passed in time instead.
 */
const passed = (column: string) => sql<unknown>`+${sql.ref(column)}`;

/** @param guard null where nothing ends the statement but itself */
export function listSql(query: ListQuery, guard: Guard | null = null): Statement {
  let select = build.selectFrom(query.table).selectAll();
  if (guard !== null) select = select.where(guardClause(guard, "rowid"));
  const { ids } = foundBy(query.table);
  const hasId = Object.keys(query.filter).some((column) => ids.includes(column));
  if (query.account !== null) select = select.where("account", "=", query.account);
  for (const [column, values] of Object.entries(query.filter)) {
    const [only] = values;
    if (guard !== null && !ids.includes(column) && (hasId || values.length !== 1)) {
      select = select.where(anyOf(passed(column), values));
      continue;
    }
    if (values.includes(null))
      select = select.where((where) =>
        where.or([
          where(column, "is", null),
          where(
            column,
            "in",
            values.filter((value) => value !== null),
          ),
        ]),
      );
    else select = values.length === 1 ? select.where(column, "=", only) : select.where(column, "in", values);
  }
  // Said as it is, and not bound: an index holds these rows alone.
  if (query.isDeleveraging === true) select = select.where("text", "=", sql.lit(DELEVERAGE_TEXT));
  for (const { column, condition } of query.times ?? []) select = select.where(timeClause(column, condition));
  if (query.startMs !== null) select = select.where("timestamp", ">=", query.startMs);
  if (query.endMs !== null) select = select.where("timestamp", "<=", query.endMs);
  const direction = query.reverse ? "desc" : "asc";
  const compiled = select.orderBy("timestamp", direction).orderBy("rowid", direction).limit(query.count).offset(query.start).compile();
  return { sql: compiled.sql, parameters: compiled.parameters as SQLInputValue[] };
}

/** A column that has one of several values, of which there may be none. */
function anyOf(column: Expression<unknown>, values: readonly FilterValue[]): Expression<SqlBool> {
  const known = values.filter((value) => value !== null);
  const isKnown = known.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`${column} in (${sql.join(known)})`;
  return values.includes(null) ? sql<SqlBool>`(${column} is null or ${isKnown})` : isKnown;
}

/** A condition on the moment that a column holds, in milliseconds. */
function timeClause(column: string, condition: TimeCondition): Expression<SqlBool> {
  const moment = sql.ref(column);
  if ("ranges" in condition) {
    const stretches = condition.ranges.map(([startMs, endMs]) => sql<SqlBool>`(${moment} >= ${startMs} and ${moment} < ${endMs})`);
    return sql<SqlBool>`(${stretches.length === 0 ? sql`false` : sql.join(stretches, sql` or `)})`;
  }
  const { unitMs, offset, cycle, values } = condition;
  // Moments are whole milliseconds after 1970, so that the division of integers rounds down.
  const part = sql`(${moment} / ${sql.lit(unitMs)} + ${sql.lit(offset)}) % ${sql.lit(cycle)}`;
  return values.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`${part} in (${sql.join(values)})`;
}

/**
 * Of several symbols each is read as far as the page may reach, and no further.
 *
 * @param nowMs market time that history has reached: bins that end later still run
 */
export function binsSql(query: BinQuery, nowMs: number, guard: Guard | null = null): Statement {
  const { symbols, count, start, reverse } = query;
  const [only, ...others] = symbols;
  if (only !== undefined && others.length === 0) return seriesSql(query, only, count, start, nowMs, guard);
  const each = symbols.map((symbol) => seriesSql(query, symbol, start + count, 0, nowMs, guard));
  const series = each.map(({ sql: statement }, place) => `SELECT *, ${place} AS place FROM (${statement})`);
  return {
    sql: `${series.join(" UNION ALL ")} ORDER BY endMs ${reverse ? "DESC" : "ASC"}, place LIMIT ? OFFSET ?`,
    parameters: [...each.flatMap(({ parameters }) => parameters), count, start],
  };
}

function seriesSql(query: BinQuery, symbol: string, count: number, start: number, nowMs: number, guard: Guard | null): Statement {
  let select = build
    .selectFrom("bin")
    .select(["symbol", "endMs", "open", "high", "low", "close", "trades", "volume", "lastSize", "turnoverSats", "home", "foreign"])
    .where("symbol", "=", symbol)
    .where("widthMs", "=", query.widthMs);
  // Bins have no number of their own but the minute that they end at.
  if (guard !== null) select = select.where(guardClause(guard, "(endMs / 60000)"));
  for (const condition of query.times ?? []) select = select.where(timeClause("endMs", condition));
  if (query.startMs !== null) select = select.where("endMs", ">=", query.startMs);
  if (query.endMs !== null) select = select.where("endMs", "<=", query.endMs);
  if (!query.partial) select = select.where("endMs", "<=", nowMs);
  const compiled = select
    .orderBy("endMs", query.reverse ? "desc" : "asc")
    .limit(count)
    .offset(start)
    .compile();
  return { sql: compiled.sql, parameters: compiled.parameters as SQLInputValue[] };
}
