import { Type } from "typebox";
import { Count, Flag, Name, Satoshis, Text } from "../columns.ts";
import { defineOperation, type Model } from "../operation.ts";

/** A coin and the networks it travels on. Source: the `AssetsConfig` model of 2023. */
const asset = {
  model: "AssetsConfig",
  description: "A coin that accounts can hold.",
  schema: Type.Object({
    asset: Name,
    currency: Name,
    majorCurrency: Name,
    name: Text,
    currencyType: Name,
    scale: Count,
    enabled: Flag,
    isMarginCurrency: Flag,
    memoRequired: Flag,
    networks: Type.Array(
      Type.Object({
        asset: Name,
        tokenAddress: Text,
        depositEnabled: Flag,
        withdrawalEnabled: Flag,
        withdrawalFee: Satoshis,
        minFee: Satoshis,
        maxFee: Satoshis,
      }),
    ),
  }),
} satisfies Model;

export type AssetRow = Type.Static<typeof asset.schema>;

export const walletGetAssets = defineOperation({
  verb: "GET",
  path: "/wallet/assets",
  id: "Wallet.getAssets",
  summary: "Coins that accounts can hold.",
  access: "public",
  params: Type.Object({}),
  returns: asset,
});

/** A network that coins travel on. Source: the `NetworksConfig` model of 2023. */
const network = {
  model: "NetworksConfig",
  description: "A network that coins travel on.",
  schema: Type.Object({
    network: Name,
    name: Text,
    currency: Name,
    networkSymbol: Name,
    transactionExplorer: Text,
    tokenExplorer: Text,
    depositConfirmations: Type.Integer({ format: "int32" }),
    enabled: Flag,
  }),
} satisfies Model;

export type NetworkRow = Type.Static<typeof network.schema>;

export const walletGetNetworks = defineOperation({
  verb: "GET",
  path: "/wallet/networks",
  id: "Wallet.getNetworksConfig",
  summary: "Networks that coins travel on. Test coins travel on a ledger of this exchange alone.",
  access: "public",
  params: Type.Object({}),
  returns: network,
});
