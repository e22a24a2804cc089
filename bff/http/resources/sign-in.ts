import type { FastifyReply } from "fastify";
import { invalid } from "../../contract/errors.ts";
import {
  type NewDeviceRow,
  userCancelChange,
  userCancelRecovery,
  userConfirmEmail,
  userDecideDevice,
  userEndKey,
  userFinishRecovery,
  userForgotPassword,
  userFreeze,
  userLoginCode,
  userLoginPasskey,
  userLoginPasskeyOptions,
  userLoginStatus,
  userRecover,
  userResetPassword,
  userSendVerification,
  userShowDevice,
  userUndoEmail,
  userUndoPassword,
  userVerifyEmail,
} from "../../contract/operations/sign-in.ts";
import { type SignInRow, userLogin, userSignUp } from "../../contract/operations/user.ts";
import { normaliseAddress } from "../../identity/address.ts";
import type { User } from "../../identity/people.ts";
import type { SignInStep } from "../../identity/sign-ins.ts";
import type { Whence } from "../../identity/whence.ts";
import { isLoopback } from "../client-address.ts";
import { type Handler, handle } from "../handler.ts";
import type { Services } from "../services.ts";
import { setDeviceCookie, setSessionCookie } from "../session-cookie.ts";
import { sessionRow } from "./session-row.ts";

/** What is said wherever a letter may or may not be written. */
const ON_ITS_WAY = { message: "If this address can be used, a message is on its way." };

export function signInHandlers(services: Services): readonly Handler[] {
  const { bank, identity, limits, settings } = services;
  const { safety } = identity;

  /** Opens the session in the browser that asked, which is known from now on. */
  const enter = async (user: User, by: string, whence: Whence, reply: FastifyReply): Promise<SignInRow> => {
    const wasKnown = safety.devices.known(user.id, whence) !== null;
    const device = await safety.devices.remember(user.id, whence);
    const about = { device: whence.device, address: whence.address, deviceHash: device.hash, by };
    const { token } = await identity.openSession(user, about);
    await safety.noteSignIn(user, by, wasKnown, whence);
    // The session's first: programs are known to take the first cookie for it.
    setSessionCookie(reply, settings, token);
    setDeviceCookie(reply, settings, device.token);
    return sessionRow(services, user);
  };
  const step = async (reached: SignInStep, whence: Whence, reply: FastifyReply): Promise<SignInRow> => {
    if (reached.next === "done") return enter(reached.user, reached.by, whence, reply);
    const nobody = { ...sessionRow(services, null), next: reached.next, flow: reached.flow };
    return reached.next === "secondFactor" ? { ...nobody, by: [...reached.by] } : { ...nobody, number: reached.number };
  };
  const isExempt = ({ address }: Whence) => limits.exemptLoopback && isLoopback(address);
  const countLetter = async (whence: Whence) => {
    if (!isExempt(whence)) await safety.countLetterFrom(whence);
  };
  const openAccount = () => bank.openAccount(false);

  return [
    handle(userSignUp, async ({ params, whence, reply }) => {
      const signedUp = await identity.signUp(params.email, params.password, openAccount, whence);
      if (!signedUp.ok) throw invalid(signedUp.message);
      if (signedUp.user !== null) return enter(signedUp.user, "sign-up", whence, reply);
      return { ...sessionRow(services, null), next: "mail" };
    }),

    handle(userLogin, async ({ params, whence, reply }) => {
      const reached = await safety.signIns.begin(params.email, params.password, whence, !isExempt(whence));
      return step(reached, whence, reply);
    }),

    handle(userVerifyEmail, async ({ params, whence, reply }) => {
      const user = await safety.confirmAddress(params.token, openAccount, whence);
      // Whoever can read the letter may sign in from where they read it.
      const { token } = await safety.devices.remember(user.id, whence);
      setDeviceCookie(reply, settings, token);
      return { verified: true, email: user.email };
    }),

    handle(userSendVerification, async ({ params, whence }) => {
      await countLetter(whence);
      await safety.signUps.again(normaliseAddress(params.email));
      return ON_ITS_WAY;
    }),

    handle(userLoginCode, async ({ params, whence, reply }) =>
      step(await safety.signIns.giveCode(params.flow, params.code), whence, reply),
    ),

    handle(userLoginPasskeyOptions, ({ params }) =>
      params.flow === undefined ? safety.passkeys.beginUsing(null) : safety.signIns.passkeyOptions(params.flow),
    ),

    handle(userLoginPasskey, async ({ params, whence, reply }) => {
      const { flow, response } = params;
      const reached =
        flow === undefined ? await safety.signIns.withPasskey(response, whence) : await safety.signIns.givePasskey(flow, response);
      return step(reached, whence, reply);
    }),

    handle(userLoginStatus, async ({ params, whence, reply }) => step(await safety.signIns.look(params.flow), whence, reply)),

    handle(userShowDevice, ({ params }): NewDeviceRow => {
      const { askedFor, ...shown } = safety.signIns.showDevice(params.token);
      return { ...shown, email: askedFor };
    }),

    handle(userForgotPassword, async ({ params, whence }) => {
      await countLetter(whence);
      await safety.resets.forgot(normaliseAddress(params.email), whence);
      return ON_ITS_WAY;
    }),

    handle(userResetPassword, async ({ params, whence, reply }) => {
      const user = await safety.resets.reset(params.token, params.password, params.code ?? "", whence);
      // Here the mailbox and every factor were shown: however often strangers fail, from here its owner signs in.
      const { token } = await safety.devices.remember(user.id, whence);
      setDeviceCookie(reply, settings, token);
      return { done: true };
    }),

    handle(userRecover, async ({ params, whence }) => {
      await countLetter(whence);
      await safety.recoveries.ask(normaliseAddress(params.email), whence);
      return ON_ITS_WAY;
    }),

    handle(userCancelRecovery, async ({ params, whence }) => {
      await safety.recoveries.cancelByToken(params.token, whence);
      return { cancelled: true };
    }),

    handle(userFinishRecovery, async ({ params, whence, reply }) => {
      const user = await safety.recoveries.finish(params.token, params.password, whence);
      // The mailbox was shown here, and no other device is known any more.
      const { token } = await safety.devices.remember(user.id, whence);
      setDeviceCookie(reply, settings, token);
      return { done: true };
    }),

    handle(userFreeze, async ({ params, whence }) => {
      await safety.freezing.freezeByToken(params.token, whence);
      return { frozen: true };
    }),

    handle(userCancelChange, async ({ params, whence }) => {
      await safety.changes.cancelByToken(params.token, whence);
      return { cancelled: true };
    }),

    handle(userConfirmEmail, async ({ params, whence }) => {
      await safety.addressChanges.confirm(params.token, whence);
      return { confirmed: true };
    }),

    handle(userUndoEmail, async ({ params, whence }) => {
      await safety.addressChanges.undo(params.token, whence);
      return { undone: true };
    }),

    handle(userUndoPassword, async ({ params, whence }) => {
      await safety.formerPasswords.undo(params.token, whence);
      return { undone: true };
    }),

    handle(userEndKey, async ({ params, whence }) => {
      await identity.endKeyByToken(params.token, whence);
      return { ended: true };
    }),

    handle(userDecideDevice, async ({ params }) => {
      await safety.signIns.decideDevice(params.token, params.letIn);
      return { letIn: params.letIn };
    }),
  ];
}
