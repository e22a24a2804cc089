import { useState } from "react";
import type { ApiKeyRow } from "../../../bff/contract/operations/api-key.ts";
import { coins, day, percent, timeOfDay } from "../../market/figures.ts";
import { useDisableKey, useKeys, useRemoveKey } from "../../rest/wallet.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import styles from "./account-frame.module.css";
import { AccountFrame, Part } from "./account-frame.tsx";
import { NewKeyForm } from "./new-key-form.tsx";
import { useApproved } from "./use-approved.tsx";

/** The account's API keys: what each may do, from where, until when, and when it was last used. */
export function KeysPage() {
  return (
    <AccountFrame
      title="API keys"
      lead="Programs sign with them. A key never manages keys, addresses or settings, and can be held to less than you may do yourself."
    >
      {(account) => <Keys account={account} />}
    </AccountFrame>
  );
}

function Keys({ account }: { readonly account: number }) {
  const { data, error } = useKeys(account);
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<ApiKeyRow | null>(null);
  return (
    <>
      {made === null ? null : <MadeKey row={made} onClose={() => setMade(null)} />}
      <Part
        name="Your keys"
        about="A key that may withdraw needs a second factor enrolled for 24 hours, an address range and a wait of 24 hours."
        actions={isMaking ? null : <Button onClick={() => setMaking(true)}>New key</Button>}
      >
        {isMaking ? (
          <NewKeyForm
            onClose={() => setMaking(false)}
            onMade={(row) => {
              setMaking(false);
              setMade(row);
            }}
          />
        ) : null}
        {error !== null && data === undefined ? (
          <Banner kind="error" statement={error.message} />
        ) : data === undefined ? (
          <p className={styles.note}>Reading …</p>
        ) : data.length === 0 ? (
          <p className={styles.note}>You have no keys. Programs need one to trade or read for this account.</p>
        ) : (
          <KeyTable rows={data} />
        )}
      </Part>
    </>
  );
}

/** The one moment in which a secret is seen. */
function MadeKey({ row, onClose }: { readonly row: ApiKeyRow; readonly onClose: () => void }) {
  return (
    <div className={styles.secret} role="status">
      <p>
        <strong>{row.secret === "" ? "The key is made" : "The secret is shown this once"}</strong>
      </p>
      <dl>
        <dt className={text.label}>Key</dt>
        <dd className={styles.code}>{row.id}</dd>
        {row.secret === "" ? null : (
          <>
            <dt className={text.label}>Secret</dt>
            <dd className={styles.code}>{row.secret}</dd>
          </>
        )}
      </dl>
      <Button size="small" onClick={onClose}>
        I have kept it
      </Button>
    </div>
  );
}

function KeyTable({ rows }: { readonly rows: readonly ApiKeyRow[] }) {
  return (
    <div className={styles.wide}>
      <table className={table.table} aria-label="API keys">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Key</th>
            <th scope="col">May</th>
            <th scope="col">From</th>
            <th scope="col">Caps</th>
            <th scope="col">Ends</th>
            <th scope="col">Last used</th>
            <th scope="col">
              <span className={text.hidden}>What to do</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <KeyLine key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function KeyLine({ row }: { readonly row: ApiKeyRow }) {
  const disable = useDisableKey();
  const remove = useRemoveKey();
  const { run, failure } = useApproved();
  return (
    <tr>
      <th scope="row">
        {row.name === "" ? <span className={text.third}>no name</span> : row.name}
        {row.note === "" ? null : <div className={text.risk}>{row.note}</div>}
        {failure === null ? null : <div className={text.error}>{failure}</div>}
      </th>
      <td className={styles.code}>{row.id}</td>
      <td>{mayOf(row)}</td>
      <td className={styles.wrap}>{row.cidrs.length === 0 ? <span className={text.risk}>any address</span> : row.cidrs.join(", ")}</td>
      <td className={styles.wrap}>{capsOf(row)}</td>
      <td>{row.expires === null ? "never" : day(row.expires)}</td>
      <td>{row.lastUsed === null ? "never" : `${day(row.lastUsed)} ${timeOfDay(row.lastUsed)}`}</td>
      <td>
        <span className={table.actions}>
          {row.enabled ? (
            <Button kind="quiet" size="small" onClick={() => run(() => disable.mutateAsync(row.id))}>
              Disable
            </Button>
          ) : (
            <span className={text.third}>disabled</span>
          )}
          <Button kind="quiet" size="small" onClick={() => run(() => remove.mutateAsync(row.id))}>
            Delete
          </Button>
        </span>
      </td>
    </tr>
  );
}

function mayOf({ permissions, withdrawsFrom, reduceOnly, symbols }: ApiKeyRow): string {
  const names = permissions.map((one) =>
    one === "orderCancel" ? "cancel" : one === "withdraw" && withdrawsFrom !== null ? `withdraw from ${day(withdrawsFrom)}` : one,
  );
  const what = [...(names.length === 0 ? ["read"] : names), ...(reduceOnly ? ["reduce alone"] : [])].join(", ");
  return symbols.length === 0 ? what : `${what}; ${symbols.join(", ")}`;
}

function capsOf({ maxOrderValue, maxDailyValue, maxDailyLoss, maxDeviation }: ApiKeyRow): string {
  const caps = [
    maxOrderValue === null ? null : `order ${coins(maxOrderValue)} XBT`,
    maxDailyValue === null ? null : `day ${coins(maxDailyValue)} XBT`,
    maxDailyLoss === null ? null : `loss ${coins(maxDailyLoss)} XBT`,
    maxDeviation === null ? null : `${percent(maxDeviation, 1)} off the mark`,
  ].filter((cap) => cap !== null);
  return caps.length === 0 ? "none" : caps.join(", ");
}
