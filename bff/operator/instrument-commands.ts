import { parseArgs } from "node:util";
import { CHANGEABLE_COLUMNS, type ContractControl, PRESET_NAMES, type Station } from "../exchange/index.ts";
import { OperatorError } from "./operator-command.ts";

/** The operator's `instrument …`: each reads its words and prints the contract as it is then. */
type Run = (words: readonly string[], contracts: ContractControl) => Promise<unknown>;

const AT = "[--at TIME]";

export const INSTRUMENT_COMMANDS: Readonly<Record<string, { readonly usage: string; readonly run: Run }>> = {
  show: { usage: "instrument show XBTUSD", run: async (words, contracts) => contracts.row(read(words, 1).names[0]) },
  list: {
    usage: `instrument list SYMBOL --as ${PRESET_NAMES.join("|")} [--expires TIME] ${AT}`,
    run: async (words, contracts) => {
      const { names, at, as, expires } = read(words, 1);
      if (as === null) throw new OperatorError(`--as is missing: there are ${PRESET_NAMES.join(", ")}.`);
      return contracts.list(names[0], as, at, expires);
    },
  },
  set: {
    usage: `instrument set SYMBOL COLUMN=VALUE ${AT}`,
    run: async (words, contracts) => {
      const { names, at } = read(words, 2);
      const { column, value } = assignment(names[1] as string);
      await contracts.set(names[0], column, value, at);
      return { symbol: names[0], [column]: value, at: at ?? "now" };
    },
  },
  next: {
    usage: `instrument next ROOT COLUMN=VALUE ${AT}`,
    run: async (words, contracts) => {
      const { names, at } = read(words, 2);
      const { column, value } = assignment(names[1] as string);
      await contracts.setNext(names[0], column, value, at);
      return { root: names[0], [column]: value, at: at ?? "now" };
    },
  },
  date: {
    usage: "instrument date XBTM27 TIME",
    run: async (words, contracts) => {
      const { names } = read(words, 2);
      await contracts.date(names[0], names[1] as string);
      return { symbol: names[0], listing: names[1] };
    },
  },
  open: station("open"),
  close: station("close"),
  settle: station("settle"),
  delist: station("delist"),
};

function station(name: Station): { readonly usage: string; readonly run: Run } {
  const run: Run = async (words, contracts) => {
    const { names, at } = read(words, 1);
    await contracts.station(names[0], name, at);
    return { symbol: names[0], state: contracts.row(names[0]).state, at: at ?? "now" };
  };
  return { usage: `instrument ${name} SYMBOL ${AT}`, run };
}

interface Read {
  readonly names: readonly [string, ...string[]];
  readonly at: string | null;
  readonly as: string | null;
  readonly expires: string | null;
}

function read(words: readonly string[], count: number): Read {
  const options = { at: { type: "string" }, as: { type: "string" }, expires: { type: "string" } } as const;
  let parsed: { readonly positionals: string[]; readonly values: { at?: string; as?: string; expires?: string } };
  try {
    parsed = parseArgs({ args: [...words], options, strict: true, allowPositionals: true });
  } catch (error) {
    throw new OperatorError(`${(error as Error).message.split(".")[0]}.`);
  }
  const [first, ...others] = parsed.positionals;
  if (first === undefined || others.length + 1 !== count) {
    const usages = Object.values(INSTRUMENT_COMMANDS).map(({ usage }) => usage);
    throw new OperatorError(`That is not how it is written. There are: ${usages.join("; ")}.`);
  }
  const { at = null, as = null, expires = null } = parsed.values;
  return { names: [first, ...others], at, as, expires };
}

function assignment(words: string): { readonly column: string; readonly value: string } {
  const [, column, value] = /^(\w+)=(\S+)$/.exec(words) ?? [];
  if (column === undefined || value === undefined)
    throw new OperatorError(`${words} is no COLUMN=VALUE; columns are ${CHANGEABLE_COLUMNS.join(", ")}.`);
  return { column, value };
}
