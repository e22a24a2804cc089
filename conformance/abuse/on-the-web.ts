import { connect } from "node:net";
import { text as readText } from "node:stream/consumers";
import { type Answer, RestClient } from "../client.ts";
import type { Attack, Stage } from "./attack.ts";

const faucet = (headers: Record<string, string>, raw?: { readonly body: string; readonly type: string }) => (stage: Stage) =>
  stage.owner.send("POST", "/user/faucet", { ...(raw === undefined ? { json: {} } : { raw }), headers });
const get = (path: string) => (stage: Stage) => stage.anybody.send("GET", path);
const order = (raw: string) => (stage: Stage) => stage.capped.rest.send("POST", "/order", { raw: { body: raw, type: "application/json" } });

/** Bytes as they are, and the status of what comes back. */
async function say(stage: Stage, bytes: string): Promise<number> {
  const { hostname, port } = new URL(stage.origin);
  const socket = connect(Number(port), hostname === "localhost" ? "127.0.0.1" : hostname);
  socket.write(bytes);
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(await readText(socket))?.[1] ?? 0);
}

const grantsNothing = ({ headers }: Answer) => (headers["access-control-allow-origin"] === undefined ? null : "another site may read it");
const staysHere = ({ headers }: Answer, stage: Stage) => {
  const { location } = headers;
  return location === undefined || new URL(location, stage.origin).hostname === new URL(stage.origin).hostname
    ? null
    : `sends to ${location}`;
};

