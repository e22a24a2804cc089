import type { Desk } from "./desk.ts";
import { WrongProofError } from "./errors.ts";
import type { User } from "./people.ts";
import { hasToken, newToken, personOfToken, withoutTokens, withToken } from "./tokens.ts";
import type { Whence } from "./whence.ts";

export const ADDRESS_TOKEN_MS: number = 2 * 3_600_000;
export const WRONG_LINK = "The link is too old or was used. Ask for a new one.";

/** The letter to a new person's address, and the link in it. */
export class AddressProof {
  private readonly desk: Desk;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  isProved(userId: number): boolean {
    return this.desk.records.of(userId).addressVerifiedAtMs !== null;
  }

  /** Writes the letter. The link in the one before it is void. */
  async ask(user: User): Promise<void> {
    const { token } = await this.prepare(user);
    await this.desk.letters.tell(user.id, "verifyAddress", { token });
  }

  /** The link alone, for whoever writes the letter. */
  async prepare(user: User): Promise<{ readonly token: string }> {
    const { records, random, now } = this.desk;
    const { token, hash } = newToken(user.id, random);
    const tokens = withToken(records.of(user.id), { kind: "verify", hash, expiresAtMs: now() + ADDRESS_TOKEN_MS });
    await records.change(user.id, { tokens });
    return { token };
  }

  /** Who has just been proved. @throws WrongProofError */
  async prove(token: string, whence: Whence): Promise<User> {
    const { records, directory, now, activity } = this.desk;
    const userId = personOfToken(token);
    const user = userId === null ? undefined : directory.user(userId);
    if (user === undefined || !hasToken(records.of(user.id), "verify", token, now())) throw new WrongProofError(WRONG_LINK);
    await records.change(user.id, { addressVerifiedAtMs: now(), tokens: withoutTokens(records.of(user.id), "verify") });
    await activity.add(user.id, { category: "settings", what: "Address confirmed", whence });
    return user;
  }
}
