import type { Desk } from "./desk.ts";
import type { KnownDevice } from "./person-record.ts";
import { isSameSecret, sha256 } from "./tokens.ts";
import type { Whence } from "./whence.ts";

const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** As long as browsers keep a cookie. */
const DEVICE_MS = 400 * 24 * 3_600_000;
const MOST_DEVICES = 20;

export const deviceHash = (token: string | null): string | null => (token !== null && TOKEN.test(token) ? sha256(token) : null);

/** Browsers that a person has been signed in with; each holds a cookie that says so and nothing else. */
export class Devices {
  private readonly desk: Desk;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  known(userId: number, whence: Whence): KnownDevice | null {
    const hash = deviceHash(whence.deviceToken);
    const before = this.desk.now() - DEVICE_MS;
    return (
      this.desk.records.of(userId).devices.find((one) => hash !== null && isSameSecret(one.hash, hash) && one.addedAtMs > before) ?? null
    );
  }

  /** The lane of wrong codes: strangers who have the password share one, and close no known device's. */
  codeLane(kind: "totp" | "code", userId: number, whence: Whence): string {
    const device = this.known(userId, whence);
    return device === null ? `${kind}:${userId}` : `${kind}:${userId}:${device.hash}`;
  }

  /** @returns the cookie to set, and the device's hash; a browser keeps one cookie for all who use it */
  async remember(userId: number, whence: Whence): Promise<{ readonly token: string; readonly hash: string }> {
    const { records, random, now } = this.desk;
    const kept = deviceHash(whence.deviceToken);
    const token = kept === null || whence.deviceToken === null ? random(TOKEN_BYTES).toString("base64url") : whence.deviceToken;
    const hash = kept ?? sha256(token);
    const { devices } = records.of(userId);
    const known = devices.find((one) => isSameSecret(one.hash, hash));
    const device: KnownDevice = { hash, device: whence.device, addedAtMs: known?.addedAtMs ?? now(), usedAtMs: now() };
    const others = devices.filter((one) => one !== known).toSorted((a, b) => b.usedAtMs - a.usedAtMs);
    await records.change(userId, { devices: [device, ...others].slice(0, MOST_DEVICES) });
    return { token, hash };
  }
}
