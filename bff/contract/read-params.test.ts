import * as fc from "fast-check";
import { Type } from "typebox";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { ContractError } from "./errors.ts";
import { readMoment } from "./moments.ts";
import { decimal, type Filter, filterParam, flag, ids, integer, long, moment, optional, text } from "./operation.ts";
import { orderAmend, orderNew } from "./operations/order.ts";
import { readParams } from "./read-params.ts";

const schema = Type.Object({
  symbol: text("A name."),
  remark: optional(text("A remark.", { maxLength: 5 })),
  quantity: optional(integer("A count.", { minimum: 1, maximum: 500, default: 100 })),
  amount: optional(long("Satoshis.")),
  price: optional(decimal("A price.")),
  reverse: optional(flag("Newest first.", { default: false })),
  filter: optional(filterParam),
  orderID: optional(ids("One or several.")),
  startTime: optional(moment("A moment.")),
  width: optional(Type.Unsafe<string>({ type: "string", enum: ["1m", "5m"], default: "1m" })),
});

const read = (raw: Record<string, unknown>) => readParams(schema, { symbol: "XBTUSD", ...raw }, "refuse");

function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof ContractError) return `${error.status} ${error.errorName}: ${error.message}`;
    throw error;
  }
  return "none";
}

test("API-003 a key that the operation does not know is refused by its name, in a body, and passed over in a query", () => {
  expect(refusal(() => read({ reduceOnly: true }))).toBe("400 ValidationError: Unknown parameter: reduceOnly");
  expect(readParams(schema, { symbol: "XBTUSD", reduceOnly: true }, "ignore")).not.toHaveProperty("reduceOnly");
  const hostile = JSON.parse('{"symbol":"XBTUSD","__proto__":{"price":1}}') as Record<string, unknown>;
  expect(refusal(() => readParams(schema, hostile, "refuse"))).toBe("400 ValidationError: Unknown parameter: __proto__");
  expect(refusal(() => read({ constructor: 1 }))).toBe("400 ValidationError: Unknown parameter: constructor");
  expect(refusal(() => read({ ["é\n".repeat(40)]: 1 }))).toBe(`400 ValidationError: Unknown parameter: ${"??".repeat(20)}`);
});

test("API-003 keys that clients are known to send without meaning are ignored where the operation says so", () => {
  const item = { orderID: "a", orderQty: 100, price: 1, side: "Buy", symbol: "XBTUSD" };
  expect(readParams(orderAmend.params, item, "refuse", orderAmend.ignored)).toEqual({ orderID: "a", orderQty: 100, price: 1 });
  expect(refusal(() => readParams(orderNew.params, { symbol: "XBTUSD", stopPrice: 1 }, "refuse", orderNew.ignored))).toMatch(/stopPrice/);
});

test("API-003 what is required must be there, what is left out takes its default, null and nothing count as left out", () => {
  expect(refusal(() => readParams(schema, {}, "refuse"))).toBe("400 ValidationError: symbol is required");
  expect(refusal(() => readParams(schema, { symbol: null }, "refuse"))).toBe("400 ValidationError: symbol is required");
  const defaults = { symbol: "XBTUSD", quantity: 100, reverse: false, width: "1m" };
  expect(read({})).toEqual(defaults);
  expect(read({ quantity: null, price: "", filter: "", startTime: "", width: null })).toEqual(defaults);
  expect(read({ remark: "" })).toEqual({ ...defaults, remark: "" });
  const inherited = Object.create({ symbol: "XBTUSD" }) as Record<string, unknown>;
  expect(refusal(() => readParams(schema, inherited, "refuse"))).toBe("400 ValidationError: symbol is required");
});

describe("numbers", () => {
  test("API-003 a form's numbers are plain decimal digits", () => {
    for (const [given, value] of [
      ["7", 7],
      ["-7", -7],
      ["007", 7],
      ["7.50", 7.5],
      ["0", 0],
    ] as const)
      expect(read({ price: given }).price).toBe(value);
    const refused = ["1e3", "0x10", " 7", "7 ", "+7", ".5", "7.", "1_000", "1,000", "Infinity", "NaN", "٧", "７", "--7", "9".repeat(400)];
    for (const given of refused)
      expect([given, refusal(() => read({ price: given }))]).toEqual([given, "400 ValidationError: price is invalid"]);
  });

  test("API-003 a number is a number: neither truths nor lists nor objects are read as one", () => {
    for (const given of [true, [7], { valueOf: 7 }, Number.NaN, Number.POSITIVE_INFINITY])
      expect(refusal(() => read({ price: given }))).toMatch(/price is invalid/);
    for (const given of [7.5, "7.5", 2 ** 53, "9007199254740993"])
      expect(refusal(() => read({ amount: given }))).toMatch(/amount is invalid/);
    expect(read({ amount: Number.MAX_SAFE_INTEGER }).amount).toBe(Number.MAX_SAFE_INTEGER);
  });

  test("API-003 bounds hold, their ends included", () => {
    expect([read({ quantity: 1 }).quantity, read({ quantity: "500" }).quantity]).toEqual([1, 500]);
    for (const given of [0, 501, -1]) expect(refusal(() => read({ quantity: given }))).toBe("400 ValidationError: quantity is invalid");
    expect(read({ remark: "abcde" }).remark).toBe("abcde");
    expect(refusal(() => read({ remark: "abcdef" }))).toBe("400 ValidationError: remark is invalid");
    expect(read({ width: "5m" }).width).toBe("5m");
    expect(refusal(() => read({ width: "2m" }))).toBe("400 ValidationError: width is invalid");
  });

  test("API-003 every number that JSON can write comes through as it is", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(read({ price: value }).price).toBe(value);
      }),
    );
  });
});

