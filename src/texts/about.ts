// What stands in the window about the product.

import type { ReactNode } from "react";
import { sentence } from "./sentence.ts";

export const lead =
  "A derivatives exchange and its trading terminal. Everything on this page goes through the documented API, as any program of yours can.";
export const noMoney = "Coins here are test coins. There is no real money.";
export const api = (link: ReactNode) => sentence`The API is described at ${link}.`;
export const others = (licences: ReactNode) => sentence`It runs on the work of others: ${licences}.`;
export const licences = "their licences";
export const charts = (link: ReactNode) => sentence`TradingView Lightweight Charts™ Copyright (c) 2025 TradingView, Inc. ${link}`;
