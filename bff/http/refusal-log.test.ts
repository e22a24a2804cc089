import { expect, test } from "vitest";
import { RefusalLog } from "./refusal-log.ts";

test("ASVS-16.3.2 what a key was refused stands in its owner's log, the same once an hour", async () => {
  const written: string[] = [];
  let nowMs = 0;
  const log = new RefusalLog({ add: async (userId, { what, result }) => void written.push(`${userId} ${what}, ${result}`) }, () => nowMs);
  const whence = { device: "curl", address: "203.0.113.40", deviceToken: null };
  const note = (operation: string, key = { id: "k1", userId: 7, name: "bot" }) =>
    log.note(key, { verb: "POST", path: `/${operation}`, id: operation }, "it lacks the permission", whence);
  for (let i = 0; i < 5; i++) await note("order");
  await note("withdraw");
  await note("order", { id: "key-without-name", userId: 8, name: "" });
  nowMs = 3_600_000;
  await note("order");
  expect(written).toEqual([
    '7 POST /order by the key "bot": it lacks the permission, refused',
    '7 POST /withdraw by the key "bot": it lacks the permission, refused',
    '8 POST /order by the key "key-with": it lacks the permission, refused',
    '7 POST /order by the key "bot": it lacks the permission, refused',
  ]);
});
