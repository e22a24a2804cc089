import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";

/** Gives the page a device with a passkey, whose person is there and proves it. */
export async function addPasskeyDevice(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

const STEP_MS = 30_000;
/** Too short for two codes to be typed in. */
const LAST_OF_STEP_MS = 3_000;

/**
 * What an authenticator app shows: the code before, which is still taken, and the one now.
 *
 * @param aheadMs how much later than here it is, in whole steps
 */
export async function codesOfApp(page: Page, secret: string, aheadMs = 0): Promise<readonly [before: string, now: string]> {
  const leftMs = STEP_MS - (Date.now() % STEP_MS);
  if (leftMs < LAST_OF_STEP_MS) await page.waitForTimeout(leftMs);
  const app = new TOTP({ algorithm: "SHA1", digits: 6, period: STEP_MS / 1_000, secret: Secret.fromBase32(secret) });
  const nowMs = Date.now() + aheadMs;
  return [app.generate({ timestamp: nowMs - STEP_MS }), app.generate({ timestamp: nowMs })];
}
