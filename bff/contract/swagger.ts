import type { TSchema } from "typebox";
import { type Column, swaggerColumn } from "./columns.ts";
import { MODELS_BEYOND_2019 } from "./extras.ts";
import type { Model, Operation } from "./operation.ts";
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
    if (operation.returns !== null) definitions[operation.returns.model] ??= modelDefinition(operation.returns);
    paths[operation.path] = { ...paths[operation.path], [operation.verb.toLowerCase()]: operationObject(operation) };
  }
  return {
    swagger: "2.0",
    info: { title: "Fairmark API", description: "REST API of a Fairmark exchange, compatible with the BitMEX API v1.", version },
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

const errorDefinition: SwaggerSchema = {
  type: "object",
  required: ["error"],
  properties: { error: { type: "object", properties: { message: { type: "string" }, name: { type: "string" } } } },
};

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
  if (operation.returns === null) return { type: "object" };
  const reference = { $ref: `#/definitions/${operation.returns.model}` };
  return operation.single ? reference : { type: "array", items: reference };
}

function parametersOf(operation: Operation): object[] {
  const required = new Set<string>(operation.params.required ?? []);
  return Object.entries(operation.params.properties).map(([name, schema]) => {
    const { type, format, description, default: preset, enum: choices } = schema as TSchema & Record<string, unknown>;
    return {
      name,
      in: operation.verb === "GET" ? "query" : "formData",
      required: required.has(name),
      description,
      type: type === "integer" ? "number" : type,
      ...(format === undefined ? {} : { format }),
      ...(preset === undefined ? {} : { default: preset }),
      ...(choices === undefined ? {} : { enum: choices }),
    };
  });
}

function modelDefinition(model: Table | Model): SwaggerSchema {
  const beyond = MODELS_BEYOND_2019[model.model];
  const description = beyond === undefined ? model.description : `${model.description} (${beyond})`;
  if (!isTable(model)) return { ...plain(model.schema), description };
  const properties: Record<string, SwaggerSchema> = {};
  for (const [name, column] of Object.entries(model.columns)) {
    const property: SwaggerSchema = swaggerColumn(column as Column);
    if (property.type === "array") property.items = {};
    properties[name] = property;
  }
  return { type: "object", description, required: model.required, properties };
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
