import { JsonText } from "../history/index.ts";

const texts = new WeakMap<object, string>();

/**
 * Rows as JSON, each written once for as long as it stands: a row of an instrument is read far more often than it changes.
 *
 * @param rows that are replaced when they change, never changed in place
 */
export function textOfRows(rows: readonly object[]): JsonText {
  const written = rows.map((row) => {
    const known = texts.get(row);
    if (known !== undefined) return known;
    const text = JSON.stringify(row);
    texts.set(row, text);
    return text;
  });
  return new JsonText(`[${written.join(",")}]`);
}
