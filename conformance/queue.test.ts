import { expect, test } from "vitest";
import { openHouse } from "./house.ts";
import { OpenLoop, rawRequest } from "./open-loop.ts";
import { SocketClient } from "./socket.ts";

const house = await openHouse({ ENGINE_MAX_RATE: "50" });
const symbol = "XBTUSD";

interface QueueRow {
  readonly timestamp: string;
  readonly [column: string]: string | number | null;
}

test("LOAD-003 the line is public: GET and the topic show the same rows, with who came, who was refused and how long it took", async () => {
  const trader = await house.trader("trader");
  const socket = await SocketClient.open(house.socketAddress);
  await socket.subscribe("queue");
  const order = (i: number) => trader.rest.send("POST", "/order", { json: { symbol, side: "Buy", orderQty: 100, price: 50_000 + i } });
  const placed = await Promise.all(Array.from({ length: 20 }, (_, i) => order(i)));
  expect(placed.map(({ status }) => status)).toEqual(placed.map(() => 200));
  const [one, two, three] = placed.map(({ body }) => (body as { orderID: string }).orderID);
  await trader.rest.put("/order", { orderID: one, price: 49_000 });
  await trader.rest.delete("/order", { orderID: one });
  await trader.rest.delete("/order", { orderID: [two, three] });
  await trader.rest.delete("/order/all", {});
  const sums = (rows: readonly QueueRow[], column: string) => rows.reduce((sum, row) => sum + Number(row[column]), 0);
  const read = () => house.anybody.get<readonly QueueRow[]>("/queue");
  await expect.poll(async () => sums(await read(), "cancelAllCount"), { timeout: 5_000 }).toBe(1);
  const rows = await read();
  const counts = ["newCount", "amendCount", "cancelCount", "cancelBulkCount", "keyRequests", "keyRefused", "sessionRequests"];
  expect(counts.map((column) => sums(rows, column))).toEqual([20, 1, 1, 1, 24, 0, 0]);
  const busy = rows.find((row) => Number(row["newCount"]) > 0) as QueueRow;
  expect(busy).toMatchObject({ bound: 90, auditDifference: 0 });
  expect(Number(busy["newP99"])).toBeGreaterThanOrEqual(Number(busy["newMedian"]));
  expect(Number(busy["maxDepth"])).toBeGreaterThan(1);
  expect(await house.anybody.get<readonly QueueRow[]>("/queue", { count: 1, reverse: true, columns: ["depth"] })).toMatchObject([
    { timestamp: rows.at(-1)?.timestamp },
  ]);
  // Folded, the stream is what GET says.
  await expect
    .poll(
      async () => {
        const folded = new Map<string, QueueRow>();
        for (const { data } of socket.messages("queue"))
          for (const row of data as unknown as QueueRow[]) folded.set(row.timestamp, { ...folded.get(row.timestamp), ...row });
        return JSON.stringify([...folded.values()]) === JSON.stringify(await read());
      },
      { timeout: 5_000 },
    )
    .toBe(true);
  socket.close();
});

test("LOAD-001 at a full line orders are refused at once and told their allowance, a close or a cancel is not, and what was faulty stays so", async () => {
  const trader = await house.trader("burst", { xbt: "100" });
  const order = { symbol, side: "Buy", orderQty: 100, price: 40_000 };
  expect((await trader.rest.send("POST", "/order", { json: { ...order, symbol: "NOTHING" } })).status).toBe(400);
  expect((await trader.rest.send("POST", "/order", { json: { ...order, price: 40_000.3 } })).status).toBe(400);
  const crowd = new OpenLoop(house.port);
  const answers = await Promise.all(Array.from({ length: 400 }, () => crowd.send(rawRequest(trader, "POST", "/order", order))));
  crowd.close();
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(0);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(90);
  for (const { head, body } of refused) {
    expect(head).toMatch(/x-ratelimit-remaining: \d+/i);
    expect(head).toMatch(/retry-after: 1/i);
    expect(body).toBe('{"error":{"message":"The system is currently overloaded. Please try again later.","name":"HTTPError"}}');
  }
});
