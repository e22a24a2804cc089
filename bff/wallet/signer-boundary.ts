import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Batch, CoinNetwork, SentBatch } from "./coin-network.ts";
import { checkReturn, checkUnsigned, type Signers, SigningFileError, type UnsignedBatchFile, writeUnsigned } from "./signing-files.ts";

/** What a chain brings along: its addresses. */
export interface Chain {
  readonly name: string;
  isAddress(text: string): boolean;
  makeAddress(): string;
}

export interface SignerBoundaryOptions {
  /** Holds `to-sign/` and `signed/`. */
  readonly folder: string;
  readonly chain: Chain;
  readonly signers: Signers;
  /** Told of returns that are not what was agreed; they are left where they lie. */
  readonly onAlarm: (what: string) => void;
}

/**
 * The boundary to a chain whose keys are nowhere near the exchange: a batch becomes a file in `to-sign/`, and counts as
 * sent when a return with enough signatures over that very batch lies in `signed/`. The exchange holds no key at all.
 */
export class SignerBoundary implements CoinNetwork {
  readonly name: string;
  private readonly options: SignerBoundaryOptions;
  private readonly toSign: string;
  private readonly signed: string;

  constructor(options: SignerBoundaryOptions) {
    this.options = options;
    this.name = options.chain.name;
    this.toSign = join(options.folder, "to-sign");
    this.signed = join(options.folder, "signed");
    for (const folder of [this.toSign, this.signed]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  isAddress(text: string): boolean {
    return this.options.chain.isAddress(text);
  }

  makeAddress(): string {
    return this.options.chain.makeAddress();
  }

  async send(batch: Batch): Promise<null> {
    const path = join(this.toSign, `${batch.id}.json`);
    // What was handed out may have been signed already: a second file for it could pay twice.
    if (!existsSync(path)) writeWhole(path, `${JSON.stringify(writeUnsigned(this.name, batch), null, 2)}\n`);
    return null;
  }

  async collect(): Promise<readonly SentBatch[]> {
    const sent: SentBatch[] = [];
    for (const name of readdirSync(this.signed).filter((one) => /^[\w-]+\.json$/.test(one))) {
      const asked = join(this.toSign, name);
      if (!existsSync(asked)) {
        this.options.onAlarm(`${name} in ${this.signed} answers no batch.`);
        continue;
      }
      try {
        const unsigned = JSON.parse(readFileSync(asked, "utf8")) as UnsignedBatchFile;
        checkUnsigned(unsigned);
        const { batch, tx } = checkReturn(readFileSync(join(this.signed, name), "utf8"), unsigned, this.options.signers);
        sent.push({ id: batch, tx });
      } catch (error) {
        if (!(error instanceof SigningFileError)) throw error;
        this.options.onAlarm(error.message);
      }
    }
    return sent;
  }
}

/** Whole and on the disk, or not there at all: who carries it must not carry half. */
function writeWhole(path: string, text: string): void {
  const file = openSync(`${path}.new`, "w", 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
}
