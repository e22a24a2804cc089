import type { SecurityRow } from "../../../bff/contract/operations/security.ts";
import { moment } from "../../market/figures.ts";
import { cancelChange, stopRecovery, unfreeze, useSafely, useSecurity } from "../../rest/security.ts";
import * as pagesTexts from "../../texts/pages.ts";
import * as securityTexts from "../../texts/security.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import styles from "./account-frame.module.css";
import { AccountFrame, Unread } from "./account-frame.tsx";
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
    <AccountFrame title={pagesTexts.security} lead={securityTexts.lead}>
      {(account) => <Security account={account} />}
    </AccountFrame>
  );
}

function Security({ account }: { readonly account: number }) {
  const { data, error } = useSecurity(account);
  if (data === undefined) return <Unread error={error} />;
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

/** What the exchange does about what looks like a stranger's doing. */
const WATCHED: Readonly<Record<string, string>> = securityTexts.watched;
const SIGNS: Readonly<Record<string, string>> = securityTexts.signs;

/** The hold of a freeze, which ends with it. */
const FROZEN = "The account is frozen";

/** What is under way, with what stops it. */
function Waiting({ row }: { readonly row: SecurityRow }) {
  const { mutateAsync } = useSafely();
  const { run, failure, dialog } = useApproved();
  const otherHolds = row.withdrawalHolds.filter(({ reason }) => reason !== FROZEN);
  const thaw = row.withdrawalHolds.find(({ reason }) => reason === FROZEN)?.until ?? null;
  return (
    <div className={security.banners}>
      {row.frozenSince === null ? null : (
        <Banner
          kind="risk"
          statement={securityTexts.frozen}
          actions={thaw === null ? <Button onClick={() => run(() => mutateAsync(unfreeze))}>{securityTexts.lift}</Button> : undefined}
        >
          {securityTexts.frozenAbout(moment(row.frozenSince), thaw === null ? null : moment(thaw))}
        </Banner>
      )}
      {row.watched === null ? null : (
        <Banner kind="risk" statement={WATCHED[row.watched.step] ?? securityTexts.watchedOtherwise}>
          {securityTexts.watchedAbout(
            row.watched.signs.map((sign) => SIGNS[sign] ?? sign).join(", "),
            row.watched.until === null ? null : moment(row.watched.until),
          )}
        </Banner>
      )}
      {row.recoveryAt === null ? null : (
        <Banner
          kind="risk"
          statement={securityTexts.recoveryAsked}
          actions={<Button onClick={() => run(() => mutateAsync(stopRecovery))}>{securityTexts.cancelRecovery}</Button>}
        >
          {securityTexts.recoveryAt(moment(row.recoveryAt))}
        </Banner>
      )}
      {row.changes.map((change) => (
        <Banner
          key={change.id}
          kind="risk"
          statement={securityTexts.waits(change.what)}
          actions={<Button onClick={() => run(() => mutateAsync(() => cancelChange(change.id)))}>{securityTexts.cancelChange}</Button>}
        >
          {securityTexts.changeAbout(moment(change.asked), change.device, change.address, moment(change.effective))}
        </Banner>
      ))}
      {otherHolds.map((hold) => (
        <Banner key={hold.reason} kind="risk" statement={securityTexts.withdrawalsWait}>
          {securityTexts.heldBecause(hold.reason, hold.until === null ? null : moment(hold.until))}
        </Banner>
      ))}
      {failure === null ? null : <Banner kind="error" statement={failure} />}
      {dialog}
    </div>
  );
}
