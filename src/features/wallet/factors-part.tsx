import { type FormEvent, useState } from "react";
import type { SecurityRow } from "../../../bff/contract/operations/security.ts";
import { day } from "../../market/figures.ts";
import { removeFactor, renameFactor, useSafely } from "../../rest/security.ts";
import * as commonTexts from "../../texts/common.ts";
import * as securityTexts from "../../texts/security.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import styles from "./account-frame.module.css";
import { Part } from "./account-frame.tsx";
import { useApproved } from "./use-approved.tsx";
import { useFactors } from "./use-factors.tsx";
import { WideTable } from "./wide-table.tsx";

type Factor = SecurityRow["factors"][number];

/** What proves the person besides the password, and what does when that is gone. */
export function FactorsPart({ row }: { readonly row: SecurityRow }) {
  const { mutateAsync } = useSafely();
  const { newPasskey, newApp, newCodes, run, said } = useFactors();
  const [renamed, setRenamed] = useState<Factor | null>(null);
  const hasApp = row.factors.some(({ kind }) => kind === "authenticator");
  return (
    <Part
      name={securityTexts.factors}
      actions={
        <span className={styles.row}>
          <Button size="small" onClick={newPasskey}>
            {securityTexts.addPasskey}
          </Button>
          {hasApp ? null : (
            <Button size="small" onClick={newApp}>
              {securityTexts.addAuthenticator}
            </Button>
          )}
        </span>
      }
    >
      <WideTable id="factors" label={securityTexts.factors}>
        <thead>
          <tr>
            <th scope="col">{securityTexts.factor}</th>
            <th scope="col">{securityTexts.added}</th>
            <th scope="col" className={styles.spare}>
              {securityTexts.lastUsed}
            </th>
            <th scope="col">
              <span className={text.hidden}>{commonTexts.whatToDo}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {row.factors.map((factor) => (
            <tr key={factor.id}>
              <td className={styles.wrap}>
                {factor.kind === "passkey" ? securityTexts.passkey : securityTexts.authenticator}{" "}
                {factor.name === "Authenticator app" ? null : <span className={text.third}>{factor.name}</span>}
                {factor.usable ? null : <span className={text.risk}> {securityTexts.blocked}</span>}
              </td>
              <td>{day(factor.added)}</td>
              <td className={styles.spare}>{factor.lastUsed === null ? commonTexts.never : day(factor.lastUsed)}</td>
              <td className={table.figure}>
                <span className={table.actions}>
                  <Button kind="quiet" size="small" onClick={() => setRenamed(factor)}>
                    {securityTexts.rename}
                  </Button>
                  <Button kind="quiet" size="small" onClick={() => run(() => mutateAsync(() => removeFactor(factor.id)))}>
                    {commonTexts.remove}
                  </Button>
                </span>
              </td>
            </tr>
          ))}
          <tr>
            <td className={styles.wrap}>{securityTexts.recoveryCodes}</td>
            <td className={row.recoveryCodesConfirmed ? undefined : text.risk}>
              {row.recoveryCodesLeft === 0 ? commonTexts.none : securityTexts.codesLeft(row.recoveryCodesLeft, row.recoveryCodesConfirmed)}
            </td>
            <td className={styles.spare} />
            <td className={table.figure}>
              <Button kind="quiet" size="small" onClick={newCodes}>
                {row.recoveryCodesLeft === 0 ? securityTexts.create : securityTexts.createNew}
              </Button>
            </td>
          </tr>
        </tbody>
      </WideTable>
      {said}
      {renamed === null ? null : <RenameDialog factor={renamed} onClose={() => setRenamed(null)} />}
    </Part>
  );
}

function RenameDialog({ factor, onClose }: { readonly factor: Factor; readonly onClose: () => void }) {
  const [name, setName] = useState(factor.name);
  const { mutateAsync } = useSafely();
  const { run, failure, isBusy, dialog } = useApproved();
  const send = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      await mutateAsync(() => renameFactor(factor.id, name.trim()));
      onClose();
    });
  };
  return (
    <Dialog title={securityTexts.renameTitle} onClose={onClose}>
      <form className={styles.form} onSubmit={send}>
        <Field
          label={commonTexts.name}
          maxLength={60}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {failure === null ? null : <Banner kind="error" statement={failure} />}
        <Button type="submit" kind="primary" disabled={isBusy || name.trim() === ""}>
          {securityTexts.rename}
        </Button>
      </form>
      {dialog}
    </Dialog>
  );
}
