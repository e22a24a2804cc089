import BitMEXClient from "bitmex-realtime-api";
import { afterAll, expect, test, vi } from "vitest";
import { openHouse } from "../house.ts";
import { noted } from "./outcome.ts";

const house = await openHouse({ CLOCK: "manual" });
const maker = await house.trader("maker");
const taker = await house.trader("taker");
const symbol = "XBTUSD";
await maker.rest.post("/order", { symbol, side: "Sell", orderQty: 10_000, price: 60_000 });
await taker.rest.post("/order", { symbol, side: "Buy", orderQty: 100, ordType: "Market" });
await house.operator("clock", "advance", "1m");

interface Help {
  readonly subscriptionSubjects: { readonly public: readonly string[]; readonly authenticationRequired: readonly string[] };
}
const { subscriptionSubjects } = await house.anybody.get<Help>("/schema/websocketHelp");
const tables = [...subscriptionSubjects.public, ...subscriptionSubjects.authenticationRequired];

/** The client as it is published: pointed here, and otherwise as it comes. */
const client = new BitMEXClient({
  endpoint: house.socketAddress,
  httpEndpoint: `${house.address}/api/v1`,
  apiKeyID: taker.id,
  apiKeySecret: taker.secret,
});
client.socket.logConnection = false;
const errors: unknown[] = [];
client.on("error", (error) => errors.push(error));
client.on("end", () => undefined);
const images = new Set<string>();
client.socket.on("message", (text) => {
  const { table, action } = JSON.parse(String(text)) as { readonly table?: string; readonly action?: string };
  if (table !== undefined && action === "partial") images.add(table);
});
for (const table of tables) client.addStream(symbol, table, () => undefined);
afterAll(async () => {
  const ended = new Promise((resolve) => client.on("end", resolve));
  client.socket.instance.close(1_000);
  await ended;
});

test.for(tables)("CLI-001 bitmex-realtime-api 1.5.5 · stream of %s", async (table, context) => {
  await noted(context, async () => {
    await vi.waitFor(() => expect([...images]).toContain(table), { timeout: 20_000 });
    expect(client.getData(symbol, table)).toBeInstanceOf(Array);
    expect(errors).toEqual([]);
  });
});
