import { createHash } from "node:crypto";

/**
 * Addresses of test coins: `tfm1`, 32 characters of data and a checksum of six. They read like addresses of a chain,
 * so that forms and files do too, but belong to no chain: real coins can't be sent to one, nor one be paid by accident.
 */
const PREFIX = "tfm1";
/** Lower-case letters and digits without those that look alike. Source: BIP 173. */
const ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const DATA_LENGTH = 32;
const CHECK_LENGTH = 6;
const FORM = new RegExp(`^${PREFIX}[${ALPHABET}]{${DATA_LENGTH + CHECK_LENGTH}}$`);

const letters = (bytes: Uint8Array, count: number) =>
  Array.from(bytes.subarray(0, count), (byte) => ALPHABET[byte % ALPHABET.length] as string).join("");

/** Thirty bits of a hash: one mistyped address in a thousand million passes. */
const checkOf = (data: string) =>
  letters(
    createHash("sha256")
      .update(PREFIX + data)
      .digest(),
    CHECK_LENGTH,
  );

/** @param random 32 bytes or more */
export function makeTestAddress(random: Uint8Array): string {
  const data = letters(random, DATA_LENGTH);
  return PREFIX + data + checkOf(data);
}

export function isTestAddress(text: string): boolean {
  if (!FORM.test(text)) return false;
  const data = text.slice(PREFIX.length, PREFIX.length + DATA_LENGTH);
  return text.endsWith(checkOf(data));
}
