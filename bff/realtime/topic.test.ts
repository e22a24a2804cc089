import { expect, test } from "vitest";
import { channelOf, readTopic } from "./topic.ts";

const read = (text: string) => {
  const topic = readTopic(text, (scope) => (["XBTUSD", "XBT", "XBT:perpetual"].includes(scope) ? "XBTUSD" : null));
  return "reason" in topic ? topic.reason : { table: topic.table.name, symbol: topic.symbol };
};

test.each([
  ["trade", "trade", null],
  ["trade:XBTUSD", "trade", "XBTUSD"],
  ["trade:*", "trade", null],
  ["trade:", "trade", null],
  ["margin:*", "margin", null],
  ["wallet:XBTUSD", "wallet", null],
  ["orderBookL2_25:XBTUSD", "orderBookL2_25", "XBTUSD"],
  ["trade:XBT", "trade", "XBTUSD"],
  ["trade:XBT:perpetual", "trade", "XBTUSD"],
  ["chat:*", "chat", null],
  ["insurance:XBt", "insurance", null],
])("API-004 %j is a topic", (text, table, symbol) => {
  expect(read(text)).toEqual({ table, symbol });
});

test.each([
  ["", "Unknown table: "],
  ["Trade", "Unknown table: Trade"],
  ["orderBookL10:XBTUSD", "Unknown table: orderBookL10"],
  ["toString", "Unknown table: toString"],
  ["trade:XBTEUR", "Unknown or expired symbol: XBTEUR"],
  ["trade:XBTUSD:XBTUSD", "Unknown or expired symbol: XBTUSD:XBTUSD"],
  ["x".repeat(100), `Unknown table: ${"x".repeat(40)}`],
])("API-004 %j is none", (text, reason) => {
  expect(read(text)).toBe(reason);
});

test("API-004 rows of one account never share a channel with another's, nor one symbol's with all", () => {
  const channels = [1, 2, null].flatMap((account) =>
    ["order", "trade"].flatMap((table) => ["XBTUSD", null].map((symbol) => channelOf(table, symbol, account))),
  );
  expect(new Set(channels).size).toBe(channels.length);
});
