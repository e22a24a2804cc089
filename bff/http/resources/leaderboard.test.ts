import { expect, test } from "vitest";
import type { Services } from "../services.ts";
import { leaderboardHandlers } from "./leaderboard.ts";

test("API-010 who prefers to be hidden from the leaderboard is not on it", async () => {
  const facts = { cashSats: 300, depositedSats: 100, withdrawnSats: 0 };
  const chosen: Record<number, object> = { 1: { hideFromLeaderboard: true }, 2: { hideFromLeaderboard: "no" } };
  const services = {
    exchange: { tables: { accounts: { numbers: () => [100_001, 100_002, 100_003], facts: () => facts } } },
    identity: {
      userOfAccount: (account: number) => (account === 100_003 ? null : { id: account - 100_000 }),
      preferences: { of: (id: number) => chosen[id] },
    },
  } as unknown as Services;
  const [ranked] = leaderboardHandlers(services);
  const rows = (await ranked?.run({ params: {} } as never)) as readonly { readonly profit: number }[];
  expect(rows.map(({ profit }) => profit)).toEqual([200, 200]);
});
