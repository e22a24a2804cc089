import { type FormEvent, useState } from "react";
import { setPhrase, useSafely } from "../../rest/security.ts";
import * as factorsTexts from "../../texts/factors.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import styles from "./account-frame.module.css";
import { useApproved } from "./use-approved.tsx";

/** The words of one's own by which letters of this exchange are known. */
export function PhraseForm({ phrase }: { readonly phrase: string }) {
  const { mutateAsync } = useSafely();
  const { run, failure, dialog } = useApproved();
  const [words, setWords] = useState(phrase);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(() => mutateAsync(() => setPhrase(words)));
  };
  return (
    <>
      <form className={styles.form} onSubmit={submit}>
        <Field
          label={factorsTexts.phrase}
          hint={factorsTexts.phraseHint}
          autoComplete="off"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {failure === null ? null : <Banner kind="error" statement={failure} />}
        <div className={styles.row}>
          <Button type="submit">{factorsTexts.setPhrase}</Button>
        </div>
      </form>
      {dialog}
    </>
  );
}
