import { expect, test } from "vitest";
import { DEFAULT_LIMITS, withOverrides } from "./limits.ts";

test("API-003 an operator overrides the limits that a file names, and keeps the others", () => {
  const limits = withOverrides(DEFAULT_LIMITS, { requestsPerMinute: { account: 7 }, exemptLoopback: true, sockets: { topics: 1 } });
  expect(limits).toEqual({
    ...DEFAULT_LIMITS,
    exemptLoopback: true,
    requestsPerMinute: { account: 7, address: DEFAULT_LIMITS.requestsPerMinute.address },
    sockets: { ...DEFAULT_LIMITS.sockets, topics: 1 },
  });
  expect(withOverrides(DEFAULT_LIMITS, {})).toEqual(DEFAULT_LIMITS);
});

test.each<[unknown, string]>([
  [null, "LIMITS must be an object"],
  [[], "LIMITS must be an object"],
  ["120", "LIMITS must be an object"],
  [{ requestsPerHour: 1 }, "LIMITS.requestsPerHour is no limit"],
  [{ toString: 1 }, "LIMITS.toString is no limit"],
  [JSON.parse('{"__proto__":{"bodyBytes":1}}'), "LIMITS.__proto__ is no limit"],
  [{ requestsPerMinute: 120 }, "LIMITS.requestsPerMinute must be an object"],
  [{ requestsPerMinute: { account: "120" } }, "LIMITS.requestsPerMinute.account must be a number"],
  [{ exemptLoopback: 1 }, "LIMITS.exemptLoopback must be a boolean"],
  [{ bodyBytes: 0 }, "LIMITS.bodyBytes must be above zero"],
  [{ engineQueue: -1 }, "LIMITS.engineQueue must be above zero"],
  [{ sockets: { topics: Number.NaN } }, "LIMITS.sockets.topics must be above zero"],
])("API-003 limits of %j are refused by the name of what is wrong", (overrides, message) => {
  expect(() => withOverrides(DEFAULT_LIMITS, overrides)).toThrow(message);
});
