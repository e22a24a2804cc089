import { expect, test } from "vitest";
import type { Exchange } from "../exchange/index.ts";
import { House } from "../identity/testing.ts";
import { aBoard } from "../notices/testing.ts";
import { tellNews } from "./news.ts";

const THIEF = { device: "Safari on a phone of hers", address: "198.51.100.7", deviceToken: null };
const DAY_MS = 86_400_000;

/** An exchange of which nothing is heard but that it halts. */
function aQuietExchange() {
  let halt: Parameters<Exchange["onHalt"]>[0] = () => undefined;
  const exchange = {
    onHalt: (listener: typeof halt) => {
      halt = listener;
    },
    subscribe: () => () => undefined,
  } as unknown as Exchange;
  return { exchange, halt: (message: string) => halt({ type: "halted", cause: "audit", message }) };
}

test("RT-001 an owner is told in fixed words of the last day of the log, over a restart, and nothing that a key may not know", async () => {
  const house = new House();
  const identity = await house.open();
  const ada = await house.signUp(identity, "ada@example.com");
  const log = identity.safety.desk.activity;
  // What the log says of the day before is over.
  house.nowMs += DAY_MS + 1;
  const what = "Withdrawal address added: bc1qsecret to mallory@example.com, 0.5 XBT";
  await log.add(ada.id, { category: "wallet", what, result: "waits for its letter", whence: THIEF });
  const board = aBoard(() => house.nowMs);
  const stop = await tellNews(board, aQuietExchange().exchange, identity, house.nowMs);
  await log.add(ada.id, { category: "signIn", what: "Signed in by telephone", result: "refused, mail sent", whence: THIEF });
  await log.add(ada.id, { category: "keys", what: "Key made: helper", whence: THIEF });
  const told = board.notices(ada.account);
  expect(told.map(({ title, body, type }) => [title, body, type])).toEqual([
    ["Withdrawals", "There is a new entry in the log of your account.", "info"],
    ["Sign-in and sessions", "Something was refused: see the log of your account.", "error"],
    ["API keys", "There is a new entry in the log of your account.", "info"],
  ]);
  expect(JSON.stringify(told)).not.toMatch(/Safari|198\.51|bc1q|mallory|0\.5|telephone|helper/);
  stop();
  await log.add(ada.id, { category: "keys", what: "Key deleted: helper", whence: THIEF });
  expect(board.notices(ada.account)).toEqual(told);
  await identity.close();

  const later = aBoard(() => house.nowMs);
  await tellNews(later, aQuietExchange().exchange, await house.open(), house.nowMs);
  expect(later.notices(ada.account).slice(0, -1)).toEqual(told);
  expect(later.notices(ada.account)).toHaveLength(4);
});

test("RT-001 that trading is halted, and why, is told to everybody for a day", async () => {
  const identity = await new House().open();
  const { exchange, halt } = aQuietExchange();
  const board = aBoard();
  await tellNews(board, exchange, identity, 0);
  halt("the rows' cash differs\u0007 by 1 satoshis");
  expect(board.notices(null)).toMatchObject([
    { title: "Trading is halted", body: "the rows' cash differs  by 1 satoshis", type: "error", ttl: 86_400 },
  ]);
});
