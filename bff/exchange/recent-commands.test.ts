import { join } from "node:path";
import { expect, test } from "vitest";
import { AuditError } from "../engine/audit.ts";
import { encode } from "../engine/encode.ts";
import type { Disk } from "./disk.ts";
import type { JournalRecord } from "./journal-format.ts";
import { RecentCommands } from "./recent-commands.ts";
import { recover } from "./recovery.ts";
import { OPENING, openHost, order, pack, START_MS } from "./testing/drill.ts";
import { DiskFault, MemoryDisk } from "./testing/memory-disk.ts";

function readBack(disk: Disk, folder: string, engineVersion: string): JournalRecord[] {
  const records: JournalRecord[] = [];
  const afterSequence = Number(folder.split("-").at(-2)) - 1;
  recover({ disk, folder, engineVersion, afterSequence, durableSequence: 0, apply: (record) => records.push(record) });
  return records;
}

test("MRG-003 the last commands are kept aside as a journal that reads like any other, and no more than the last", () => {
  const { disk } = new MemoryDisk();
  const recent = new RecentCommands(100);
  for (let i = 1; i <= 330; i++) recent.add(i, 1_000 * i, new Float64Array([i, ...new Array<number>(i % 40).fill(-i)]));
  const { count, name } = recent.keepAside(disk, "/data/halted", "3");
  expect({ count, name }).toEqual({ count: 100, name: "commands-231-330" });
  const records = readBack(disk, join("/data/halted", name), "3");
  expect(records.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 100 }, (_, i) => 231 + i));
  for (const { sequence, timeMs, command } of records) {
    expect(timeMs).toBe(1_000 * sequence);
    expect([...command]).toEqual([sequence, ...new Array<number>(sequence % 40).fill(-sequence)]);
  }
});

test("MRG-003 a halt names them, those of the batch that never became durable among them", () => {
  const disk = new MemoryDisk();
  const host = openHost(disk.disk);
  host.run([pack(...OPENING)]);
  host.engine.state.ledger.cash += 1;
  const halt = () => host.run([pack((out) => encode.place(out, order(0)))]);
  const end = OPENING.length + 1;
  const message = `the books are off by 1 satoshis; the last ${end} commands are kept in halted/commands-1-${end} of the data folder`;
  expect(halt).toThrow(new AuditError(message, 1));
  const records = readBack(disk.disk, `/data/halted/commands-1-${end}`, "1");
  expect(records).toHaveLength(end);
  expect(halt).toThrow(message);
});

test("MRG-003 a disk that takes nothing more leaves the halt its own words", () => {
  const disk = new MemoryDisk();
  const host = openHost(disk.disk);
  host.run([pack(...OPENING)]);
  host.engine.state.ledger.cash += 1;
  disk.intercept = ({ name }) => {
    if (name === "mkdirSync") throw new DiskFault("ENOSPC: no space left on device");
  };
  expect(() => host.run([pack((out) => encode.place(out, order(0)))])).toThrow(
    "the books are off by 1 satoshis; the last commands could not be kept aside: ENOSPC: no space left on device",
  );
});

test("MRG-003 idle moments come past every row within five seconds where no command does", () => {
  let nowMs = START_MS;
  const host = openHost(new MemoryDisk().disk, { now: () => nowMs });
  host.run([pack(...OPENING)]);
  const { accounts } = host.engine.state;
  // So many that a fixed number of rows an idle moment would take a quarter of a minute.
  for (let i = 0; i < 60_000; i++) accounts.open(0, 0);
  const idle = () => {
    nowMs += 250;
    host.idle();
  };
  idle();
  accounts.cash[accounts.count - 1] = 1;
  const end = nowMs + 2 * 5_000;
  const goOn = () => {
    while (nowMs < end) idle();
  };
  expect(goOn).toThrow("the rows' cash differs from its sum by 1 satoshis");
});
