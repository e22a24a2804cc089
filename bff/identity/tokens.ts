import { createHash, timingSafeEqual } from "node:crypto";
import type { MailToken, PersonRecord } from "./person-record.ts";

/** 256 bits; only the hash is kept, so the file alone opens nothing. */
const TOKEN_BYTES = 32;
const TOKEN = /^(\d{1,15})\.([A-Za-z0-9_-]{43})$/;

export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

export interface NewToken {
  /** What the letter carries: the person's number, so that it is found, and the secret. */
  readonly token: string;
  readonly hash: string;
}

export function newToken(userId: number, random: (bytes: number) => Buffer): NewToken {
  const token = `${userId}.${random(TOKEN_BYTES).toString("base64url")}`;
  return { token, hash: sha256(token) };
}

/** Whose record a token speaks of; null for what is no token. */
export function personOfToken(token: string): number | null {
  const id = TOKEN.exec(token)?.[1];
  return id === undefined ? null : Number(id);
}

/** Whether two texts that nobody is to guess are the same, in a time that says nothing of where they differ. */
export const isSameSecret = (one: string, other: string): boolean => {
  const [given, kept] = [Buffer.from(one, "utf8"), Buffer.from(other, "utf8")];
  return given.length === kept.length && timingSafeEqual(given, kept);
};

export const isHashOf = (token: string, hash: string): boolean => isSameSecret(sha256(token), hash);

/** A record's tokens with one of a kind put in the place of those before it. */
export const withToken = (record: PersonRecord, token: MailToken): readonly MailToken[] => [
  ...record.tokens.filter(({ kind }) => kind !== token.kind),
  token,
];

export const withoutTokens = (record: PersonRecord, kind: MailToken["kind"]): readonly MailToken[] =>
  record.tokens.filter((one) => one.kind !== kind);

/** Whether a record has this token still. */
export const hasToken = (record: PersonRecord, kind: MailToken["kind"], token: string, nowMs: number): boolean =>
  record.tokens.some((one) => one.kind === kind && one.expiresAtMs > nowMs && isHashOf(token, one.hash));
