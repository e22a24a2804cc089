import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Static } from "typebox";
import { type ApiKeyRow, apiKeyDisable, apiKeyEdit, apiKeyGet, apiKeyNew, apiKeyRemove } from "../../bff/contract/operations/api-key.ts";
import { userGetWalletHistory } from "../../bff/contract/operations/user.ts";
import {
  type AddressRow,
  addressGet,
  addressNew,
  addressRemove,
  type EquityPointRow,
  type StatementDayRow,
  userCancelPendingWithdrawal,
  userCancelWithdrawal,
  userConfirmWithdrawal,
  userGetDepositAddress,
  userGetEquity,
  userGetStatement,
  userGetWithdrawals,
  userGetWithdrawRules,
  userReadWithdrawalToken,
  userRequestWithdrawal,
  userSetWithdrawRules,
  type WithdrawalRow,
  type WithdrawRulesRow,
} from "../../bff/contract/operations/withdrawal.ts";
import type { TransactionRow } from "../../bff/contract/tables/transact.ts";
import { call } from "./call.ts";

const AGAIN_MS = 10_000;
const HISTORY_ROWS = 500;
const WALLET = "wallet";

/** A read of the signed-in account, renewed every ten seconds. */
const useOwn = <T>(what: string, account: number | null, read: () => Promise<T>) =>
  useQuery({ queryKey: [WALLET, what, account], queryFn: read, enabled: account !== null, refetchInterval: AGAIN_MS });

export const useWithdrawRules = (account: number | null) =>
  useOwn("rules", account, () => call<typeof userGetWithdrawRules.params, WithdrawRulesRow>(userGetWithdrawRules, {}));
export const useWithdrawals = (account: number | null) =>
  useOwn("withdrawals", account, () => call<typeof userGetWithdrawals.params, WithdrawalRow[]>(userGetWithdrawals, {}));
export const useAddresses = (account: number | null) =>
  useOwn("addresses", account, () => call<typeof addressGet.params, AddressRow[]>(addressGet, {}));
export const useDepositAddress = (account: number | null) =>
  useQuery({
    queryKey: [WALLET, "deposit", account],
    queryFn: () => call<typeof userGetDepositAddress.params, string>(userGetDepositAddress, {}),
    enabled: account !== null,
    // An account has the same one for good.
    staleTime: Number.POSITIVE_INFINITY,
  });
export const useStatement = (account: number | null) =>
  useOwn("statement", account, () => call<typeof userGetStatement.params, StatementDayRow[]>(userGetStatement, {}));
export const useEquity = (account: number | null) =>
  useOwn("equity", account, () => call<typeof userGetEquity.params, EquityPointRow[]>(userGetEquity, {}));
export const useKeys = (account: number | null) => useOwn("keys", account, () => call<typeof apiKeyGet.params, ApiKeyRow[]>(apiKeyGet, {}));
export const useWalletHistory = (account: number | null) =>
  useOwn("history", account, () =>
    call<typeof userGetWalletHistory.params, TransactionRow[]>(userGetWalletHistory, { count: HISTORY_ROWS }),
  );

/** Something that changes what is read here; the reads are renewed after it. */
const useChange = <P, A>(change: (params: P) => Promise<A>) => {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: () => queries.invalidateQueries({ queryKey: [WALLET] }) });
};

export type NewKey = Static<typeof apiKeyNew.params>;
export const useMakeKey = () => useChange((params: NewKey) => call<typeof apiKeyNew.params, ApiKeyRow>(apiKeyNew, params));
export type KeyChange = Static<typeof apiKeyEdit.params>;
export const useEditKey = () => useChange((params: KeyChange) => call<typeof apiKeyEdit.params, ApiKeyRow>(apiKeyEdit, params));
export const useDisableKey = () =>
  useChange((apiKeyID: string) => call<typeof apiKeyDisable.params, ApiKeyRow>(apiKeyDisable, { apiKeyID }));
export const useRemoveKey = () => useChange((apiKeyID: string) => call<typeof apiKeyRemove.params, unknown>(apiKeyRemove, { apiKeyID }));
export const useRequestWithdrawal = () =>
  useChange((params: Static<typeof userRequestWithdrawal.params>) =>
    call<typeof userRequestWithdrawal.params, TransactionRow>(userRequestWithdrawal, params),
  );
export const useCancelWithdrawal = () =>
  useChange((transactID: string) =>
    call<typeof userCancelPendingWithdrawal.params, TransactionRow>(userCancelPendingWithdrawal, { transactID }),
  );
export const useSaveAddress = () =>
  useChange((params: Static<typeof addressNew.params>) => call<typeof addressNew.params, AddressRow>(addressNew, params));
export const useRemoveAddress = () => useChange((id: number) => call<typeof addressRemove.params, unknown>(addressRemove, { id }));
export const useSetWithdrawRules = () =>
  useChange((params: Static<typeof userSetWithdrawRules.params>) =>
    call<typeof userSetWithdrawRules.params, WithdrawRulesRow>(userSetWithdrawRules, params),
  );

export const readWithdrawalToken = (token: string): Promise<WithdrawalRow> => call(userReadWithdrawalToken, { token });
export const confirmWithdrawal = (token: string): Promise<TransactionRow> => call(userConfirmWithdrawal, { token });
export const cancelWithdrawal = (token: string): Promise<TransactionRow> => call(userCancelWithdrawal, { token });
