import { createHmac, createPublicKey, type KeyObject, timingSafeEqual, verify } from "node:crypto";
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

/** What proves a key: a secret that both sides have, or a public key whose other half only the client has. */
interface SigningKey {
  readonly secret: string;
  readonly enabled: boolean;
  readonly terms: { readonly publicKey: string | null };
}

/** An unknown key does the same work as a known one. */
const NO_SECRET = "0".repeat(48);

/**
 * Proves that a request was signed with a key.
 *
 * @param find the key by its id, null for none
 * @throws ContractError 401 for an unknown key or a wrong signature, 400 for one that has expired, 403 for a disabled key
 */
export function verifySignature<K extends SigningKey>(
  signed: Signed,
  find: (id: string) => K | null,
  verb: string,
  path: string,
  body: string | Uint8Array,
  nowMs: number,
): K {
  const key = find(signed.keyId);
  const publicKey = key?.terms.publicKey ?? null;
  const matches =
    publicKey === null
      ? equalHex(sign(key?.secret ?? NO_SECRET, verb, path, signed.expires, body), signed.signature)
      : verifiesEd25519(publicKey, verb, path, signed, body);
  if (key === null) throw new ContractError(401, TEXT.invalidApiKey);
  // Some clients count in milliseconds, which is a moment far ahead and as good as any.
  const expires = /^\d{1,16}$/.test(signed.expires) ? Number(signed.expires) : Number.NaN;
  const nowSeconds = Math.floor(nowMs / 1_000);
  if (!(expires >= nowSeconds)) throw new ContractError(400, TEXT.expired(nowSeconds));
  if (!matches) throw new ContractError(401, TEXT.signatureNotValid);
  if (!key.enabled) throw new ContractError(403, TEXT.keyDisabled);
  return key;
}

/** Public keys as they verify, by their PEM. */
const publicKeys = new Map<string, KeyObject>();
const MOST_REMEMBERED = 10_000;

/** The same bytes under an Ed25519 signature, in hex or base64. */
function verifiesEd25519(pem: string, verb: string, path: string, { expires, signature }: Signed, body: string | Uint8Array): boolean {
  const isHex = /^[0-9a-f]{128}$/i.test(signature);
  if (!isHex && !/^[A-Za-z0-9+/_-]{86}(==)?$/.test(signature)) return false;
  let key = publicKeys.get(pem);
  if (key === undefined) {
    if (publicKeys.size >= MOST_REMEMBERED) publicKeys.clear();
    key = createPublicKey(pem);
    publicKeys.set(pem, key);
  }
  const head = Buffer.from(signaturePayload(verb, path, expires), "latin1");
  return verify(null, Buffer.concat([head, Buffer.from(body)]), key, Buffer.from(signature, isHex ? "hex" : "base64"));
}

/** Compares hex in either case, in the same time whatever differs. */
function equalHex(expected: string, given: string): boolean {
  const lower = given.toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(lower)) return false;
  return timingSafeEqual(Buffer.from(expected, "hex"), Buffer.from(lower, "hex"));
}
