import { normaliseAddress } from "./address.ts";
import type { Desk } from "./desk.ts";
import type { Devices } from "./devices.ts";
import { deviceHash } from "./devices.ts";
import { ThrottledError, WrongProofError } from "./errors.ts";
import type { LaneKind } from "./lanes.ts";
import type { Passkeys } from "./passkeys.ts";
import type { User } from "./people.ts";
import type { RecoveryCodeBook } from "./recovery-codes.ts";
import { isHashOf, newToken } from "./tokens.ts";
import type { AuthenticatorApps } from "./totp.ts";
import { networkOf, type Whence } from "./whence.ts";

/** How long a sign-in may take from its password to its end. */
const FLOW_MS = 10 * 60_000;
const MOST_FLOWS = 10_000;
const WRONG_CODES_A_FLOW = 5;
/** Failures in a row after which their owner is told. */
const FAILURES_UNTIL_LETTER = 5;
/** Failures in a row from unknown devices after which the password lets none of those in. Source: NIST SP 800-63B-4. */
const FAILURES_UNTIL_DISABLED = 100;

const WRONG = "Email, password or code is not correct.";
const NO_FLOW = "This sign-in took too long. Begin again.";

/** What proved the person. */
export type SignInBy = "password" | "password and code" | "password and passkey" | "passkey" | "recovery code";

export type SignInStep =
  | { readonly next: "done"; readonly user: User; readonly by: SignInBy }
  | { readonly next: "secondFactor"; readonly flow: string; readonly by: readonly ("code" | "passkey")[] }
  /** A letter asks the owner; the number shows which device they let in. */
  | { readonly next: "newDevice"; readonly flow: string; readonly number: number };

interface Flow {
  readonly id: string;
  readonly user: User;
  readonly endsAtMs: number;
  readonly whence: Whence;
  wrongCodes: number;
  stage: "secondFactor" | "newDevice" | "approved" | "refused";
  by: SignInBy;
  number: number;
  approvalHash: string;
}

/** @param whom of those who gave an address: everybody, or those alone who stand in for its owner */
export type CheckPassword = (addressIndex: string, password: string, whom: "all" | "standIns") => Promise<User | null>;

/** Signing in, step by step. A step that fails says no more than that. */
export class SignIns {
  private readonly flows = new Map<string, Flow>();
  private readonly desk: Desk;
  private readonly parts: {
    readonly devices: Devices;
    readonly apps: AuthenticatorApps;
    readonly codes: RecoveryCodeBook;
    readonly passkeys: Passkeys;
    readonly checkPassword: CheckPassword;
    /** Writes the letter with which a password is set anew. */
    readonly sendReset: (user: User, whence: Whence) => Promise<void>;
  };

  constructor(desk: Desk, parts: SignIns["parts"]) {
    this.desk = desk;
    this.parts = parts;
  }

  /**
   * @param countsNetworks whether failures at any account close the way to a whole network
   * @throws ThrottledError alike for addresses that nobody has
   * @throws WrongProofError
   */
  async begin(email: string, password: string, whence: Whence, countsNetworks: boolean): Promise<SignInStep> {
    const { vault, directory, records, lanes } = this.desk;
    const index = vault.addressIndex(normaliseAddress(email) ?? "");
    const owner = directory.userOfIndex(index);
    const isOwners = owner !== undefined && this.parts.devices.known(owner.id, whence) !== null;
    // A browser of somebody who signed up with an address that was taken: it comes by a lane of its own, as it would if
    // the address were theirs, and is no nearer to the owner's password than any stranger's.
    const isStandIns = !isOwners && directory.standInsAt(index).some((id) => this.parts.devices.known(id, whence) !== null);
    const keys = lanesOf(index, isOwners || isStandIns, whence, countsNetworks);
    const strangers = isOwners || isStandIns ? lanesOf(index, false, whence, countsNetworks) : [];
    const waitMs = this.waitMs(keys);
    if (waitMs > 0) throw new ThrottledError(Math.ceil(waitMs / 1_000));
    const user = await this.parts.checkPassword(index, password, isStandIns && this.waitMs(strangers) > 0 ? "standIns" : "all");
    const isTooOften = owner !== undefined && records.of(owner.id).failuresInRow >= FAILURES_UNTIL_DISABLED;
    const isDisabled = isTooOften && !isOwners && (user === owner || !isStandIns);
    if (user === null || isDisabled) {
      await lanes.fail(keys.map(([key]) => key));
      if (isStandIns) await lanes.fail(strangers.map(([key]) => key));
      else await lanes.pretend(strangers.length);
      if (owner !== undefined) await this.noteFailure(owner, isOwners, whence);
      else await this.noteNobody(`unknown:${index.slice(0, 32)}`);
      throw new WrongProofError(WRONG);
    }
    const { closedAtMs, passwordMustChange, addressVerifiedAtMs } = records.of(user.id);
    if (closedAtMs !== null || (this.desk.mode === "production" && addressVerifiedAtMs === null)) throw new WrongProofError(WRONG);
    if (passwordMustChange !== null) {
      await this.sendReset(user, whence);
      throw new WrongProofError(WRONG);
    }
    await lanes.forget(keys.filter(([, kind]) => kind !== "everyone").map(([key]) => key));
    await records.change(user.id, { failuresInRow: 0 });
    const { totp, passkeys } = records.of(user.id);
    if (totp === null && passkeys.length === 0) return this.pastFactors(this.newFlow(user, whence, "password"));
    const flow = this.newFlow(user, whence, "password");
    return {
      next: "secondFactor",
      flow: flow.id,
      by: [...(totp === null ? [] : (["code"] as const)), ...(passkeys.length === 0 ? [] : (["passkey"] as const))],
    };
  }

