import { useState } from "react";
import { csvOf } from "../../../market/csv.ts";
import type { AllRows } from "../../../rest/read-all.ts";
import { useNotices } from "../../../stores/notices.ts";
import * as tablesTexts from "../../../texts/tables.ts";
import { Button } from "../../../ui/button.tsx";
import { saveText } from "../../../ui/save-file.ts";
import { tellFailure } from "./tell-failure.ts";

interface ExportRowsProps {
  /** What is exported, as in 'fills'. */
  readonly what: string;
  readonly read: () => Promise<AllRows<Readonly<Record<string, string | number | boolean | null>>>>;
}

/** Saves the account's rows as a file, every column as the contract has it: moments in ISO 8601, amounts in satoshis. */
export function ExportRows({ what, read }: ExportRowsProps) {
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const { rows, isWhole } = await read();
      const { tell } = useNotices.getState();
      if (rows.length === 0) tell(tablesTexts.nothingToExport(what));
      else saveText(`fairmark-${what.replaceAll(" ", "-")}.csv`, csvOf(rows), "text/csv");
      if (!isWhole) tell(tablesTexts.exportCutShort(rows.length, what));
    } catch (error) {
      tellFailure(tablesTexts.notExported(what), error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button kind="plain" disabled={isBusy} aria-label={tablesTexts.exportLabel(what)} onClick={() => void save()}>
      {tablesTexts.csv}
    </Button>
  );
}
