import { type ReactNode, useState } from "react";
import { classNames } from "./class-names.ts";
import { Direction } from "./direction.tsx";
import styles from "./row-list.module.css";
import { Scroller } from "./scroller.tsx";
import { type SortKey, sortRows } from "./sort-rows.ts";
import table from "./table.module.css";
import text from "./text.module.css";

export interface Column<T> {
  readonly head: string;
  readonly cell: (row: T) => ReactNode;
  /** What rows are sorted by when somebody presses the head; none for a column that has no order. */
  readonly sortBy?: (row: T) => SortKey;
  /** Figures align right, and their head with them. */
  readonly isFigure?: boolean;
  /** `name` says what the row is, `action` what can be done with it: on a small screen both stand in its first line. */
  readonly part?: "name" | "action";
}

interface RowListProps<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** A small screen has no room for columns: each row becomes a list of its figures. */
  readonly isNarrow: boolean;
}

interface Sorting {
  readonly head: string;
  readonly isDescending: boolean;
}

/** Rows of one kind: a table where there is room for it. Until somebody presses a head they stand as they are given. */
export function RowList<T>({ label, columns, rows: given, keyOf, isNarrow }: RowListProps<T>) {
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const sortBy = columns.find(({ head }) => head === sorting?.head)?.sortBy;
  const rows = sorting === null || sortBy === undefined ? given : sortRows(given, sortBy, sorting.isDescending);
  // Up, down, and back to how they came.
  const sort = (head: string) =>
    setSorting(sorting?.head !== head ? { head, isDescending: false } : sorting.isDescending ? null : { head, isDescending: true });
  return (
    <Scroller label={label}>
      {isNarrow ? (
        <ul className={styles.list}>
          {rows.map((row) => (
            <NarrowRow key={keyOf(row)} columns={columns} row={row} />
          ))}
        </ul>
      ) : (
        <table className={table.table}>
          <thead>
            <tr>
              {columns.map((column) => (
                <Head key={column.head} column={column} sorting={sorting} onSort={sort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)}>
                {columns.map(({ head, isFigure, cell }) => (
                  <td key={head} className={classNames(isFigure === true && table.figure)}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Scroller>
  );
}

interface HeadProps<T> {
  readonly column: Column<T>;
  readonly sorting: Sorting | null;
  readonly onSort: (head: string) => void;
}

function Head<T>({ column: { head, isFigure, part, sortBy }, sorting, onSort }: HeadProps<T>) {
  const isSorted = sorting?.head === head;
  return (
    <th
      scope="col"
      className={classNames(isFigure === true && table.figure)}
      aria-sort={isSorted ? (sorting.isDescending ? "descending" : "ascending") : undefined}
    >
      {part === "action" ? (
        <span className={text.hidden}>{head}</span>
      ) : sortBy === undefined ? (
        head
      ) : (
        <button type="button" className={styles.sort} onClick={() => onSort(head)}>
          {head}
          {isSorted ? (
            <span className={styles.arrow} aria-hidden="true">
              <Direction isUp={!sorting.isDescending} />
            </span>
          ) : null}
        </button>
      )}
    </th>
  );
}

function NarrowRow<T>({ columns, row }: { readonly columns: readonly Column<T>[]; readonly row: T }) {
  return (
    <li className={styles.row}>
      <p className={styles.names}>
        {columns
          .filter(({ part }) => part !== undefined)
          .map(({ head, cell, part }) => (
            <span key={head} className={part === "action" ? styles.action : undefined}>
              {cell(row)}
            </span>
          ))}
      </p>
      <dl className={styles.figures}>
        {columns
          .filter(({ part }) => part === undefined)
          .map(({ head, cell }) => (
            <div key={head}>
              <dt className={text.label}>{head}</dt>
              <dd className={text.figure}>{cell(row)}</dd>
            </div>
          ))}
      </dl>
    </li>
  );
}
