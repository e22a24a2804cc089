import { PERMISSIONS, type Permission } from "../contract/operation.ts";
import { NO_TERMS } from "../identity/key-terms.ts";
import { protectIndex, quoteVenue, returnVenue, setIndex, showIndex, weighIndex } from "./index-commands.ts";
import { INSTRUMENT_COMMANDS } from "./instrument-commands.ts";
import { LOG_COMMANDS } from "./log-commands.ts";
import { NOTICE_COMMANDS } from "./notice-commands.ts";
import { OperatorError, type OperatorServices, type Run, readWords } from "./operator-command.ts";
import { announce, mailStatus, recoverPerson, releaseMail, resetPeople, stopMail } from "./people-commands.ts";
import { WALLET_COMMANDS } from "./wallet-commands.ts";

const SATS_PER_XBT = 100_000_000;
const MAX_XBT = 21_000_000;
/** What the row of such a key says for ever. */
const BY_OPERATOR = "Made by the operator: no second factor, address range or wait was asked for.";
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Commands by their first words, each with how it is written. */
export const OPERATOR_COMMANDS: Readonly<Record<string, { readonly usage: string; readonly run: Run }>> = {
  "account create": { usage: "account create --email E --deposit-xbt N [--key order,withdraw]", run: createAccount },
  "fund endow": { usage: "fund endow 1000", run: endowFund },
  "index set": { usage: "index set .BXBT 60000", run: setIndex },
  "index weights": { usage: "index weights .BXBT Northgate=0 Harbour=0.5 [--at 2026-11-22T16:00:00Z]", run: weighIndex },
  "index protection": { usage: "index protection .BXBT 2017|2020|off [--limit 25%]", run: protectIndex },
  "index return": { usage: "index return .BXBT Northgate", run: returnVenue },
  "index constituent": { usage: "index constituent .BXBT Northgate 60000", run: quoteVenue },
  "index show": { usage: "index show .BXBT", run: showIndex },
  ...Object.fromEntries(
    Object.entries(INSTRUMENT_COMMANDS).map(([name, { usage, run }]) => [
      `instrument ${name}`,
      { usage, run: (words: readonly string[], { market }: OperatorServices) => run(words, market.contracts) },
    ]),
  ),
  ...WALLET_COMMANDS,
  ...LOG_COMMANDS,
  ...NOTICE_COMMANDS,
  "people reset": {
    usage:
      'people reset --reason "…" [--with-balance yes] [--without-factor yes] [--sessions-since 2026-11-22T16:00:00Z] [--confirm WORD --as NAME]',
    run: resetPeople,
  },
  "people recover": { usage: "people recover --email E", run: recoverPerson },
  "mail announce": { usage: 'mail announce --name update --title "…" --body "…"', run: announce },
  "mail release": { usage: "mail release 1 canary|1%|10%|100%", run: releaseMail },
  "mail stop": { usage: "mail stop", run: stopMail },
  "mail status": { usage: "mail status", run: mailStatus },
  "clock advance": { usage: "clock advance 8h", run: advanceClock },
  status: { usage: "status", run: (_words, { exchange }) => exchange.status() },
};

/** @throws OperatorError for a command that is unknown or can't be done */
export async function runOperatorCommand(words: readonly string[], services: OperatorServices): Promise<unknown> {
  for (const [name, command] of Object.entries(OPERATOR_COMMANDS)) {
    const length = name.split(" ").length;
    if (words.slice(0, length).join(" ") === name) return command.run(words.slice(length), services);
  }
  const usages = Object.values(OPERATOR_COMMANDS).map(({ usage }) => usage);
  throw new OperatorError(`No such command. There are: ${usages.join("; ")}.`);
}

async function createAccount(words: readonly string[], { bank, identity, mode }: OperatorServices): Promise<object> {
  if (mode === "production") throw new OperatorError("Accounts are not made by hand in MODE=production.");
  const { options } = readWords(words, { email: { type: "string" }, "deposit-xbt": { type: "string" }, key: { type: "string" } }, false);
  if (options["email"] === undefined) throw new OperatorError("--email is missing.");
  const sats = options["deposit-xbt"] === undefined ? 0 : readXbt("--deposit-xbt", options["deposit-xbt"]);
  const permissions = options["key"] === undefined ? null : readPermissions(options["key"]);
  const user = await identity.createUser(options["email"], () => bank.openAccount(false));
  if (sats > 0) await bank.deposit(user.account, sats);
  if (permissions === null) return { account: user.account };
  const { id, secret } = await identity.createKey(user, { name: "operator", permissions, terms: { ...NO_TERMS, note: BY_OPERATOR } });
  return { account: user.account, apiKeyID: id, apiKeySecret: secret };
}

async function endowFund(words: readonly string[], { bank }: OperatorServices): Promise<object> {
  const [amount] = words;
  const sats = amount === undefined || words.length > 1 ? 0 : readXbt("The endowment", amount);
  if (sats === 0) throw new OperatorError("An amount of XBT is wanted, as: fund endow 1000.");
  await bank.endowFund(sats);
  return { insuranceXbt: sats / SATS_PER_XBT };
}

async function advanceClock(words: readonly string[], { exchange, market, history, wallet, clock }: OperatorServices): Promise<object> {
  if (clock !== "manual") throw new OperatorError("The clock is the system's: only with CLOCK=manual can it be advanced.");
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(words[0] ?? "") ?? [];
  if (amount === undefined || unit === undefined || words.length > 1)
    throw new OperatorError("A duration is wanted, as: clock advance 8h (ms, s, m, h, d).");
  const timeMs = exchange.tables.timeMs + Math.round(Number(amount) * (UNITS[unit] as number));
  await market.advanceTo(timeMs);
  // A jump has much to store; whoever reads once the clock stands is not to be told that history is behind.
  await history.flush();
  await wallet.tick();
  return { time: new Date(exchange.tables.timeMs).toISOString() };
}

function readXbt(name: string, amount: string): number {
  const [, whole = "", fraction = ""] = /^(\d{1,8})(?:\.(\d{1,8}))?$/.exec(amount) ?? [];
  const sats = Number(whole) * SATS_PER_XBT + Number(fraction.padEnd(8, "0"));
  if (whole === "" || sats > MAX_XBT * SATS_PER_XBT)
    throw new OperatorError(`${name} ${amount} is no amount of XBT with at most 8 decimals.`);
  return sats;
}

function readPermissions(list: string): readonly Permission[] {
  return list
    .split(",")
    .filter((name) => name !== "")
    .map((name) => {
      const known = PERMISSIONS.find((permission) => permission === name);
      if (known === undefined) throw new OperatorError(`--key ${name} is no permission; there are ${PERMISSIONS.join(", ")}.`);
      return known;
    });
}
