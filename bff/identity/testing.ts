import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Secret, TOTP } from "otpauth";
import { onTestFinished } from "vitest";
import type { LetterParams, TemplateId } from "../mail/templates.ts";
import { Identity, type IdentityOptions, type IdentityParts } from "./index.ts";
import { type Argon2id, argon2id } from "./passwords.ts";
import type { User } from "./people.ts";
import type { PasswordCost } from "./phc.ts";
import type { Whence } from "./whence.ts";

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
  /** Letters that were handed in, oldest first. */
  readonly letters: { readonly person: number; readonly template: TemplateId; readonly params: LetterParams }[] = [];
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
        mailer: {
          send: async (person, template, params) => void this.letters.push({ person, template, params }),
          sendNobody: async () => void this.letters.push({ person: 0, template: "nobody", params: {} }),
        },
        onFailure: (error) => this.failures.push(error),
        ...options,
      },
      { passwordCost: CHEAP, weighPassword: async () => null, argon2id: counted, ...parts },
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
    if (result.user === null) throw new Error(`nobody was made for ${email}`);
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

  /** The token of the newest letter of a kind. */
  token(template: TemplateId): string {
    const token = this.letters.findLast((letter) => letter.template === template)?.params["token"];
    if (token === undefined) throw new Error(`no letter ${template} was written`);
    return token;
  }
}

/** A request from somewhere; each name is a browser and a network of its own. */
const from = (address: string, deviceToken: string | null = null): Whence => ({ device: "Firefox, Linux", address, deviceToken });
export const HOME = from("203.0.113.40");
export const ELSEWHERE = from("198.51.100.7");

/** What an authenticator app with this secret shows at a moment. */
export const codeAt = (secret: string, timeMs: number): string => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: timeMs });

/** Adds an authenticator app as a person would. @returns its secret */
export async function enrolApp(house: House, identity: Identity, user: User): Promise<string> {
  const { secret } = await identity.safety.apps.begin(user);
  await identity.safety.apps.confirm(user, codeAt(secret, house.nowMs), "", HOME);
  house.nowMs += 30_000;
  await identity.safety.apps.confirm(user, codeAt(secret, house.nowMs), "", HOME);
  house.nowMs += 30_000;
  return secret;
}
