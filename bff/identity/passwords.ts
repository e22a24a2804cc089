import { argon2, timingSafeEqual } from "node:crypto";
import { HashGate } from "./hash-gate.ts";
import { passwordBytes } from "./password-rules.ts";
import { type PasswordCost, type PasswordHash, readPhc, writePhc } from "./phc.ts";

/** What new hashes cost. Stored ones that cost less are replaced when their owner signs in. */
export const PASSWORD_COST: PasswordCost = { memoryKiB: 65_536, passes: 3, parallelism: 1 };
/** The least that a hash may cost where real people sign in. Source: OWASP, Password Storage. */
export const PASSWORD_COST_FLOOR: PasswordCost = { memoryKiB: 19_456, passes: 2, parallelism: 1 };

const SALT_BYTES = 16;
const TAG_BYTES = 32;

/** A secret that goes into every hash and is not in the database in the clear, so that a stolen table alone is of no use. */
export interface Pepper {
  readonly name: string;
  readonly secret: Buffer;
}

/** One argon2id hash; passed in where a test counts or holds them. */
export type Argon2id = (password: Buffer, salt: Buffer, cost: PasswordCost, tagBytes: number, pepper: Buffer | null) => Promise<Buffer>;

/** In the process's thread pool: never on the thread that serves requests, nor on the engine's. */
export const argon2id: Argon2id = (password, salt, cost, tagBytes, pepper) =>
  new Promise((resolve, reject) => {
    const parameters = {
      message: password,
      nonce: salt,
      memory: cost.memoryKiB,
      passes: cost.passes,
      parallelism: cost.parallelism,
      tagLength: tagBytes,
      ...(pepper === null ? {} : { secret: pepper }),
    };
    argon2("argon2id", parameters, (error, tag) => (error === null ? resolve(tag) : reject(error)));
  });

interface Parts {
  readonly pepper: Pepper;
  readonly random: (bytes: number) => Buffer;
  readonly cost: PasswordCost;
  readonly argon2id: Argon2id;
}

/** Hashes and verifies passwords, a few at a time. */
export class Passwords {
  private readonly gate = new HashGate();
  private readonly parts: Parts;
  /** What nobody's password hashes to; verified against where there is no account, for the same work. */
  private readonly nobody: PasswordHash;

  constructor(parts: Parts) {
    this.parts = parts;
    const { cost, pepper, random } = parts;
    this.nobody = { cost, pepper: pepper.name, salt: random(SALT_BYTES), tag: random(TAG_BYTES) };
  }

  /** @returns a PHC string
   *  @throws BusyError */
  async hash(password: string): Promise<string> {
    const { cost, pepper, random } = this.parts;
    const salt = random(SALT_BYTES);
    const tag = await this.gate.run(() => this.parts.argon2id(passwordBytes(password), salt, cost, TAG_BYTES, pepper.secret));
    return writePhc({ cost, pepper: pepper.name, salt, tag });
  }

  /**
   * Whether a password is the one that was hashed. Null for a hash means that there is none: the work is the same and
   * the answer is no.
   *
   * @throws BusyError
   */
  async verify(password: string, phc: string | null): Promise<boolean> {
    const stored = phc === null ? this.nobody : readPhc(phc);
    if (stored === null) throw new Error("A stored password is not an argon2id hash of ours: identity.sqlite was changed from outside.");
    const { cost, salt, tag } = stored;
    const secret = this.secretOf(stored);
    const given = await this.gate.run(() => this.parts.argon2id(passwordBytes(password), salt, cost, tag.length, secret));
    return timingSafeEqual(given, tag) && stored !== this.nobody;
  }

  /** What a short secret becomes with a salt that the caller keeps. @throws BusyError */
  derive(secret: string, salt: Buffer): Promise<Buffer> {
    const { cost, pepper } = this.parts;
    return this.gate.run(() => this.parts.argon2id(passwordBytes(secret), salt, cost, TAG_BYTES, pepper.secret));
  }

  /** Whether a hash would cost more, or be peppered otherwise, if it were made today. */
  isOutdated(phc: string): boolean {
    const stored = readPhc(phc);
    const { cost, pepper } = this.parts;
    if (stored === null) return true;
    return stored.cost.memoryKiB < cost.memoryKiB || stored.cost.passes < cost.passes || stored.pepper !== pepper.name;
  }

  close(): void {
    this.gate.close();
  }

  private secretOf(stored: PasswordHash): Buffer | null {
    if (stored.pepper === null) return null;
    if (stored.pepper === this.parts.pepper.name) return this.parts.pepper.secret;
    throw new Error(`A stored password was made with the pepper ${stored.pepper}, which is not known here.`);
  }
}

export const isBelowFloor = (cost: PasswordCost): boolean =>
  cost.memoryKiB < PASSWORD_COST_FLOOR.memoryKiB ||
  cost.passes < PASSWORD_COST_FLOOR.passes ||
  cost.parallelism < PASSWORD_COST_FLOOR.parallelism;
