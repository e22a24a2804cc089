import { useState } from "react";
import { day, timeOfDay } from "../../market/figures.ts";
import { readWholeLog, useActivity } from "../../rest/security.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { classNames } from "../../ui/class-names.ts";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import styles from "./account-frame.module.css";
import { Part } from "./account-frame.tsx";
import { download } from "./download.ts";

const KINDS = [
  { value: "all", label: "All" },
  { value: "signIn", label: "Sign-in" },
  { value: "keys", label: "Keys" },
  { value: "settings", label: "Settings" },
  { value: "wallet", label: "Wallet" },
] as const;
const ROWS = 50;

/** What was done with the account. */
export function ActivityPart({ account }: { readonly account: number }) {
  const [kind, setKind] = useState<(typeof KINDS)[number]["value"]>("all");
  const { data = [] } = useActivity(account, kind === "all" ? "" : kind, ROWS);
  const save = async () => {
    const lines = (await readWholeLog()).map((row) => JSON.stringify(row));
    download("fairmark-activity.ndjson", `${lines.join("\n")}\n`, "application/x-ndjson");
  };
  return (
    <Part
      name="Activity"
      about={
        <>
          Each entry carries the hash of the one before; download the log with its{" "}
          <a href="/verify-activity.js" download className={text.link}>
            verifier
          </a>
          .
        </>
      }
      actions={
        <>
          <Choice label="What is shown" options={KINDS} value={kind} onChange={setKind} />
          <Button size="small" onClick={() => void save()}>
            Download
          </Button>
        </>
      }
    >
      {data.length === 0 ? (
        <p className={styles.note}>Nothing of this kind yet.</p>
      ) : (
        <div className={styles.wide}>
          <table className={table.table} aria-label="Activity">
            <thead>
              <tr>
                <th scope="col">Time, UTC</th>
                <th scope="col">What</th>
                <th scope="col">From</th>
                <th scope="col">Result</th>
                <th scope="col">Entry hash</th>
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
          </table>
        </div>
      )}
    </Part>
  );
}
