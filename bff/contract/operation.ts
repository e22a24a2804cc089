import { type Static, type TObject, type TSchema, Type } from "typebox";
import { filterColumns } from "./filters.ts";
import type { Table } from "./table.ts";
import { BIN_SIZES, type BinSize } from "./tables/trade-bin.ts";

export type Verb = "GET" | "POST" | "PUT" | "DELETE";

/**
 * Who may call: anyone; an account, by key or session; or a person at a signed-in session, never a key.
 */
export type Access = "public" | "account" | "session";

/** What a key must have been given. A session may do all that an account may. */
export type Permission = "order" | "orderCancel" | "withdraw";

export const PERMISSIONS: readonly Permission[] = ["order", "orderCancel", "withdraw"];

/** Whether somebody may do what needs a permission: whoever may order may cancel too. */
export const mayDo = (permissions: readonly Permission[], needed: Permission): boolean =>
  permissions.includes(needed) || (needed === "orderCancel" && permissions.includes("order"));

export interface Operation<P extends TObject = TObject> {
  readonly verb: Verb;
  /** Below `/api/v1`. */
  readonly path: string;
  /** `Resource.name`, as swagger clients spell it. */
  readonly id: string;
  readonly summary: string;
  readonly access: Access;
  readonly permission?: Permission;
  readonly params: P;
  /** Keys of a body that clients are known to send and that mean nothing here. */
  readonly ignored?: readonly string[];
  /** Model of the answer; a list of it unless `single`. `null`: the answer is described by its summary alone. */
  readonly returns: Table | Model | null;
  /** JSON schema of an answer that is no model. */
  readonly answer?: Readonly<Record<string, unknown>>;
  readonly single?: boolean;
  /** Reads more than a glance: only so many are in work at once. Marked `x-fairmark-heavy` in the documentation. */
  readonly isHeavy?: boolean;
  /** Not an operation of the BitMEX API v1: marked `x-fairmark` in the documentation. */
  readonly own?: boolean;
}

/** A model of REST answers that is no table. */
export interface Model {
  readonly model: string;
  readonly description: string;
  readonly schema: TObject;
  /** Models that columns of this one refer to. */
  readonly parts?: readonly Model[];
}

export type ParamsOf<O extends { readonly params: TSchema }> = Static<O["params"]>;

export const defineOperation = <const P extends TObject>(operation: Operation<P>): Operation<P> => operation;

/** A value that arrives as JSON: an object in a body, a string in a query or form. */
const json = <T>(description: string) => Type.Unsafe<T>({ type: "string", format: "JSON", description });

/** Equality by column; a list means any of its members. */
export type Filter = Readonly<Record<string, unknown>>;

export const text = (
  description: string,
  /** `documentedDefault` is for clients made from the document; what is left out is left to the operation. */
  options: { readonly default?: string; readonly documentedDefault?: string; readonly maxLength?: number } = {},
) => Type.String({ description, ...options });
export const integer = (
  description: string,
  options: { readonly default?: number; readonly minimum?: number; readonly maximum?: number } = {},
) => Type.Integer({ format: "int32", description, ...options });
export const long = (description: string) => Type.Integer({ format: "int64", description });
export const decimal = (description: string, options: { readonly default?: number } = {}) =>
  Type.Number({ format: "double", description, ...options });
export const flag = (description: string, options: { readonly default?: boolean } = {}) => Type.Boolean({ description, ...options });
export const moment = (description: string) => Type.String({ format: "date-time", description });
export const ids = (description: string) => json<string | readonly string[]>(description);
export const list = <T>(description: string) => json<readonly T[]>(description);
export const structure = (description: string) => json<Readonly<Record<string, unknown>>>(description);
export const optional = Type.Optional;

export const symbolParam = text("Contract, as `XBTUSD`. Where rows are read, a root as `XBT` or a series as `XBT:perpetual` will do.");
export const filterParam = json<Filter>(
  'Rows whose columns equal these, as `{"side":"Buy"}`; a list matches any of its members. Parts of moments are columns too, as `{"timestamp.date":"2026-11-22"}`.',
);
export const columnsParam = json<readonly string[] | string>(
  "Columns to return, as a JSON array or a list with commas. Key columns always come.",
);
const countParam = integer("Number of rows, at most 500; at most 1,000 for trades.", { default: 100, minimum: 1, maximum: 500 });

/** A filter of a history, which says what it can be found by. */
const historyFilterParam = (table: string) =>
  json<Filter>(
    `Rows whose columns equal these, as \`{"symbol":"XBTUSD"}\`; a list matches any of its members. Rows are found by ${filterColumns(table).join(", ")}; any other column is refused. Parts of moments are columns too, as \`{"timestamp.date":"2026-11-22"}\`.`,
  );

/** The query of a history whose filters are backed by indices. */
export const keptParams = (table: string) => ({ ...historyParams, filter: optional(historyFilterParam(table)) });

/** The query that every list of rows in time takes. */
export const historyParams = {
  symbol: optional(symbolParam),
  filter: optional(filterParam),
  columns: optional(columnsParam),
  count: optional(countParam),
  start: optional(integer("Row to start from.", { default: 0, minimum: 0, maximum: 1_000_000 })),
  reverse: optional(flag("Newest first.", { default: false })),
  startTime: optional(moment("Not before this moment.")),
  endTime: optional(moment("Not after this moment.")),
};

export const binSizeParam = Type.Unsafe<BinSize>({
  type: "string",
  enum: Object.keys(BIN_SIZES),
  default: "1m",
  description: "Width of a bin.",
});
