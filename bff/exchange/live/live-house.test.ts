import { expect, test } from "vitest";
import type { InsuranceRow } from "../../contract/tables/insurance.ts";
import { HOUSE } from "../../engine/accounts.ts";
import { encode } from "../../engine/encode.ts";
import { Engine } from "../../engine/engine.ts";
import { SlotReader, SlotWriter } from "../../engine/slots.ts";
import { restoreState, saveState } from "../../engine/snapshot.ts";
import { HistoryFeed, SILENT_SINK } from "../history-feed.ts";
import { GENESIS_LISTINGS } from "../listing.ts";
import { LiveTables } from "./live-tables.ts";

const HOUR_MS = 3_600_000;
const MIDNIGHT_MS = Date.UTC(2026, 0, 5);

test("LIQ-002 the insurance table has the fund's balance of each noon, the same after a restart", () => {
  const [out, packed] = [new SlotWriter(), new SlotWriter()];
  let engine = Engine.genesis(out);
  let tables = new LiveTables();
  // The image of an exchange that knows no time has no noon.
  engine.image();
  tables.apply(out.take());
  const kept: InsuranceRow[] = [];
  const sink = { ...SILENT_SINK, insurance: (row: InsuranceRow) => void kept.push(row) };
  const feed = new HistoryFeed();
  let sequence = 0;
  const send = (timeMs: number, write: (out: SlotWriter) => void) => {
    write(packed);
    engine.apply(new SlotReader(packed.take()), ++sequence, timeMs, 0);
    const rows = out.take();
    feed.read(rows, sink);
    return tables.apply(rows);
  };
  for (const listing of GENESIS_LISTINGS) send(MIDNIGHT_MS, (to) => encode.list(to, listing));
  send(MIDNIGHT_MS, (to) => encode.index(to, 0, 6_000_000, 0));
  send(MIDNIGHT_MS, (to) => encode.deposit(to, HOUSE.insurance, 700));
  for (const hours of [13, 24, 37, 109]) send(MIDNIGHT_MS + hours * HOUR_MS, (to) => encode.deposit(to, HOUSE.insurance, 1));
  const balances = () => tables.house.insurance().map(({ timestamp, walletBalance }) => [timestamp.slice(0, 13), walletBalance]);
  const told = [
    ["2026-01-05T12", 700],
    ["2026-01-06T12", 702],
    ["2026-01-07T12", 703],
    // A command that comes days later finds the noons between.
    ["2026-01-08T12", 703],
    ["2026-01-09T12", 703],
    ["2026-01-10T12", 704],
  ];
  expect(balances()).toEqual(told);
  expect(kept).toEqual(tables.house.insurance().slice(0, -1));

  engine = new Engine(restoreState(saveState(engine.state)), out);
  engine.image();
  tables = new LiveTables();
  tables.apply(out.take());
  tables.house.seedNoons(kept);
  expect(balances()).toEqual(told);
});
