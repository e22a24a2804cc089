import { type FormEvent, useState } from "react";
import type { ApiKeyRow } from "../../../bff/contract/operations/api-key.ts";
import { day } from "../../market/figures.ts";
import { useEditKey, useMakeKey } from "../../rest/wallet.ts";
import * as apiKeysTexts from "../../texts/api-keys.ts";
import * as commonTexts from "../../texts/common.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { CheckBox } from "../../ui/check-box.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import styles from "./account-frame.module.css";
import { fieldsOf, type KeyFields, NEW_KEY, readKeyChange, readNewKey, type Trades } from "./key-wish.ts";
import { useApproved } from "./use-approved.tsx";

const TRADES: readonly { readonly value: Trades; readonly label: string }[] = [
  { value: "read", label: apiKeysTexts.mayRead },
  { value: "orderCancel", label: commonTexts.cancel },
  { value: "order", label: apiKeysTexts.mayOrder },
];

type TextField = { [F in keyof KeyFields]: KeyFields[F] extends string ? F : never }[keyof KeyFields];

interface KeyFormProps {
  /** The key that is changed; null for a new one. */
  readonly row: ApiKeyRow | null;
  readonly onDone: (row: ApiKeyRow) => void;
  readonly onClose: () => void;
}

/** A key with as little as it needs, and later with less. */
export function KeyForm({ row, onDone, onClose }: KeyFormProps) {
  const [fields, setFields] = useState(() => (row === null ? NEW_KEY : fieldsOf(row)));
  const [wrong, setWrong] = useState<string | null>(null);
  const make = useMakeKey();
  const edit = useEditKey();
  const { run, failure, dialog } = useApproved();
  const set = (change: Partial<KeyFields>) => setFields((before) => ({ ...before, ...change }));
  const field = (name: Exclude<TextField, "trades">) => ({
    value: fields[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => set({ [name]: event.currentTarget.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wish = row === null ? readNewKey(fields, Date.now()) : readKeyChange(row, fields, Date.now());
    setWrong(typeof wish === "string" ? wish : null);
    if (typeof wish === "string") return;
    run(async () => onDone(await ("apiKeyID" in wish ? edit.mutateAsync(wish) : make.mutateAsync(wish))));
  };
  const daysHint =
    row === null ? apiKeysTexts.daysForNew : row.expires === null ? apiKeysTexts.noEnd : apiKeysTexts.endsOn(day(row.expires));
  // The dialog is a form of its own, and what is sent by it is not this one.
  return (
    <>
      <form
        className={styles.form}
        onSubmit={submit}
        aria-label={row === null ? apiKeysTexts.newKey : apiKeysTexts.editKey(row.name || row.id)}
      >
        {row === null ? null : <p className={styles.note}>{apiKeysTexts.formAbout}</p>}
        <Field label={commonTexts.name} maxLength={64} {...field("name")} />
        <Choice label={apiKeysTexts.may} options={TRADES} value={fields.trades} onChange={(trades) => set({ trades })} />
        <CheckBox isChecked={fields.mayWithdraw} onChange={(mayWithdraw) => set({ mayWithdraw })}>
          {apiKeysTexts.mayWithdraw}
        </CheckBox>
        <Field label={apiKeysTexts.cidr} hint={apiKeysTexts.cidrHint} {...field("cidr")} />
        <Field label={apiKeysTexts.days} unit={apiKeysTexts.daysUnit} inputMode="numeric" hint={daysHint} {...field("days")} />
        {fields.trades === "order" ? (
          <>
            <Field label={apiKeysTexts.symbols} hint={apiKeysTexts.symbolsHint} {...field("symbols")} />
            <Field label={apiKeysTexts.orderCap} unit="XBT" inputMode="decimal" {...field("order")} />
            <Field label={apiKeysTexts.dailyCap} unit="XBT" inputMode="decimal" {...field("daily")} />
            <Field label={apiKeysTexts.lossCap} unit="XBT" inputMode="decimal" hint={apiKeysTexts.lossCapHint} {...field("loss")} />
            <Field label={apiKeysTexts.deviationCap} unit="%" inputMode="decimal" {...field("deviation")} />
            <CheckBox isChecked={fields.reduceOnly} onChange={(reduceOnly) => set({ reduceOnly })}>
              {apiKeysTexts.reduceOnly}
            </CheckBox>
          </>
        ) : null}
        {row === null ? <Field label={apiKeysTexts.publicKey} hint={apiKeysTexts.publicKeyHint} {...field("publicKey")} /> : null}
        {wrong === null && failure === null ? null : <Banner kind="error" statement={wrong ?? failure ?? ""} />}
        <div className={styles.row}>
          <Button type="submit" kind="primary" disabled={make.isPending || edit.isPending}>
            {row === null ? apiKeysTexts.make : apiKeysTexts.change}
          </Button>
          <Button onClick={onClose}>{commonTexts.leaveIt}</Button>
        </div>
      </form>
      {dialog}
    </>
  );
}
