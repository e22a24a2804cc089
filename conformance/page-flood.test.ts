import { expect, test } from "vitest";
import { openHouse } from "./house.ts";
import { OpenLoop, type Reply, rawRequest } from "./open-loop.ts";

// Few begin a second, so that a crowd is more than the line holds however slowly a loaded machine lets it come.
const house = await openHouse({}, { exemptLoopback: true, heavyReadsPerSecond: 20 });
const CLIENTS = 60;
const PAGES = 4;
const LISTS = [
  "/chat?",
  "/trade?",
  "/trade/bucketed?symbol=XBTUSD&",
  "/quote?",
  "/execution?",
  "/order?",
  "/user/walletHistory?",
  "/funding?",
];
const FILTERS = ["", "filter=%7B%22timestamp.hh%22%3A1%7D&", "startTime=2026-01-01&", "reverse=true&"];

test("API-012 while clients page through chat and histories with every combination, orders are done, and reads are answered or told to come back", async () => {
  const [seller, buyer] = [await house.trader("seller"), await house.trader("buyer")];
  const order = (i: number) => ({ symbol: "XBTUSD", side: i % 2 === 0 ? "Sell" : "Buy", orderQty: 100, price: 60_000 });
  for (let i = 0; i < 20; i++) await (i % 2 === 0 ? seller : buyer).rest.post("/order", order(i));
  const crowd = new OpenLoop(house.port);
  const page = async (client: number): Promise<readonly Reply[]> => {
    const replies: Reply[] = [];
    for (let turn = client; turn < client + PAGES; turn++) {
      const list = LISTS[turn % LISTS.length] as string;
      const filter = FILTERS[Math.floor(turn / LISTS.length) % FILTERS.length] as string;
      replies.push(await crowd.send(rawRequest(buyer, "GET", `${list}${filter}count=500&start=${turn % 5}`, null)));
    }
    return replies;
  };
  const flood = Promise.all(Array.from({ length: CLIENTS }, (_, client) => page(client)));
  for (let i = 0; i < 40; i++)
    expect((await (i % 2 === 0 ? seller : buyer).rest.send("POST", "/order", { json: order(i) })).status).toBe(200);
  const replies = (await flood).flat();
  crowd.close();
  const statuses = new Set(replies.map(({ status }) => status));
  // Sixty at once are more than the eight in work and half a second's line.
  expect([...statuses].sort()).toEqual([200, 503]);
  for (const { status, head, body } of replies) {
    expect(head).toMatch(/x-ratelimit-limit/i);
    if (status === 503) expect(head).toMatch(/retry-after: 1/i);
    else expect(Array.isArray(JSON.parse(body))).toBe(true);
  }
  // When it is over, everybody is answered again.
  expect((await buyer.rest.send("GET", "/execution")).status).toBe(200);
});
