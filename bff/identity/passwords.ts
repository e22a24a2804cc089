import { argon2, createHmac, timingSafeEqual } from "node:crypto";
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
  /**
   * Whether all passwords of one address have one salt, which the pepper makes of it: one hash then says which of them a
   * password is. Where an address stands for one person alone, each hash has a random salt of its own.
   */
  readonly hasSaltByAddress?: boolean;
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

  /**
   * @param address whose password it is; left out for what is no password of an account
   * @returns a PHC string
   * @throws BusyError
   */
  async hash(password: string, address?: string): Promise<string> {
    const { cost, pepper, random, hasSaltByAddress = false } = this.parts;
    const salt = hasSaltByAddress && address !== undefined ? saltOf(pepper, address) : random(SALT_BYTES);
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
    return (await this.verifyAny(password, phc === null ? [] : [phc])) !== null;
  }

  /**
   * Which of several hashes a password is one of, at the cost of one: those count that have the salt and the cost of the
   * first. The work for none is the same too.
   *
   * @returns its place, or null
   * @throws BusyError
   */
  async verifyAny(password: string, phcs: readonly string[]): Promise<number | null> {
    const all = phcs.map(readStored);
    const first = all[0] ?? this.nobody;
    const { cost, salt } = first;
    const secret = this.secretOf(first);
    const given = await this.gate.run(() => this.parts.argon2id(passwordBytes(password), salt, cost, first.tag.length, secret));
    const found = all.findIndex((one) => isMadeLike(one, first) && timingSafeEqual(given, one.tag));
    // For the same work as where there is somebody.
    if (first === this.nobody) timingSafeEqual(given, first.tag);
    return found === -1 ? null : found;
  }

  /**
   * What a random secret becomes with a salt that the caller keeps.
   *
   * @param isFull at the cost of a password; else at the least that one may cost, which is enough for what nobody chose
   * @throws BusyError
   */
  derive(secret: string, salt: Buffer, isFull: boolean): Promise<Buffer> {
    const { cost: full, pepper } = this.parts;
    const cost = isFull || full.memoryKiB < PASSWORD_COST_FLOOR.memoryKiB ? full : PASSWORD_COST_FLOOR;
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

/** One for all passwords of an address, which nobody outside can compute. */
const saltOf = ({ secret }: Pepper, address: string): Buffer =>
  createHmac("sha256", secret).update(`salt ${address}`).digest().subarray(0, SALT_BYTES);

function readStored(phc: string): PasswordHash {
  const stored = readPhc(phc);
  if (stored === null) throw new Error("A stored password is not an argon2id hash of ours: identity.sqlite was changed from outside.");
  return stored;
}

const isMadeLike = (one: PasswordHash, other: PasswordHash): boolean =>
  one.salt.equals(other.salt) &&
  one.tag.length === other.tag.length &&
  one.pepper === other.pepper &&
  one.cost.memoryKiB === other.cost.memoryKiB &&
  one.cost.passes === other.cost.passes &&
  one.cost.parallelism === other.cost.parallelism;

export const isBelowFloor = (cost: PasswordCost): boolean =>
  cost.memoryKiB < PASSWORD_COST_FLOOR.memoryKiB ||
  cost.passes < PASSWORD_COST_FLOOR.passes ||
  cost.parallelism < PASSWORD_COST_FLOOR.parallelism;
