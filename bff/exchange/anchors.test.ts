import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { encode } from "../engine/encode.ts";
import { SlotWriter } from "../engine/slots.ts";
import { readAnchors } from "./anchors.ts";
import { realDisk } from "./disk.ts";
import { Journal } from "./journal.ts";
import { FIRST_CHAIN } from "./journal-format.ts";

test("ACC-009 anchors are read from all segments of a journal, and others have their turn after every 500 records", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "fairmark-anchors-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const options = { disk: realDisk, folder: join(dataDir, "journal"), engineVersion: "1", segmentBytes: 128 << 10 };
  const journal = new Journal(options, { chain: FIRST_CHAIN, open: null });
  const written: number[] = [];
  for (let sequence = 1; sequence <= 3_000; sequence++) {
    const out = new SlotWriter(64);
    const isAnchor = sequence % 700 === 0;
    if (isAnchor) encode.anchor(out, sequence, `hash ${sequence}`);
    else encode.clock(out, sequence);
    if (isAnchor) written.push(sequence);
    journal.append(sequence, sequence, out.take());
    if (sequence % 500 === 0) journal.commit();
  }
  journal.close();
  let turns = 0;
  const anchors = await readAnchors(dataDir, async () => ++turns);
  expect(anchors).toEqual(written.map((sequence) => ({ sequence, timeMs: sequence, entries: sequence, hash: `hash ${sequence}` })));
  expect(turns).toBeGreaterThanOrEqual(4);
});
