import { ContractError, invalid, refused, TEXT } from "../contract/errors.ts";
import { isFilterColumn } from "../contract/filters.ts";
import { FIRST_MOMENT_MS, LAST_MOMENT_MS, readMoment } from "../contract/moments.ts";
import type { Filter } from "../contract/operation.ts";
import type { Table } from "../contract/table.ts";
import { readTimePart, TIME_PARTS, type TimeCondition, textMeets } from "../contract/time-parts.ts";
import type { BinQuery, FilterValue, ListQuery } from "../history/index.ts";

/** Parameters that lists of rows in time share, as the contract reads them. */
export interface HistoryParams {
  readonly symbol?: string;
  readonly filter?: Filter;
  readonly columns?: readonly string[] | string;
  readonly count?: number;
  readonly start?: number;
  readonly reverse?: boolean;
  readonly startTime?: string;
  readonly endTime?: string;
}

/** A filter read against a table: equality by column, parts of moments, and whether only open orders are meant. */
export interface ReadFilter {
  readonly equals: Readonly<Record<string, readonly FilterValue[]>>;
  readonly times: readonly { readonly column: string; readonly condition: TimeCondition }[];
  /** Bounds in time that the filter itself names; null for none. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  /** Null where the filter does not say. */
  readonly open: boolean | null;
}

const MAX_LIST = 100;
const MAX_COLUMNS = 20;

/** @throws ContractError 400 for columns that the table lacks or values that are none */
export function readFilter(table: Table, filter: unknown, symbol?: string): ReadFilter {
  const equals: Record<string, readonly FilterValue[]> = symbol === undefined ? {} : { symbol: [symbol] };
  const times: { column: string; condition: TimeCondition }[] = [];
  const read = { equals, times, startMs: null as number | null, endMs: null as number | null, open: null as boolean | null };
  if (filter === undefined || filter === null) return read;
  if (typeof filter !== "object" || Array.isArray(filter)) throw invalid("filter values are not valid");
  const entries = Object.entries(filter);
  if (entries.length > MAX_COLUMNS) throw invalid("filter values are not valid");
  for (const [column, value] of entries) {
    if (table.name === "order" && (column === "open" || column === "ordStatus.isTerminated")) {
      read.open = (readValue("boolean", value) === 1) === (column === "open");
      continue;
    }
    if (column === "startTime" || column === "endTime") {
      read[column === "startTime" ? "startMs" : "endMs"] = readFilterMoment(value);
      continue;
    }
    const values = Array.isArray(value) ? (value as readonly unknown[]) : [value];
    if (values.length > MAX_LIST) throw invalid("filter values are not valid");
    const part = timePart(table, column);
    if (part !== null) {
      times.push({ column: part.column, condition: readTimeCondition(part.name, values) });
      continue;
    }
    const wire = wireOf(table, column);
    if (wire === undefined) throw invalid("filter columns are not valid");
    const wanted = values.map((one) => readValue(wire, one));
    const already = equals[column];
    equals[column] = already === undefined ? wanted : wanted.filter((one) => already.includes(one));
  }
  return read;
}

const wireOf = (table: Table, column: string) =>
  Object.hasOwn(table.types, column) && !isWithdrawn(table, column) ? table.types[column] : undefined;

/** `timestamp.date` names a part of the moment that a column holds. */
function timePart(table: Table, text: string): { readonly column: string; readonly name: string } | null {
  const dot = text.indexOf(".");
  if (dot === -1 || wireOf(table, text.slice(0, dot)) !== "timestamp") return null;
  return { column: text.slice(0, dot), name: text.slice(dot + 1) };
}

function readTimeCondition(name: string, values: readonly unknown[]): TimeCondition {
  if (!TIME_PARTS.includes(name)) throw invalid("filter columns are not valid");
  const condition = readTimePart(name, values);
  if (condition === null) throw invalid("filter values are not valid");
  return condition;
}

