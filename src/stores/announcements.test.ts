import { expect, test } from "vitest";
import { newestUnseen } from "./announcements.ts";

const row = (id: number) => ({ id, title: `Announcement ${id}`, content: "", link: "", date: "2026-11-23T00:00:00.000Z" });

test("RT-001 the site shows the newest announcement until it is put away, and then the next one", () => {
  expect(newestUnseen([], 0)).toBeNull();
  expect(newestUnseen([row(2), row(3), row(1)], 0)?.id).toBe(3);
  expect(newestUnseen([row(2), row(3), row(1)], 3)).toBeNull();
  expect(newestUnseen([row(2), row(3), row(4)], 3)?.id).toBe(4);
});
