import type { Operation } from "./operation.ts";
import { executionGet, executionGetTradeHistory } from "./operations/execution.ts";
import { instrumentGet, instrumentGetActive } from "./operations/instrument.ts";
import { orderBookGetL2, quoteGet, tradeGet, tradeGetBucketed } from "./operations/market-data.ts";
import {
  orderAmend,
  orderAmendBulk,
  orderCancel,
  orderCancelAll,
  orderCancelAllAfter,
  orderGet,
  orderNew,
  orderNewBulk,
} from "./operations/order.ts";
import { positionGet, positionIsolateMargin, positionUpdateLeverage } from "./operations/position.ts";
import { schemaWebsocketHelp } from "./operations/schema.ts";
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
import { walletGetAssets } from "./operations/wallet.ts";

/** Everything that the REST API serves; the server registers these and nothing else, and the document lists them. */
export const OPERATIONS: readonly Operation[] = [
  executionGet,
  executionGetTradeHistory,
  instrumentGet,
  instrumentGetActive,
  orderGet,
  orderNew,
  orderAmend,
  orderCancel,
  orderCancelAll,
  orderCancelAllAfter,
  orderNewBulk,
  orderAmendBulk,
  orderBookGetL2,
  positionGet,
  positionUpdateLeverage,
  positionIsolateMargin,
  quoteGet,
  schemaWebsocketHelp,
  tradeGet,
  tradeGetBucketed,
  userGet,
  userGetMargin,
  userGetWallet,
  userGetWalletHistory,
  userLogout,
  userSession,
  userSignUp,
  userLogin,
  userFaucet,
  walletGetAssets,
];
