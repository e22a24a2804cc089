import { type ReactNode, useMemo, useRef, useState } from "react";
import { classNames } from "./class-names.ts";
import { Direction } from "./direction.tsx";
import styles from "./row-list.module.css";
import { Scroller } from "./scroller.tsx";
import { type SortKey, sortRows } from "./sort-rows.ts";
import table from "./table.module.css";
import text from "./text.module.css";
import { useRowWindow } from "./use-row-window.ts";

export interface Column<T> {
  /** Its name among the columns, by which a choice of them is kept: it stays whatever the head is called. */
  readonly id: string;
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
  /** Columns that somebody has no use for, by their ids. */
  readonly hidden?: readonly string[];
  /** Somebody has come near the end: more rows may be read. */
  readonly onEnd?: () => void;
}

const NONE: readonly string[] = [];

interface Sorting {
  readonly id: string;
  readonly isDescending: boolean;
}

/**
 * Rows of one kind: a table where there is room for it. Until somebody presses a head they stand as they are given. Of a
 * long list those in sight are drawn.
 */
export function RowList<T>({ label, columns: all, rows: given, keyOf, isNarrow, hidden = NONE, onEnd }: RowListProps<T>) {
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const columns = all.filter(({ id, part }) => part !== undefined || !hidden.includes(id));
  const sortBy = columns.find(({ id }) => id === sorting?.id)?.sortBy;
  // What a column sorts by is a matter of its id: columns that are made anew with every drawing sort as they did.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const rows = useMemo(
    () => (sorting === null || sortBy === undefined ? given : sortRows(given, sortBy, sorting.isDescending)),
    [given, sorting?.id, sorting?.isDescending, sortBy === undefined],
  );
  const box = useRef<HTMLElement>(null);
  const { from, to, beforePx, afterPx } = useRowWindow(box, rows.length, onEnd);
  const drawn = rows.slice(from, to);
  // Up, down, and back to how they came.
  const sort = (id: string) =>
    setSorting(sorting?.id !== id ? { id, isDescending: false } : sorting.isDescending ? null : { id, isDescending: true });
  return (
    <Scroller label={label} ref={box}>
      {isNarrow ? (
        <ul className={styles.list} style={{ paddingTop: beforePx, paddingBottom: afterPx }}>
          {drawn.map((row) => (
            <NarrowRow key={keyOf(row)} columns={columns} row={row} />
          ))}
        </ul>
      ) : (
        <table className={table.table} aria-rowcount={rows.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column) => (
                <Head key={column.id} column={column} sorting={sorting} onSort={sort} />
              ))}
            </tr>
          </thead>
          <tbody>
            <Room px={beforePx} />
            {drawn.map((row, i) => (
              <tr key={keyOf(row)} data-row="" aria-rowindex={from + i + 2}>
                {columns.map(({ id, isFigure, part, cell }) => (
                  <td key={id} className={classNames(isFigure === true && table.figure, part === "action" && table.stays)}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
            <Room px={afterPx} />
          </tbody>
        </table>
      )}
    </Scroller>
  );
}

/** Where rows would stand that are not drawn. */
const Room = ({ px }: { readonly px: number }) =>
  px === 0 ? null : (
    <tr>
      <td className={styles.room} style={{ height: px }} />
    </tr>
  );

interface HeadProps<T> {
  readonly column: Column<T>;
  readonly sorting: Sorting | null;
  readonly onSort: (id: string) => void;
}

function Head<T>({ column: { id, head, isFigure, part, sortBy }, sorting, onSort }: HeadProps<T>) {
  const isSorted = sorting?.id === id;
  return (
    <th
      scope="col"
      className={classNames(isFigure === true && table.figure, part === "action" && table.stays)}
      aria-sort={isSorted ? (sorting.isDescending ? "descending" : "ascending") : undefined}
    >
      {part === "action" ? (
        <span className={text.hidden}>{head}</span>
      ) : sortBy === undefined ? (
        head
      ) : (
        <button type="button" className={styles.sort} onClick={() => onSort(id)}>
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
    <li className={styles.row} data-row="">
      <p className={styles.names}>
        {columns
          .filter(({ part }) => part !== undefined)
          .map(({ id, cell, part }) => (
            <span key={id} className={part === "action" ? styles.action : undefined}>
              {cell(row)}
            </span>
          ))}
      </p>
      <dl className={styles.figures}>
        {columns
          .filter(({ part }) => part === undefined)
          .map(({ id, head, cell }) => (
            <div key={id}>
              <dt className={text.label}>{head}</dt>
              <dd className={text.figure}>{cell(row)}</dd>
            </div>
          ))}
      </dl>
    </li>
  );
}
