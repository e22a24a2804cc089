import { expect } from "vitest";

/**
 * What test files import as `vitest` while faults are tried: the same expectations, and tests that are gathered to be
 * run one by one, as often as asked, in a process that stays warm.
 */
export interface GatheredTest {
  readonly file: string;
  readonly name: string;
  readonly run: () => Promise<void>;
}

type Body = (...args: never[]) => unknown;
type Context = { readonly skip: (when?: boolean, reason?: string) => void };

export const gathered: GatheredTest[] = [];
let file = "";
const names: string[] = [];
let befores: ((context: Context) => unknown)[] = [];
const afters: (() => unknown)[] = [];

/** Says whose tests come next. */
export function beginFile(path: string): void {
  file = path;
}

/** Breaks a test off that has nothing to look at here. */
class Skipped extends Error {}

const context: Context = {
  skip: (when = true, reason = "") => {
    if (when) throw new Skipped(reason);
  },
};

async function runTest(body: Body, args: readonly unknown[], before: readonly ((context: Context) => unknown)[]): Promise<void> {
  try {
    for (const each of before) await each(context);
    await body(...(args as never[]));
  } catch (error) {
    if (!(error instanceof Skipped)) throw error;
  } finally {
    for (const each of afters.splice(0)) await each();
  }
}

function gather(name: string, body: Body, args: readonly unknown[]): void {
  const before = [...befores];
  gathered.push({ file, name: [...names, name].join(" > "), run: () => runTest(body, args, before) });
}

const rowOf = (row: unknown): readonly unknown[] => (Array.isArray(row) ? row : [row]);

export const test = Object.assign((name: string, body: Body) => gather(name, body, [context]), {
  each: (table: readonly unknown[]) => (name: string, body: Body) => {
    for (const [i, row] of table.entries()) gather(`${name} #${i}`, body, rowOf(row));
  },
});

function group(name: string, body: Body, args: readonly unknown[]): void {
  const outer = befores;
  befores = [...outer];
  names.push(name);
  body(...(args as never[]));
  names.pop();
  befores = outer;
}

export const describe = Object.assign((name: string, body: Body) => group(name, body, []), {
  each: (table: readonly unknown[]) => (name: string, body: Body) => {
    for (const [i, row] of table.entries()) group(`${name} #${i}`, body, rowOf(row));
  },
});

export const beforeEach = (body: (context: Context) => unknown): void => {
  befores.push(body);
};
export const onTestFinished = (body: () => unknown): void => {
  afters.push(body);
};

const environment = new Map<string, string | undefined>();
export const vi = {
  stubEnv(name: string, value: string): void {
    if (!environment.has(name)) environment.set(name, process.env[name]);
    process.env[name] = value;
  },
  unstubAllEnvs(): void {
    for (const [name, value] of environment) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    environment.clear();
  },
};

export { expect };
