import { expect, test } from "vitest";
import type { ChatRow } from "../contract/tables/chat.ts";
import { ChatRoom } from "./chat-room.ts";
import { Presence } from "./presence.ts";

function aRoom() {
  const clock = { nowMs: 1_700_000_000_000 };
  const room = new ChatRoom(() => clock.nowMs);
  const say = (text: string, channelID = 1, account = 1) => room.post(account, { user: "ada", text, fromBot: false, channelID });
  const list = (query: object) =>
    room.list({ channelID: null, start: 0, count: 100, reverse: false, ...query }).map(({ message }) => message);
  return { clock, room, say, list };
}

test("API-010 what is said is kept by channel, in order, and told to who listens", () => {
  const { room, say, list } = aRoom();
  const heard: ChatRow[] = [];
  const stop = room.onMessage((row) => heard.push(row));
  const rows = [say("one"), say("two", 2), say("three")];
  stop();
  say("four");
  expect(heard).toEqual(rows);
  expect(rows[0]).toEqual({
    id: 1,
    date: "2023-11-14T22:13:20.000Z",
    user: "ada",
    message: "one",
    html: "one",
    fromBot: false,
    channelID: 1,
  });
  expect(list({})).toEqual(["one", "two", "three", "four"]);
  expect(list({ channelID: 1 })).toEqual(["one", "three", "four"]);
  expect(list({ channelID: 1, reverse: true, count: 2 })).toEqual(["four", "three"]);
  expect(list({ start: 3 })).toEqual(["three", "four"]);
});

test("API-010 ASVS-1.2.1 ASVS-3.2.2 a message is text: nothing in its html is markup", () => {
  const { say } = aRoom();
  const { message, html } = say(`<img src=x onerror="alert('&')">`);
  expect(message).toBe(`<img src=x onerror="alert('&')">`);
  expect(html).toBe("&lt;img src=x onerror=&quot;alert(&#39;&amp;&#39;)&quot;&gt;");
});

test("API-010 a channel keeps a thousand messages", () => {
  const { clock, say, list } = aRoom();
  say("elsewhere", 2);
  for (let i = 1; i <= 1_001; i++) {
    clock.nowMs += 10_000;
    say(String(i));
  }
  const kept = list({ channelID: 1, count: 5_000 });
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([1_000, "2", "1001"]);
  expect(list({ channelID: 2 })).toEqual(["elsewhere"]);
});

test("API-010 nobody says more than five things in ten seconds, and nobody waits for another", () => {
  const { clock, room, say } = aRoom();
  for (let i = 0; i < 5; i++) {
    expect(room.waitSeconds(1)).toBe(0);
    say("hi");
    clock.nowMs += 1_000;
  }
  expect([room.waitSeconds(1), room.waitSeconds(2)]).toEqual([5, 0]);
  clock.nowMs += 5_000;
  expect(room.waitSeconds(1)).toBe(0);
});

test("RT-001 of who is connected, what changed is told", () => {
  const presence = new Presence();
  expect(presence.row()).toEqual({ users: 0, bots: 0, id: 0 });
  expect(presence.count(0, 0)).toBeNull();
  expect(presence.count(2, 0)).toEqual({ id: 0, users: 2 });
  expect(presence.count(1, 3)).toEqual({ id: 0, users: 1, bots: 3 });
  expect(presence.row()).toEqual({ users: 1, bots: 3, id: 0 });
});
