import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { ApiClient, ApiError, sign } from "./api-client.ts";

/** The key of the published examples. */
const KEY = { id: "LAqUlngMIQkIUjXMUreyu3qn", secret: "chNOOS4KvNXR_Xq4k4c9qsfoKWvnDecLATCRlcBwyKDYnWgO" };
const NOW = 1_518_064_176_000;

interface Heard {
  readonly line: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A server that answers every request the same, and a client of it. */
async function aClient(
  answer: (response: ServerResponse) => void,
  now: () => number = () => NOW,
): Promise<{ client: ApiClient; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    heard.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
    answer(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { client: new ApiClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, KEY, agent, now), heard };
}

const saying =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end(JSON.stringify(body));

test("MKT-001 traders sign as the API's published examples do", () => {
  expect(sign(KEY.secret, "GET", "/api/v1/instrument", 1_518_064_236)).toBe(
    "c7682d435d0cfe87c16098df34ef2eb5a549d4c5a3c2b1f0f77b8af73423bf00",
  );
});

test("MKT-001 a request is signed over the path and body that it sends", async () => {
  const { client, heard } = await aClient(saying(200, { ok: true }));
  await client.call("GET", "/position", { filter: { symbol: "XBTUSD" }, count: 3 });
  await client.call("POST", "/order", { symbol: "XBTUSD", orderQty: 100, text: "é" });
  const [read, write] = heard as [Heard, Heard];
  expect(read.line).toBe("GET /api/v1/position?filter=%7B%22symbol%22%3A%22XBTUSD%22%7D&count=3");
  expect(read.headers["api-signature"]).toBe(sign(KEY.secret, "GET", read.line.slice(4), NOW / 1_000 + 60));
  expect(write.headers["api-key"]).toBe(KEY.id);
  expect(write.headers["api-expires"]).toBe(String(NOW / 1_000 + 60));
  expect(write.headers["api-signature"]).toBe(sign(KEY.secret, "POST", "/api/v1/order", NOW / 1_000 + 60, write.body));
  expect(JSON.parse(write.body)).toEqual({ symbol: "XBTUSD", orderQty: 100, text: "é" });
});

const error = (message: string) => ({ error: { message, name: "HTTPError" } });

test.each([
  [400, {}, { kind: "refused", status: 400, message: "Invalid price" }],
  [404, {}, { kind: "refused", status: 404, message: "Invalid price" }],
  [429, { "retry-after": "7" }, { kind: "unavailable", retryAfterMs: 7_000, message: "Invalid price", isTooFast: true }],
  [503, {}, { kind: "unavailable", retryAfterMs: 500, message: "Invalid price", isTooFast: false }],
])("MKT-001 an answer of %d is told as what it is", async (status, headers, told) => {
  const { client } = await aClient(saying(status, error("Invalid price"), headers));
  expect(await client.call("POST", "/order", {})).toEqual(told);
});

test("MKT-001 a key that opens nothing is no matter of waiting, and an exchange that is gone is", async () => {
  const { client } = await aClient(saying(401, error("Invalid API Key.")));
  await expect(client.call("GET", "/position")).rejects.toThrow(ApiError);
  const { client: cut } = await aClient((response) => response.destroy());
  expect(await cut.call("GET", "/position")).toMatchObject({ kind: "unavailable" });
});

test("MKT-001 a client knows what it is still allowed: what the headers say, refilled since", async () => {
  let nowMs = NOW;
  const headers = { "x-ratelimit-limit": "120", "x-ratelimit-remaining": "30" };
  const { client } = await aClient(saying(200, {}, headers), () => nowMs);
  expect(client.allowance.share).toBe(1);
  await client.call("GET", "/position");
  expect(client.allowance.share).toBeCloseTo(0.25);
  nowMs += 15_000;
  expect(client.allowance.share).toBeCloseTo(0.5);
  nowMs += 600_000;
  expect(client.allowance.share).toBe(1);
});
