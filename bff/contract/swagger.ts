import type { TSchema } from "typebox";
import { type Column, swaggerColumn } from "./columns.ts";
import { MODELS_BEYOND_2019 } from "./extras.ts";
import type { Model, Operation } from "./operation.ts";
import { COLUMN_NOTES, type ColumnNote, REQUIRED_COLUMNS, ZERO_BY_DEFAULT } from "./published-notes.ts";
import type { Table } from "./table.ts";

/** Swagger 2.0 knows only what is used here of it. */
interface SwaggerSchema {
  type?: string;
  format?: string;
  description?: string;
  $ref?: string;
  items?: SwaggerSchema;
  properties?: Record<string, SwaggerSchema>;
  required?: readonly string[];
  default?: unknown;
  enum?: readonly string[];
  maxLength?: number;
}

export interface SwaggerDocument {
  readonly swagger: "2.0";
  readonly definitions: Readonly<Record<string, SwaggerSchema>>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly [key: string]: unknown;
}

const isTable = (model: Table | Model): model is Table => "columns" in model;

/**
 * The document at `/api/explorer/swagger.json`: exactly the operations given, with the models they answer with.
 *
 * @param origin where this exchange is reached; clients that generate themselves from the document call this host
 */
export function swaggerDocument(operations: readonly Operation[], origin: string, version: string): SwaggerDocument {
  const { host, protocol } = new URL(origin);
  const definitions: Record<string, SwaggerSchema> = { Error: errorDefinition };
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    for (const model of modelsOf(operation)) definitions[model.model] ??= modelDefinition(model);
    paths[operation.path] = { ...paths[operation.path], [operation.verb.toLowerCase()]: operationObject(operation) };
  }
  return {
    swagger: "2.0",
    info: { title: "Fairmark API", description: DESCRIPTION, version },
    host,
    schemes: [protocol.replace(":", "")],
    basePath: "/api/v1",
    consumes: ["application/json", "application/x-www-form-urlencoded"],
    produces: ["application/json"],
    securityDefinitions: {
      apiKey: { type: "apiKey", in: "header", name: "api-key" },
      apiExpires: { type: "apiKey", in: "header", name: "api-expires" },
      apiSignature: { type: "apiKey", in: "header", name: "api-signature" },
    },
    security: [{ apiKey: [], apiExpires: [], apiSignature: [] }],
    tags: [...new Set(operations.map(tagOf))].map((name) => ({ name })),
    paths,
    definitions,
  };
}

/** What holds for all operations alike. */
const DESCRIPTION = [
  "REST API of a Fairmark exchange, compatible with the BitMEX API v1.",
  "Parameters come in the query, as JSON or as a form; `filter`, `columns` and lists as JSON or in brackets.",
  "Lists come as CSV with `Accept: text/csv` or `_format=csv`.",
  "Requests are signed with the headers `api-key`, `api-expires` and `api-signature`: the HMAC-SHA256, in hex, of verb, path with query, expiry and body under the key's secret.",
  "Every answer tells in `X-RateLimit-Limit`, `-Remaining` and `-Reset` how many requests are left; one of status 429 or 503 says in `Retry-After` when to come back, and has changed nothing.",
].join("\n\n");

const errorDefinition: SwaggerSchema = {
  type: "object",
  required: ["error"],
  properties: { error: { type: "object", properties: { message: { type: "string" }, name: { type: "string" } } } },
};

/** What an operation answers with, and the models that columns of it refer to. */
function modelsOf({ returns }: Operation): readonly (Table | Model)[] {
  if (returns === null) return [];
  return isTable(returns) ? [returns] : [returns, ...(returns.parts ?? [])];
}

const tagOf = (operation: Operation) => operation.id.slice(0, operation.id.indexOf("."));

