import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { MailMessageRow } from "../../bff/contract/operations/outbox.ts";
import { outboxGet } from "../../bff/contract/operations/outbox.ts";
import {
  type AuthenticatorSecretRow,
  type CheckUpRow,
  type RecoveryCodesRow,
  type SecurityRow,
  securityAddAuthenticator,
  securityAddPasskey,
  securityApproveOptions,
  securityCancelChange,
  securityChangeEmail,
  securityChangePassword,
  securityClose,
  securityConfirmAuthenticator,
  securityConfirmRecoveryCodes,
  securityExport,
  securityGet,
  securityGetCheckUp,
  securityLock,
  securityMakeRecoveryCodes,
  securityPasskeyOptions,
  securityRemoveFactor,
  securityRemovePassword,
  securityRenameFactor,
  securitySetPhrase,
  securityStopRecovery,
  securityUnfreeze,
  securityUnlock,
} from "../../bff/contract/operations/security.ts";
import {
  type ActivityEntryRow,
  type OpenSessionRow,
  securityEndSession,
  securityGetActivity,
  securityGetSessions,
  securityLogoutAll,
  securityStayOpen,
} from "../../bff/contract/operations/sessions.ts";
import { call } from "./call.ts";

const KEY = "security";
const FRESH_MS = 15_000;

export const useSecurity = (account: number) =>
  useQuery({ queryKey: [KEY, account, "row"], queryFn: () => call(securityGet, {}) as Promise<SecurityRow>, refetchInterval: FRESH_MS });
export const useCheckUp = (account: number) =>
  useQuery({ queryKey: [KEY, account, "checkUp"], queryFn: () => call(securityGetCheckUp, {}) as Promise<CheckUpRow> });
export const useSessions = (account: number) =>
  useQuery({
    queryKey: [KEY, account, "sessions"],
    queryFn: () => call(securityGetSessions, {}) as Promise<readonly OpenSessionRow[]>,
    refetchInterval: FRESH_MS,
  });
export const useActivity = (account: number, category: string, count: number) =>
  useQuery({
    queryKey: [KEY, account, "activity", category, count],
    queryFn: (): Promise<readonly ActivityEntryRow[]> => call(securityGetActivity, { count, ...(category === "" ? {} : { category }) }),
  });
export const useOutbox = (email: string) =>
  useQuery({
    queryKey: ["outbox", email],
    queryFn: (): Promise<readonly MailMessageRow[]> => call(outboxGet, email === "" ? {} : { email }),
    refetchInterval: FRESH_MS,
  });

/** Changes something of one's safety, and reads everything about it anew. */
export function useSafely() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSettled: () => queries.invalidateQueries({ queryKey: [KEY] }),
  });
}

export const addAuthenticator = (): Promise<AuthenticatorSecretRow> => call(securityAddAuthenticator, {});
export const confirmAuthenticator = (code: string, name: string): Promise<{ readonly enrolled: boolean }> =>
  call(securityConfirmAuthenticator, { code, name });
export const makeRecoveryCodes = (): Promise<RecoveryCodesRow> => call(securityMakeRecoveryCodes, {});
export const confirmRecoveryCodes = (code: string): Promise<unknown> => call(securityConfirmRecoveryCodes, { code });
export const passkeyOptions = (): Promise<unknown> => call(securityPasskeyOptions, {});
export const addPasskey = (response: unknown): Promise<unknown> => call(securityAddPasskey, { response: response as never });
export const approveOptions = (): Promise<unknown> => call(securityApproveOptions, {});
export const removeFactor = (id: string): Promise<unknown> => call(securityRemoveFactor, { id });
export const renameFactor = (id: string, name: string): Promise<unknown> => call(securityRenameFactor, { id, name });
export const changePassword = (password: string): Promise<unknown> => call(securityChangePassword, { password });
export const removePassword = (): Promise<unknown> => call(securityRemovePassword, {});
export const changeEmail = (email: string): Promise<unknown> => call(securityChangeEmail, { email });
export const endSession = (id: string): Promise<unknown> => call(securityEndSession, { id });
export const endOtherSessions = (): Promise<unknown> => call(securityEndSession, { others: true });
export const signOutEverywhere = (): Promise<unknown> => call(securityLogoutAll, {});
export const keepSessionOpen = (on: boolean): Promise<unknown> => call(securityStayOpen, { on });
export const setPhrase = (phrase: string): Promise<unknown> => call(securitySetPhrase, { phrase });
export const lockSettings = (masterKey: string, days: number): Promise<unknown> => call(securityLock, { masterKey, days });
export const unlockSettings = (masterKey: string): Promise<unknown> => call(securityUnlock, { masterKey });
export const cancelChange = (id: string): Promise<unknown> => call(securityCancelChange, { id });
export const unfreeze = (): Promise<unknown> => call(securityUnfreeze, {});
export const stopRecovery = (): Promise<unknown> => call(securityStopRecovery, {});
export const exportData = (): Promise<unknown> => call(securityExport, {});
export const closeAccount = (): Promise<unknown> => call(securityClose, {});

/** All of the log, oldest first, page by page. */
export async function readWholeLog(): Promise<readonly ActivityEntryRow[]> {
  const rows: ActivityEntryRow[] = [];
  for (;;) {
    const page: readonly ActivityEntryRow[] = await call(securityGetActivity, { afterSeq: rows.at(-1)?.seq ?? 0, count: 500 });
    rows.push(...page);
    if (page.length < 500) return rows;
  }
}
