import { Flag, Name, ShortCount, Text, Timestamp } from "../columns.ts";
import { defineTable } from "../table.ts";

/** What the exchange has to say to everybody. Source: the BitMEX API v1 `announcement` table, 2019 shape. */
export const announcement = defineTable({
  name: "announcement",
  model: "Announcement",
  description: "What the exchange has to say to everybody. Nobody announces anything yet.",
  visibility: "public",
  keys: ["id"],
  required: ["id"],
  foreignKeys: {},
  attributes: { id: "sorted" },
  columns: { id: ShortCount, link: Text, title: Text, content: Text, date: Timestamp },
});

const defineNotifications = <N extends string>(name: N, visibility: "public" | "private") =>
  defineTable({
    name,
    model: "GlobalNotification",
    description: "Notices to be shown once. The exchange sends none yet.",
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

export const publicNotifications = defineNotifications("publicNotifications", "public");
export const privateNotifications = defineNotifications("privateNotifications", "private");
