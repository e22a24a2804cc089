import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Answer, Client, type Row } from "./client.ts";
import { aFolder, Server } from "./server.ts";

const DEPTH = 8;
const OVERLOADED = {
  status: 503,
  body: { error: { message: "The system is currently overloaded. Please try again later.", name: "HTTPError" } },
};

/** An exchange with a short line in front of a slow engine. */
async function aSlowMarket() {
  const dataDir = aFolder();
  const limits = join(aFolder(), "limits.json");
  writeFileSync(limits, JSON.stringify({ engineQueue: DEPTH, exemptLoopback: true }));
  const server = await Server.start(dataDir, { LIMITS: limits, ENGINE_MAX_RATE: "10" });
  await server.operator("index", "set", ".BXBT", "60000");
  const alice = await Client.create(server, "alice");
  const bob = await Client.create(server, "bob");
  const order = (clOrdID: string) => ({ symbol: "XBTUSD", side: "Buy", orderQty: 100, price: 59_000, clOrdID });
  const sequence = async () => (await server.operator("status"))["sequence"] as number;
  return { server, alice, bob, order, sequence };
}

const counted = (answers: readonly Answer[], status: number) => answers.filter((answer) => answer.status === status);

test("EXC-006 over HTTP a full line refuses orders with 503 and the overload text, admits cancels, cancel-all and closes, and queues each of these once", async () => {
  const { alice, bob, order, sequence } = await aSlowMarket();
  const resting = (await alice.call("POST", "/order", order("resting"))).body as Row;
  await bob.call("POST", "/order", { symbol: "XBTUSD", side: "Sell", orderQty: 100, price: 60_000 });
  await alice.call("POST", "/order", { symbol: "XBTUSD", side: "Buy", orderQty: 100 });
  await bob.call("POST", "/order", { symbol: "XBTUSD", side: "Buy", orderQty: 100, price: 59_990 });
  const before = await sequence();

  // Bob fills the line; once one of his orders is refused, it is full.
  const refused = Promise.withResolvers<void>();
  const burst = Promise.all(
    Array.from({ length: 5 * DEPTH }, async (_, i) => {
      const answer = await bob.call("POST", "/order", order(`burst${i}`));
      if (answer.status === 503) refused.resolve();
      return answer;
    }),
  );
  await refused.promise;
  const repeats = 10;
  const many = (call: () => Promise<Answer>) => Promise.all(Array.from({ length: repeats }, call));
  const [cancels, namedCancels, closes, alls, orders] = await Promise.all([
    many(() => alice.call("DELETE", "/order", { orderID: resting["orderID"] })),
    many(() => alice.call("DELETE", "/order", { clOrdID: "resting" })),
    many(() => alice.call("POST", "/order", { symbol: "XBTUSD", execInst: "Close" })),
    many(() => alice.call("DELETE", "/order/all", {})),
    many(() => alice.call("POST", "/order", order("late"))),
  ]);
  for (const answer of [...cancels, ...namedCancels])
    expect(answer).toMatchObject({ status: 200, body: [{ clOrdID: "resting", ordStatus: "Canceled" }] });
  for (const answer of closes) expect(answer).toMatchObject({ status: 200, body: { ordStatus: "Filled", side: "Sell", cumQty: 100 } });
  for (const answer of alls) expect(answer.status).toBe(200);
  for (const answer of counted(orders, 503)) expect(answer).toMatchObject(OVERLOADED);

  const answers = await burst;
  const admitted = counted(answers, 200);
  expect(admitted.length).toBeGreaterThanOrEqual(DEPTH);
  expect(counted(answers, 503).length + admitted.length).toBe(answers.length);
  for (const answer of counted(answers, 503)) {
    expect(answer).toMatchObject(OVERLOADED);
    expect(answer.headers["retry-after"]).toBe("1");
  }
  // Of the exempt ones, one of each kind was a command; of the refused ones, none.
  expect((await sequence()) - before).toBe(admitted.length + counted(orders, 200).length + 3);
  const known = await bob.rows("/order", { filter: { open: true }, count: 500 });
  expect(known.map((row) => row["clOrdID"]).sort()).toEqual(admitted.map((answer) => (answer.body as Row)["clOrdID"]).sort());
});

test("EXC-006 names that nobody gave do not enter the line, however many are to be cancelled", async () => {
  const { alice, order, sequence } = await aSlowMarket();
  const before = await sequence();
  const placed = alice.call("POST", "/order", order("coming"));
  const invented = Array.from({ length: 400 }, (_, i) => `nobody${i}`);
  const [cancel, nobody] = await Promise.all([
    alice.call("DELETE", "/order", { clOrdID: "coming" }),
    alice.call("DELETE", "/order", { clOrdID: invented }),
  ]);
  expect(nobody.status).toBe(404);
  await placed;
  expect((await sequence()) - before).toBe(cancel.status === 200 && (cancel.body as Row[])[0]?.["error"] === undefined ? 2 : 1);
});
