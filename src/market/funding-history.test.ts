import { expect, test } from "vitest";
import type { FundingRow } from "../../bff/contract/tables/funding.ts";
import { fundingOfShort } from "./funding-history.ts";

const row = (hour: number, fundingRate: number) =>
  ({ timestamp: new Date(Date.UTC(2026, 0, 1, hour)).toISOString(), symbol: "XBTUSD", fundingRate }) as FundingRow;

test("RSK-005 a short receives what longs pay and pays what they receive, over the span that there is", () => {
  expect(fundingOfShort([])).toBeNull();
  const sum = fundingOfShort([row(4, 0.0001), row(12, -0.0002), row(20, 0.0004)]);
  expect(sum?.share).toBeCloseTo(0.0003, 10);
  expect(sum).toMatchObject({ fundings: 3, paid: 1, days: 1 });
});
