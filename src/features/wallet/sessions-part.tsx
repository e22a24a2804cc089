import { timeOfDay } from "../../market/figures.ts";
import { endOtherSessions, endSession, useSafely, useSessions } from "../../rest/security.ts";
import { Button } from "../../ui/button.tsx";
import table from "../../ui/table.module.css";
import { Tag } from "../../ui/tag.tsx";
import text from "../../ui/text.module.css";
import styles from "./account-frame.module.css";
import { Part } from "./account-frame.tsx";

/** Where the person is signed in. */
export function SessionsPart({ account }: { readonly account: number }) {
  const { data = [] } = useSessions(account);
  const { mutate } = useSafely();
  return (
    <Part
      name="Sessions"
      about="Each ends after an hour without use."
      actions={
        data.length < 2 ? null : (
          <Button size="small" onClick={() => mutate(endOtherSessions)}>
            End all others
          </Button>
        )
      }
    >
      <div className={styles.wide}>
        <table className={table.table} aria-label="Sessions">
          <thead>
            <tr>
              <th scope="col">Device</th>
              <th scope="col">Network</th>
              <th scope="col">Last active, UTC</th>
              <th scope="col">
                <span className={text.hidden}>What to do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map(({ id, device, address, lastActive, isThis }) => (
              <tr key={id}>
                <td>
                  {device} {isThis ? <Tag hue="accent">this one</Tag> : null}
                </td>
                <td>{address}</td>
                <td>{isThis ? "now" : timeOfDay(lastActive)}</td>
                <td className={table.figure}>
                  {isThis ? null : (
                    <Button kind="quiet" size="small" onClick={() => mutate(() => endSession(id))}>
                      End
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Part>
  );
}
