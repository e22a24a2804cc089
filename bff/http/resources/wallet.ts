import { type AssetRow, type NetworkRow, walletGetAssets, walletGetNetworks } from "../../contract/operations/wallet.ts";
import { CURRENCY } from "../../contract/vocabulary.ts";
import { type Handler, handle } from "../handler.ts";
import type { Services } from "../services.ts";

/** The one coin. It is a test coin, which travels on a ledger of this exchange. */
const testCoin = (fee: number): AssetRow => ({
  asset: "XBT",
  currency: CURRENCY,
  majorCurrency: "XBT",
  name: "Bitcoin (test coins)",
  currencyType: "Crypto",
  scale: 8,
  enabled: true,
  isMarginCurrency: true,
  memoRequired: false,
  networks: [
    { asset: "btc", tokenAddress: "", depositEnabled: true, withdrawalEnabled: true, withdrawalFee: fee, minFee: fee, maxFee: fee },
  ],
});

/** The network that the asset names. */
const LEDGER: NetworkRow = {
  network: "btc",
  name: "Bitcoin (test coins)",
  currency: CURRENCY,
  networkSymbol: "BTC",
  transactionExplorer: "",
  tokenExplorer: "",
  depositConfirmations: 0,
  enabled: true,
};

export function walletHandlers({ wallet }: Services): readonly Handler[] {
  return [handle(walletGetAssets, () => [testCoin(wallet.limits.feeSats)]), handle(walletGetNetworks, () => [LEDGER])];
}
