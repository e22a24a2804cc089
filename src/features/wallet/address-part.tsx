import { type FormEvent, useState } from "react";
import type { WithdrawRulesRow } from "../../../bff/contract/operations/withdrawal.ts";
import { day, timeOfDay } from "../../market/figures.ts";
import { useAddresses, useRemoveAddress, useSaveAddress, useSetWithdrawRules } from "../../rest/wallet.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { CheckBox } from "../../ui/check-box.tsx";
import { Field } from "../../ui/field.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import styles from "./account-frame.module.css";
import { Part } from "./account-frame.tsx";
import { useApproved } from "./use-approved.tsx";

interface AddressPartProps {
  readonly account: number;
  readonly rules: WithdrawRulesRow | undefined;
}

/** Saved addresses, and whether coins go anywhere else. */
export function AddressPart({ account, rules }: AddressPartProps) {
  const { data = [] } = useAddresses(account);
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const save = useSaveAddress();
  const remove = useRemoveAddress();
  const setRules = useSetWithdrawRules();
  const { run, failure, dialog } = useApproved();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      await save.mutateAsync({ name, address: address.trim() });
      setName("");
      setAddress("");
    });
  };
  const nowMs = Date.now();
  return (
    <Part name="Address book" about={`A new address waits ${rules?.addressWaitHours ?? 24} hours before it can be used.`}>
      {data.length === 0 ? (
        <p className={styles.note}>No address is saved.</p>
      ) : (
        <div className={styles.wide}>
          <table className={table.table} aria-label="Address book">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Address</th>
                <th scope="col">Usable</th>
                <th scope="col">
                  <span className={text.hidden}>What to do</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map((row) => (
                <tr key={row.id}>
                  <th scope="row">{row.name}</th>
                  <td className={styles.code}>{row.address}</td>
                  <td className={Date.parse(row.usableFrom) > nowMs ? text.risk : undefined}>
                    from {day(row.usableFrom)} {timeOfDay(row.usableFrom)} UTC
                  </td>
                  <td>
                    <Button kind="quiet" size="small" onClick={() => run(() => remove.mutateAsync(row.id))}>
                      Remove
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <form className={styles.form} onSubmit={submit}>
        <Field label="Name" maxLength={64} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Field
          label="Address"
          autoComplete="off"
          spellCheck={false}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        {failure === null ? null : <Banner kind="error" statement={failure} />}
        <Button type="submit">Save the address</Button>
      </form>
      {rules === undefined ? null : (
        <>
          <CheckBox
            isChecked={rules.savedOnly}
            onChange={(savedOnly) => run(() => setRules.mutateAsync({ savedOnly, addressWaitHours: rules.addressWaitHours }))}
          >
            Send coins to saved addresses alone
          </CheckBox>
          {rules.pendingFrom === null ? null : (
            <p className={`${styles.note} ${text.risk}`}>
              You asked to loosen this. It counts from {day(rules.pendingFrom)} {timeOfDay(rules.pendingFrom)} UTC.
            </p>
          )}
        </>
      )}
      {dialog}
    </Part>
  );
}
