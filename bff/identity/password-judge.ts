import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import { BusyError, RefusedError } from "./errors.ts";
import { passwordRefusal } from "./password-rules.ts";

export const WRONG_RESET_LINK = "The link is too old or was used. Ask for a new one.";
const MOST_WAITING = 64;
/** What a service of leaked passwords may take; after that it is done without. */
const RANGE_TIMEOUT_MS = 1_500;
const PREFIX_CHARACTERS = 5;

/** Why a password is too easy to guess, as a sentence; null when it is not. */
export type WeighPassword = (password: string, context: readonly string[]) => Promise<string | null>;
/** Whether a password has leaked; null when that could not be found out. */
export type AskLeaks = (password: string) => Promise<boolean | null>;

/** Decides which passwords may be set. No rule on what they are composed of. */
export class PasswordJudge {
  private readonly weigh: WeighPassword;
  private readonly askLeaks: AskLeaks;

  constructor(weigh: WeighPassword, askLeaks: AskLeaks) {
    this.weigh = weigh;
    this.askLeaks = askLeaks;
  }

  /** Why a password may not be set, for its owner; null when it may. */
  async refusal(password: string, address: string): Promise<string | null> {
    const plain = passwordRefusal(password);
    if (plain !== null) return plain;
    const [name = "", domain = ""] = address.split("@");
    const context = [name, ...name.split(/[^\p{L}\p{N}]+/u), domain.split(".")[0] ?? ""].filter((word) => word !== "");
    const weak = await this.weigh(password.normalize("NFC"), context);
    if (weak !== null) return weak;
    return (await this.askLeaks(password)) === true ? "This password has leaked somewhere. Choose another." : null;
  }

  /** @throws RefusedError */
  async require(password: string, address: string): Promise<void> {
    const refusal = await this.refusal(password, address);
    if (refusal !== null) throw new RefusedError(refusal);
  }
}

/** Weighs in a worker, which is started when the first password comes and does not keep the process alive. */
export function weighInWorker(): WeighPassword {
  let worker: Worker | null = null;
  let nextId = 1;
  const waiting = new Map<number, { readonly resolve: (refusal: string | null) => void; readonly reject: (error: Error) => void }>();
  const started = () => {
    if (worker !== null) return worker;
    const fresh = new Worker(new URL("./password-judge-worker.ts", import.meta.url), { execArgv: [] });
    fresh.unref();
    fresh.on("message", ({ id, refusal }: { readonly id: number; readonly refusal: string | null }) => {
      waiting.get(id)?.resolve(refusal);
      waiting.delete(id);
      if (waiting.size === 0) fresh.unref();
    });
    const end = (error: Error) => {
      worker = null;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    fresh.on("error", (error) => end(error instanceof Error ? error : new Error(String(error))));
    fresh.on("exit", () => end(new Error("The judge of passwords ended.")));
    worker = fresh;
    return fresh;
  };
  return (password, context) => {
    if (waiting.size >= MOST_WAITING) return Promise.reject(new BusyError("Too many passwords are being judged at this moment."));
    const judge = started();
    judge.ref();
    const id = nextId++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      judge.postMessage({ id, password, context });
    });
  };
}

/**
 * Asks a service by the first five characters of the password's SHA-1, so that it learns neither password nor hash.
 * A service that does not answer in time, or wrongly, keeps nobody from setting a password.
 *
 * @param url what the five characters are put after, as `https://leaks.example/range/`; null asks nobody
 */
export function askRange(url: string | null, get: typeof fetch = fetch): AskLeaks {
  return async (password) => {
    if (url === null) return null;
    const hash = createHash("sha1").update(password.normalize("NFC"), "utf8").digest("hex").toUpperCase();
    try {
      const options = { headers: { "add-padding": "true" }, signal: AbortSignal.timeout(RANGE_TIMEOUT_MS), redirect: "error" } as const;
      const response = await get(url + hash.slice(0, PREFIX_CHARACTERS), options);
      if (!response.ok) return null;
      const lines = (await response.text()).split(/\r?\n/);
      // Padding comes with a count of nought.
      return lines.some((line) => line.startsWith(`${hash.slice(PREFIX_CHARACTERS)}:`) && !line.endsWith(":0"));
    } catch {
      return null;
    }
  };
}
