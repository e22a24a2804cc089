import { Type } from "typebox";
import { Flag, Name, Text, Timestamp } from "../columns.ts";
import { defineOperation, flag, list, type Model, optional, type Permission, text } from "../operation.ts";

/** A key that programs sign with. Source: the BitMEX API v1 `APIKey` model, 2019 shape. */
const apiKey = {
  model: "APIKey",
  description: "A key that programs sign with. Its secret is shown once, when it is made, and is empty ever after.",
  schema: Type.Object({
    id: Text,
    secret: Text,
    name: Text,
    /** Keys expire by `api-expires` here; nothing counts. */
    nonce: Type.Integer({ format: "int64" }),
    cidr: Text,
    permissions: Type.Array(Name),
    enabled: Flag,
    userId: Type.Integer({ format: "int32" }),
    created: Timestamp,
  }),
} satisfies Model;

export type ApiKeyRow = Type.Static<typeof apiKey.schema>;

const MAX_KEY_NAME_LENGTH = 64;

const keyId = text("Public part of the key.", { maxLength: 64 });

export const apiKeyGet = defineOperation({
  verb: "GET",
  path: "/apiKey",
  id: "APIKey.get",
  summary: "Your keys, without their secrets.",
  access: "account",
  params: Type.Object({ reverse: optional(flag("Newest first.", { default: false })) }),
  returns: apiKey,
});

/** Keys are made and ended by people who are signed in: a key that was stolen makes no others. */
export const apiKeyNew = defineOperation({
  verb: "POST",
  path: "/apiKey",
  id: "APIKey.new",
  summary: "Makes a key and shows its secret, this once.",
  access: "session",
  params: Type.Object({
    name: optional(text("What you call it.", { default: "", maxLength: MAX_KEY_NAME_LENGTH })),
    permissions: optional(list<Permission>('What it may do beyond reading: any of `["order","withdraw"]`.')),
  }),
  returns: apiKey,
  single: true,
  own: true,
});

export const apiKeyDisable = defineOperation({
  verb: "POST",
  path: "/apiKey/disable",
  id: "APIKey.disable",
  summary: "Disables a key for good and ends its sockets; it stays in the list.",
  access: "session",
  params: Type.Object({ apiKeyID: keyId }),
  returns: apiKey,
  single: true,
  own: true,
});

export const apiKeyRemove = defineOperation({
  verb: "DELETE",
  path: "/apiKey",
  id: "APIKey.remove",
  summary: "Deletes a key and ends its sockets.",
  access: "session",
  params: Type.Object({ apiKeyID: keyId }),
  returns: null,
  single: true,
  own: true,
});
