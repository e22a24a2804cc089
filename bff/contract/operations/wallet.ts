import { Type } from "typebox";
import { Count, Flag, Name, Satoshis, Text } from "../columns.ts";
import { defineOperation, type Model } from "../operation.ts";

/** A coin and the networks it travels on. Source: the `/wallet/assets` of 2023, as far as clients read it. */
const asset = {
  model: "Asset",
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
