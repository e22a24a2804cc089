import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { expect, test } from "vitest";
import { WrongProofError } from "./errors.ts";
import { ELSEWHERE, HOME, House, PASSWORD } from "./testing.ts";

const ORIGIN = "http://localhost";
/** The person is there, verified themselves, and the credential comes along. Source: WebAuthn, section 6.1. */
const FLAGS = 0b0100_0101;

const host = createHash("sha256").update("localhost").digest();
const clientData = (type: "webauthn.create" | "webauthn.get", challenge: string) =>
  Buffer.from(JSON.stringify({ type, challenge, origin: ORIGIN, crossOrigin: false }));

/** An authenticator with one key pair. It answers challenges as a browser hands them on. */
class Authenticator {
  readonly id: string;
  private readonly keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  private counter = 0;

  constructor(number: number) {
    this.id = Buffer.alloc(16, number).toString("base64url");
  }

  register(challenge: string): unknown {
    const { x = "", y = "" } = this.keys.publicKey.export({ format: "jwk" });
    const key = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, "base64url"))],
      [-3, new Uint8Array(Buffer.from(y, "base64url"))],
    ]);
    const rawId = Buffer.from(this.id, "base64url");
    const [counter, length] = [Buffer.alloc(4), Buffer.alloc(2)];
    length.writeUInt16BE(rawId.length);
    const authData = Buffer.concat([host, Buffer.of(FLAGS), counter, Buffer.alloc(16), length, rawId, isoCBOR.encode(key)]);
    const attestation = new Map<string, unknown>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", new Uint8Array(authData)],
    ]);
    return this.answer({
      clientDataJSON: clientData("webauthn.create", challenge).toString("base64url"),
      attestationObject: Buffer.from(isoCBOR.encode(attestation as never)).toString("base64url"),
    });
  }

  sign(challenge: string): unknown {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(++this.counter);
    // No credential comes along with these flags.
    const authData = Buffer.concat([host, Buffer.of(FLAGS & 0b0000_0101), counter]);
    const client = clientData("webauthn.get", challenge);
    const signed = Buffer.concat([authData, createHash("sha256").update(client).digest()]);
    return this.answer({
      clientDataJSON: client.toString("base64url"),
      authenticatorData: authData.toString("base64url"),
      signature: sign("sha256", signed, this.keys.privateKey).toString("base64url"),
    });
  }

  private answer(response: object): unknown {
    return { id: this.id, rawId: this.id, type: "public-key", clientExtensionResults: {}, response };
  }
}

async function aHouseWithAda() {
  const house = new House();
  const identity = await house.open({ origin: () => ORIGIN });
  const ada = await house.signUp(identity, "ada@example.com");
  const { passkeys } = identity.safety;
  const add = async (one: Authenticator, name: string) =>
    passkeys.finishAdding(ada, one.register((await passkeys.beginAdding(ada)).challenge), name, HOME);
  return { house, identity, ada, passkeys, add };
}

test("ACC-003 ASVS-6.7.2 a passkey is added by a challenge that was made for adding one, once; a challenge to prove oneself adds none", async () => {
  const { house, identity, ada } = await aHouseWithAda();
  const bob = await house.signUp(identity, "bob@example.com");
  const { passkeys, desk } = identity.safety;
  const added = () => desk.records.of(ada.id).passkeys.map(({ id }) => id);
  const [phone, other] = [new Authenticator(7), new Authenticator(8)];
  for (const options of [await passkeys.beginUsing(ada), await passkeys.beginUsing(null), await passkeys.beginAdding(bob)])
    await expect(passkeys.finishAdding(ada, phone.register(options.challenge), "", ELSEWHERE)).rejects.toThrow(WrongProofError);
  expect(added()).toEqual([]);
  const { challenge } = await passkeys.beginAdding(ada);
  await passkeys.finishAdding(ada, phone.register(challenge), "Phone", HOME);
  expect(added()).toEqual([phone.id]);
  await expect(passkeys.finishAdding(ada, other.register(challenge), "", HOME)).rejects.toThrow(WrongProofError);
  expect(added()).toEqual([phone.id]);
});

test("ACC-003 with two passkeys, or one and kept recovery codes, the password can go: a passkey alone signs in then, and the last one stays", async () => {
  const { house, identity, ada, passkeys, add } = await aHouseWithAda();
  const { safety } = identity;
  const { session } = await identity.openSession(ada);
  const remove = () => safety.resets.remove(ada, session.hash, HOME);
  const [phone, laptop] = [new Authenticator(1), new Authenticator(2)];
  await add(phone, "Phone");
  await expect(remove()).rejects.toThrow("Two passkeys are wanted first");
  await add(laptop, "Laptop");
  const other = await identity.openSession(ada);
  await remove();
  expect(identity.session(other.token)).toBeNull();
  expect(await identity.signIn("ada@example.com", PASSWORD)).toBeNull();
  expect(safety.approvals.kindsFor(ada.id)).toEqual(["passkey"]);
  expect(safety.withdrawalHolds(ada.id)).toMatchObject([{ reason: "The password was removed" }]);
  const signIn = async (one: Authenticator) => safety.signIns.withPasskey(one.sign((await passkeys.beginUsing(null)).challenge), ELSEWHERE);
  expect(await signIn(phone)).toMatchObject({ next: "done", user: ada, by: "passkey" });
  await expect(remove()).rejects.toThrow("There is no password.");
  await safety.askRemoval(ada.id, laptop.id, HOME);
  await expect(safety.askRemoval(ada.id, phone.id, HOME)).rejects.toThrow("the only way in");
  house.nowMs += 24 * 3_600_000;
  await identity.sweep();
  expect(safety.desk.records.of(ada.id).passkeys.map(({ name }) => name)).toEqual(["Phone"]);
  await expect(signIn(laptop)).rejects.toThrow(WrongProofError);
  // The letter alone is no way around the passkey; a password is set by whoever is signed in.
  await safety.resets.forgot("ada@example.com", HOME);
  await expect(safety.resets.reset(house.token("resetPassword"), `${PASSWORD} anew`, "", HOME)).rejects.toThrow("recovery code");
  await safety.resets.change(ada, `${PASSWORD} anew`, session.hash, HOME);
  expect((await identity.signIn("ada@example.com", `${PASSWORD} anew`))?.id).toBe(ada.id);
});
