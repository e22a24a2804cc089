import { csvOf } from "../../market/csv.ts";
import { Button } from "../../ui/button.tsx";

type Row = Readonly<Record<string, string | number | boolean | null>>;

/** Saves rows as a file, every column as the contract has it. */
export function CsvButton({ what, rows }: { readonly what: string; readonly rows: readonly Row[] }) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([csvOf(rows)], { type: "text/csv" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `fairmark-${what}.csv`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button size="small" aria-label={`CSV of the ${what}`} disabled={rows.length === 0} onClick={save}>
      CSV
    </Button>
  );
}
