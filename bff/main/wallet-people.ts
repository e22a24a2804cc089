import { standingHolds } from "../identity/holds.ts";
import type { Identity } from "../identity/index.ts";
import type { WalletPeople } from "../wallet/wallet-options.ts";

/** What the wallet knows of people: their holds, and how they are written to. */
export function walletPeople(identity: Identity, now: () => number): WalletPeople {
  const { records, letters } = identity.safety.desk;
  return {
    holdOf(userId) {
      const record = records.of(userId);
      if (record.frozen !== null) return { reason: "the account is frozen", untilMs: record.frozen.endsAtMs };
      if (identity.safety.watched.of(userId)?.step === "call")
        return { reason: "an operator looks at what was done with the account", untilMs: null };
      return standingHolds(record, now())[0] ?? null;
    },
    tell: (userId, letter, params) => letters.tell(userId, letter, params),
  };
}
