import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { type Answer, RestClient, socketAuth } from "./client.ts";
import { openHouse } from "./house.ts";

const house = await openHouse(
  {},
  { requestsPerMinute: { account: 10_000, address: 10_000 }, ban: { failures: 12, withinSeconds: 60, seconds: 60 } },
);
const order = (price: number) => ({ symbol: "XBTUSD", side: "Buy", orderQty: 100, price });

test("API-013 a second layer holds changes of orders to ten a second; a bulk costs a tenth, a cancel is counted and never refused, reads are not concerned", async () => {
  const trader = await house.trader("quick");
  const answers: Answer[] = await Promise.all(
    Array.from({ length: 30 }, (_, i) => trader.rest.send("POST", "/order", { json: order(50_000 + i) })),
  );
  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(10);
  expect(refused.length).toBeGreaterThan(0);
  for (const { headers, body } of refused) {
    expect(headers["retry-after"]).toBe("1");
    expect(headers).toMatchObject({ "x-ratelimit-limit-1s": "10", "x-ratelimit-remaining-1s": "0", "x-ratelimit-limit": "10000" });
    expect(body).toEqual({ error: { message: "Rate limit exceeded, retry in 1 seconds.", name: "RateLimitError" } });
  }
  for (let i = 0; i < 15; i++) expect((await trader.rest.send("DELETE", "/order/all", { json: {} })).status).toBe(200);
  const read = await trader.rest.send("GET", "/order");
  expect([read.status, read.headers["x-ratelimit-limit-1s"]]).toEqual([200, undefined]);
  const other = await house.trader("calm");
  const bulk = await other.rest.send("POST", "/order/bulk", { json: { orders: Array.from({ length: 80 }, (_, i) => order(40_000 + i)) } });
  expect([bulk.status, bulk.headers["x-ratelimit-remaining-1s"]]).toEqual([200, "2"]);
});

test("API-013 ASVS-2.4.1 an address that keeps failing is not heard for a while, whoever proves an account is, and people may still sign in", async () => {
  const known = await house.trader("known");
  const forger = new RestClient(house.address, { id: "nobody", secret: "nothing" });
  const failures: Answer[] = [];
  for (let i = 0; i < 14; i++) failures.push(await (i % 2 === 0 ? forger.send("GET", "/user") : house.anybody.send("GET", "/position")));
  expect(failures[0]?.status).toBe(401);
  const last = failures.at(-1) as Answer;
  expect(last.status).toBe(403);
  expect(last.body).toMatchObject({
    error: { message: expect.stringMatching(/^Access Denied: too many requests from this address/), name: "HTTPError" },
  });
  expect(Number(last.headers["retry-after"])).toBeGreaterThan(0);
  expect(last.headers["x-ratelimit-remaining"]).toBe("0");
  expect((await house.anybody.send("GET", "/instrument")).status).toBe(403);
  expect((await forger.send("GET", "/user")).status).toBe(403);
  expect((await known.rest.send("GET", "/user")).status).toBe(200);
  expect((await known.rest.send("POST", "/order", { json: order(50_000) })).status).toBe(200);
  expect((await house.anybody.send("GET", "/user/session")).status).toBe(200);
  const handshake = (headers: Readonly<Record<string, string>>) =>
    new Promise<readonly [number | undefined, string | undefined]>((resolve) => {
      const socket = new WebSocket(house.socketAddress, { headers });
      socket.once("open", () => resolve([101, undefined]));
      socket.once("unexpected-response", (_, { statusCode, headers: told }) => resolve([statusCode, told["retry-after"]]));
      socket.on("error", () => undefined);
    });
  expect(await handshake({})).toEqual([403, expect.stringMatching(/^\d+$/)]);
  expect(await handshake({ "api-key": "nobody", "api-expires": "9999999999", "api-signature": "00" })).toEqual([403, expect.any(String)]);
  expect(await handshake(socketAuth(known))).toEqual([101, undefined]);
});
