import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkUnsigned, type SignedReturnFile, type Signers, type UnsignedBatchFile } from "../signing-files.ts";

/** Signers at their machines, for tests: they read what was carried to them, check it, sign it and send it back. */
export class SignerSimulator {
  private readonly keys = new Map<string, KeyObject>();
  readonly signers: Signers;

  constructor(names: readonly string[], threshold: number) {
    const pems = names.map((name) => {
      const { publicKey, privateKey } = generateKeyPairSync("ed25519");
      this.keys.set(name, privateKey);
      return [name, publicKey.export({ type: "spki", format: "pem" }).toString()] as const;
    });
    this.signers = { keys: Object.fromEntries(pems), threshold };
  }

  sign(file: UnsignedBatchFile, by: readonly string[]): SignedReturnFile {
    checkUnsigned(file);
    return {
      format: "fairmark-signed-return/1",
      batch: file.batch,
      digest: file.digest,
      signatures: by.map((signer) => ({
        signer,
        signature: sign(null, Buffer.from(file.digest, "hex"), this.keys.get(signer) as KeyObject).toString("base64"),
      })),
      tx: createHash("sha256").update(`broadcast ${file.digest}`).digest("hex"),
    };
  }

  /** Signs every file of a boundary's folder. @returns how many */
  signAll(folder: string, by: readonly string[]): number {
    const names = readdirSync(join(folder, "to-sign")).filter((name) => name.endsWith(".json"));
    for (const name of names) {
      const unsigned = JSON.parse(readFileSync(join(folder, "to-sign", name), "utf8")) as UnsignedBatchFile;
      writeFileSync(join(folder, "signed", name), JSON.stringify(this.sign(unsigned, by)));
    }
    return names.length;
  }
}
