import { Type } from "typebox";
import { Count, Name, Text, Timestamp } from "../columns.ts";
import { defineOperation, integer, type Model, optional, text } from "../operation.ts";

const message = {
  model: "MailMessage",
  description: "A letter as its one recipient gets it.",
  schema: Type.Object({
    id: Count,
    timestamp: Timestamp,
    to: Text,
    subject: Text,
    /** `queued`, `sending`, `sent`, `failed`. */
    state: Name,
    template: Name,
    text: Text,
    html: Text,
    /** Where its link leads; `""` for none. */
    link: Text,
  }),
} satisfies Model;

export type MailMessageRow = Type.Static<typeof message.schema>;

export const outboxGet = defineOperation({
  verb: "GET",
  path: "/outbox",
  id: "Outbox.get",
  summary: "Letters that the exchange wrote, newest first. In local mode alone: elsewhere there is no such thing.",
  access: "public",
  params: Type.Object({
    email: optional(text("Letters to this address alone.", { maxLength: 320 })),
    count: optional(integer("Number of letters.", { default: 100, minimum: 1, maximum: 500 })),
  }),
  returns: message,
  own: true,
});
