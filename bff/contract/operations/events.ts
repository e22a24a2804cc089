import { Type } from "typebox";
import { columnsParam, defineOperation, historyParams, keptParams, optional } from "../operation.ts";
import { funding } from "../tables/funding.ts";
import { insurance } from "../tables/insurance.ts";
import { liquidation } from "../tables/liquidation.ts";
import { announcement, publicNotifications } from "../tables/notices.ts";
import { settlement } from "../tables/settlement.ts";

/** What happens to contracts and to the house, apart from trades. */

export const fundingGet = defineOperation({
  verb: "GET",
  path: "/funding",
  id: "Funding.get",
  summary: "What longs paid shorts of perpetuals: a row a contract and funding; below zero shorts paid longs.",
  access: "public",
  isHeavy: true,
  params: Type.Object(keptParams("funding")),
  returns: funding,
});

export const settlementGet = defineOperation({
  verb: "GET",
  path: "/settlement",
  id: "Settlement.get",
  summary: "Contracts that expired, and the prices at which they were settled.",
  access: "public",
  isHeavy: true,
  params: Type.Object(keptParams("settlement")),
  returns: settlement,
});

export const liquidationGet = defineOperation({
  verb: "GET",
  path: "/liquidation",
  id: "Liquidation.get",
  summary: "Orders that close positions which were taken over, while they stand.",
  access: "public",
  params: Type.Object(historyParams),
  returns: liquidation,
});

export const insuranceGet = defineOperation({
  verb: "GET",
  path: "/insurance",
  id: "Insurance.get",
  summary: "What the insurance fund held at noon, UTC, of the last 1,000 days; the row of the coming noon stands at what it holds now.",
  access: "public",
  params: Type.Object(historyParams),
  returns: insurance,
});

export const announcementGet = defineOperation({
  verb: "GET",
  path: "/announcement",
  id: "Announcement.get",
  summary: "What the exchange has announced, newest first, as plain text.",
  access: "public",
  params: Type.Object({ columns: optional(columnsParam) }),
  returns: announcement,
});

export const announcementGetUrgent = defineOperation({
  verb: "GET",
  path: "/announcement/urgent",
  id: "Announcement.getUrgent",
  summary: "Announcements that cannot wait, newest first.",
  access: "account",
  params: Type.Object({}),
  returns: announcement,
});

export const globalNotificationGet = defineOperation({
  verb: "GET",
  path: "/globalNotification",
  id: "GlobalNotification.get",
  summary: "Notices to be shown once, while they stand: those to everybody, and your own.",
  access: "account",
  params: Type.Object({}),
  returns: publicNotifications,
});
