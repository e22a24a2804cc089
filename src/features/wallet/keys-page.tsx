import { useState } from "react";
import type { ApiKeyRow } from "../../../bff/contract/operations/api-key.ts";
import { coins, day, percent, timeOfDay } from "../../market/figures.ts";
import { useDisableKey, useKeys, useRemoveKey } from "../../rest/wallet.ts";
import * as apiKeysTexts from "../../texts/api-keys.ts";
import * as commonTexts from "../../texts/common.ts";
import * as pagesTexts from "../../texts/pages.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import styles from "./account-frame.module.css";
import { AccountFrame, Part, Unread } from "./account-frame.tsx";
import { KeyForm } from "./key-form.tsx";
import { useApproved } from "./use-approved.tsx";
import { WideTable } from "./wide-table.tsx";

/** The account's API keys: what each may do, from where, until when, and when it was last used. */
export function KeysPage() {
  return (
    <AccountFrame title={pagesTexts.apiKeys} lead={apiKeysTexts.lead}>
      {(account) => <Keys account={account} />}
    </AccountFrame>
  );
}

function Keys({ account }: { readonly account: number }) {
  const { data, error } = useKeys(account);
  const [form, setForm] = useState<{ readonly row: ApiKeyRow | null } | null>(null);
  const [made, setMade] = useState<ApiKeyRow | null>(null);
  return (
    <>
      {made === null ? null : <MadeKey row={made} onClose={() => setMade(null)} />}
      <Part
        name={apiKeysTexts.yourKeys}
        about={apiKeysTexts.about}
        actions={form === null ? <Button onClick={() => setForm({ row: null })}>{apiKeysTexts.newKey}</Button> : null}
      >
        {form === null ? null : (
          <KeyForm
            key={form.row?.id ?? ""}
            row={form.row}
            onClose={() => setForm(null)}
            onDone={(row) => {
              setForm(null);
              if (form.row === null) setMade(row);
            }}
          />
        )}
        {data === undefined ? (
          <Unread error={error} />
        ) : data.length === 0 ? (
          <p className={styles.note}>{apiKeysTexts.none}</p>
        ) : (
          <KeyTable rows={data} onEdit={(row) => setForm({ row })} />
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
        <strong>{row.secret === "" ? apiKeysTexts.made : apiKeysTexts.secretOnce}</strong>
      </p>
      <dl>
        <dt className={text.label}>{apiKeysTexts.key}</dt>
        <dd className={styles.row}>
          <span className={styles.code}>{row.id}</span> <CopyButton text={row.id} what={apiKeysTexts.keyInSentence} />
        </dd>
        {row.secret === "" ? null : (
          <>
            <dt className={text.label}>{apiKeysTexts.secret}</dt>
            <dd className={styles.row}>
              <span className={styles.code}>{row.secret}</span> <CopyButton text={row.secret} what={apiKeysTexts.secretInSentence} />
            </dd>
          </>
        )}
      </dl>
      <Button size="small" onClick={onClose}>
        {apiKeysTexts.kept}
      </Button>
    </div>
  );
}

function KeyTable({ rows, onEdit }: { readonly rows: readonly ApiKeyRow[]; readonly onEdit: (row: ApiKeyRow) => void }) {
  return (
    <WideTable label={pagesTexts.apiKeys}>
      <thead>
        <tr>
          <th scope="col">{commonTexts.name}</th>
          <th scope="col">{apiKeysTexts.key}</th>
          <th scope="col">{apiKeysTexts.may}</th>
          <th scope="col">{apiKeysTexts.from}</th>
          <th scope="col">{apiKeysTexts.caps}</th>
          <th scope="col">{apiKeysTexts.ends}</th>
          <th scope="col">{apiKeysTexts.lastUsed}</th>
          <th scope="col">
            <span className={text.hidden}>{commonTexts.whatToDo}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <KeyLine key={row.id} row={row} onEdit={onEdit} />
        ))}
      </tbody>
    </WideTable>
  );
}

function KeyLine({ row, onEdit }: { readonly row: ApiKeyRow; readonly onEdit: (row: ApiKeyRow) => void }) {
  const disable = useDisableKey();
  const remove = useRemoveKey();
  const { run, failure, dialog } = useApproved();
  return (
    <tr>
      <th scope="row">
        {row.name === "" ? <span className={text.third}>{apiKeysTexts.noName}</span> : row.name}
        {row.note === "" ? null : <div className={text.risk}>{row.note}</div>}
        {failure === null ? null : <div className={text.error}>{failure}</div>}
      </th>
      <td className={styles.code}>{row.id}</td>
      <td>{mayOf(row)}</td>
      <td className={styles.wrap}>
        {row.cidrs.length === 0 ? <span className={text.risk}>{apiKeysTexts.anyAddress}</span> : row.cidrs.join(", ")}
      </td>
      <td className={styles.wrap}>{capsOf(row)}</td>
      <td>{row.expires === null ? commonTexts.never : day(row.expires)}</td>
      <td>{row.lastUsed === null ? commonTexts.never : `${day(row.lastUsed)} ${timeOfDay(row.lastUsed)}`}</td>
      <td>
        <span className={table.actions}>
          {row.enabled ? (
            <>
              <Button kind="quiet" size="small" onClick={() => onEdit(row)}>
                {apiKeysTexts.edit}
              </Button>
              <Button kind="quiet" size="small" onClick={() => run(() => disable.mutateAsync(row.id))}>
                {apiKeysTexts.disable}
              </Button>
            </>
          ) : (
            <span className={text.third}>{apiKeysTexts.disabled}</span>
          )}
          <Button kind="quiet" size="small" onClick={() => run(() => remove.mutateAsync(row.id))}>
            {commonTexts.deleteIt}
          </Button>
        </span>
        {dialog}
      </td>
    </tr>
  );
}

function mayOf({ permissions, withdrawsFrom, reduceOnly, symbols }: ApiKeyRow): string {
  const names = permissions.map((one) =>
    one === "orderCancel"
      ? apiKeysTexts.cancels
      : one === "withdraw" && withdrawsFrom !== null
        ? apiKeysTexts.withdrawsFrom(day(withdrawsFrom))
        : one,
  );
  const what = [...(names.length === 0 ? [apiKeysTexts.reads] : names), ...(reduceOnly ? [apiKeysTexts.reducesAlone] : [])].join(", ");
  return symbols.length === 0 ? what : `${what}; ${symbols.join(", ")}`;
}

function capsOf({ maxOrderValue, maxDailyValue, maxDailyLoss, maxDeviation }: ApiKeyRow): string {
  const caps = [
    maxOrderValue === null ? null : apiKeysTexts.orderAtMost(coins(maxOrderValue)),
    maxDailyValue === null ? null : apiKeysTexts.dayAtMost(coins(maxDailyValue)),
    maxDailyLoss === null ? null : apiKeysTexts.lossAtMost(coins(maxDailyLoss)),
    maxDeviation === null ? null : apiKeysTexts.deviationAtMost(percent(maxDeviation, 1)),
  ].filter((cap) => cap !== null);
  return caps.length === 0 ? commonTexts.none : caps.join(", ");
}
