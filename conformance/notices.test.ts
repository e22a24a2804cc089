import { expect, test } from "vitest";
import { fold } from "./fold.ts";
import { openHouse } from "./house.ts";
import { approved, signUp } from "./person.ts";
import { type Row, SocketClient } from "./socket.ts";

const house = await openHouse();
const TABLES = ["announcement", "publicNotifications", "privateNotifications"] as const;

test("RT-001 what the operator announces, what becomes of contracts and what is done with an account stand in their tables, streamed as GET has them, and over a restart", async () => {
  const person = await signUp(house, "ada");
  const bot = await house.trader("bot");
  const hers = await SocketClient.open(house.socketAddress, { cookie: person.cookie, origin: house.origin });
  const its = await SocketClient.signed(house.socketAddress, bot);
  for (const socket of [hers, its]) await socket.subscribe(...TABLES);
  const titles = (socket: SocketClient, table: string) => fold(socket.messages(table)).map((row) => row["title"]);
  const opened = titles(hers, "privateNotifications");
  expect(opened.length).toBeGreaterThan(0);
  expect(titles(its, "privateNotifications")).toEqual([]);

  await house.operator("announce", "--title", "Maintenance", "--body", "On Sunday, <b>for an hour</b>.\nOrders stay.");
  const link = "https://example.test/news?a=1";
  const urgent = await house.operator("announce", "--title", "Now", "--body", "Read this.", "--link", link, "--urgent", "yes");
  await house.operator("instrument", "close", "ETHUSD");
  await approved(person, "POST", "/apiKey", { name: "helper", permissions: ["order"] });

  const get = (path: string) => bot.rest.get<readonly Row[]>(path);
  expect(await get("/announcement")).toMatchObject([
    { title: "Now", content: "Read this.", link },
    { title: "Maintenance", content: "On Sunday, <b>for an hour</b>.\nOrders stay.", link: "" },
  ]);
  expect(await get("/announcement?columns=title")).toEqual([
    { id: urgent["id"], title: "Now" },
    { id: Number(urgent["id"]) - 1, title: "Maintenance" },
  ]);
  expect(await get("/announcement/urgent")).toEqual([urgent]);
  await expect.poll(() => titles(hers, "privateNotifications")).toEqual([...opened, "API keys"]);
  for (const socket of [hers, its]) {
    await socket.settle();
    expect(titles(socket, "announcement")).toEqual(["Maintenance", "Now"]);
    expect(titles(socket, "publicNotifications")).toEqual(["ETHUSD is closed"]);
  }
  expect(titles(its, "privateNotifications")).toEqual([]);
  expect((await get("/globalNotification")).map(({ title }) => title)).toEqual(["ETHUSD is closed"]);

  expect(await house.operator("announce", "withdraw", String(Number(urgent["id"]) - 1))).toBeTruthy();
  await its.settle();
  expect(titles(its, "announcement")).toEqual(["Now"]);
  const shown = async () => (await person.send("GET", "/globalNotification")).body;
  const before = await shown();
  await house.restart();
  expect(await shown()).toEqual(before);
  expect(await get("/announcement")).toEqual([urgent]);
  expect((await get("/globalNotification")).map(({ title }) => title)).toEqual(["ETHUSD is closed"]);
  const later = await SocketClient.signed(house.socketAddress, bot);
  await later.subscribe("announcement");
  expect(fold(later.messages("announcement"))).toEqual([urgent]);
});

test.each([
  [["--title", "Now"], "--body is missing."],
  [["--title", " ", "--body", "b"], "--title is missing."],
  [["--title", "t\u0007", "--body", "b"], "--title holds characters that are no text."],
  [["--title", "t", "--body", "b", "--link", "javascript:alert(1)"], "--link javascript:alert(1) is no address of a page."],
  [["--title", "t", "--body", "b", "--urgent", "perhaps"], "--urgent perhaps is neither yes nor no."],
  [["withdraw", "99"], "There is no announcement 99."],
])("RT-001 announce %j is refused: %s", async (words, reason) => {
  const before = await house.anybody.get("/announcement");
  await expect(house.operator("announce", ...words)).rejects.toThrow(reason);
  expect(await house.anybody.get("/announcement")).toEqual(before);
});