  /** The second step: a code of the app, or a recovery code. @throws WrongProofError */
  async giveCode(flowId: string, code: string): Promise<SignInStep> {
    const flow = this.flowAt(flowId, "secondFactor");
    const isApp = /^\d{6}$/.test(code);
    const { apps, codes } = this.parts;
    const isRight = await (isApp ? apps : codes).use(flow.user.id, code, flow.whence);
    if (!isRight) await this.wrongFactor(flow);
    flow.by = isApp ? "password and code" : "recovery code";
    return this.pastFactors(flow);
  }

  /** The second step with a passkey. */
  async passkeyOptions(flowId: string) {
    return this.parts.passkeys.beginUsing(this.flowAt(flowId, "secondFactor").user);
  }

  /** @throws WrongProofError */
  async givePasskey(flowId: string, response: unknown): Promise<SignInStep> {
    const flow = this.flowAt(flowId, "secondFactor");
    try {
      await this.parts.passkeys.use(flow.user, response, flow.whence);
    } catch (error) {
      if (error instanceof WrongProofError) await this.wrongFactor(flow);
      throw error;
    }
    flow.by = "password and passkey";
    this.flows.delete(flow.id);
    return { next: "done", user: flow.user, by: flow.by };
  }

  /** A passkey alone: it is on a device that the person has, and verified them. @throws WrongProofError */
  async withPasskey(response: unknown, whence: Whence): Promise<SignInStep> {
    const user = await this.parts.passkeys.use(null, response, whence);
    const { closedAtMs } = this.desk.records.of(user.id);
    if (closedAtMs !== null) throw new WrongProofError(WRONG);
    await this.desk.records.change(user.id, { failuresInRow: 0 });
    return { next: "done", user, by: "passkey" };
  }

  /** What has become of a new device's sign-in; asked by the browser that began it, which alone knows the flow. */
  async look(flowId: string): Promise<SignInStep> {
    const flow = this.flowAt(flowId, "newDevice", "approved", "refused");
    if (flow.stage === "newDevice") return { next: "newDevice", flow: flow.id, number: flow.number };
    this.flows.delete(flow.id);
    if (flow.stage === "refused") throw new WrongProofError("The owner of this account did not let this device in.");
    return { next: "done", user: flow.user, by: flow.by };
  }

  /** Which device asks, for whoever has the letter. @throws WrongProofError */
  showDevice(token: string): { readonly device: string; readonly address: string; readonly number: number; readonly askedFor: string } {
    const { whence, number, user } = this.flowOfApproval(token);
    return { device: whence.device, address: whence.address, number, askedFor: user.email };
  }

  /** Lets the device in or keeps it out. The session opens in the browser that asked, never in this one. */
  async decideDevice(token: string, isLetIn: boolean): Promise<void> {
    const flow = this.flowOfApproval(token);
    flow.stage = isLetIn ? "approved" : "refused";
    if (isLetIn) await this.desk.lanes.forget([letterLane(flow)]);
    await this.desk.activity.add(flow.user.id, {
      category: "signIn",
      what: isLetIn ? "New device let in by mail" : "New device kept out by mail",
      result: isLetIn ? "done" : "refused",
      whence: flow.whence,
    });
  }

  private async pastFactors(flow: Flow): Promise<SignInStep> {
    const { records, random, letters, lanes } = this.desk;
    const isKnown = this.parts.devices.known(flow.user.id, flow.whence) !== null;
    // Before the address is proved there is nobody who could let a device in.
    if (isKnown || records.of(flow.user.id).addressVerifiedAtMs === null) {
      this.flows.delete(flow.id);
      return { next: "done", user: flow.user, by: flow.by };
    }
    // Whoever has the password of somebody else can't fill their mailbox with questions.
    const lane = letterLane(flow);
    await lanes.guard(lane, "lettersFrom");
    await lanes.fail([lane]);
    const { token, hash } = newToken(flow.user.id, random);
    flow.stage = "newDevice";
    flow.approvalHash = hash;
    await letters.tell(flow.user.id, "approveDevice", { token }, flow.whence);
    return { next: "newDevice", flow: flow.id, number: flow.number };
  }

