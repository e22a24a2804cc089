import { createHash, createPublicKey, verify } from "node:crypto";
import type { Batch, Payment } from "./coin-network.ts";

/**
 * The files that travel between the exchange and its signers, who sit at machines without a network. A person carries
 * them; nothing in them is secret. Both are JSON, in UTF-8.
 *
 * The digest binds a signature to every payment, and to nothing but: what a signer saw is what is sent.
 */
export interface UnsignedBatchFile {
  readonly format: "fairmark-unsigned-batch/1";
  readonly network: string;
  readonly batch: string;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly payments: readonly Payment[];
  readonly totalSats: number;
  /** SHA-256 of the payload, hexadecimal. */
  readonly digest: string;
}

export interface SignedReturnFile {
  readonly format: "fairmark-signed-return/1";
  readonly batch: string;
  readonly digest: string;
  readonly signatures: readonly { readonly signer: string /** Ed25519 over the digest's bytes, base64. */; readonly signature: string }[];
  /** The transaction's id on the network, once it was broadcast. */
  readonly tx: string;
}

/** Who may sign, and how many of them have to. */
export interface Signers {
  /** PEM of Ed25519 public keys, by name. */
  readonly keys: Readonly<Record<string, string>>;
  readonly threshold: number;
}

/** A file that is not what was agreed. Nothing is sent because of it. */
export class SigningFileError extends Error {
  override readonly name = "SigningFileError";
}

const digestOf = (network: string, batch: string, madeAt: string, payments: readonly Payment[]): string =>
  createHash("sha256")
    .update(JSON.stringify([network, batch, madeAt, payments.map(({ request, address, sats }) => [request, address, sats])]), "utf8")
    .digest("hex");

export function writeUnsigned(network: string, { id, madeAtMs, payments }: Batch): UnsignedBatchFile {
  const madeAt = new Date(madeAtMs).toISOString();
  return {
    format: "fairmark-unsigned-batch/1",
    network,
    batch: id,
    madeAt,
    payments,
    totalSats: payments.reduce((sum, { sats }) => sum + sats, 0),
    digest: digestOf(network, id, madeAt, payments),
  };
}

/** What a signer checks before signing. @throws SigningFileError when sums or digest are not those of the payments */
export function checkUnsigned(file: UnsignedBatchFile): void {
  const { network, batch, madeAt, payments, totalSats, digest } = file;
  if (file.format !== "fairmark-unsigned-batch/1") throw new SigningFileError("This is no unsigned batch.");
  const total = payments.reduce((sum, { sats }) => sum + sats, 0);
  if (total !== totalSats || !payments.every(({ sats }) => Number.isSafeInteger(sats) && sats > 0))
    throw new SigningFileError(`The payments of batch ${batch} add up to ${total}, not to ${totalSats}.`);
  if (digestOf(network, batch, madeAt, payments) !== digest) throw new SigningFileError(`The digest of batch ${batch} is another's.`);
}

/** @throws SigningFileError unless enough different signers signed exactly this batch */
export function checkReturn(text: string, unsigned: UnsignedBatchFile, signers: Signers): SignedReturnFile {
  const file = parse(text);
  if (file.batch !== unsigned.batch || file.digest !== unsigned.digest)
    throw new SigningFileError(`The return is for another batch than ${unsigned.batch}.`);
  if (!/^[0-9a-f]{64}$/.test(file.tx)) throw new SigningFileError(`The return of batch ${unsigned.batch} names no transaction.`);
  const digest = Buffer.from(unsigned.digest, "hex");
  const signed = new Set(
    file.signatures
      .filter(({ signer, signature }) => {
        const key = Object.hasOwn(signers.keys, signer) ? signers.keys[signer] : undefined;
        return key !== undefined && verify(null, digest, createPublicKey(key), Buffer.from(signature, "base64"));
      })
      .map(({ signer }) => signer),
  );
  if (signed.size < signers.threshold)
    throw new SigningFileError(`Batch ${unsigned.batch} has ${signed.size} good signatures; ${signers.threshold} are needed.`);
  return file;
}

function parse(text: string): SignedReturnFile {
  try {
    const file = JSON.parse(text) as SignedReturnFile;
    const isWhole =
      file.format === "fairmark-signed-return/1" &&
      [file.batch, file.digest, file.tx].every((one) => typeof one === "string") &&
      Array.isArray(file.signatures) &&
      file.signatures.every((one) => typeof one?.signer === "string" && typeof one.signature === "string");
    if (isWhole) return file;
  } catch {
    // Said below.
  }
  throw new SigningFileError("This is no signed return.");
}
