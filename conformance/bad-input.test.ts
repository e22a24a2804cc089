import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Operation } from "../bff/contract/operation.ts";
import { OPERATIONS } from "../bff/contract/operations.ts";
import { type Answer, exchange, type Request, type RestClient } from "./client.ts";
import { openHouse } from "./house.ts";
import type { Row } from "./socket.ts";

// Time stands still: by itself an exchange samples its premiums each minute, and nothing is to change here.
// And lists are asked for faster than an exchange that has traders would answer.
const house = await openHouse({ CLOCK: "manual" }, { exemptLoopback: true, heavyReadsPerSecond: 10_000 });
const trader = await house.trader("trader");
const maker = await house.trader("maker");
const symbol = "XBTUSD";
// Something of everything is there, so that what should stay has something to lose.
await maker.rest.post("/order", { symbol, side: "Sell", orderQty: 1_000, price: 60_000 });
await trader.rest.post("/order", { symbol, side: "Buy", orderQty: 500, price: 60_000, clOrdID: "filled" });
const resting = await trader.rest.post<Row>("/order", { symbol, side: "Buy", orderQty: 500, price: 50_000, clOrdID: "resting" });

/** What is thrown at every parameter, as JSON is written. */
const HOSTILE = [
  ...["0", "-0", "-1", "1", "1e999", "-1e999", "1e308", "1e-320", "9007199254740993", "0.1", "1.7976931348623157e308"],
  ...[
    "null",
    "true",
    "false",
    "[]",
    "{}",
    "[null]",
    "[[[[[]]]]]",
    '{"a":{"b":{"c":{}}}}',
    '{"__proto__":{"x":1}}',
    '{"toString":1}',
    '["a",1,null,{}]',
  ],
  ...[
    '""',
    '" "',
    '"null"',
    '"NaN"',
    '"1e5"',
    '"0x10"',
    '"-100"',
    '"١٠٠"',
    '"__proto__"',
    '"constructor"',
    '"[["',
    '"{\\"a\\":1}"',
    '"[[[[[[]]]]]]"',
  ],
  ...['"\'; DROP TABLE trade; --"', '"\\u0000"', '"\\ud800"', '"\\u202e\\u0007"', '"<script>1</script>"', '"../../etc/passwd"', '"%zz%ff"'],
  `"${"x".repeat(20_000)}"`,
  `${"[".repeat(30_000)}${"]".repeat(30_000)}`,
  `${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}`,
];

const IS_PROOF = process.env["FAIRMARK_PROVE"] === "1";
const FEW = 3;

/** What a parameter meets: everything in the long form. In the short one, where an operation has many, each meets a third. */
const hostileTo = (place: number, parameters: number): readonly string[] =>
  IS_PROOF || parameters <= FEW ? HOSTILE : HOSTILE.filter((_, i) => i % FEW === place % FEW);

/** A request of each operation that would be right. */
const RIGHT: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "Order.new": { symbol, side: "Buy", orderQty: 100, price: 50_000 },
  "Order.amend": { orderID: resting["orderID"] },
  "Order.cancel": {},
  "Order.newBulk": { orders: [] },
  "Order.amendBulk": { orders: [] },
  "Position.updateLeverage": { symbol, leverage: 10 },
  "Position.isolateMargin": { symbol },
  "OrderBook.getL2": { symbol },
  "Trade.getBucketed": { symbol },
  "User.signUp": { email: "nobody@example.test", password: "short" },
  "User.login": { email: "nobody@example.test", password: `${"long ".repeat(205)}` },
};

const NAMES = ["HTTPError", "ValidationError", "RateLimitError", "Error"];

