import { aliasOf } from "../../contract/alias.ts";
import { type LeaderboardRow, leaderboardGet, leaderboardGetName } from "../../contract/operations/leaderboard.ts";
import { type Handler, handle, handleOwn } from "../handler.ts";
import type { Services } from "../services.ts";

const PLACES = 25;

export function leaderboardHandlers({ exchange, identity }: Services): readonly Handler[] {
  const { accounts } = exchange.tables;
  const isHidden = (account: number) => {
    const user = identity.userOfAccount(account);
    return user !== null && identity.preferences.of(user.id)["hideFromLeaderboard"] === true;
  };
  return [
    handle(leaderboardGet, ({ params }) => {
      const rows: LeaderboardRow[] = [];
      for (const account of accounts.numbers()) {
        const facts = accounts.facts(account);
        if (facts === undefined) continue;
        const { cashSats, depositedSats, withdrawnSats } = facts;
        const earnedSats = cashSats - (depositedSats - withdrawnSats);
        if (earnedSats <= 0 || depositedSats === 0 || isHidden(account)) continue;
        const profit = params.method === "ROE" ? Math.round((earnedSats / depositedSats) * 10_000) / 10_000 : earnedSats;
        rows.push({ name: aliasOf(account), isRealName: false, profit });
      }
      return rows.sort((a, b) => b.profit - a.profit).slice(0, PLACES);
    }),
    handleOwn(leaderboardGetName, ({ principal }) => ({ name: aliasOf(principal.account) })),
  ];
}
