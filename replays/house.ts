import { TERMS } from "../bff/engine/commands.ts";
import { encode } from "../bff/engine/encode.ts";
import { Engine } from "../bff/engine/engine.ts";
import { NaiveExchange } from "../bff/engine/reference/naive-exchange.ts";
import { type Records, readRecords } from "../bff/engine/reference/read-records.ts";
import { NONE } from "../bff/engine/rows.ts";
import { SlotReader, SlotWriter } from "../bff/engine/slots.ts";
import { State } from "../bff/engine/state.ts";
import { XBTUSD } from "../bff/engine/testing.ts";

const INDEX = 0;
/** The contract of the replays. */
export const CONTRACT = 1;

/** A handful of makers stand for all those of the day, so that no risk limit binds them. */
const TERMS_OF_THE_DAY = { ...XBTUSD, riskLimitSats: 1e13 };

/**
 * An exchange of one contract, the engine alone, with the naive exchange beside it: every command is audited by the
 * engine, and its rows are read by the naive exchange, which says the same of every account in the end.
 */
export class ReplayHouse {
  readonly state = State.genesis();
  readonly naive = new NaiveExchange();
  readonly terms = TERMS_OF_THE_DAY;
  commands = 0;
  nowMs: number;
  private readonly out = new SlotWriter(1 << 16);
  private readonly packed = new SlotWriter();
  private readonly engine = new Engine(this.state, this.out);

  constructor(startMs: number) {
    this.nowMs = startMs;
    this.send((out) => encode.list(out, { symbol: ".BXBT", description: "{}", index: NONE, terms: [0, 0, 100, 1] }));
    const terms = TERMS.map((name) => Number(TERMS_OF_THE_DAY[name]));
    this.send((out) => encode.list(out, { symbol: "XBTUSD", description: "{}", index: INDEX, terms }));
  }

  /** @throws AuditError when a command leaves the books off; Error when the naive exchange reckons otherwise */
  send(write: (out: SlotWriter) => void): Records {
    write(this.packed);
    this.engine.apply(new SlotReader(this.packed.take()), ++this.commands, this.nowMs, this.commands);
    const records = readRecords(this.out.take());
    this.naive.take(records);
    return records;
  }

  mark(dollars: number): Records {
    return this.send((out) => encode.index(out, INDEX, Math.round(dollars * this.terms.pointsPerUnit), 0));
  }

  get markTicks(): number {
    return Math.round((this.state.instruments.markPoints[CONTRACT] as number) / this.terms.pointsPerTick);
  }

  /** Recounts everything from the rows, and compares every account with the naive exchange. @throws AuditError, Error */
  prove(): void {
    this.engine.audit.full();
    const { accounts } = this.state;
    for (let account = 0; account < accounts.count; account++) {
      const [cash, naive] = [BigInt(accounts.cash[account] as number), this.naive.cashOf(account)];
      if (cash !== naive) throw new Error(`account ${account} has ${cash} satoshis, the naive exchange says ${naive}`);
      if (cash < 0n) throw new Error(`account ${account} has ${cash} satoshis`);
    }
  }
}