function operationObject(operation: Operation): object {
  return {
    tags: [tagOf(operation)],
    summary: operation.summary,
    operationId: operation.id,
    // Clients made from the document send the first: parameters that are described as a form go as a form.
    ...(operation.verb === "GET" ? {} : { consumes: ["application/x-www-form-urlencoded", "application/json"] }),
    parameters: parametersOf(operation),
    responses: {
      200: { description: "Request was successful", schema: answerSchema(operation) },
      400: { description: "Parameter Error", schema: { $ref: "#/definitions/Error" } },
      401: { description: "Unauthorized", schema: { $ref: "#/definitions/Error" } },
      403: { description: "Access Denied", schema: { $ref: "#/definitions/Error" } },
      404: { description: "Not Found", schema: { $ref: "#/definitions/Error" } },
    },
    ...(operation.access === "public" ? { security: [] } : {}),
    ...(operation.own ? { "x-fairmark": true } : {}),
    ...(operation.isHeavy ? { "x-fairmark-heavy": true } : {}),
    ...(operation.access === "session" ? { "x-fairmark-session": true } : {}),
  };
}

function answerSchema(operation: Operation): SwaggerSchema {
  if (operation.returns === null) return operation.answer ?? { type: "object" };
  const reference = { $ref: `#/definitions/${operation.returns.model}` };
  return operation.single ? reference : { type: "array", items: reference };
}

function parametersOf(operation: Operation): object[] {
  const required = new Set<string>(operation.params.required ?? []);
  return Object.entries(operation.params.properties).map(([name, schema]) => {
    const { type, format, description, enum: choices, minimum, maximum, ...rest } = schema as TSchema & Record<string, unknown>;
    const preset = rest["default"] ?? rest["documentedDefault"];
    return {
      name,
      in: operation.verb === "GET" ? "query" : "formData",
      required: required.has(name),
      description,
      type: type === "integer" ? "number" : type,
      ...(format === undefined ? {} : { format }),
      ...(preset === undefined ? {} : { default: preset }),
      ...(choices === undefined ? {} : { enum: choices }),
      ...(minimum === undefined ? {} : { minimum }),
      ...(maximum === undefined ? {} : { maximum }),
    };
  });
}

function modelDefinition(model: Table | Model): SwaggerSchema {
  const beyond = MODELS_BEYOND_2019[model.model];
  const description = beyond === undefined ? model.description : `${model.description} (${beyond})`;
  if (!isTable(model)) {
    const { type = "object", required: all = [], properties = {} } = plain(model.schema);
    return { type, description, ...requiring(REQUIRED_COLUMNS[model.model] ?? all), properties: noted(model.model, properties) };
  }
  const properties = Object.entries(model.columns).map(([name, column]) => [name, swaggerColumn(column as Column)] as const);
  return { type: "object", description, ...requiring(model.required), properties: noted(model.model, Object.fromEntries(properties)) };
}

/** An empty list of what is required is none. */
const requiring = (required: readonly string[]) => (required.length === 0 ? {} : { required });

/** The columns of a model with what the contract says of them beyond their types. */
function noted(model: string, properties: Readonly<Record<string, SwaggerSchema>>): Record<string, SwaggerSchema> {
  const entries = Object.entries(properties).map(([column, { type, ...rest }]) => {
    const zero = type === "number" && ZERO_BY_DEFAULT.includes(model) ? { default: 0 } : {};
    const note: ColumnNote = COLUMN_NOTES[model]?.[column] ?? {};
    const kind = note.$ref === undefined && type !== undefined ? { type } : {};
    return [column, { ...kind, ...rest, ...zero, ...note }] as const;
  });
  return Object.fromEntries(entries);
}

/** A TypeBox schema as Swagger 2.0: no unions with null, no `integer`, no annotations of ours. */
function plain(schema: TSchema): SwaggerSchema {
  const { type, format, anyOf, properties, items, required } = schema as unknown as {
    type?: string;
    format?: string;
    anyOf?: readonly TSchema[];
    properties?: Record<string, TSchema>;
    items?: TSchema;
    required?: readonly string[];
  };
  const alternative = anyOf?.[0];
  if (alternative !== undefined) return plain(alternative);
  return {
    ...(type === undefined ? {} : { type: type === "integer" ? "number" : type }),
    ...(format === undefined ? {} : { format }),
    ...(required === undefined ? {} : { required }),
    ...(items === undefined ? {} : { items: plain(items) }),
    ...(properties === undefined
      ? {}
      : { properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, plain(inner)])) }),
  };
}
