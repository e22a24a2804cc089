import { Type } from "typebox";
import { Flag, Name, Names, Nullable, Ratio, Satoshis, Text, Timestamp } from "../columns.ts";
import { decimal, defineOperation, flag, list, long, type Model, moment, optional, type Permission, text } from "../operation.ts";

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
    /** The ranges of `cidrs`, with commas; `0.0.0.0/0` for any address. */
    cidr: Text,
    permissions: Type.Array(Name),
    enabled: Flag,
    userId: Type.Integer({ format: "int32" }),
    created: Timestamp,
    cidrs: Names,
    expires: Nullable(Timestamp),
    /** From when on it may withdraw, where that is still to come. */
    withdrawsFrom: Nullable(Timestamp),
    lastUsed: Nullable(Timestamp),
    /** The Ed25519 key that it signs with; empty for a key with a secret. */
    publicKey: Text,
    symbols: Names,
    maxOrderValue: Nullable(Satoshis),
    maxDailyValue: Nullable(Satoshis),
    maxDailyLoss: Nullable(Satoshis),
    maxDeviation: Nullable(Ratio),
    reduceOnly: Flag,
    note: Text,
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

const caps = {
  symbols: optional(list<string>('Contracts that it may trade, as `["XBTUSD"]`; none for all.')),
  maxOrderValue: optional(long("Value of one order at most, XBt.")),
  maxDailyValue: optional(long("Value of all orders that it places within a day (UTC) at most, XBt.")),
  maxDailyLoss: optional(long("Realised loss of the account within a day (UTC) after which it may only reduce positions, XBt.")),
  maxDeviation: optional(decimal("Share of the mark price by which an order may be dearer than it, as 0.05.")),
  reduceOnly: optional(flag("Whether it may only reduce positions.", { default: false })),
};

/** Keys are made and ended by people who are signed in: a key that was stolen makes no others. */
export const apiKeyNew = defineOperation({
  verb: "POST",
  path: "/apiKey",
  id: "APIKey.new",
  summary: "Makes a key and shows its secret, this once.",
  access: "session",
  params: Type.Object({
    name: optional(text("What you call it.", { default: "", maxLength: MAX_KEY_NAME_LENGTH })),
    permissions: optional(
      list<Permission>('What it may do beyond reading: any of `["order","orderCancel","withdraw"]`, but not both of the first two.'),
    ),
    cidr: optional(
      list<string>(
        'Addresses that it may be used from, as `["203.0.113.7","2001:db8::/32"]`; none for any. A key that may withdraw needs one.',
      ),
    ),
    expires: optional(
      moment("When it ends. Without it a key that may withdraw ends after 30 days, one that may order after 90, any other never."),
    ),
    ...caps,
    publicKey: optional(
      text("PEM of an Ed25519 public key that it signs with instead of a secret; `api-signature` is then its signature in hex or base64.", {
        maxLength: 400,
      }),
    ),
  }),
  returns: apiKey,
  single: true,
  own: true,
});

export const apiKeyEdit = defineOperation({
  verb: "PUT",
  path: "/apiKey",
  id: "APIKey.edit",
  summary:
    "Gives a key another name, or makes it stricter, at once; its sockets end then. What is left out stays. What would loosen it is refused: that takes a new key.",
  access: "session",
  params: Type.Object({
    apiKeyID: keyId,
    name: optional(text("What you call it.", { maxLength: MAX_KEY_NAME_LENGTH })),
    permissions: optional(list<Permission>("What it may still do: fewer than before, or `orderCancel` in the place of `order`.")),
    cidr: optional(list<string>("Addresses that it may still be used from, each within those of before.")),
    expires: optional(moment("When it ends, sooner than before.")),
    ...caps,
    reduceOnly: optional(flag("Whether it may only reduce positions.")),
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