function readFilterMoment(value: unknown): number {
  const timeMs = typeof value === "string" ? readMoment(value) : null;
  if (timeMs === null) throw invalid("filter values are not valid");
  return timeMs;
}

/** A column that is always null is not kept, and nobody looks for a row by it. */
const isWithdrawn = (table: Table, column: string) => (table.columns[column] as { readonly type?: unknown } | undefined)?.type === "null";

/** Numbers and truths of a filter in brackets, as `filter[open]=true`, come as words. */
const WORDS: ReadonlyMap<unknown, unknown> = new Map([
  ["true", true],
  ["false", false],
]);
const PLAIN_NUMBER = /^-?\d{1,16}(\.\d{1,16})?$/;

/** A filter's value as rows are stored: moments in milliseconds, truths as 0 and 1. */
function readValue(wire: string, value: unknown): FilterValue {
  if (value === null) return null;
  if (wire === "timestamp") return readFilterMoment(value);
  if (wire === "boolean") {
    const truth = WORDS.get(value) ?? value;
    if (typeof truth !== "boolean") throw invalid("filter values are not valid");
    return truth ? 1 : 0;
  }
  if (wire === "long" || wire === "float") {
    const number = typeof value === "string" && PLAIN_NUMBER.test(value) ? Number(value) : value;
    if (typeof number !== "number" || !Number.isFinite(number)) throw invalid("filter values are not valid");
    return number;
  }
  if (typeof value !== "string") throw invalid("filter values are not valid");
  return value;
}

/** The narrower of two bounds in time, each null for none. */
const later = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.max(a, b));
const earlier = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b));
const momentOf = (text: string | undefined) => (text === undefined ? null : Date.parse(text));

/**
 * A list's parameters as history takes them.
 *
 * @throws ContractError 400 for a filter by a column that no index stands behind
 */
export function toListQuery(table: ListQuery["table"], model: Table, account: number | null, params: HistoryParams): ListQuery {
  const { equals, times, startMs, endMs } = readFilter(model, params.filter, params.symbol);
  const named = [...Object.keys(equals), ...times.map(({ column }) => column)];
  if (!named.every((column) => isFilterColumn(table, column))) throw invalid("filter columns are not valid");
  return {
    table,
    account,
    filter: equals,
    times,
    startMs: later(startMs, momentOf(params.startTime)),
    endMs: earlier(endMs, momentOf(params.endTime)),
    count: params.count ?? 100,
    start: params.start ?? 0,
    reverse: params.reverse ?? false,
  };
}

type AnyRow = Readonly<Record<string, unknown>>;

/** Whether a row in memory passes a filter. */
export function matches(table: Table, row: AnyRow, filter: Omit<ReadFilter, "open">): boolean {
  return matcher(table, filter)(row);
}

type Test = (row: AnyRow) => boolean;

/** The same for many rows. Moments are compared as the texts that they are: these sort as the moments do. */
function matcher(table: Table, { equals, times, startMs, endMs }: Omit<ReadFilter, "open">): Test {
  const tests = Object.entries(equals).map(([column, values]) => holdsOne(column, values, table.types[column]));
  if (startMs !== null || endMs !== null) tests.push(isWithin(toIso(startMs ?? FIRST_MOMENT_MS), toIso(endMs ?? LAST_MOMENT_MS)));
  for (const { column, condition } of times) {
    const isMet = textMeets(condition);
    tests.push((row) => isMet(String(row[column])));
  }
  return (row) => {
    for (const test of tests) if (!test(row)) return false;
    return true;
  };
}

function holdsOne(column: string, values: readonly FilterValue[], wire: string | undefined): Test {
  const [only] = values;
  const isPlain = wire !== "timestamp" && wire !== "boolean";
  if (isPlain && values.length === 1) return (row) => (row[column] ?? null) === only;
  return (row) => values.includes(comparable(wire, row[column]));
}

const isWithin =
  (first: string, last: string): Test =>
  ({ timestamp }) =>
    String(timestamp) >= first && String(timestamp) <= last;

