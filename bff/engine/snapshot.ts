import { type Column, NONE, type Rows } from "./rows.ts";
import { type Scalars, State } from "./state.ts";

const TYPES = { Float64Array, Int32Array, Uint32Array, Uint16Array, Uint8Array } as const;
type TypeName = keyof typeof TYPES;

interface SavedColumn {
  readonly name: string;
  readonly type: TypeName;
  readonly length: number;
}

interface SavedTable {
  readonly name: string;
  readonly count: number;
  readonly free: number;
  readonly columns: readonly SavedColumn[];
}

/** What a snapshot says before its columns. */
interface Header {
  readonly scalars: Scalars;
  readonly sums: {
    readonly cash: number;
    readonly cost: number;
    readonly deposited: number;
    readonly withdrawn: number;
    readonly reserved: number;
    readonly contracts: readonly number[];
  };
  readonly texts: { readonly strings: readonly string[]; readonly references: readonly number[]; readonly freed: readonly number[] };
  readonly tables: readonly SavedTable[];
}

/** Columns start at multiples of this, so that they can be read in place. */
const ALIGNMENT = 8;
const aligned = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/** The state as bytes: a length, a JSON header, then every column as it lies in memory. */
export function saveState(state: State): Uint8Array {
  const tables = state.tables();
  const { cash, cost, deposited, withdrawn, reserved, contracts } = state.ledger;
  const header: Header = {
    scalars: { ...state.scalars },
    sums: { cash, cost, deposited, withdrawn, reserved, contracts: [...contracts].map((sum) => sum ?? 0) },
    texts: state.texts.save(),
    tables: tables.map(({ name, rows }) => ({
      name,
      count: rows.count,
      free: rows.free,
      columns: rows
        .columns()
        .map((column) => ({ name: column.name, type: column.used.constructor.name as TypeName, length: column.used.length })),
    })),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = aligned(4 + json.length);
  const size = tables.reduce(
    (sum, { rows }) => sum + rows.columns().reduce((bytes, { used }) => bytes + aligned(used.byteLength), 0),
    start,
  );
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 4);
  let at = start;
  for (const { rows } of tables) {
    for (const { used } of rows.columns()) {
      bytes.set(new Uint8Array(used.buffer, used.byteOffset, used.byteLength), at);
      at += aligned(used.byteLength);
    }
  }
  return bytes;
}

/** @throws Error when the bytes are not what {@link saveState} wrote */
export function restoreState(bytes: Uint8Array): State {
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Header;
  const state = new State();
  Object.assign(state.scalars, header.scalars);
  state.texts.restore(header.texts);
  let at = aligned(4 + length);
  for (const table of header.tables) {
    const columns = new Map<string, Column>();
    for (const { name, type, length: elements } of table.columns) {
      const make = TYPES[type] as unknown as new (buffer: ArrayBufferLike, offset: number, length: number) => Column;
      const { BYTES_PER_ELEMENT } = TYPES[type];
      columns.set(name, copyOf(bytes, at, elements, make, BYTES_PER_ELEMENT));
      at += aligned(elements * BYTES_PER_ELEMENT);
    }
    rowsFor(state, table.name).restore(table.count, table.free, columns);
  }
  const { cash, cost, deposited, withdrawn, reserved, contracts } = header.sums;
  Object.assign(state.ledger, { cash, cost, deposited, withdrawn, reserved });
  state.ledger.contracts.push(...contracts);
  for (const book of state.books) book?.reindex();
  state.reindex();
  return state;
}

/** A column out of the bytes, in a buffer of its own: the source may lie at any offset. */
function copyOf(
  bytes: Uint8Array,
  at: number,
  elements: number,
  make: new (buffer: ArrayBufferLike, offset: number, length: number) => Column,
  width: number,
): Column {
  const own = bytes.slice(at, at + elements * width);
  return new make(own.buffer, 0, elements);
}

function rowsFor(state: State, name: string): Rows {
  const [table, instrument] = name.split(" ");
  if (table === "book") return (state.books[Number(instrument)] ?? openSavedBook(state, Number(instrument))).pages;
  const found = state.tables().find((known) => known.name === name);
  if (found === undefined) throw new Error(`snapshot has a table ${table} that the state lacks`);
  return found.rows;
}

function openSavedBook(state: State, instrument: number) {
  if (state.instruments.index[instrument] === NONE) throw new Error(`snapshot has a book for index ${instrument}`);
  return state.openBook(instrument);
}