  /** The letter for whoever has the old password, who need not be the owner: a few, and then none for a while. */
  private async sendReset(user: User, whence: Whence): Promise<void> {
    const lane = `must reset:${user.id}`;
    if (this.desk.lanes.waitMs(lane, "letters") > 0) return;
    await this.desk.lanes.fail([lane]);
    await this.parts.sendReset(user, whence);
  }

  private async wrongFactor(flow: Flow): Promise<never> {
    const { letters, activity } = this.desk;
    flow.wrongCodes += 1;
    if (flow.wrongCodes >= WRONG_CODES_A_FLOW) this.flows.delete(flow.id);
    await activity.add(flow.user.id, {
      category: "signIn",
      what: "Right password, wrong second factor",
      result: "refused, mail sent",
      whence: flow.whence,
    });
    if (flow.wrongCodes === 1) await letters.tell(flow.user.id, "secondFactorFailed", {}, flow.whence);
    throw new WrongProofError(WRONG);
  }

  private async noteFailure(user: User, isKnown: boolean, whence: Whence): Promise<void> {
    const { records, activity, letters } = this.desk;
    const failuresInRow = records.of(user.id).failuresInRow + 1;
    await records.change(user.id, isKnown ? {} : { failuresInRow });
    const isTold = failuresInRow % FAILURES_UNTIL_LETTER === 0 && failuresInRow <= FAILURES_UNTIL_DISABLED;
    await activity.add(user.id, {
      category: "signIn",
      what: "Password refused",
      result: isTold ? "refused, mail sent" : "refused",
      whence,
    });
    if (isTold) await letters.tell(user.id, "signInsFailed", { count: String(failuresInRow) }, whence);
  }

  /** As much work, where there is nobody to tell. */
  private async noteNobody(lane: string): Promise<void> {
    const { lanes, letters } = this.desk;
    await lanes.pretend(2);
    if (lanes.failures(lane) % FAILURES_UNTIL_LETTER === 0) await letters.tellNobody();
  }

  /** How long the slowest of several lanes is closed from now, in milliseconds. */
  private waitMs(keys: readonly (readonly [string, LaneKind])[]): number {
    return Math.max(0, ...keys.map(([key, kind]) => this.desk.lanes.waitMs(key, kind)));
  }

  private newFlow(user: User, whence: Whence, by: SignInBy): Flow {
    const { now, random } = this.desk;
    for (const [id, { endsAtMs }] of this.flows) {
      if (endsAtMs > now() && this.flows.size < MOST_FLOWS) break;
      this.flows.delete(id);
    }
    const id = random(32).toString("base64url");
    const number = 10 + (random(2).readUInt16BE() % 90);
    const flow: Flow = { id, user, endsAtMs: now() + FLOW_MS, whence, wrongCodes: 0, stage: "secondFactor", by, number, approvalHash: "" };
    this.flows.set(id, flow);
    return flow;
  }

  private flowAt(id: string, ...stages: readonly Flow["stage"][]): Flow {
    const flow = this.flows.get(id);
    if (flow === undefined || flow.endsAtMs <= this.desk.now() || !stages.includes(flow.stage)) throw new WrongProofError(NO_FLOW);
    return flow;
  }

  private flowOfApproval(token: string): Flow {
    for (const flow of this.flows.values())
      if (flow.stage === "newDevice" && flow.endsAtMs > this.desk.now() && isHashOf(token, flow.approvalHash)) return flow;
    throw new WrongProofError("The link is too old or was used. Sign in again.");
  }
}

const letterLane = ({ user, whence }: Flow): string => `new device:${user.id}:${networkOf(whence.address)}`;

/** The lanes that a sign-in comes by. A known device has one of its own, which no stranger can fill. */
function lanesOf(index: string, isKnown: boolean, whence: Whence, countsNetworks: boolean): readonly (readonly [string, LaneKind])[] {
  const account = index.slice(0, 32);
  if (isKnown) return [[`device:${account}:${deviceHash(whence.deviceToken)}`, "device"]];
  const network = networkOf(whence.address);
  return [
    [`network:${account}:${network}`, "network"],
    [`unknown:${account}`, "unknown"],
    ...(countsNetworks ? ([[`everyone:${network}`, "everyone"]] as const) : []),
  ];
}