const toIso = (timeMs: number) => new Date(Math.min(Math.max(timeMs, FIRST_MOMENT_MS), LAST_MOMENT_MS)).toISOString();

/** A value as filters are read: moments in milliseconds, truths as 0 and 1. */
function comparable(wire: string | undefined, value: unknown): FilterValue {
  if (value === null || value === undefined) return null;
  if (wire === "timestamp") return Date.parse(value as string);
  return (wire === "boolean" ? Number(value) : value) as FilterValue;
}

const isOpen = ({ equals, times }: Omit<ReadFilter, "open">, bounds: Pick<ReadFilter, "startMs" | "endMs">) =>
  Object.keys(equals).length === 0 && times.length === 0 && bounds.startMs === null && bounds.endMs === null;

/** Rows in memory, filtered, in time, ordered and counted as history would. */
export function selectRows<R extends object>(table: Table, rows: readonly R[], params: HistoryParams): R[] {
  const filter = readFilter(table, params.filter, params.symbol);
  const bounds = {
    startMs: later(filter.startMs, momentOf(params.startTime)),
    endMs: earlier(filter.endMs, momentOf(params.endTime)),
  };
  const { start = 0, count = 100, reverse = false } = params;
  const page = start + count;
  // Who asks for nothing in particular gets a stretch of the list as it is.
  if (isOpen(filter, bounds))
    return reverse ? rows.slice(Math.max(0, rows.length - page), Math.max(0, rows.length - start)).reverse() : rows.slice(start, page);
  const passes = matcher(table, { ...filter, ...bounds });
  const chosen: R[] = [];
  // No further than the page reaches.
  for (let i = 0; i < rows.length && chosen.length < page; i++) {
    const row = rows[reverse ? rows.length - 1 - i : i] as R;
    if (passes(row as AnyRow)) chosen.push(row);
  }
  return chosen.slice(start);
}

/**
 * Reads the `columns` parameter into a function that keeps those columns, and the keys always.
 *
 * @throws ContractError 400 for a column that the table lacks
 */
export function readColumns(table: Table, columns: readonly string[] | string | undefined): (row: object) => object {
  const names = readColumnNames(table, columns);
  if (names === null) return (row) => row;
  return (row) => Object.fromEntries(names.map((name) => [name, (row as Record<string, unknown>)[name] ?? null]));
}

/** The same as names in the order of the wire; null for all columns. Throws like {@link readColumns}. */
export function readColumnNames(table: Table, columns: readonly string[] | string | undefined): readonly string[] | null {
  if (columns === undefined || columns.length === 0) return null;
  const named = typeof columns === "string" ? columns.split(",").map((name) => name.trim()) : columns;
  if (!Array.isArray(named) || named.some((name) => typeof name !== "string" || !Object.hasOwn(table.types, name))) {
    throw new ContractError(400, "columns are not valid", "ValidationError");
  }
  const kept = new Set([...table.keys, ...table.required, ...named]);
  return table.columnNames.filter((name) => kept.has(name));
}

/**
 * Symbol, bounds and page of a query that bins answer: they are found by symbol, width and time alone.
 *
 * @param all symbols that are meant where none is named; null where one has to be
 * @throws ContractError 400 without a symbol, or with a filter by anything else
 */
export function toBinQuery(
  model: Table,
  params: HistoryParams,
  widthMs: number,
  partial: boolean,
  all: readonly string[] | null = null,
): BinQuery {
  const { filter, times = [], startMs, endMs, count, start, reverse } = toListQuery("trade", model, null, params);
  const symbols = filter["symbol"] ?? all ?? [];
  const isAlone = symbols.length === 1 || all !== null;
  if (!isAlone || !symbols.every((symbol): symbol is string => typeof symbol === "string")) throw refused(TEXT.invalidSymbol);
  if (Object.keys(filter).length > 1) throw invalid("filter columns are not valid");
  return { symbols, widthMs, startMs, endMs, times: times.map(({ condition }) => condition), count, start, reverse, partial };
}
