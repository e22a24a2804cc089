#!/usr/bin/env node
/**
 * Verifies a downloaded activity log: `node verify-activity.js fairmark-activity.ndjson`.
 *
 * Each entry's hash is the SHA-256 of the JSON list of the hash before it and its own fields; the first follows 64
 * zeros. An entry that was changed, taken out, put in or moved breaks the chain at its place.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const lines = readFileSync(process.argv[2] ?? "fairmark-activity.ndjson", "utf8")
  .split("\n")
  .filter((line) => line !== "");
let previous = "0".repeat(64);
let seq = 0;
for (const line of lines) {
  const entry = JSON.parse(line);
  const fields = [
    entry.prevHash,
    entry.seq,
    Date.parse(entry.timestamp),
    entry.category,
    entry.what,
    entry.device,
    entry.address,
    entry.result,
  ];
  const hash = createHash("sha256").update(JSON.stringify(fields), "utf8").digest("hex");
  seq += 1;
  if (entry.seq !== seq || entry.prevHash !== previous || entry.hash !== hash) {
    console.error(`The chain breaks at entry ${seq}.`);
    process.exit(1);
  }
  previous = hash;
}
console.log(`${lines.length} entries, unbroken. The last hash is ${previous}.`);
