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
} from "../../bff/contract/operations/sign-in.ts";
import type { SignInRow } from "../../bff/contract/operations/user.ts";
import { call } from "./call.ts";

/** What the links of letters lead to, and the further steps of a sign-in. */

export const verifyEmail = (token: string): Promise<unknown> => call(userVerifyEmail, { token });
export const sendVerification = (email: string): Promise<unknown> => call(userSendVerification, { email });
export const showDevice = (token: string): Promise<NewDeviceRow> => call(userShowDevice, { token });
export const decideDevice = (token: string, letIn: boolean): Promise<unknown> => call(userDecideDevice, { token, letIn });
export const forgotPassword = (email: string): Promise<unknown> => call(userForgotPassword, { email });
export const resetPassword = (token: string, password: string, code: string): Promise<unknown> =>
  call(userResetPassword, { token, password, ...(code === "" ? {} : { code }) });
export const recover = (email: string): Promise<unknown> => call(userRecover, { email });
export const cancelRecovery = (token: string): Promise<unknown> => call(userCancelRecovery, { token });
export const finishRecovery = (token: string, password: string): Promise<unknown> => call(userFinishRecovery, { token, password });
export const freeze = (token: string): Promise<unknown> => call(userFreeze, { token });
export const confirmEmail = (token: string): Promise<unknown> => call(userConfirmEmail, { token });
export const undoEmail = (token: string): Promise<unknown> => call(userUndoEmail, { token });
export const undoPassword = (token: string): Promise<unknown> => call(userUndoPassword, { token });
export const endKey = (token: string): Promise<unknown> => call(userEndKey, { token });
export const cancelChangeByLink = (token: string): Promise<unknown> => call(userCancelChange, { token });

export const signInWithCode = (flow: string, code: string): Promise<SignInRow> => call(userLoginCode, { flow, code });
export const signInStatus = (flow: string): Promise<SignInRow> => call(userLoginStatus, { flow });
export const signInPasskeyOptions = (flow: string | null): Promise<unknown> => call(userLoginPasskeyOptions, flow === null ? {} : { flow });
export const signInWithPasskey = (flow: string | null, response: unknown): Promise<SignInRow> =>
  call(userLoginPasskey, { response: response as never, ...(flow === null ? {} : { flow }) });
