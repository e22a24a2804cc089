import { type FormEvent, useState } from "react";
import type { WithdrawRulesRow } from "../../../bff/contract/operations/withdrawal.ts";
import { moment } from "../../market/figures.ts";
import { useAddresses, useRemoveAddress, useSaveAddress, useSetWithdrawRules } from "../../rest/wallet.ts";
import * as commonTexts from "../../texts/common.ts";
import * as walletTexts from "../../texts/wallet.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { CheckBox } from "../../ui/check-box.tsx";
import { Field } from "../../ui/field.tsx";
import text from "../../ui/text.module.css";
import styles from "./account-frame.module.css";
import { Part, Unread } from "./account-frame.tsx";
import { useApproved } from "./use-approved.tsx";
import { WideTable } from "./wide-table.tsx";

interface AddressPartProps {
  readonly account: number;
  readonly rules: WithdrawRulesRow | undefined;
}

/** Saved addresses, and whether coins go anywhere else. */
export function AddressPart({ account, rules }: AddressPartProps) {
  const { data, error } = useAddresses(account);
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
    <Part name={walletTexts.addresses} about={walletTexts.addressesAbout(rules?.addressWaitHours ?? 24)}>
      {data === undefined ? (
        <Unread error={error} />
      ) : data.length === 0 ? (
        <p className={styles.note}>{walletTexts.noAddress}</p>
      ) : (
        <WideTable label={walletTexts.addresses}>
          <thead>
            <tr>
              <th scope="col">{commonTexts.name}</th>
              <th scope="col">{commonTexts.address}</th>
              <th scope="col">{walletTexts.usable}</th>
              <th scope="col">
                <span className={text.hidden}>{commonTexts.whatToDo}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.name}</th>
                <td className={styles.code}>{row.address}</td>
                <td className={Date.parse(row.usableFrom) > nowMs ? text.risk : undefined}>
                  {walletTexts.usableFrom(moment(row.usableFrom))}
                </td>
                <td>
                  <Button kind="quiet" size="small" onClick={() => run(() => remove.mutateAsync(row.id))}>
                    {commonTexts.remove}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
      <form className={styles.form} onSubmit={submit}>
        <Field label={commonTexts.name} maxLength={64} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Field
          label={commonTexts.address}
          autoComplete="off"
          spellCheck={false}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        {failure === null ? null : <Banner kind="error" statement={failure} />}
        <Button type="submit">{walletTexts.saveAddress}</Button>
      </form>
      {rules === undefined ? null : (
        <>
          <CheckBox
            isChecked={rules.savedOnly}
            onChange={(savedOnly) => run(() => setRules.mutateAsync({ savedOnly, addressWaitHours: rules.addressWaitHours }))}
          >
            {walletTexts.savedAlone}
          </CheckBox>
          {rules.pendingFrom === null ? null : (
            <p className={`${styles.note} ${text.risk}`}>{walletTexts.loosening(moment(rules.pendingFrom))}</p>
          )}
        </>
      )}
      {dialog}
    </Part>
  );
}
