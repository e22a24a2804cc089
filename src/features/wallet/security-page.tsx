import type { SecurityRow } from "../../../bff/contract/operations/security.ts";
import { day, timeOfDay } from "../../market/figures.ts";
import { cancelChange, stopRecovery, unfreeze, useSafely, useSecurity } from "../../rest/security.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import styles from "./account-frame.module.css";
import { AccountFrame } from "./account-frame.tsx";
import { ActivityPart } from "./activity-part.tsx";
import { CheckUpPart } from "./check-up-part.tsx";
import { FactorsPart } from "./factors-part.tsx";
import { LeavingPart } from "./leaving-part.tsx";
import security from "./security.module.css";
import { SessionsPart } from "./sessions-part.tsx";
import { SettingsPart } from "./settings-part.tsx";
import { useApproved } from "./use-approved.tsx";

/** How the account is kept: what waits, what is missing, what proves the person, where they are signed in. */
export function SecurityPage() {
  return (
    <AccountFrame title="Security" lead="What tightens takes effect at once. What loosens waits, and can be cancelled until then.">
      {(account) => <Security account={account} />}
    </AccountFrame>
  );
}

function Security({ account }: { readonly account: number }) {
  const { data, error } = useSecurity(account);
  if (data === undefined)
    return error === null ? <p className={styles.note}>Reading …</p> : <Banner kind="error" statement={error.message} />;
  return (
    <>
      <Waiting row={data} />
      <CheckUpPart account={account} />
      <div className={styles.columns}>
        <FactorsPart row={data} />
        <SessionsPart account={account} />
      </div>
      <SettingsPart row={data} />
      <ActivityPart account={account} />
      <LeavingPart />
    </>
  );
}

const when = (timestamp: string) => `${day(timestamp)} ${timeOfDay(timestamp)} UTC`;

/** What is under way, with what stops it. */
function Waiting({ row }: { readonly row: SecurityRow }) {
  const { mutate } = useSafely();
  const { run, failure, dialog } = useApproved();
  return (
    <div className={security.banners}>
      {row.frozenSince === null ? null : (
        <Banner
          kind="risk"
          statement="The account is frozen."
          actions={<Button onClick={() => run(async () => void mutate(unfreeze))}>Lift it in 24 hours</Button>}
        >
          Withdrawals are stopped and keys may only cancel and read, since {when(row.frozenSince)}.
        </Banner>
      )}
      {row.recoveryAt === null ? null : (
        <Banner
          kind="risk"
          statement="Somebody asked to recover this account."
          actions={<Button onClick={() => mutate(stopRecovery)}>Cancel the recovery</Button>}
        >
          It takes effect {when(row.recoveryAt)}.
        </Banner>
      )}
      {row.changes.map((change) => (
        <Banner
          key={change.id}
          kind="risk"
          statement={`Waits: ${change.what}.`}
          actions={<Button onClick={() => mutate(() => cancelChange(change.id))}>Cancel the change</Button>}
        >
          Asked {when(change.asked)} from {change.device}, {change.address}. It takes effect {when(change.effective)}.
        </Banner>
      ))}
      {row.withdrawalHolds.map((hold) => (
        <Banner key={hold.reason} kind="risk" statement="Withdrawals wait.">
          {hold.reason}
          {hold.until === null ? "." : `, until ${when(hold.until)}.`}
        </Banner>
      ))}
      {failure === null ? null : <Banner kind="error" statement={failure} />}
      {dialog}
    </div>
  );
}