test("API-003 truths come as such or by their words", () => {
  for (const given of [true, "true", "True"]) expect(read({ reverse: given }).reverse).toBe(true);
  for (const given of [false, "false", "False"]) expect(read({ reverse: given }).reverse).toBe(false);
  for (const given of [1, 0, "1", "TRUE", "yes", []]) expect(refusal(() => read({ reverse: given }))).toMatch(/reverse is invalid/);
});

test("API-003 text is text: a number or a list in its place is refused", () => {
  for (const given of [1, true, ["XBTUSD"], { a: 1 }])
    expect(refusal(() => read({ symbol: given }))).toBe("400 ValidationError: symbol is invalid");
});

test("API-003 text is whole characters, none of them a control character but tab and line break", () => {
  expect(read({ remark: "é漢𝄞\t" }).remark).toBe("é漢𝄞\t");
  for (const given of ["\ud834", "a\u0000", "\u001b", "\u007f"])
    expect(refusal(() => read({ remark: given }))).toMatch(/remark is invalid/);
});

test("API-003 JSON parameters come as JSON or as a string of it, a plain string stands for itself", () => {
  const filter: Filter = { symbol: ["XBTUSD"], open: true };
  expect(read({ filter }).filter).toEqual(filter);
  expect(read({ filter: JSON.stringify(filter) }).filter).toEqual(filter);
  expect(read({ filter: ` ${JSON.stringify(filter)}` }).filter).toEqual(filter);
  expect(read({ orderID: "a" }).orderID).toBe("a");
  expect(read({ orderID: '["a","b"]' }).orderID).toEqual(["a", "b"]);
  expect(read({ orderID: ["a", "b"] }).orderID).toEqual(["a", "b"]);
  expect([read({ filter: "null" }).filter, read({ filter: "{}" }).filter]).toEqual([undefined, {}]);
  const deep = JSON.parse(`${"[".repeat(50)}${"]".repeat(50)}`) as unknown;
  for (const given of [deep, JSON.stringify(deep)]) expect(refusal(() => read({ filter: given }))).toMatch(/filter is invalid/);
  for (const given of ["{", '{"a":', "[1,", 7, true]) expect(refusal(() => read({ filter: given }))).toMatch(/filter is invalid/);
});

describe("moments", () => {
  const at = (startTime: unknown) => read({ startTime }).startTime;

  test("API-003 a moment without a zone is UTC, wherever the server stands", () => {
    vi.stubEnv("TZ", "America/New_York");
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    expect(new Date("2020-03-12T09:30").toISOString()).toBe("2020-03-12T13:30:00.000Z");
    for (const given of [
      "2020-03-12T09:30",
      "2020-03-12 09:30",
      "2020-03-12T09:30:00",
      "2020-03-12T09:30:00.000",
      "2020-03-12T09:30:00Z",
    ]) {
      expect([given, at(given)]).toEqual([given, "2020-03-12T09:30:00.000Z"]);
    }
    expect(at("2020-03-12")).toBe("2020-03-12T00:00:00.000Z");
  });

  test("API-003 a zone is subtracted, and fractions are cut to milliseconds", () => {
    expect(at("2020-03-12T09:30:00+01:00")).toBe("2020-03-12T08:30:00.000Z");
    expect(at("2020-03-12T00:30:00+0545")).toBe("2020-03-11T18:45:00.000Z");
    expect(at("2020-03-12 09:30:00-08:00")).toBe("2020-03-12T17:30:00.000Z");
    expect(at("2020-03-12T09:30:00.123456789Z")).toBe("2020-03-12T09:30:00.123Z");
    expect(at("2020-03-12T09:30:00.9Z")).toBe("2020-03-12T09:30:00.900Z");
  });

  test("API-003 what is no moment is refused", () => {
    const refused = [
      "2020",
      "2020-03",
      "2020-3-12",
      "2020-02-30",
      "2019-02-29",
      "2020-13-01",
      "2020-00-10",
      "2020-04-31",
      "2020-03-12T24:00",
      "2020-03-12T09:60",
      "2020-03-12T09:30:60",
      "2020-03-12T09:30+24:00",
      "2020-03-12T",
      "12 Mar 2020",
      "1583971200000",
      "2020-03-12T09",
      "now",
      "2020-03-12Z",
      "+2020-03-12",
      "2020-03-12T09:30:00.1234567890Z",
      "2020-03-12T09:30:00 Z",
    ];
    for (const given of refused)
      expect([given, refusal(() => read({ startTime: given }))]).toEqual([given, "400 ValidationError: startTime is invalid"]);
    for (const given of [1_583_971_200_000, ["2020-03-12"], true])
      expect(refusal(() => read({ startTime: given }))).toMatch(/startTime is invalid/);
  });

  test("API-003 every moment that the contract itself writes is read back as it is, with its zone or without", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("0100-01-01T00:00:00.000Z"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true }),
        (date) => {
          expect(readMoment(date.toISOString())).toBe(date.getTime());
          expect(readMoment(date.toISOString().slice(0, -1))).toBe(date.getTime());
        },
      ),
    );
  });
});
