#!/usr/bin/env node
/**
 * Verifies a downloaded activity log: `node verify-activity.js fairmark-activity.ndjson`. What `GET /user/activity`
 * answers is read too.
 *
 * Each entry's hash is the SHA-256 of the JSON list of the hash before it and its own fields; the first follows 64
 * zeros. An entry that was changed, taken out, put in or moved breaks the chain at its place.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const text = readFileSync(process.argv[2] ?? "fairmark-activity.ndjson", "utf8");
const entries = text.trimStart().startsWith("[")
  ? JSON.parse(text)
  : text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
// A list of the exchange has the newest first, unless it was asked for what comes after an entry.
if (entries[0]?.seq > entries.at(-1)?.seq) entries.reverse();
let previous = "0".repeat(64);
let seq = 0;
for (const entry of entries) {
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
console.log(`${entries.length} entries, unbroken. The last hash is ${previous}.`);
