import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { COLUMNS_BEYOND_2019, MODELS_BEYOND_2019 } from "./extras.ts";
import type { Operation } from "./operation.ts";
import { OPERATIONS } from "./operations.ts";
import { swaggerDocument } from "./swagger.ts";
import type { Table } from "./table.ts";
import { STREAMED_TABLES } from "./tables.ts";

interface Property {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly items?: object;
}

interface Parameter extends Property {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}

interface Served {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly responses: Readonly<Record<string, { readonly schema: object }>>;
  readonly security?: readonly unknown[];
  readonly "x-fairmark"?: boolean;
}

interface Document {
  readonly definitions: Readonly<
    Record<
      string,
      { readonly type?: string; readonly required?: readonly string[]; readonly properties?: Readonly<Record<string, Property>> }
    >
  >;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Served>>>>;
}

const PUBLISHED = join(process.env["FAIRMARK_REFERENCE_DATA"] ?? "../shared/reference", "swagger-2019-12-17.json");
const IS_PUBLISHED = existsSync(PUBLISHED);

const ours = swaggerDocument(OPERATIONS, "http://localhost:3000", "1.2.0") as unknown as Document & {
  readonly host: string;
  readonly schemes: readonly string[];
  readonly tags: readonly { readonly name: string }[];
};

const served = (document: Document) =>
  Object.entries(document.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => ({ name: `${verb.toUpperCase()} ${path}`, operation })),
  );
const nameOf = (operation: Operation) => `${operation.verb} ${operation.path}`;

/** Type and format of a property, followed through a reference. */
function typed(document: Document, { type, format, $ref }: Property): { type: string | undefined; format: string | undefined } {
  const referred = $ref === undefined ? undefined : document.definitions[$ref.replace("#/definitions/", "")];
  return { type: type ?? referred?.type, format };
}

const answerOf = (operation: Served) => operation.responses["200"]?.schema;

/** Without what is prose. */
function wordless(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (key === "description" ? [] : [[key, wordless(inner)]])));
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === "$ref" ? [String(inner)] : referencesIn(inner)));
}

test("API-001 the document lists exactly the operations that are served, each once", () => {
  expect(
    served(ours)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(OPERATIONS.map(nameOf).sort());
  const ids = served(ours).map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.sort()).toEqual(OPERATIONS.map(({ id }) => id).sort());
});

test("API-001 the document is sound: references lead somewhere, parameters have types, answers are described", () => {
  const references = referencesIn(ours);
  expect(references.length).toBeGreaterThan(OPERATIONS.length);
  for (const reference of references) expect(ours.definitions).toHaveProperty(reference.replace("#/definitions/", ""));
  for (const { name, operation } of served(ours)) {
    for (const parameter of operation.parameters) {
      expect([name, parameter.name, parameter.type]).toEqual([name, parameter.name, expect.stringMatching(/^(string|number|boolean)$/)]);
      expect(parameter.in).toBe(name.startsWith("GET ") ? "query" : "formData");
      expect(typeof parameter.required).toBe("boolean");
    }
    expect(new Set(operation.parameters.map((parameter) => parameter.name)).size).toBe(operation.parameters.length);
    expect(Object.keys(operation.responses)).toEqual(["200", "400", "401", "403", "404"]);
  }
  for (const [model, { properties }] of Object.entries(ours.definitions)) {
    for (const [name, property] of Object.entries(properties ?? {})) {
      expect([model, name, typed(ours, property).type]).toEqual([
        model,
        name,
        expect.stringMatching(/^(string|number|boolean|array|object)$/),
      ]);
      if (property.type === "array") expect(property.items).toBeDefined();
    }
  }
});

test("API-001 clients that build themselves from the document call this exchange", () => {
  expect([ours.host, ours.schemes]).toEqual(["localhost:3000", ["http"]]);
  const behind = swaggerDocument(OPERATIONS, "https://fairmark.example", "1.2.0");
  expect([behind["host"], behind["schemes"]]).toEqual(["fairmark.example", ["https"]]);
  expect(ours.tags.map(({ name }) => name)).toEqual([...new Set(OPERATIONS.map(({ id }) => id.split(".")[0]))]);
});

test("API-001 what is ours alone is marked, and public operations ask for no key", () => {
  for (const operation of OPERATIONS) {
    const described = ours.paths[operation.path]?.[operation.verb.toLowerCase()] as Served;
    expect(described["x-fairmark"] === true).toBe(operation.own === true);
    expect(described.security).toEqual(operation.access === "public" ? [] : undefined);
  }
});

