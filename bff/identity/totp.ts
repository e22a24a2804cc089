import { Secret, TOTP } from "otpauth";
import type { Desk } from "./desk.ts";
import type { Devices } from "./devices.ts";
import { WrongProofError } from "./errors.ts";
import { holdsWithFactor } from "./holds.ts";
import type { User } from "./people.ts";
import type { Whence } from "./whence.ts";

/** What every authenticator app can do. Source: RFC 6238; apps ignore other algorithms. */
const PARAMETERS = { algorithm: "SHA1", digits: 6, period: 30 } as const;
const SECRET_BYTES = 20;
/** How long an app may take to be added. */
const PENDING_MS = 15 * 60_000;
const CODE = /^\d{6}$/;

/** Codes of an authenticator app, judged by this house's clock alone. */
export class AuthenticatorApps {
  private readonly desk: Desk;
  private readonly devices: Devices;

  constructor(desk: Desk, devices: Devices) {
    this.desk = desk;
    this.devices = devices;
  }

  /** Makes a secret. It counts for nothing until two codes in a row were right. */
  async begin(user: User): Promise<{ readonly secret: string; readonly uri: string }> {
    const { records, random, now } = this.desk;
    const secret = new Secret({ buffer: new Uint8Array(random(SECRET_BYTES)).buffer }).base32;
    await records.change(user.id, { totpPending: { secret, startedAtMs: now(), firstStep: null } });
    return { secret, uri: app(secret, user.email).toString() };
  }

  /**
   * Takes the first code, and then the one that follows it, which enrols the app.
   *
   * @returns whether it is enrolled, or the second code is still to come
   * @throws WrongProofError
   */
  async confirm(user: User, code: string, name: string, whence: Whence): Promise<"enrolled" | "once more"> {
    const { records, now, random, letters, activity } = this.desk;
    const record = records.of(user.id);
    const pending = record.totpPending;
    if (pending === null || now() - pending.startedAtMs > PENDING_MS) throw new WrongProofError("Begin again: the secret is too old.");
    await this.desk.lanes.guard(`totp:${user.id}`, "code");
    const step = stepOf(pending.secret, code, now());
    if (step === null || (pending.firstStep !== null && step !== pending.firstStep + 1)) {
      await this.desk.lanes.fail([`totp:${user.id}`]);
      throw new WrongProofError(
        step !== null && step === pending.firstStep ? "That is the same code: wait for the next one." : "The code is not correct.",
      );
    }
    if (pending.firstStep === null) {
      await records.change(user.id, { totpPending: { ...pending, firstStep: step } });
      return "once more";
    }
    const factor = {
      id: random(9).toString("base64url"),
      name: name === "" ? "Authenticator app" : name,
      secret: pending.secret,
      addedAtMs: now(),
      usedAtMs: null,
      lastStep: step,
    };
    await records.change(user.id, { totp: factor, totpPending: null, holds: holdsWithFactor(record, user, whence, now()) });
    await this.desk.lanes.forget([`totp:${user.id}`]);
    await activity.add(user.id, { category: "settings", what: "Authenticator app added", whence });
    await letters.tell(user.id, "factorAdded", { what: "An authenticator app" }, whence);
    return "enrolled";
  }

  /**
   * Whether a code is this moment's or that of the step before, and was not used yet. It is used up at once.
   *
   * @throws WrongProofError when too many were wrong
   */
  async use(userId: number, code: string, whence: Whence): Promise<boolean> {
    const { records, now, lanes } = this.desk;
    const lane = this.devices.codeLane("totp", userId, whence);
    await lanes.guard(lane, "code");
    // Read after the wait: from here to the change nobody comes in between, so one code is taken once.
    const { totp } = records.of(userId);
    if (totp === null) return false;
    const step = stepOf(totp.secret, code, now());
    if (step === null || step <= totp.lastStep) {
      await lanes.fail([lane]);
      return false;
    }
    await records.change(userId, { totp: { ...totp, lastStep: step, usedAtMs: now() } });
    await lanes.forget([lane]);
    return true;
  }
}

const app = (secret: string, label: string) => new TOTP({ ...PARAMETERS, issuer: "Fairmark", label, secret: Secret.fromBase32(secret) });

/** The step whose code this is: now's or the one before; null for neither. */
function stepOf(secret: string, code: string, nowMs: number): number | null {
  if (!CODE.test(code)) return null;
  const current = Math.floor(nowMs / 1_000 / PARAMETERS.period);
  const delta = app(secret, "").validate({ token: code, timestamp: nowMs, window: 1 });
  // A delta of zero is a right code: null alone is a wrong one. That of the step to come is not taken.
  return delta === null || delta > 0 ? null : current + delta;
}
