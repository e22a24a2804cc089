import { parseArgs } from "node:util";
import type { Bank, Exchange, MarketControl } from "../exchange/index.ts";
import type { History } from "../history/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Outbox } from "../mail/outbox.ts";
import type { NoticeBoard } from "../notices/notice-board.ts";
import type { Wallet } from "../wallet/wallet.ts";
import type { TakeoverWatch } from "../watch/takeover-watch.ts";

/** What the operator's commands work with. */
export interface OperatorServices {
  readonly exchange: Exchange;
  readonly bank: Bank;
  readonly market: MarketControl;
  readonly history: History;
  readonly identity: Identity;
  readonly outbox: Outbox;
  readonly notices: NoticeBoard;
  readonly wallet: Wallet;
  readonly takeovers: Pick<TakeoverWatch, "replay" | "clear">;
  readonly mode: "local" | "production";
  readonly clock: "system" | "manual";
}

/** A command that can't be done as it was given; the message is one sentence for the operator. */
export class OperatorError extends Error {}

export type Run = (words: readonly string[], services: OperatorServices) => Promise<unknown>;

export interface ReadWords {
  readonly options: Readonly<Record<string, string | undefined>>;
  /** What is no option, in order. */
  readonly rest: readonly string[];
}

/** Words of a command, options by name apart. @throws OperatorError for an option that is unknown */
export function readWords(words: readonly string[], options: Record<string, { type: "string" }>, allowsRest = true): ReadWords {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, strict: true, allowPositionals: allowsRest });
    return { options: values as Record<string, string | undefined>, rest: positionals };
  } catch (error) {
    throw new OperatorError(`${(error as Error).message.split(".")[0]}.`);
  }
}

const NAME = /^[\p{L}\p{N} ._-]{2,40}$/u;

/** Who acts, where two have to. @throws OperatorError for an option that is missing or no name */
export function readOperator(given: string | undefined): string {
  const name = given?.trim() ?? "";
  if (!NAME.test(name)) throw new OperatorError("--as is missing: the name of the operator who approves.");
  return name;
}
