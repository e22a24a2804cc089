import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./row-list.module.css";
import { Scroller } from "./scroller.tsx";
import table from "./table.module.css";
import text from "./text.module.css";

export interface Column<T> {
  readonly head: string;
  readonly cell: (row: T) => ReactNode;
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

/** Rows of one kind: a table where there is room for it. */
export function RowList<T>({ label, columns, rows, keyOf, isNarrow }: RowListProps<T>) {
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
              {columns.map(({ head, isFigure, part }) => (
                <th key={head} scope="col" className={classNames(isFigure === true && table.figure)}>
                  {part === "action" ? <span className={text.hidden}>{head}</span> : head}
                </th>
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
