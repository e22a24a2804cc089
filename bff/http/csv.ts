import type { Operation } from "../contract/operation.ts";

const NEWLINE = "\r\n";
/** What a spreadsheet takes for the beginning of a formula. Source: the CSV injection notes of OWASP. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/**
 * Rows as comma-separated values: a line of column names, then one line a row. Source: RFC 4180.
 *
 * @param names columns in wire order
 */
export function toCsv(names: readonly string[], rows: readonly object[]): string {
  const lines = rows.map((row) => names.map((name) => cell((row as Readonly<Record<string, unknown>>)[name])).join(","));
  return [names.join(","), ...lines, ""].join(NEWLINE);
}

/** A value as a cell. Text that a spreadsheet would run is led by an apostrophe, which makes it text there; numbers stay numbers. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Columns of the lists that an operation answers with; null where it answers with no list. */
export function listColumns(operation: Operation): readonly string[] | null {
  const { returns, single } = operation;
  if (returns === null || single) return null;
  return "columns" in returns ? returns.columnNames : Object.keys(returns.schema.properties);
}

const JSON_TYPES = ["application/json", "application/*", "*/*"];

/** Whether a reader would rather have CSV than JSON, by the `Accept` of its request: the type of the highest weight, then the first. */
export function prefersCsv(accept: string | undefined): boolean {
  const offers = (accept ?? "").split(",").map((offer) => {
    const [type = "", ...parameters] = offer.split(";").map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith("q="));
    return { type, weight: weight === undefined ? 1 : Number(weight.slice(2)) };
  });
  const known = offers.filter(({ type, weight }) => weight > 0 && (type === "text/csv" || JSON_TYPES.includes(type)));
  return known.toSorted((a, b) => b.weight - a.weight)[0]?.type === "text/csv";
}
