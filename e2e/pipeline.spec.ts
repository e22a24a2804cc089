import { expect } from "@playwright/test";
import { test } from "./support/fixtures.ts";

const MESSAGES = 3_000;
const KEYS: Readonly<Record<string, readonly string[]>> = { instrument: ["symbol"], orderBookL2_25: ["symbol", "id", "side"] };

const image = (topic: string, data: readonly object[]) => {
  const [table = "", symbol] = topic.split(":");
  return {
    table,
    action: "partial",
    keys: KEYS[table] ?? [],
    types: {},
    foreignKeys: {},
    attributes: {},
    filter: symbol === undefined ? {} : { symbol },
    data,
  };
};

test("UI-004 a burst of messages in a real browser is applied whole and rendered in a small part of as many commits", async ({
  newTrader,
}) => {
  const trader = await newTrader();
  const { page } = trader;
  // React tells a development tool of every commit; here the tool counts them.
  await page.addInitScript(() => {
    const counter = { commits: 0 };
    Object.assign(globalThis, {
      commitCounter: counter,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        inject: () => 1,
        onCommitFiberRoot: () => {
          counter.commits += 1;
        },
        onCommitFiberUnmount: () => undefined,
        onPostCommitFiberRoot: () => undefined,
        checkDCE: () => undefined,
      },
    });
  });
  const commits = () => page.evaluate(() => (globalThis as unknown as { commitCounter: { commits: number } }).commitCounter.commits);

  let burst: () => void = () => {
    throw new Error("no socket has come");
  };
  await page.routeWebSocket("**/realtime", (socket) => {
    const say = (frame: object) => socket.send(JSON.stringify(frame));
    socket.onMessage((text) => {
      if (text === "ping") {
        socket.send("pong");
        return;
      }
      const { op, args } = JSON.parse(String(text)) as { op: string; args: string[] };
      if (op !== "subscribe") return;
      for (const topic of args) {
        say({ success: true, subscribe: topic, request: { op, args } });
        if (topic === "instrument")
          say(
            image(topic, [
              {
                symbol: "XBTUSD",
                referenceSymbol: ".BXBT",
                lastPrice: 60_000,
                markPrice: 60_000,
                lastTickDirection: "PlusTick",
                tickSize: 0.5,
              },
            ]),
          );
        else if (topic.startsWith("orderBook")) say(image(topic, [{ symbol: "XBTUSD", id: 1, side: "Buy", size: 100, price: 60_000 }]));
        else say(image(topic, []));
      }
    });
    burst = () => {
      for (let i = 1; i <= MESSAGES; i++) {
        say({ table: "orderBookL2_25", action: "update", data: [{ symbol: "XBTUSD", id: 1, side: "Buy", size: 100 + i }] });
        if (i % 3 === 0) say({ table: "instrument", action: "update", data: [{ symbol: "XBTUSD", lastPrice: 60_000 + i }] });
      }
    };
  });
  await trader.open();
  await expect(page.getByText("60,000.0").first()).toBeVisible();
  await page.getByRole("button", { name: "Show the book as a table" }).click();

  const before = await commits();
  expect(before).toBeGreaterThan(0);
  burst();
  await expect(page.getByText("63,000.0").first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Order book as a table" })).toContainText("3,100");
  const rendered = (await commits()) - before;
  expect(rendered).toBeGreaterThan(0);
  expect(rendered).toBeLessThan(MESSAGES / 10);
});