describe("against the document of 2019", () => {
  beforeEach((context) => context.skip(!IS_PUBLISHED, `there is no ${PUBLISHED}`));
  const published = IS_PUBLISHED ? (JSON.parse(readFileSync(PUBLISHED, "utf8")) as Document) : { definitions: {}, paths: {} };
  const models = Object.keys(ours.definitions).filter((model) => MODELS_BEYOND_2019[model] === undefined);

  test("API-001 every model but those that are listed as ours is one of the document", () => {
    const expected =
      "APIKey AccessToken Affiliate Announcement Chat ChatChannel CommunicationToken ConnectedUsers Error Execution Funding GlobalNotification IndexComposite Instrument InstrumentInterval Insurance " +
      "Leaderboard Liquidation Margin Order OrderBookL2 Position Quote QuoteFillRatio Settlement Stats StatsHistory StatsUSD Trade TradeBin Transaction " +
      "User UserCommissionsBySymbol UserEvent UserPreferences Wallet";
    expect(models.sort()).toEqual(expected.split(" "));
    for (const model of Object.keys(MODELS_BEYOND_2019)) expect(published.definitions).not.toHaveProperty(model);
  });

  test.each(models.filter((model) => model !== "Error"))(
    "API-001 %s has the columns of the document, by name, order, type and format",
    (model) => {
      const theirs = published.definitions[model]?.properties ?? {};
      const own = ours.definitions[model]?.properties ?? {};
      const extras = COLUMNS_BEYOND_2019[model] ?? {};
      expect(Object.keys(own)).toEqual([...Object.keys(theirs), ...Object.keys(extras)]);
      for (const column of Object.keys(theirs)) {
        const [here, there] = [own[column], theirs[column]] as [Property, Property];
        expect([column, typed(ours, here)]).toEqual([column, typed(published, there)]);
      }
      for (const column of Object.keys(extras)) expect(theirs).not.toHaveProperty(column);
    },
  );

  test.each(STREAMED_TABLES.filter(({ model }) => MODELS_BEYOND_2019[model] === undefined).map((table) => [table.name, table] as const))(
    "API-001 the image of %s announces the type that follows from the document, column by column",
    (_, table: Table) => {
      const theirs = published.definitions[table.model] as Document["definitions"][string];
      expect(table.required).toEqual(theirs.required ?? []);
      const known = table.columnNames.filter((column) => COLUMNS_BEYOND_2019[table.model]?.[column] === undefined);
      expect(known).toEqual(Object.keys(theirs.properties ?? {}));
      for (const column of known) {
        const { type, format } = typed(published, theirs.properties?.[column] as Property);
        const possible = { int64: ["long"], int32: ["long"], double: ["float"], guid: ["guid"], "date-time": ["timestamp", "timespan"] }[
          format ?? ""
        ];
        const plain = { string: ["symbol", "string"], boolean: ["boolean"], array: ["symbols"] }[type ?? ""];
        expect([column, possible ?? plain]).toEqual([column, expect.arrayContaining([table.types[column]])]);
      }
    },
  );

  test("API-001 every operation but ours, the coins and networks of 2023 and the address book of 2024 has the document's id and its parameters", () => {
    const theirs = new Map(served(published).map(({ name, operation }) => [name, operation]));
    const later = /^(Wallet\.|Address\.|User\.cancelPendingWithdrawal$)/;
    const known = served(ours).filter(({ operation }) => operation["x-fairmark"] !== true && !later.test(operation.operationId));
    expect(known.length).toBeGreaterThan(20);
    for (const { name, operation } of known) {
      expect([name, operation.operationId]).toEqual([name, theirs.get(name)?.operationId]);
      // In their order, too: that is the order in which many clients that are made from the document take them.
      const names = (parameters: readonly Parameter[] = []) => parameters.map((parameter) => parameter.name);
      expect([name, names(operation.parameters)]).toEqual([name, names(theirs.get(name)?.parameters)]);
      for (const { name: parameter, type, in: place } of operation.parameters) {
        const there = theirs.get(name)?.parameters.find((one) => one.name === parameter);
        expect([name, parameter, type, place]).toEqual([name, parameter, there?.type, there?.in]);
      }
    }
    for (const { name, operation } of served(ours)) if (operation["x-fairmark"] === true) expect(theirs.has(name)).toBe(false);
  });

  test("API-010 every operation of the document is served, and asks for what it asks for", () => {
    const own = new Map(served(ours).map(({ name, operation }) => [name, operation]));
    expect(served(published).flatMap(({ name }) => (own.has(name) ? [] : [name]))).toEqual([]);
    for (const { name, operation } of served(published)) {
      const mine = own.get(name);
      expect([name, mine?.security]).toEqual([name, operation.security]);
      expect([name, wordless(answerOf(mine as Served))]).toEqual([name, wordless(answerOf(operation))]);
      for (const there of operation.parameters) {
        const here = mine?.parameters.find((one) => one.name === there.name);
        // Ours may say more: bounds, and which values there are. It says nothing else, and leaves nothing out.
        const { minimum, maximum, enum: choices, ...rest } = (here ?? {}) as Record<string, unknown>;
        const known = Object.fromEntries(Object.entries({ minimum, maximum, enum: choices }).filter(([key]) => key in there));
        expect([name, wordless({ ...rest, ...known })]).toEqual([name, wordless(there)]);
      }
    }
  });

  test("API-010 models say of each column what the document says: what is required, what stands for a missing value, which values there are", () => {
    // A list of ranges is longer than one; what a permission is, is said; and anything at all needs no model.
    const known = new Set(["APIKey cidr", "APIKey permissions"]);
    for (const [model, { required, properties = {} }] of Object.entries(published.definitions)) {
      if (model === "x-any") continue;
      const own = ours.definitions[model];
      expect([model, own?.required]).toEqual([model, required]);
      for (const [column, there] of Object.entries(properties)) {
        if (!known.has(`${model} ${column}`))
          expect([model, column, wordless(own?.properties?.[column])]).toEqual([model, column, wordless(there)]);
      }
    }
  });
});
