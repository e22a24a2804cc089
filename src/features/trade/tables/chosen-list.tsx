import { usePreferences } from "../../../stores/preferences.ts";
import { type Column, RowList } from "../../../ui/row-list.tsx";
import { useLayout } from "../use-layout.ts";
import type { ColumnedTable } from "./column-menu.tsx";

interface ChosenListProps<T> {
  readonly table: ColumnedTable;
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly onEnd?: () => void;
}

const ALL: readonly string[] = [];

/** A list with the columns that somebody has chosen. */
export function ChosenList<T>({ table, ...list }: ChosenListProps<T>) {
  const hidden = usePreferences(({ leftOut }) => leftOut[table]) ?? ALL;
  const isNarrow = useLayout() === "phone";
  return <RowList {...list} hidden={hidden} isNarrow={isNarrow} />;
}
