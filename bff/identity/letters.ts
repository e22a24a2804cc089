import { timingSafeEqual } from "node:crypto";
import type { LetterParams, TemplateId } from "../mail/templates.ts";
import type { Records } from "./records.ts";
import type { Vault } from "./vault.ts";
import { spokenTime, type Whence } from "./whence.ts";

/** Where letters are handed in: a person and what to write, never an address. */
export interface Mailer {
  send(person: number, template: TemplateId, params: LetterParams): Promise<void>;
  sendNobody(): Promise<void>;
}

/** For houses without mail, as most tests are. */
export const NO_MAIL: Mailer = { send: async () => undefined, sendNobody: async () => undefined };

/**
 * Letters about a person's safety. There is no setting that turns one off. Each carries a link that freezes the
 * account without signing in: the token is a mark of person and round, so it needs no row and works until it is used.
 */
export class Letters {
  private readonly mailer: Mailer;
  private readonly vault: Vault;
  private readonly records: Records;
  private readonly now: () => number;

  constructor(mailer: Mailer, vault: Vault, records: Records, now: () => number) {
    this.mailer = mailer;
    this.vault = vault;
    this.records = records;
    this.now = now;
  }

  /** @param whence where what the letter tells of came from; left out where it came from nobody */
  tell(userId: number, template: TemplateId, params: LetterParams = {}, whence?: Whence): Promise<void> {
    return this.tellAt(userId, userId, template, params, whence);
  }

  /** The same to another address of theirs, which goes under a number of its own. */
  tellAt(person: number, userId: number, template: TemplateId, params: LetterParams, whence?: Whence): Promise<void> {
    const from = whence === undefined ? {} : { device: whence.device, address: whence.address, at: spokenTime(this.now()) };
    return this.mailer.send(person, template, { ...from, freeze: this.freezeToken(userId), ...params });
  }

  /** Writes a letter before there is a person: it has nothing to freeze. */
  tellStranger(personNumber: number, template: TemplateId, params: LetterParams): Promise<void> {
    return this.mailer.send(personNumber, template, params);
  }

  /** As much work as a letter, where there is nobody to write to. */
  tellNobody(): Promise<void> {
    return this.mailer.sendNobody();
  }

  freezeToken(userId: number): string {
    return `${userId}.${this.markOf(userId)}`;
  }

  /** Whose account a token freezes; null for one that is wrong or was used. */
  personOfFreezeToken(token: string): number | null {
    const [, id, mark] = /^(\d{1,15})\.([0-9a-f]{64})$/.exec(token) ?? [];
    if (id === undefined) return null;
    const userId = Number(id);
    return timingSafeEqual(Buffer.from(mark ?? "", "hex"), Buffer.from(this.markOf(userId), "hex")) ? userId : null;
  }

  private markOf(userId: number): string {
    return this.vault.mark(`freeze ${userId} ${this.records.of(userId).freezeRound}`);
  }
}
