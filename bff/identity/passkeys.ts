import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import type { Desk } from "./desk.ts";
import { RefusedError, WrongProofError } from "./errors.ts";
import { holdsWithFactor } from "./holds.ts";
import type { User } from "./people.ts";
import type { PasskeyFactor } from "./person-record.ts";
import type { Whence } from "./whence.ts";

/** It comes with the first passkey: a start does not wait for it. */
const webauthn = () => import("@simplewebauthn/server");

const CHALLENGE_BYTES = 32;
const CHALLENGE_MS = 5 * 60_000;
const MOST_CHALLENGES = 10_000;
const MOST_PASSKEYS = 10;
const NO_PASSKEY = "The passkey is not correct.";

interface Challenge {
  /** Who registers or approves; null at sign-in, where the passkey says who it is. */
  readonly userId: number | null;
  /** What it was made for: adding takes an approval, so a challenge to prove oneself adds nothing. */
  readonly purpose: "add" | "use";
  readonly endsAtMs: number;
}

/**
 * Passkeys: made for this site's host, used with the person verified on their own device. One stands for both
 * factors. A challenge is good once, for five minutes, for the person and the purpose
 * that it was made for.
 */
export class Passkeys {
  private readonly desk: Desk;
  private readonly challenges = new Map<string, Challenge>();

  constructor(desk: Desk) {
    this.desk = desk;
  }

  async beginAdding(user: User): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { passkeys } = this.desk.records.of(user.id);
    if (passkeys.length >= MOST_PASSKEYS) throw new RefusedError(`You may not have more than ${MOST_PASSKEYS} passkeys.`);
    return (await webauthn()).generateRegistrationOptions({
      rpName: "Fairmark",
      rpID: this.host(),
      userName: user.email,
      userID: new TextEncoder().encode(String(user.id)),
      challenge: new Uint8Array(this.newChallenge(user.id, "add")),
      excludeCredentials: passkeys.map(({ id }) => ({ id })),
      authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
    });
  }

  /** @throws WrongProofError */
  async finishAdding(user: User, response: unknown, name: string, whence: Whence): Promise<void> {
    const { records, now, letters, activity } = this.desk;
    const { verified, registrationInfo } = await (await webauthn())
      .verifyRegistrationResponse({
        response: response as RegistrationResponseJSON,
        expectedChallenge: (challenge) => this.take(challenge, user.id, "add"),
        expectedOrigin: this.desk.origin(),
        expectedRPID: this.host(),
        requireUserVerification: true,
      })
      .catch(wrong);
    if (!verified || !registrationInfo.userVerified) throw new WrongProofError(NO_PASSKEY);
    const { credential, credentialBackedUp } = registrationInfo;
    if (this.ownerOf(credential.id) !== null) throw new WrongProofError("This passkey is known already.");
    const passkey: PasskeyFactor = {
      id: credential.id,
      name: name === "" ? whence.device : name,
      publicKey: Buffer.from(credential.publicKey).toString("base64url"),
      counter: credential.counter,
      transports: credential.transports ?? [],
      isBackedUp: credentialBackedUp,
      isBlocked: false,
      addedAtMs: now(),
      usedAtMs: null,
    };
    const record = records.of(user.id);
    await records.change(user.id, { passkeys: [...record.passkeys, passkey], holds: holdsWithFactor(record, user, whence, now()) });
    await activity.add(user.id, { category: "settings", what: `Passkey added: ${passkey.name}`, whence });
    await letters.tell(user.id, "factorAdded", { what: `The passkey "${passkey.name}"` }, whence);
  }

  /** @param user null at sign-in: the options are then the same for everybody, and name no passkey */
  async beginUsing(user: User | null): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const mine = user === null ? [] : this.desk.records.of(user.id).passkeys.filter(({ isBlocked }) => !isBlocked);
    return (await webauthn()).generateAuthenticationOptions({
      rpID: this.host(),
      challenge: new Uint8Array(this.newChallenge(user?.id ?? null, "use")),
      userVerification: "required",
      ...(user === null ? {} : { allowCredentials: mine.map(({ id }) => ({ id })) }),
    });
  }

  /**
   * Whose passkey this is, proved. It is noted as used.
   *
   * @param user who it has to belong to; null where anybody may come
   * @throws WrongProofError
   */
  async use(user: User | null, response: unknown, whence: Whence): Promise<User> {
    const { records, directory, now, activity } = this.desk;
    const { id } = (response ?? {}) as { readonly id?: unknown };
    const ownerId = typeof id === "string" ? this.ownerOf(id) : null;
    const owner = ownerId === null ? undefined : directory.user(ownerId);
    const passkey = owner === undefined ? undefined : records.of(owner.id).passkeys.find((one) => one.id === id);
    if (owner === undefined || passkey === undefined || passkey.isBlocked || (user !== null && user.id !== owner.id))
      throw new WrongProofError(NO_PASSKEY);
    const { verified, authenticationInfo } = await (await webauthn())
      .verifyAuthenticationResponse({
        response: response as AuthenticationResponseJSON,
        expectedChallenge: (challenge) => this.take(challenge, user?.id ?? null, "use"),
        expectedOrigin: this.desk.origin(),
        expectedRPID: this.host(),
        // The library refuses a counter that fell; it is told here, where the passkey can be blocked for it.
        credential: { id: passkey.id, publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")), counter: 0 },
        requireUserVerification: true,
      })
      .catch(wrong);
    if (!verified || !authenticationInfo.userVerified) throw new WrongProofError(NO_PASSKEY);
    const { newCounter } = authenticationInfo;
    const hasFallen = passkey.counter > 0 && newCounter <= passkey.counter;
    const used: PasskeyFactor = hasFallen ? { ...passkey, isBlocked: true } : { ...passkey, counter: newCounter, usedAtMs: now() };
    await records.change(owner.id, { passkeys: records.of(owner.id).passkeys.map((one) => (one.id === passkey.id ? used : one)) });
    if (!hasFallen) return owner;
    await activity.add(owner.id, {
      category: "signIn",
      what: `Passkey blocked: ${passkey.name} counted backwards, as a copy would`,
      result: "refused",
      whence,
    });
    throw new WrongProofError(NO_PASSKEY);
  }

  private ownerOf(id: string): number | null {
    for (const [userId, { passkeys }] of this.desk.records.all()) if (passkeys.some((one) => one.id === id)) return userId;
    return null;
  }

  private newChallenge(userId: number | null, purpose: Challenge["purpose"]): Buffer {
    const nowMs = this.desk.now();
    for (const [key, { endsAtMs }] of this.challenges) {
      if (endsAtMs > nowMs && this.challenges.size < MOST_CHALLENGES) break;
      this.challenges.delete(key);
    }
    const challenge = this.desk.random(CHALLENGE_BYTES);
    this.challenges.set(challenge.toString("base64url"), { userId, purpose, endsAtMs: nowMs + CHALLENGE_MS });
    return challenge;
  }

  private take(challenge: string, userId: number | null, purpose: Challenge["purpose"]): boolean {
    const known = this.challenges.get(challenge);
    this.challenges.delete(challenge);
    return known !== undefined && known.userId === userId && known.purpose === purpose && known.endsAtMs > this.desk.now();
  }

  /** The relying party: the site's own name, never what a request says it is. */
  private host(): string {
    return new URL(this.desk.origin()).hostname;
  }
}

/** What the library can't read or doesn't believe is a wrong passkey, whatever it says about it. */
function wrong(): never {
  throw new WrongProofError(NO_PASSKEY);
}
