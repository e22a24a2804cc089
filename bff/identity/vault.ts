import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";

/** Which key a row was sealed with; a later key counts on, and rows are sealed anew by it. */
export const SEAL_VERSION = 1;

/** What is sealed. Each purpose has a key of its own, so a row of one table never opens as a row of another. */
export type Purpose = "address" | "apiSecret" | "pepper" | "person";

/** Names of table, row and version, under the seal though not in it. */
export type SealedRow = readonly (string | number)[];

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = "aes-256-gcm";

/** A sealed text does not open: the key is another, or the row is not the one that was written. */
export class SealError extends Error {
  override readonly name = "SealError";
}

/** Seals what must be readable again but never from the file alone. AES-256-GCM under keys derived by HKDF. */
export class Vault {
  private readonly keys: Readonly<Record<Purpose, Buffer>>;
  private readonly indexKey: Buffer;
  private readonly markKey: Buffer;
  private readonly random: (bytes: number) => Buffer;

  constructor(kek: Buffer, random: (bytes: number) => Buffer) {
    const derive = (purpose: string) => Buffer.from(hkdfSync("sha256", kek, "", `fairmark identity ${SEAL_VERSION} ${purpose}`, KEY_BYTES));
    this.keys = { address: derive("address"), apiSecret: derive("apiSecret"), pepper: derive("pepper"), person: derive("person") };
    this.indexKey = derive("addressIndex");
    this.markKey = derive("mark");
    this.random = random;
  }

  /** @returns nonce, ciphertext and tag in base64url; the nonce is random, so equal texts never look alike */
  seal(purpose: Purpose, row: SealedRow, text: string): string {
    const nonce = this.random(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.keys[purpose], nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(associatedData(row));
    const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return sealed.toString("base64url");
  }

  /** @throws SealError when key, row or text are not those that were sealed */
  open(purpose: Purpose, row: SealedRow, sealed: string): string {
    const bytes = Buffer.from(sealed, "base64url");
    const end = bytes.length - TAG_BYTES;
    try {
      const decipher = createDecipheriv(CIPHER, this.keys[purpose], bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(associatedData(row));
      decipher.setAuthTag(bytes.subarray(end));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, end)), decipher.final()]).toString("utf8");
    } catch (error) {
      throw new SealError(`What is sealed as ${row.join("|")} does not open.`, { cause: error });
    }
  }

  /** Proves that a text came from this house: for links that need no row of their own. Hexadecimal. */
  mark(text: string): string {
    return createHmac("sha256", this.markKey).update(text, "utf8").digest("hex");
  }

  /** Finds an address, and keeps it unique, without a readable column. Hexadecimal. */
  addressIndex(address: string): string {
    return createHmac("sha256", this.indexKey).update(address, "utf8").digest("hex");
  }
}

const associatedData = (row: SealedRow) => Buffer.from(row.join("|"), "utf8");
