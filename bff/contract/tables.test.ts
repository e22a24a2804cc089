import { expect, test } from "vitest";
import { imageHeader, type Table } from "./table.ts";
import { orderBookL2 } from "./tables/order-book-l2.ts";
import { STREAMED_TABLES, TABLES_WITHOUT_SYMBOL, tableByName } from "./tables.ts";

const INSTRUMENT = { symbol: "instrument" };
const SIDED = { ...INSTRUMENT, side: "side" };
const ORDERED = { ...SIDED, ordStatus: "ordStatus" };
const IN_TIME = { timestamp: "sorted", symbol: "grouped" };

/** Keys, foreign keys and attributes of each image, as captures of 2018 to 2020 have them. */
const CAPTURED: Readonly<Record<string, readonly [readonly string[], object, object]>> = {
  instrument: [["symbol"], { inverseLeg: "instrument", sellLeg: "instrument", buyLeg: "instrument" }, { symbol: "unique" }],
  orderBookL2: [["symbol", "id", "side"], SIDED, { symbol: "parted", id: "sorted" }],
  orderBookL2_25: [["symbol", "id", "side"], SIDED, { symbol: "parted", id: "sorted" }],
  orderBook10: [["symbol"], INSTRUMENT, { symbol: "sorted" }],
  quote: [[], INSTRUMENT, IN_TIME],
  trade: [[], SIDED, IN_TIME],
  tradeBin1m: [[], INSTRUMENT, IN_TIME],
  order: [["orderID"], ORDERED, { orderID: "grouped", account: "grouped", ordStatus: "grouped", workingIndicator: "grouped" }],
  execution: [["execID"], ORDERED, { execID: "grouped", account: "grouped", execType: "grouped", transactTime: "sorted" }],
  position: [
    ["account", "symbol", "currency"],
    INSTRUMENT,
    { account: "sorted", symbol: "grouped", currency: "grouped", underlying: "grouped", quoteCurrency: "grouped" },
  ],
  margin: [["account", "currency"], {}, { account: "sorted", currency: "grouped" }],
  wallet: [["account", "currency"], {}, { account: "sorted", currency: "grouped" }],
  ...Object.fromEntries(
    ["tradeBin5m", "tradeBin1h", "tradeBin1d", "quoteBin1m", "quoteBin5m", "quoteBin1h", "quoteBin1d"].map((name) => [
      name,
      [[], INSTRUMENT, IN_TIME],
    ]),
  ),
  funding: [["timestamp", "symbol"], INSTRUMENT, IN_TIME],
  settlement: [["timestamp", "symbol"], INSTRUMENT, IN_TIME],
  liquidation: [["orderID"], SIDED, { orderID: "unique" }],
  insurance: [["currency", "timestamp"], {}, { currency: "sorted", timestamp: "sorted" }],
  announcement: [["id"], {}, { id: "sorted" }],
  chat: [["id"], {}, { id: "sorted" }],
  connected: [["id"], {}, {}],
  queue: [["timestamp"], {}, { timestamp: "sorted" }],
  publicNotifications: [["id"], {}, {}],
  privateNotifications: [["id"], {}, {}],
  account: [["account"], {}, { account: "sorted" }],
  affiliate: [["account", "currency"], {}, { account: "sorted" }],
  transact: [["transactID"], {}, { transactID: "grouped", account: "grouped", currency: "grouped", transactTime: "sorted" }],
};

test("API-001 the tables that stream are these thirty-one, found by their names", () => {
  expect(STREAMED_TABLES.map(({ name }) => name).sort()).toEqual(Object.keys(CAPTURED).sort());
  for (const table of STREAMED_TABLES) expect(tableByName(table.name)).toBe(table);
  expect(tableByName("funds")).toBeUndefined();
  expect(tableByName("__proto__")).toBeUndefined();
});

test.each(Object.keys(CAPTURED))("API-001 the image of %s announces the captured keys, foreign keys and attributes", (name) => {
  const table = tableByName(name) as Table;
  const [keys, foreignKeys, attributes] = CAPTURED[name] as (typeof CAPTURED)[string];
  const header = imageHeader(table);
  expect({ keys: header.keys, foreignKeys: header.foreignKeys, attributes: header.attributes }).toEqual({ keys, foreignKeys, attributes });
  expect(Object.keys(header.types)).toEqual(Object.keys(table.columns));
  for (const column of [...keys, ...Object.keys(foreignKeys), ...Object.keys(attributes), ...table.required]) {
    expect(header.types).toHaveProperty(column);
  }
});

test("API-001 an account's own tables are private, and what people own or say belongs to no contract", () => {
  const isPrivate = STREAMED_TABLES.filter(({ visibility }) => visibility === "private").map(({ name }) => name);
  const own = ["account", "affiliate", "execution", "margin", "order", "position", "privateNotifications", "transact", "wallet"];
  expect(isPrivate.sort()).toEqual(own);
  for (const table of STREAMED_TABLES) expect("symbol" in table.columns).toBe(!TABLES_WITHOUT_SYMBOL.has(table.name));
});

test("API-001 client ids, remarks and addresses are announced as text, names that are compared as symbols", () => {
  const announced = (type: string) =>
    [...new Set(STREAMED_TABLES.flatMap(({ types }) => Object.keys(types).filter((column) => types[column] === type)))].sort();
  const texts = "addr address body clOrdID clOrdLinkID content html link message ordRejReason script sound text title tx";
  expect(announced("string")).toEqual(texts.split(" "));
  expect(announced("symbol")).toContain("side");
  expect(announced("guid")).toEqual(["execID", "orderID", "transactID", "trdMatchID"]);
  expect(announced("symbols")).toEqual(["withdrawalLock"]);
  expect(announced("")).toEqual(["asks", "bids"]);
  expect(announced("timespan")).toEqual([
    "calcInterval",
    "fundingInterval",
    "publishInterval",
    "publishTime",
    "rebalanceInterval",
    "relistInterval",
    "sessionInterval",
  ]);
  expect(orderBookL2.types["id"]).toBe("long");
});
