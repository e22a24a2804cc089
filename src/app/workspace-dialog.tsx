import { type FormEvent, useState } from "react";
import { useDialogs } from "../stores/dialogs.ts";
import { usePreferences } from "../stores/preferences.ts";
import { faultOfName, keepAs } from "../stores/workspaces.ts";
import * as commonTexts from "../texts/common.ts";
import * as workspaceTexts from "../texts/workspace.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import text from "../ui/text.module.css";
import styles from "./commands.module.css";

/** Gives what is on the screen a name, under which it can be had again on any device. */
export function WorkspaceDialog() {
  const close = useDialogs((dialogs) => dialogs.close);
  const workspaces = usePreferences((preferences) => preferences.workspaces);
  const [name, setName] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    const found = faultOfName(wanted, workspaces);
    setFault(found);
    if (found !== null) return;
    keepAs(wanted);
    close();
  };
  return (
    <Dialog title={workspaceTexts.keepTitle} onClose={close}>
      <form onSubmit={submit} className={styles.form}>
        <Field
          label={commonTexts.name}
          autoComplete="off"
          value={name}
          error={fault}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setFault(null);
          }}
        />
        <p className={text.second}>{workspaceTexts.keepAbout}</p>
        <Button kind="primary" type="submit">
          {workspaceTexts.keep}
        </Button>
      </form>
    </Dialog>
  );
}
