import { type Static, type TObject, type TSchema, Type } from "typebox";
import type { Column, WireType } from "./columns.ts";

export type Columns = Readonly<Record<string, Column>>;

/** Who may subscribe: everybody, or the account that the rows belong to. */
export type Visibility = "public" | "private";

export type Attribute = "sorted" | "grouped" | "unique" | "parted";

/** What is known of any table. */
export interface Table {
  /** Topic on the socket, and the `table` of its messages. */
  readonly name: string;
  /** Definition in the Swagger document. Several topics may share one (`orderBookL2`, `orderBookL2_25`). */
  readonly model: string;
  readonly description: string;
  readonly visibility: Visibility;
  /** Columns that identify a row in updates and deletes. None: the table is only ever inserted into. */
  readonly keys: readonly string[];
  /** Columns that the Swagger document calls required. */
  readonly required: readonly string[];
  readonly foreignKeys: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly columns: Columns;
  /** In wire order. */
  readonly columnNames: readonly string[];
  readonly types: Readonly<Record<string, WireType>>;
  readonly schema: TSchema;
}

/** A table whose columns are known to the compiler. */
export interface TableOf<C extends Columns> extends Table {
  readonly columns: C;
  readonly schema: TObject<C>;
}

/** One row of a table, every column present. */
export type Row<T extends { readonly schema: TSchema }> = Static<T["schema"]>;

type Description<C extends Columns> = Omit<TableOf<C>, "columnNames" | "types" | "schema" | "keys" | "required"> & {
  readonly keys: readonly (keyof C & string)[];
  readonly required: readonly (keyof C & string)[];
};

/** Describes a table once; images, validation, documentation and the browser's types are derived from it. */
export function defineTable<const C extends Columns>(description: Description<C>): TableOf<C> {
  const columnNames = Object.keys(description.columns);
  const types: Record<string, WireType> = {};
  for (const name of columnNames) types[name] = (description.columns[name] as Column).wire;
  return { ...description, columnNames, types, schema: Type.Object(description.columns) };
}

/** The part of a `partial` that describes the table rather than its rows. */
export function imageHeader(table: Table): {
  readonly keys: readonly string[];
  readonly types: Readonly<Record<string, WireType>>;
  readonly foreignKeys: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, Attribute>>;
} {
  return { keys: table.keys, types: table.types, foreignKeys: table.foreignKeys, attributes: table.attributes };
}
