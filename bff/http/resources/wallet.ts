import { type AssetRow, type NetworkRow, walletGetAssets, walletGetNetworks } from "../../contract/operations/wallet.ts";
import { CURRENCY } from "../../contract/vocabulary.ts";
import { type Handler, handle } from "../handler.ts";

/** The one coin. It is a test coin: there is no network to send it over. */
const TEST_COIN: AssetRow = {
  asset: "XBT",
  currency: CURRENCY,
  majorCurrency: "XBT",
  name: "Bitcoin (test coins)",
  currencyType: "Crypto",
  scale: 8,
  enabled: true,
  isMarginCurrency: true,
  networks: [{ asset: "btc", tokenAddress: "", depositEnabled: false, withdrawalEnabled: false, withdrawalFee: 0, minFee: 0, maxFee: 0 }],
};

/** The network that the asset names, which leads nowhere. */
const NO_NETWORK: NetworkRow = {
  network: "btc",
  name: "Bitcoin (test coins)",
  currency: CURRENCY,
  networkSymbol: "BTC",
  transactionExplorer: "",
  tokenExplorer: "",
  depositConfirmations: 0,
  enabled: false,
};

export function walletHandlers(): readonly Handler[] {
  return [handle(walletGetAssets, () => [TEST_COIN]), handle(walletGetNetworks, () => [NO_NETWORK])];
}
