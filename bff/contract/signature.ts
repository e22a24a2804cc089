/**
 * The string that a key signs with HMAC-SHA256: verb, path with query exactly as sent, expiry and body, joined bare.
 * Source: `apiKeysUsage` of the BitMEX API v1.
 *
 * @param verb upper case
 * @param path from `/api/v1` on, query included, byte for byte as on the wire; on the socket always `/realtime`
 * @param expires the `api-expires` header as it was sent
 * @param body the raw body, empty where there is none
 */
export function signaturePayload(verb: string, path: string, expires: string, body = ""): string {
  return verb + path + expires + body;
}
