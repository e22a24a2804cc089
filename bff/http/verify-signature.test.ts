import { createHmac, generateKeyPairSync, sign as signWith } from "node:crypto";
import { expect, test } from "vitest";
import { ContractError } from "../contract/errors.ts";
import { NO_TERMS } from "../identity/key-terms.ts";
import { sign, verifySignature } from "./verify-signature.ts";

/** Key and vectors of the published documentation, and two of ours after them. */
const ID = "LAqUlngMIQkIUjXMUreyu3qn";
const SECRET = "chNOOS4KvNXR_Xq4k4c9qsfoKWvnDecLATCRlcBwyKDYnWgO";
const VECTORS = [
  ["GET", "/api/v1/instrument", "1518064236", "", "c7682d435d0cfe87c16098df34ef2eb5a549d4c5a3c2b1f0f77b8af73423bf00"],
  [
    "GET",
    "/api/v1/instrument?filter=%7B%22symbol%22%3A+%22XBTM15%22%7D",
    "1518064237",
    "",
    "e2f422547eecb5b3cb29ade2127e21b858b235b386bfa45e1c1756eb3383919f",
  ],
  [
    "POST",
    "/api/v1/order",
    "1518064238",
    '{"symbol":"XBTM15","price":219.0,"clOrdID":"mm_bitmex_1a/oemUeQ4CAJZgP3fjHsA","orderQty":98}',
    "1749cd2ccae4aa49048ae09f0b95110cee706e0944e6a14ad0b3a8cb45bd336b",
  ],
  ["GET", "/realtime", "1518064236", "", "6d459dc02866d35a2b965edeecc68063d488e296b77982235fc6eca24b934945"],
  ["DELETE", "/api/v1/order", "1518064239", "orderID=abc&text=x", "1dd7521358f16615219b30661a1a242aff47729a53caf55fd2224d6fd9dbd6db"],
] as const;

const BEFORE_ALL_MS = 1_518_064_000_000;
const find = (id: string) => (id === ID ? { secret: SECRET, enabled: true, terms: NO_TERMS } : null);

/** Status and words of the refusal; null when the signature holds. */
function refusal(run: () => unknown): readonly [number, string] | null {
  try {
    run();
    return null;
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return [error.status, error.message];
  }
}

test.each(VECTORS)("API-003 %s %s is signed as published", (verb, path, expires, body, signature) => {
  expect(sign(SECRET, verb, path, expires, body)).toBe(signature);
  expect(sign(SECRET, verb, path, expires, Buffer.from(body))).toBe(signature);
  const signed = { keyId: ID, expires, signature };
  expect(refusal(() => verifySignature(signed, find, verb, path, Buffer.from(body), BEFORE_ALL_MS))).toBeNull();
  expect(
    refusal(() => verifySignature({ ...signed, signature: signature.toUpperCase() }, find, verb, path, Buffer.from(body), BEFORE_ALL_MS)),
  ).toBeNull();
  expect(refusal(() => verifySignature(signed, find, verb, path, Buffer.from(`${body} `), BEFORE_ALL_MS))).toEqual([
    401,
    "Signature not valid.",
  ]);
});

test("API-003 bytes are signed as they are, whether or not they are letters", () => {
  const odd = Buffer.from([0xff, 0x00, 0xed, 0xa0, 0x80]);
  const letters = Buffer.from(odd.toString("utf8"));
  expect(sign(SECRET, "POST", "/", "1", odd)).not.toBe(sign(SECRET, "POST", "/", "1", letters));
  // Node gives one character for each byte of a path: é, two bytes of UTF-8, arrives as two characters.
  const path = Buffer.from("/é", "utf8");
  const expected = createHmac("sha256", SECRET).update("GET").update(path).update("1").digest("hex");
  expect(sign(SECRET, "GET", path.toString("latin1"), "1")).toBe(expected);
});

test("API-003 an expiry holds to the last second of its own", () => {
  const at = (expires: string, nowMs: number) => {
    const signed = { keyId: ID, expires, signature: sign(SECRET, "GET", "/", expires) };
    return refusal(() => verifySignature(signed, find, "GET", "/", "", nowMs));
  };
  expect(at("1518064236", 1_518_064_236_999)).toBeNull();
  expect(at("1518064236", 1_518_064_237_000)).toEqual([
    400,
    "This request has expired - `expires` is in the past. Current time: 1518064237",
  ]);
  expect(at("1518064236000", 1_518_064_237_000)).toBeNull();
});

test("API-003 a disabled key is told so only to who can sign with it", () => {
  const disabled = () => ({ secret: SECRET, enabled: false, terms: NO_TERMS });
  const signed = { keyId: ID, expires: "1518064236", signature: sign(SECRET, "GET", "/", "1518064236") };
  const verify = (one: typeof signed) => refusal(() => verifySignature(one, disabled, "GET", "/", "", BEFORE_ALL_MS));
  expect(verify(signed)).toEqual([403, "This key is disabled."]);
  expect(verify({ ...signed, signature: "00" })).toEqual([401, "Signature not valid."]);
  expect(refusal(() => verifySignature({ ...signed, keyId: "other" }, find, "GET", "/", "", BEFORE_ALL_MS))).toEqual([
    401,
    "Invalid API Key.",
  ]);
});

test("KEY-001 a key with an Ed25519 public key signs the same bytes with its other half, in hex or base64, and no secret does", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const key = () => ({ secret: "", enabled: true, terms: { publicKey: pem } });
  const signature = signWith(null, Buffer.from("POST/api/v1/order1518064238{}"), privateKey);
  const verify = (text: string, body = "{}") =>
    refusal(() =>
      verifySignature({ keyId: ID, expires: "1518064238", signature: text }, key, "POST", "/api/v1/order", body, BEFORE_ALL_MS),
    );
  expect([verify(signature.toString("hex")), verify(signature.toString("base64")), verify(signature.toString("base64url"))]).toEqual([
    null,
    null,
    null,
  ]);
  const wrong = [401, "Signature not valid."];
  expect(verify(signature.toString("hex"), "{} ")).toEqual(wrong);
  expect(verify(sign("", "POST", "/api/v1/order", "1518064238", "{}"))).toEqual(wrong);
  expect(verify("")).toEqual(wrong);
});
