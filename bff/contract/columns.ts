import { type Static, type TNull, type TSchema, type TUnion, Type } from "typebox";

/** The column types that an image announces in `types`. Source: `/realtime` of the BitMEX API v1. */
export type WireType = "symbol" | "string" | "guid" | "long" | "float" | "boolean" | "timestamp" | "timespan" | "symbols" | "";

/** A column is a TypeBox schema that also knows its name on the wire. */
export type Column = TSchema & { readonly wire: WireType };

/**
 * The wire type and, for the Swagger document, the JSON format ride on the schema itself,
 * so that a table is one object: types, validation, image and documentation follow from it.
 */
const column = <S extends TSchema, W extends WireType>(schema: S, wire: W) => Object.assign(schema, { wire }) as S & { readonly wire: W };

const integer = (description: string) => column(Type.Integer({ format: "int64", description }), "long");
const double = (description: string) => column(Type.Number({ format: "double", description }), "float");

/** An enumeration or a name that is compared, never prose. */
export const Name = column(Type.String(), "symbol");
/** Free text: client ids, remarks, addresses. */
export const Text = column(Type.String(), "string");
/** A 36-character identifier; a missing one is all zeros. */
export const Guid = column(Type.String({ format: "guid" }), "guid");
export const Flag = column(Type.Boolean(), "boolean");
/** A moment as `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export const Timestamp = column(Type.String({ format: "date-time" }), "timestamp");
/** A duration, written as the moment that lies so long after 2000-01-01: eight hours are `2000-01-01T08:00:00.000Z`. */
export const Timespan = column(Type.String({ format: "date-time" }), "timespan");
export const AccountNumber = integer("account");
export const Contracts = integer("contracts");
export const Satoshis = integer("satoshis");
export const Count = integer("count");
/** Where the contract counts in 32 bits: people, announcements, seconds. */
export const ShortCount = column(Type.Integer({ format: "int32" }), "long");
/** Number of a chat channel, which the contract counts in fractions. */
export const Channel = double("channel");
export const Price = double("price in the quote currency");
export const Ratio = double("fraction of one");
/** Coins or quote currency as a decimal, for people; never used in the books. */
export const Amount = double("amount");
/** Nested price levels of `orderBook10`: pairs of price and size. */
export const Levels = column(Type.Array(Type.Array(Type.Number())), "");
export const Names = column(Type.Array(Type.String()), "symbols");
/** An object of any members. Written out, for the library's own word for it weighs more in the browser than all else of it. */
export const Members = Type.Unsafe<Record<string, unknown>>({ type: "object", patternProperties: { "^.*$": {} } });
/** A column that was withdrawn from use before 2019 and is null ever since. */
export const Withdrawn = Object.assign(Type.Null({ format: "double" }), { wire: "float" as const });

/** A column that may hold null: a missing number, price or moment. Missing names are `""` instead. */
export function Nullable<C extends Column>(inner: C): TUnion<[C, TNull]> & { readonly wire: C["wire"] } {
  return Object.assign(Type.Union([inner, Type.Null()]), { wire: inner.wire });
}

export type ValueOf<C extends Column> = Static<C>;

/** The JSON type and format of a column in the Swagger document; null is not part of Swagger 2.0. */
export function swaggerColumn(schema: Column): { type: string; format?: string; items?: object } {
  const nullable = schema as unknown as { anyOf?: readonly Column[] };
  const inner = nullable.anyOf?.[0] ?? schema;
  const { format } = inner as unknown as { format?: string };
  switch (inner.wire) {
    case "long":
    case "float":
      return format === undefined ? { type: "number" } : { type: "number", format };
    case "boolean":
      return { type: "boolean" };
    case "symbols":
      return { type: "array", items: { type: "string" } };
    case "":
      return { type: "array", items: {} };
    default:
      return format === undefined ? { type: "string" } : { type: "string", format };
  }
}
