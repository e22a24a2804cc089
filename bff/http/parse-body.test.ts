import fc from "fast-check";
import { expect, test } from "vitest";
import { ContractError } from "../contract/errors.ts";
import { decodeBody, parseForm, parseJson, withoutBlanks } from "./parse-body.ts";

test("API-003 a form is read with its nested keys, lists by number or by empty brackets", () => {
  expect(parseForm("filter[symbol]=XBTUSD&filter[side]=Buy&columns[0]=price&columns[1]=side&ids[]=a&ids[]=b&x=1+2%2B3")).toEqual({
    filter: { symbol: "XBTUSD", side: "Buy" },
    columns: ["price", "side"],
    ids: ["a", "b"],
    x: "1 2+3",
  });
});

test("API-015 lists stand within structures and structures within lists", () => {
  expect(parseForm("filter[side][]=Buy&filter[side][]=Sell&filter[symbol][0]=XBTUSD")).toEqual({
    filter: { side: ["Buy", "Sell"], symbol: ["XBTUSD"] },
  });
  expect(parseForm("orders[1][symbol]=A&orders[1][price]=1&orders[7][symbol]=B")).toEqual({
    orders: [{ symbol: "A", price: "1" }, { symbol: "B" }],
  });
  expect(parseForm("a[__proto__][polluted]=1&a[]x=2")).toEqual({ a: Object.fromEntries([["__proto__", { polluted: "1" }]]), "a[]x": "2" });
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("API-015 a key that comes again makes a list, whatever it is called", () => {
  expect(parseForm("clOrdID=a&clOrdID=b&clOrdID=c&text=x")).toEqual({ clOrdID: ["a", "b", "c"], text: "x" });
  expect(parseForm("a[]=1&a=2")).toEqual({ a: ["1", "2"] });
  expect(Object.keys(parseForm("__proto__=1&__proto__=2"))).toEqual(["__proto__"]);
});

test("API-011 a parameter of a read that says nothing is none", () => {
  expect(withoutBlanks({ symbol: "", count: "5", filter: {}, columns: [] })).toEqual({ count: "5", filter: {}, columns: [] });
});

test.each([
  ["a[b]=1&a[b]=2", "a is invalid"],
  ["a[b]=1&a[b][c]=2", "a is invalid"],
  ["a[b][c]=1&a[b][]=2", "a is invalid"],
  ["a[b][c][d][e]=1", "a is invalid"],
  ["a[b]=1&a=2", "a is invalid"],
  ["a=1&a[b]=2", "a is invalid"],
  ["a[0]=1&a[b]=2", "a is invalid"],
  ["a[b]=1&a[0]=2", "a is invalid"],
  ["a=%", "Parameters are not valid percent-encoded UTF-8"],
  ["a=%e9", "Parameters are not valid percent-encoded UTF-8"],
  [Array.from({ length: 1_001 }, (_, i) => `k${i}`).join("&"), "too many parameters"],
])("API-003 %j is refused: %s", (encoded, message) => {
  expect(() => parseForm(encoded)).toThrow(new ContractError(400, message, "ValidationError"));
});

test("API-003 ASVS-15.3.6 whatever a key is called, it becomes a property of its own and touches no other object", () => {
  const form = parseForm("__proto__=1&constructor[prototype]=2&hasOwnProperty=3&__proto__x[__proto__]=4");
  expect(Object.keys(form)).toEqual(["__proto__", "constructor", "hasOwnProperty", "__proto__x"]);
  expect(Object.getPrototypeOf(form)).toBe(Object.prototype);
  expect(Object.keys(parseJson('{"__proto__":{"polluted":true}}'))).toEqual(["__proto__"]);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("API-003 any bytes are either read or refused in the contract's shape", () => {
  const reads = [parseForm, parseJson];
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: "binary", maxLength: 200 }), (bytes, text) => {
      for (const body of [bytes, Buffer.from(text)]) {
        for (const read of reads) {
          try {
            expect(typeof read(decodeBody(body))).toBe("object");
          } catch (error) {
            expect(error).toBeInstanceOf(ContractError);
            expect((error as ContractError).status).toBe(400);
          }
        }
      }
    }),
  );
});

test("API-003 JSON may be nested as deep as anything means, and no deeper", () => {
  const nested = (depth: number) => `{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`;
  expect(parseJson(nested(7))).toEqual({ a: [[[[[[[]]]]]]] });
  expect(() => parseJson(nested(8))).toThrow("Request body is nested too deeply");
  expect(() => parseJson(nested(30_000))).toThrow("Request body is nested too deeply");
  expect(() => parseJson(`{"a":[${"1,".repeat(300_000)}1]}`)).not.toThrow();
});
