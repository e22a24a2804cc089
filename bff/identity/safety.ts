import { AddressProof } from "./address-proof.ts";
import { Approvals } from "./approvals.ts";
import type { Desk } from "./desk.ts";
import { Devices } from "./devices.ts";
import { RefusedError } from "./errors.ts";
import { Passkeys } from "./passkeys.ts";
import type { User } from "./people.ts";
import { RecoveryCodeBook } from "./recovery-codes.ts";
import { SignIns } from "./sign-ins.ts";
import { type OpenAccount, SignUps } from "./sign-ups.ts";
import { AuthenticatorApps } from "./totp.ts";
import type { Whence } from "./whence.ts";

/** Everything by which a person proves who they are, and by which they learn what was done in their name. */
export class Safety {
  readonly desk: Desk;
  readonly proof: AddressProof;
  readonly apps: AuthenticatorApps;
  readonly codes: RecoveryCodeBook;
  readonly passkeys: Passkeys;
  readonly approvals: Approvals;
  readonly devices: Devices;
  readonly signUps: SignUps;
  readonly signIns: SignIns;

  constructor(desk: Desk, checkPassword: (addressIndex: string, password: string) => Promise<User | null>) {
    this.desk = desk;
    this.proof = new AddressProof(desk);
    this.apps = new AuthenticatorApps(desk);
    this.codes = new RecoveryCodeBook(desk);
    this.passkeys = new Passkeys(desk);
    this.approvals = new Approvals(desk, this.passkeys, this.apps);
    this.devices = new Devices(desk);
    this.signUps = new SignUps(desk, this.proof);
    this.signIns = new SignIns(desk, {
      devices: this.devices,
      apps: this.apps,
      codes: this.codes,
      passkeys: this.passkeys,
      checkPassword,
      sendReset: async () => undefined,
    });
  }

  /**
   * Confirms the address that a letter went to; where there is no account before that, this opens it.
   *
   * @throws WrongProofError
   */
  async confirmAddress(token: string, openAccount: OpenAccount, whence: Whence): Promise<User> {
    return this.desk.mode === "production" ? this.signUps.finish(token, openAccount, whence) : this.proof.prove(token, whence);
  }

  /** Every sign-in is in the log; one from a browser that is new here is told by mail too. */
  async noteSignIn(user: User, by: string, wasKnown: boolean, whence: Whence): Promise<void> {
    const isFirst = by === "sign-up";
    await this.desk.activity.add(user.id, {
      category: "signIn",
      what: isFirst ? "Signed in, as the account was opened" : `Signed in with ${by}`,
      whence,
    });
    if (!wasKnown && !isFirst) await this.desk.letters.tell(user.id, "signedIn", {}, whence);
  }

  /** Since when a person has had a second factor without a break; null for none. */
  factorSinceMs(userId: number): number | null {
    const { totp, passkeys } = this.desk.records.of(userId);
    const added = [
      ...(totp === null ? [] : [totp.addedAtMs]),
      ...passkeys.filter(({ isBlocked }) => !isBlocked).map(({ addedAtMs }) => addedAtMs),
    ];
    return added.length === 0 ? null : Math.min(...added);
  }

  /** @throws RefusedError */
  async renameFactor(userId: number, id: string, name: string, whence: Whence): Promise<void> {
    const { records, activity } = this.desk;
    const { totp, passkeys } = records.of(userId);
    if (name.trim() === "") throw new RefusedError("A name is wanted.");
    if (totp?.id === id) await records.change(userId, { totp: { ...totp, name } });
    else if (passkeys.some((one) => one.id === id))
      await records.change(userId, { passkeys: passkeys.map((one) => (one.id === id ? { ...one, name } : one)) });
    else throw new RefusedError("There is no such factor.");
    await activity.add(userId, { category: "settings", what: `Factor renamed: ${name}`, whence });
  }
}
