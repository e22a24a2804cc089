import { createHmac, timingSafeEqual } from "node:crypto";
import { ContractError, TEXT } from "../contract/errors.ts";
import { signaturePayload } from "../contract/signature.ts";

/** The three parts of a signed request, wherever they travel. */
export interface Signed {
  readonly keyId: string;
  readonly expires: string;
  readonly signature: string;
}

/**
 * Lower-case hex HMAC-SHA256 of what a key signs: the bytes of the wire.
 *
 * @param path as Node gives it, one character a byte
 */
export function sign(secret: string, verb: string, path: string, expires: string, body: string | Uint8Array = ""): string {
  const head = Buffer.from(signaturePayload(verb, path, expires), "latin1");
  return createHmac("sha256", secret).update(head).update(body).digest("hex");
}

/** An unknown key does the same work as a known one. */
const NO_SECRET = "0".repeat(48);

/**
 * Proves that a request was signed with a key.
 *
 * @param find the key by its id, null for none
 * @throws ContractError 401 for an unknown key or a wrong signature, 400 for one that has expired, 403 for a disabled key
 */
export function verifySignature<K extends { readonly secret: string; readonly enabled: boolean }>(
  signed: Signed,
  find: (id: string) => K | null,
  verb: string,
  path: string,
  body: string | Uint8Array,
  nowMs: number,
): K {
  const key = find(signed.keyId);
  const expected = sign(key?.secret ?? NO_SECRET, verb, path, signed.expires, body);
  const matches = equalHex(expected, signed.signature);
  if (key === null) throw new ContractError(401, TEXT.invalidApiKey);
  // Some clients count in milliseconds, which is a moment far ahead and as good as any.
  const expires = /^\d{1,16}$/.test(signed.expires) ? Number(signed.expires) : Number.NaN;
  const nowSeconds = Math.floor(nowMs / 1_000);
  if (!(expires >= nowSeconds)) throw new ContractError(400, TEXT.expired(nowSeconds));
  if (!matches) throw new ContractError(401, TEXT.signatureNotValid);
  if (!key.enabled) throw new ContractError(403, TEXT.keyDisabled);
  return key;
}

/** Compares hex in either case, in the same time whatever differs. */
function equalHex(expected: string, given: string): boolean {
  const lower = given.toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(lower)) return false;
  return timingSafeEqual(Buffer.from(expected, "hex"), Buffer.from(lower, "hex"));
}
