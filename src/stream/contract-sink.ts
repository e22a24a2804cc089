import type { StreamRow } from "./messages.ts";
import type { TableSink } from "./table-sink.ts";

/** Passes the rows of one contract on, the one that is looked at; what still comes of others ends here. */
export class ContractSink implements TableSink {
  private symbol = "";
  private sink: TableSink | null = null;

  /** From now on rows of this contract go to this sink. */
  pass(symbol: string, sink: TableSink): void {
    this.symbol = symbol;
    this.sink = sink;
  }

  image(rows: readonly StreamRow[], symbol: string | undefined, keys: readonly string[]): void {
    if (symbol === this.symbol) this.sink?.image(rows, symbol, keys);
  }

  insert(rows: readonly StreamRow[]): void {
    const mine = this.mine(rows);
    if (mine.length > 0) this.sink?.insert(mine);
  }

  update(rows: readonly StreamRow[]): number {
    const mine = this.mine(rows);
    return mine.length === 0 ? 0 : (this.sink?.update(mine) ?? 0);
  }

  remove(rows: readonly StreamRow[]): number {
    const mine = this.mine(rows);
    return mine.length === 0 ? 0 : (this.sink?.remove(mine) ?? 0);
  }

  private mine(rows: readonly StreamRow[]): readonly StreamRow[] {
    const isMine = (row: StreamRow) => row.symbol === this.symbol;
    return rows.every(isMine) ? rows : rows.filter(isMine);
  }
}
