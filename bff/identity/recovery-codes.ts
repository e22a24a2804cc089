import { timingSafeEqual } from "node:crypto";
import type { Desk } from "./desk.ts";
import type { Devices } from "./devices.ts";
import { WrongProofError } from "./errors.ts";
import { HOLD_AFTER_RECOVERY_CODE_MS, withHold } from "./holds.ts";
import type { User } from "./people.ts";
import { isSameSecret } from "./tokens.ts";
import type { Whence } from "./whence.ts";

const HOW_MANY = 10;
/** 80 bits each, which is few enough that they are hashed as passwords are, and enough that the least cost of one will do. */
const CODE_BYTES = 10;
const SALT_BYTES = 16;
/** Without letters that are taken for digits. Source: RFC 4648. */
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Codes for the day when the other factor is gone: each works once, and withdrawals wait after it. */
export class RecoveryCodeBook {
  private readonly desk: Desk;
  private readonly devices: Devices;

  constructor(desk: Desk, devices: Devices) {
    this.desk = desk;
    this.devices = devices;
  }

  /** Makes ten new ones; those of before are void. Shown this once. */
  async make(user: User, whence: Whence): Promise<readonly string[]> {
    const { records, random, passwords, now, letters, activity } = this.desk;
    const codes = Array.from({ length: HOW_MANY }, () => written(random(CODE_BYTES)));
    const salt = random(SALT_BYTES);
    const tags: string[] = [];
    for (const code of codes) tags.push((await passwords.derive(read(code) as string, salt, false)).toString("base64url"));
    await records.change(user.id, {
      recoveryCodes: { salt: salt.toString("base64url"), tags, madeAtMs: now(), isConfirmed: false, isLight: true },
    });
    await activity.add(user.id, { category: "settings", what: "Recovery codes made", whence });
    await letters.tell(user.id, "recoveryCodesMade", {}, whence);
    return codes;
  }

  /** Takes one typed back, which shows that they were kept; it stays good. @throws WrongProofError */
  async confirm(userId: number, code: string): Promise<void> {
    const { records } = this.desk;
    if ((await this.find(userId, code)) === null) throw new WrongProofError("The code is none of yours.");
    const { recoveryCodes } = records.of(userId);
    if (recoveryCodes !== null) await records.change(userId, { recoveryCodes: { ...recoveryCodes, isConfirmed: true } });
  }

  /** Uses a code up. @returns whether it was one */
  async use(userId: number, code: string, whence: Whence): Promise<boolean> {
    const { records, letters, activity, now, lanes } = this.desk;
    const lane = this.devices.codeLane("code", userId, whence);
    await lanes.guard(lane, "code");
    const tag = await this.find(userId, code);
    const { recoveryCodes, holds } = records.of(userId);
    // Looked at again: it may have been used while it was hashed.
    if (tag === null || recoveryCodes === null || !recoveryCodes.tags.some((one) => isSameSecret(one, tag))) {
      await lanes.fail([lane]);
      return false;
    }
    const tags = recoveryCodes.tags.filter((one) => !isSameSecret(one, tag));
    await records.change(userId, {
      recoveryCodes: { ...recoveryCodes, tags },
      holds: withHold(holds, { reason: "A recovery code was used", untilMs: now() + HOLD_AFTER_RECOVERY_CODE_MS }),
    });
    await activity.add(userId, { category: "signIn", what: "Recovery code used", result: "withdrawals wait 48 h", whence });
    await letters.tell(userId, "recoveryCodeUsed", { left: String(tags.length) }, whence);
    return true;
  }

  private async find(userId: number, code: string): Promise<string | null> {
    const { records, passwords } = this.desk;
    const { recoveryCodes } = records.of(userId);
    const plain = read(code);
    if (recoveryCodes === null || plain === null) return null;
    const given = await passwords.derive(plain, Buffer.from(recoveryCodes.salt, "base64url"), recoveryCodes.isLight !== true);
    return recoveryCodes.tags.find((tag) => timingSafeEqual(Buffer.from(tag, "base64url"), given)) ?? null;
  }
}

/** Sixteen letters in groups of four. */
function written(bytes: Buffer): string {
  let bits = BigInt(`0x${bytes.toString("hex")}`);
  let letters = "";
  for (let i = 0; i < (CODE_BYTES * 8) / 5; i++) {
    letters = (BASE32[Number(bits & 31n)] as string) + letters;
    bits >>= 5n;
  }
  return letters.replaceAll(/(.{4})(?=.)/g, "$1-");
}

/** What was typed, with or without dashes and in any case; null for what is no code. */
function read(typed: string): string | null {
  const letters = typed.toUpperCase().replaceAll(/[\s-]/g, "");
  return /^[A-Z2-7]{16}$/.test(letters) ? letters : null;
}
