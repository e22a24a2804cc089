import { useState } from "react";
import { csvOf } from "../../../market/csv.ts";
import type { AllRows } from "../../../rest/read-all.ts";
import { useNotices } from "../../../stores/notices.ts";
import { Button } from "../../../ui/button.tsx";
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
      if (rows.length === 0) tell(`There are no ${what} to export.`);
      else saveFile(`fairmark-${what.replaceAll(" ", "-")}.csv`, csvOf(rows));
      if (!isWhole) tell(`The file holds the last ${rows.length} ${what}; older ones are left out.`);
    } catch (error) {
      tellFailure(`The ${what} cannot be exported`, error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button kind="plain" disabled={isBusy} aria-label={`CSV of all ${what}`} onClick={() => void save()}>
      CSV
    </Button>
  );
}

function saveFile(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
