import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { onTestFinished } from "vitest";
import { Identity, type IdentityOptions, type IdentityParts } from "./index.ts";
import { type Argon2id, argon2id } from "./passwords.ts";
import type { User } from "./people.ts";
import type { PasswordCost } from "./phc.ts";

/** For tests of the identity store: a folder of its own, a clock that stands, cheap hashes that are counted. */

export const CHEAP: PasswordCost = { memoryKiB: 64, passes: 1, parallelism: 1 };
export const PASSWORD = "a long enough password";
export const NOON_MS = Date.UTC(2020, 2, 13, 12);

export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "fairmark-identity-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A data folder that can be opened again and again, as by restarts. */
export class House {
  readonly dataDir: string;
  readonly file: string;
  readonly failures: Error[] = [];
  nowMs = NOON_MS;
  hashes = 0;
  private lastAccount = 0;

  constructor(dataDir = aFolder()) {
    this.dataDir = dataDir;
    this.file = join(dataDir, "identity.sqlite");
  }

  /** An identity store that is closed with the test unless the test closes it. */
  async open(options: Partial<IdentityOptions> = {}, parts: Partial<IdentityParts> = {}): Promise<Identity> {
    const counted: Argon2id = (...args) => {
      this.hashes++;
      return argon2id(...args);
    };
    const identity = await Identity.open(
      {
        dataDir: this.dataDir,
        kekFile: null,
        mode: "local",
        now: () => this.nowMs,
        onFailure: (error) => this.failures.push(error),
        ...options,
      },
      { passwordCost: CHEAP, argon2id: counted, ...parts },
    );
    onTestFinished(() => identity.close());
    return identity;
  }

  readonly openAccount = async (): Promise<number> => ++this.lastAccount;

  get accountsOpened(): number {
    return this.lastAccount;
  }

  async signUp(identity: Identity, email: string, password = PASSWORD): Promise<User> {
    const result = await identity.signUp(email, password, this.openAccount);
    if (!result.ok) throw new Error(result.message);
    return result.user;
  }

  /** Changes the closed database as somebody with a shell would. */
  tamper(sql: string): void {
    const database = new DatabaseSync(this.file);
    database.exec(sql);
    database.close();
  }

  /** Everything that the store put into its folder but its key, as one text of bytes. */
  bytesOnDisk(): string {
    const names = readdirSync(this.dataDir).filter((name) => name.startsWith("identity.sqlite"));
    return names.map((name) => readFileSync(join(this.dataDir, name)).toString("latin1")).join("");
  }
}
