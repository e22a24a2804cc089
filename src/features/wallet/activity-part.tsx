import { useState } from "react";
import { day, timeOfDay } from "../../market/figures.ts";
import { readWholeLog, useActivity } from "../../rest/security.ts";
import * as commonTexts from "../../texts/common.ts";
import * as pagesTexts from "../../texts/pages.ts";
import * as securityTexts from "../../texts/security.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { classNames } from "../../ui/class-names.ts";
import { saveText } from "../../ui/save-file.ts";
import text from "../../ui/text.module.css";
import styles from "./account-frame.module.css";
import { Part, Unread } from "./account-frame.tsx";
import { useApproved } from "./use-approved.tsx";
import { WideTable } from "./wide-table.tsx";

const KINDS = [
  { value: "all", label: securityTexts.all },
  { value: "signIn", label: securityTexts.ofSignIn },
  { value: "keys", label: securityTexts.ofKeys },
  { value: "settings", label: securityTexts.ofSettings },
  { value: "wallet", label: pagesTexts.wallet },
  { value: "trading", label: securityTexts.ofTrading },
] as const;
const ROWS = 50;

/** What was done with the account. */
export function ActivityPart({ account }: { readonly account: number }) {
  const [kind, setKind] = useState<(typeof KINDS)[number]["value"]>("all");
  const { run, failure, dialog } = useApproved();
  const { data, error } = useActivity(account, kind === "all" ? "" : kind, ROWS);
  const save = async () => {
    const lines = (await readWholeLog()).map((row) => JSON.stringify(row));
    saveText("fairmark-activity.ndjson", `${lines.join("\n")}\n`, "application/x-ndjson");
  };
  return (
    <Part
      name={securityTexts.activity}
      about={securityTexts.activityAbout(
        <a href="/verify-activity.js" download className={text.link}>
          {securityTexts.verifier}
        </a>,
      )}
      actions={
        <>
          <Choice label={securityTexts.activityKinds} options={KINDS} value={kind} onChange={setKind} />
          <Button size="small" onClick={() => run(save)}>
            {commonTexts.download}
          </Button>
        </>
      }
    >
      {failure === null ? null : <Banner kind="error" statement={failure} />}
      {dialog}
      {data === undefined ? (
        <Unread error={error} />
      ) : data.length === 0 ? (
        <p className={styles.note}>{securityTexts.noActivity}</p>
      ) : (
        <WideTable label={securityTexts.activity}>
          <thead>
            <tr>
              <th scope="col">{commonTexts.timeUtc}</th>
              <th scope="col">{securityTexts.what}</th>
              <th scope="col">{securityTexts.from}</th>
              <th scope="col">{securityTexts.result}</th>
              <th scope="col">{securityTexts.entryHash}</th>
            </tr>
          </thead>
          <tbody>
            {data.map(({ seq, timestamp, what, device, address, result, hash, prevHash }) => (
              <tr key={seq}>
                <td className={text.figure}>
                  {day(timestamp)} {timeOfDay(timestamp)}
                </td>
                <td>{what}</td>
                <td>{[device, address].filter((one) => one !== "").join(" · ")}</td>
                <td className={result.startsWith("done") ? undefined : text.risk}>{result}</td>
                <td className={classNames(styles.code, text.third)}>
                  {hash.slice(0, 8)} ← {prevHash.slice(0, 8)}
                </td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
    </Part>
  );
}