/** An answer that is a success, or a refusal in the contract's shape that tells nothing of the server's inside. */
function expectProper(answer: Answer, what: string): void {
  const at = what.slice(0, 200);
  expect(answer.status, `${at}: ${answer.text.slice(0, 200)}`).toBeLessThan(500);
  expect(answer.headers["content-type"], at).toBe("application/json; charset=utf-8");
  expect(answer.headers["x-content-type-options"], at).toBe("nosniff");
  if (answer.status < 400) return;
  const { error } = answer.body as { readonly error: { readonly message: string; readonly name: string } };
  expect(NAMES, at).toContain(error.name);
  expect(error.message, at).toMatch(/\S/);
  expect(error.message.length, at).toBeLessThan(300);
  expect(error.message, at).not.toMatch(/node:|\.ts\b|SQLITE|at Object|undefined|\[object/);
}

/** Everything that an order, a position or a coin could show up in. */
async function standing(): Promise<object> {
  const own = [
    "/order?count=500&reverse=true",
    "/execution?count=500&reverse=true",
    "/position",
    "/user/margin",
    "/user/wallet",
    "/user/walletHistory",
  ];
  const shared = ["/orderBook/L2?symbol=XBTUSD&depth=0", "/trade?count=1000", "/quote?count=500&reverse=true", "/instrument"];
  const read = (client: RestClient, paths: readonly string[]) => Promise.all(paths.map((path) => client.get(path)));
  return { trader: await read(trader.rest, own), maker: await read(maker.rest, own), shared: await read(house.anybody, shared) };
}

const clientOf = ({ access }: Operation): RestClient => (access === "session" ? house.anybody : trader.rest);
const pause = { "User.signUp": true, "User.login": true } as Readonly<Record<string, boolean>>;

/** Requests of an operation with one parameter each gone wrong, in a JSON body, a form and a query. */
function* hostileRequests(operation: Operation): Generator<Request> {
  const right = RIGHT[operation.id] ?? {};
  const names = Object.keys(operation.params.properties);
  for (const [place, name] of names.entries()) {
    for (const value of hostileTo(place, names.length)) {
      // Passwords cost a tenth of a second each to look at; their own rules are tested where they are.
      if (pause[operation.id] && (name === "password" || value.startsWith('"'))) continue;
      const others = Object.entries(right).filter(([other]) => other !== name);
      const fields = [
        ...others.map(([other, one]) => `${JSON.stringify(other)}:${JSON.stringify(one)}`),
        `${JSON.stringify(name)}:${value}`,
      ];
      if (operation.verb !== "GET") yield { raw: { body: `{${fields.join(",")}}`, type: "application/json" } };
      if (value.length > 12_000 && operation.verb === "GET") continue;
      const plain = value.startsWith('"') ? (JSON.parse(value) as string) : value;
      const words = Object.fromEntries([
        ...others.map(([other, one]) => [other, typeof one === "object" ? JSON.stringify(one) : String(one)]),
        [name, plain],
      ]) as Record<string, string>;
      if (operation.verb === "GET") yield { query: words };
      else yield { form: words };
    }
  }
}

test.each(
  OPERATIONS.filter(({ params }) => Object.keys(params.properties).length > 0).map(
    (operation) => [`${operation.verb} ${operation.path}`, operation] as const,
  ),
)("API-003 %s takes no harm from a parameter of any kind, and what it refuses has changed nothing", async (_name, operation) => {
  const client = clientOf(operation);
  const refused: Request[] = [];
  for (const request of hostileRequests(operation)) {
    const answer = await client.send(operation.verb, operation.path, request);
    expectProper(answer, `${operation.id} ${JSON.stringify(request)}`);
    // One that found the line full was not judged.
    // What was too much or too often for a moment is not refused for what it says.
    if (answer.status >= 400 && answer.status !== 503 && answer.status !== 429) refused.push(request);
  }
  const before = await standing();
  for (const request of refused) {
    const { status, text: said } = await client.send(operation.verb, operation.path, request);
    expect(status, `${JSON.stringify(request).slice(0, 200)}: ${said.slice(0, 200)}`).toBeGreaterThanOrEqual(400);
  }
  expect(await standing()).toEqual(before);
  expect(refused.length).toBeGreaterThan(0);
});

const WRITES = OPERATIONS.filter(({ verb }) => verb !== "GET");
const utf8 = (...bytes: readonly number[]) => Buffer.from([...Buffer.from('{"symbol":"'), ...bytes, ...Buffer.from('"}')]);

/** Bodies that no operation can read, with the type they claim to be. */
const UNREADABLE: readonly (readonly [string, string | Uint8Array, string | undefined, number])[] = [
  ["nothing but a bracket", "{", "application/json", 400],
  ["half a key", '{"symbol', "application/json", 400],
  ["something behind the end", '{"symbol":"XBTUSD"} x', "application/json", 400],
  ["two objects", "{}{}", "application/json", 400],
  ["a list", "[]", "application/json", 400],
  ["a number", "1", "application/json", 400],
  ["null", "null", "application/json", 400],
  ["a word", '"symbol"', "application/json", 400],
  ["a comment", "{/* */}", "application/json", 400],
  ["single quotes", "{'symbol':'XBTUSD'}", "application/json", 400],
  ["a byte order mark", "\ufeff{}", "application/json", 400],
  ["60,000 brackets", "[".repeat(60_000), "application/json", 400],
  ["60,000 brackets that close", `{"symbol":${"[".repeat(30_000)}${"]".repeat(30_000)}}`, "application/json", 400],
  ["a byte that is no UTF-8", utf8(0xff), "application/json", 400],
  ["an overlong slash", utf8(0xc0, 0xaf), "application/json", 400],
  ["half a surrogate pair in bytes", utf8(0xed, 0xa0, 0x80), "application/json", 400],
  ["compressed bytes", gzipSync('{"symbol":"XBTUSD"}'), "application/json", 400],
  ["a broken escape in a form", "symbol=%zz", "application/x-www-form-urlencoded", 400],
  ["bytes that are no UTF-8 in a form", "symbol=%ff%fe", "application/x-www-form-urlencoded", 400],
  ["a key as a structure and as a value in a form", "symbol[a]=XBTUSD&symbol=XBTUSD", "application/x-www-form-urlencoded", 400],
  ["two thousand keys", Array.from({ length: 2_000 }, (_, i) => `k${i}=1`).join("&"), "application/x-www-form-urlencoded", 400],
  ["plain text", "symbol=XBTUSD", "text/plain", 415],
  ["XML", "<order/>", "application/xml", 415],
  ["a form of many parts", "--x\r\n\r\n--x--", "multipart/form-data; boundary=x", 415],
  ["a type that is none", "{}", "garbage", 415],
  ["a type like JSON", "{}", "application/jsonp", 415],
  ["no type at all", "{}", undefined, 415],
];

test.each(UNREADABLE)(
  "API-003 ASVS-2.2.1 ASVS-2.2.2 ASVS-15.3.5 a body of %s is refused by every operation that takes one",
  async (_what, body, type, status) => {
    const before = await standing();
    for (const operation of WRITES) {
      const answer = await clientOf(operation).send(operation.verb, operation.path, {
        raw: type === undefined ? { body } : { body, type },
      });
      expectProper(answer, operation.id);
      expect(answer.status, `${operation.id}: ${answer.text}`).toBe(status);
    }
    expect(await standing()).toEqual(before);
  },
);

test("API-003 a body beyond its bound is refused unread: 64 KiB, or 1 MiB for a bulk", async () => {
  const bytes = (count: number) => ({ raw: { body: `{"text":"${"x".repeat(count - 11)}"}`, type: "application/json" } });
  for (const { id, verb, path } of WRITES) {
    const bound = path.endsWith("/bulk") ? 1_048_576 : 65_536;
    const [within, beyond] = [await trader.rest.send(verb, path, bytes(bound)), await trader.rest.send(verb, path, bytes(bound + 1))];
    expect(within.status, `${id}: ${within.text.slice(0, 200)}`).toBeLessThan(405);
    expect({ id, status: beyond.status, body: beyond.body }).toEqual({
      id,
      status: 413,
      body: { error: { message: "Request body is too large", name: "HTTPError" } },
    });
  }
});

test("API-003 a bulk of half a million numbers is refused like one of one", async () => {
  const raw = { body: `{"orders":[${"1,".repeat(500_000)}1]}`, type: "application/json" };
  const answer = await trader.rest.send("POST", "/order/bulk", { raw });
  expectProper(answer, "many numbers");
  expect(answer.status).toBe(400);
});

/** Bytes on a bare connection, for what no client would send. */
async function bytes(words: string): Promise<{ status: number; body: unknown }> {
  const socket = connect(house.port, "127.0.0.1");
  socket.end(words);
  const answer = await text(socket);
  const [head = "", body = ""] = answer.split("\r\n\r\n", 2);
  return { status: Number(head.split(" ")[1]), body: body.startsWith("{") ? JSON.parse(body) : body };
}

test.each<[string, string, number]>([
  ["a path of two slashes", "GET // HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404],
  ["a path with a broken escape", "GET /api/v1/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400],
  ["a path with bytes that are no UTF-8", "GET /api/v1/%ff%fe HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400],
  ["a path with a zero", "GET /api/v1/order%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404],
  ["a path that climbs", "GET /api/v1/../../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404],
  ["a query with a key twice", "GET /api/v1/instrument?count=1&count=2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400],
  ["a method that nobody knows", "BREW /api/v1/order HTTP/1.1\r\nHost: a\r\n\r\n", 400],
  ["a method of other protocols", "PROPFIND /api/v1/order HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404],
  ["no HTTP", "hello\r\n\r\n", 400],
  ["another version of HTTP", "GET /api/v1/instrument HTTP/9.9\r\nHost: a\r\n\r\n", 400],
  ["headers beyond their bound", `GET /api/v1/instrument HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431],
  ["an address beyond its bound", `GET /api/v1/instrument?x=${"x".repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431],
  [
    "a length that is none",
    "POST /api/v1/order HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: many\r\n\r\n{}",
    400,
  ],
  [
    "two lengths",
    "POST /api/v1/order HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    400,
  ],
  [
    "a length beside chunks",
    "POST /api/v1/order HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    400,
  ],
  [
    "chunks that are none",
    "POST /api/v1/order HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    400,
  ],
  ["a line break within a header", "GET /api/v1/instrument HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", 400],
])("API-003 %s is refused in the contract's shape", async (_what, words, status) => {
  const answer = await bytes(words);
  expect(answer).toEqual({ status, body: { error: { message: expect.stringMatching(/\S/), name: expect.stringMatching(/Error$/) } } });
});

test("API-003 a request that offers another protocol is answered in this one", async () => {
  const { status } = await bytes(
    "GET /api/v1/instrument HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
  );
  expect(status).toBe(200);
});

test("API-003 a request that breaks off is forgotten", async () => {
  for (const words of [
    "POST /api/v1/order HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    "GET /api/v1/instr",
  ]) {
    const socket = connect(house.port, "127.0.0.1");
    socket.on("error", () => undefined);
    await new Promise((resolve) => socket.write(words, resolve));
    socket.resetAndDestroy();
  }
  expect(await house.anybody.get<readonly Row[]>("/instrument?symbol=XBTUSD")).toHaveLength(1);
});

test("API-003 ASVS-4.2.1 ASVS-15.3.7 several lines of one header are none of the ones that it could mean", async () => {
  const answer = await exchange(`${house.address}/api/v1/user`, "GET", "", {
    "api-key": [trader.id, "nobody"],
    "api-expires": ["9999999999", "1"],
    "api-signature": ["00", "11"],
  });
  expectProper(answer, "twice");
  expect(answer.status).toBe(401);
});

test("API-003 after all of it the books are exact, the order still rests, and the next one is taken", async () => {
  expect(house.halts).toEqual([]);
  expect(await house.operator("status")).toMatchObject({ halted: null, queueDepth: 0, audit: { differenceSats: 0 } });
  expect(await trader.rest.get<readonly Row[]>("/order", { filter: { clOrdID: "filled" } })).toMatchObject([{ ordStatus: "Filled" }]);
  expect(await trader.rest.post<Row>("/order", { symbol, side: "Buy", orderQty: 100, price: 50_000, clOrdID: "after" })).toMatchObject({
    ordStatus: "New",
  });
});
