import { Flag, Name, ShortCount, Text, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/** What the exchange has to say to everybody. Source: the BitMEX API v1 `announcement` table, 2019 shape. */
export const announcement = defineTable({
  name: "announcement",
  model: "Announcement",
  description: "What the exchange has to say to everybody, as plain text, until it is withdrawn.",
  visibility: "public",
  keys: ["id"],
  required: ["id"],
  foreignKeys: {},
  attributes: { id: "sorted" },
  columns: { id: ShortCount, link: Text, title: Text, content: Text, date: Timestamp },
});

const defineNotifications = <N extends string>(name: N, visibility: "public" | "private", description: string) =>
  defineTable({
    name,
    model: "GlobalNotification",
    description,
    visibility,
    keys: ["id"],
    required: ["date", "title", "body", "ttl"],
    foreignKeys: {},
    attributes: {},
    columns: {
      id: ShortCount,
      date: Timestamp,
      title: Text,
      body: Text,
      ttl: ShortCount,
      type: Name,
      closable: Flag,
      persist: Flag,
      waitForVisibility: Flag,
      sound: Text,
    },
  });

export const publicNotifications = defineNotifications(
  "publicNotifications",
  "public",
  "Notices to be shown once to everybody: contracts that are listed, opened, closed or settled, and a halt of trading. Each stands for `ttl` seconds.",
);
export const privateNotifications = defineNotifications(
  "privateNotifications",
  "private",
  "Notices to be shown once to an account's owner: that something was done with sign-in, settings, keys or withdrawals. What it was, from where, is told to sessions alone, by GET `/user/activity`. Each stands for `ttl` seconds, and at most the newest 20 do.",
);

export type AnnouncementRow = Row<typeof announcement>;
export type NotificationRow = Row<typeof publicNotifications>;