export const ON_THE_WEB: readonly Attack[] = [
  {
    line: "WEB-001",
    what: "post from another site",
    expects: 403,
    run: faucet({ origin: "https://evil.example", "sec-fetch-site": "cross-site" }),
  },
  {
    line: "WEB-001",
    what: "post from another port of this host",
    expects: 403,
    run: faucet({ origin: "http://localhost:1", "sec-fetch-site": "same-site" }),
  },
  {
    line: "WEB-001",
    what: "post from a page without an origin",
    expects: 403,
    run: faucet({ origin: "null", "sec-fetch-site": "cross-site" }),
  },
  { line: "WEB-001", what: "post a form", expects: 415, run: faucet({}, { body: "", type: "application/x-www-form-urlencoded" }) },
  { line: "WEB-001", what: "post JSON as text", expects: 415, run: faucet({}, { body: "{}", type: "text/plain" }) },
  {
    line: "WEB-001",
    what: "post a form with a file",
    expects: 415,
    run: faucet({}, { body: "--x--", type: "multipart/form-data; boundary=x" }),
  },
  {
    line: "WEB-001",
    what: "read an account from another site",
    expects: 200,
    run: ({ owner }) => owner.send("GET", "/user", { headers: { origin: "https://evil.example" } }),
    also: grantsNothing,
  },
  {
    line: "WEB-001",
    what: "ask whether another site may post",
    expects: 404,
    run: ({ anybody }) =>
      anybody.send("OPTIONS", "/order", { headers: { origin: "https://evil.example", "access-control-request-method": "POST" } }),
    also: grantsNothing,
  },
  {
    line: "WEB-001",
    what: "open a socket with the cookie from another site",
    expects: [401, 403],
    run: async (stage) => {
      const { host } = new URL(stage.origin);
      const handshake =
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
      return say(
        stage,
        `GET /realtime HTTP/1.1\r\nHost: ${host}\r\n${handshake}Origin: https://evil.example\r\nCookie: sid=${"A".repeat(43)}\r\n\r\n`,
      );
    },
  },
  {
    line: "WEB-001",
    what: "open a socket with a wrong signature",
    expects: 401,
    run: async (stage) => {
      const { host } = new URL(stage.origin);
      const handshake =
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
      const query = `api-key=${stage.reader.id}&api-expires=9999999999&api-signature=${"0".repeat(64)}`;
      return say(stage, `GET /realtime?${query} HTTP/1.1\r\nHost: ${host}\r\n${handshake}\r\n`);
    },
  },
  { line: "WEB-001", what: "send a body too large", expects: 413, run: order(JSON.stringify({ text: "x".repeat(70_000) })) },
  { line: "WEB-001", what: "send a body that is no JSON", expects: 400, run: order("{") },
  { line: "WEB-001", what: "send a body that is a list", expects: 400, run: order("[]") },
  { line: "WEB-001", what: "send a body nested without end", expects: 400, run: order(`${'{"a":'.repeat(2_000)}1${"}".repeat(2_000)}`) },
  { line: "WEB-001", what: "change the prototype of everything", expects: 400, run: order('{"__proto__":{"isAdmin":true}}') },
  {
    line: "WEB-001",
    what: "change the constructor of everything",
    expects: 400,
    run: order('{"constructor":{"prototype":{"isAdmin":true}}}'),
  },
  { line: "WEB-001", what: "order at infinity", expects: 400, run: order('{"symbol":"XBTUSD","orderQty":100,"price":1e999}') },
  { line: "WEB-001", what: "order no number", expects: 400, run: order('{"symbol":"XBTUSD","orderQty":"NaN","price":1}') },
  {
    line: "WEB-001",
    what: "send bytes that are no text",
    expects: 400,
    run: (stage) => stage.capped.rest.send("POST", "/order", { raw: { body: Uint8Array.of(0x22, 0xff, 0x22), type: "application/json" } }),
  },
  {
    line: "WEB-001",
    what: "claim two lengths",
    expects: 400,
    run: (stage) => say(stage, "POST /api/v1/order HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
  },
  {
    line: "WEB-001",
    what: "smuggle a second request",
    expects: 400,
    run: (stage) =>
      say(stage, "POST /api/v1/order HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
  },
  {
    line: "WEB-001",
    what: "send a header without end",
    expects: 431,
    run: (stage) => say(stage, `GET /api/v1/user HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`),
  },
  { line: "WEB-001", what: "use a verb that is none", expects: [400, 404], run: ({ anybody }) => anybody.send("PATCH", "/order") },
  ...[
    "/../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/..%2f..%2fetc%2fpasswd",
    "/api/v1/../../etc/passwd",
    "/assets/..%5c..%5cpackage.json",
  ].map(
    (path): Attack => ({
      line: "WEB-001",
      what: `read ${path}`,
      expects: [200, 307, 400, 404],
      run: (stage) =>
        new RestClient(stage.origin).send("GET", `/api/..${path}`.replace("/api/..", path.startsWith("/api/") ? "" : "/api/x/..")),
      also: ({ text }) => (/root:|"private": true/.test(text) ? "a file of the machine was read" : null),
    }),
  ),
  ...["//evil.example", "/%2f%2fevil.example", "/\\evil.example", "/?next=https://evil.example"].map(
    (path): Attack => ({
      line: "WEB-002",
      what: `be sent away by ${path}`,
      expects: [200, 307, 400, 404],
      run: (stage) => stage.anybody.send("GET", `/api/v1/..${path}`),
      also: staysHere,
    }),
  ),
  { line: "WEB-001", what: "ask for rows without end", expects: 400, run: get("/trade?count=1000000000") },
  { line: "WEB-001", what: "ask for a row before the first", expects: 400, run: get("/trade?start=-1") },
  {
    line: "WEB-001",
    what: "filter by a column that is none",
    expects: 400,
    run: get(`/trade?filter=${encodeURIComponent('{"1=1; DROP TABLE trade":1}')}`),
  },
  {
    line: "WEB-001",
    what: "filter by what SQL would run",
    expects: [200, 400],
    run: get(`/trade?filter=${encodeURIComponent(`{"side":"' OR 1=1 --"}`)}`),
    also: ({ status, text }) => (status === 200 && text !== "[]" ? "the filter ran" : null),
  },
  {
    line: "WEB-001",
    what: "read another's orders by account",
    expects: [200, 400],
    run: ({ attacker }) => attacker.send("GET", "/order", { query: { filter: '{"account":100004}' } }),
    also: ({ status, text }) => (status === 200 && text !== "[]" ? "another's rows" : null),
  },
  {
    line: "WEB-002",
    what: "have a spreadsheet run a key's name",
    expects: 200,
    run: async ({ attacker }) => {
      await attacker.key({ name: '=HYPERLINK("https://evil.example")' });
      return attacker.send("GET", "/apiKey", { headers: { accept: "text/csv" } });
    },
    also: ({ text }) => (/(^|,|\n)"?=/.test(text) ? "a formula" : null),
  },
  {
    line: "WEB-002",
    what: "have a browser run a key's name",
    expects: 200,
    run: async ({ attacker }) => {
      await attacker.key({ name: "<script>alert(1)</script>" });
      return attacker.send("GET", "/apiKey");
    },
    also: ({ headers }) =>
      headers["content-type"]?.startsWith("application/json") && headers["x-content-type-options"] === "nosniff"
        ? null
        : "it may be read as a page",
  },
];
