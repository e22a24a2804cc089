import type { Operation } from "./operation.ts";
import {
  userCheckReferralCode,
  userGetAffiliateStatus,
  userGetCommission,
  userGetExecutionHistory,
  userGetWalletSummary,
  userMinWithdrawalFee,
} from "./operations/account.ts";
import { apiKeyDisable, apiKeyEdit, apiKeyGet, apiKeyNew, apiKeyRemove } from "./operations/api-key.ts";
import { chatGet, chatGetChannels, chatGetConnected, chatNew } from "./operations/chat.ts";
import { statsGetEngine } from "./operations/engine-status.ts";
import {
  announcementGet,
  announcementGetUrgent,
  fundingGet,
  globalNotificationGet,
  insuranceGet,
  liquidationGet,
  settlementGet,
} from "./operations/events.ts";
import { executionGet, executionGetTradeHistory } from "./operations/execution.ts";
import { userCommunicationToken, userConfirm, userEventGet, userGetQuoteFillRatio } from "./operations/formalities.ts";
import { instrumentGetConstituents } from "./operations/index-constituents.ts";
import {
  instrumentGet,
  instrumentGetActive,
  instrumentGetActiveAndIndices,
  instrumentGetActiveIntervals,
  instrumentGetCompositeIndex,
  instrumentGetIndices,
} from "./operations/instrument.ts";
import { leaderboardGet, leaderboardGetName } from "./operations/leaderboard.ts";
import { statsGetLeverage, statsGetLeverageHistogram } from "./operations/leverage.ts";
import {
  liquidationGetHistory,
  userGetLiquidationFills,
  userGetLiquidationSteps,
  userGetLiquidations,
} from "./operations/liquidation-history.ts";
import { instrumentGetMarkHistory } from "./operations/mark-history.ts";
import { orderBookGetL2, quoteGet, quoteGetBucketed, tradeGet, tradeGetBucketed } from "./operations/market-data.ts";
import {
  orderAmend,
  orderAmendBulk,
  orderCancel,
  orderCancelAll,
  orderCancelAllAfter,
  orderClosePosition,
  orderGet,
  orderNew,
  orderNewBulk,
} from "./operations/order.ts";
import { outboxGet } from "./operations/outbox.ts";
import {
  positionGet,
  positionIsolateMargin,
  positionTransferIsolatedMargin,
  positionUpdateLeverage,
  positionUpdateRiskLimit,
} from "./operations/position.ts";
import { userSavePreferences } from "./operations/preferences.ts";
import { queueGet } from "./operations/queue.ts";
import { schemaGet, schemaWebsocketHelp } from "./operations/schema.ts";
import { SECURITY_OPERATIONS } from "./operations/security.ts";
import { SESSION_OPERATIONS } from "./operations/sessions.ts";
import { SIGN_IN_OPERATIONS } from "./operations/sign-in.ts";
import { statsGet, statsGetHistory, statsGetHistoryUsd } from "./operations/stats.ts";
import {
  userFaucet,
  userGet,
  userGetMargin,
  userGetWallet,
  userGetWalletHistory,
  userLogin,
  userLogout,
  userSession,
  userSignUp,
} from "./operations/user.ts";
import { walletGetAssets, walletGetNetworks } from "./operations/wallet.ts";
import {
  addressGet,
  addressNew,
  addressRemove,
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
} from "./operations/withdrawal.ts";

/** Everything that the REST API serves; the server registers these and nothing else, and the document lists them. */
export const OPERATIONS: readonly Operation[] = [
  announcementGet,
  announcementGetUrgent,
  addressGet,
  addressNew,
  addressRemove,
  apiKeyGet,
  apiKeyNew,
  apiKeyDisable,
  apiKeyEdit,
  apiKeyRemove,
  chatGet,
  chatNew,
  chatGetChannels,
  chatGetConnected,
  executionGet,
  executionGetTradeHistory,
  fundingGet,
  globalNotificationGet,
  instrumentGet,
  instrumentGetActive,
  instrumentGetActiveAndIndices,
  instrumentGetActiveIntervals,
  instrumentGetCompositeIndex,
  instrumentGetConstituents,
  instrumentGetIndices,
  instrumentGetMarkHistory,
  insuranceGet,
  leaderboardGet,
  leaderboardGetName,
  liquidationGet,
  liquidationGetHistory,
  orderGet,
  orderNew,
  orderAmend,
  orderCancel,
  orderCancelAll,
  orderCancelAllAfter,
  orderClosePosition,
  orderNewBulk,
  orderAmendBulk,
  orderBookGetL2,
  positionGet,
  positionUpdateLeverage,
  positionIsolateMargin,
  positionUpdateRiskLimit,
  positionTransferIsolatedMargin,
  quoteGet,
  quoteGetBucketed,
  queueGet,
  schemaGet,
  schemaWebsocketHelp,
  settlementGet,
  statsGet,
  statsGetEngine,
  statsGetHistory,
  statsGetHistoryUsd,
  statsGetLeverage,
  statsGetLeverageHistogram,
  tradeGet,
  tradeGetBucketed,
  userGet,
  userGetMargin,
  userGetWallet,
  userGetWalletHistory,
  userGetWalletSummary,
  userGetCommission,
  userGetAffiliateStatus,
  userCheckReferralCode,
  userMinWithdrawalFee,
  userConfirm,
  userCommunicationToken,
  userGetQuoteFillRatio,
  userEventGet,
  userGetExecutionHistory,
  userGetLiquidations,
  userGetLiquidationSteps,
  userGetLiquidationFills,
  userLogout,
  userSavePreferences,
  userSession,
  userSignUp,
  userLogin,
  userFaucet,
  userGetDepositAddress,
  userRequestWithdrawal,
  userConfirmWithdrawal,
  userCancelWithdrawal,
  userCancelPendingWithdrawal,
  userReadWithdrawalToken,
  userGetWithdrawals,
  userGetWithdrawRules,
  userSetWithdrawRules,
  userGetStatement,
  userGetEquity,
  walletGetAssets,
  walletGetNetworks,
  ...SIGN_IN_OPERATIONS,
  ...SECURITY_OPERATIONS,
  ...SESSION_OPERATIONS,
  outboxGet,
];
