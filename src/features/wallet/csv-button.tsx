import { csvOf } from "../../market/csv.ts";
import * as accountTexts from "../../texts/account.ts";
import * as tablesTexts from "../../texts/tables.ts";
import { Button } from "../../ui/button.tsx";
import { saveText } from "../../ui/save-file.ts";

type Row = Readonly<Record<string, string | number | boolean | null>>;

/** Saves rows as a file, every column as the contract has it. */
export function CsvButton({ what, rows }: { readonly what: string; readonly rows: readonly Row[] }) {
  const save = () => saveText(`fairmark-${what}.csv`, csvOf(rows), "text/csv");
  return (
    <Button size="small" aria-label={accountTexts.csvLabel(what)} disabled={rows.length === 0} onClick={save}>
      {tablesTexts.csv}
    </Button>
  );
}
