import { securityApprove } from "../../bff/contract/operations/security.ts";
import { call } from "./call.ts";

/** Approves what a refusal named; the same request then goes through once. */
export const approve = (id: string, password: string, code: string): Promise<unknown> =>
  call(securityApprove, { id, password, ...(code === "" ? {} : { code }) });

export const approveWithPasskey = (id: string, passkey: unknown): Promise<unknown> =>
  call(securityApprove, { id, passkey: passkey as never });
