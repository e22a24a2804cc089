import { expect, test } from "vitest";
import { AMEND, type CapFields, COMMAND, TERMS } from "./commands.ts";
import { encode } from "./encode.ts";
import { encodeIndex } from "./index-commands.ts";
import { NONE } from "./rows.ts";
import { SlotReader, SlotWriter } from "./slots.ts";
import { aMarket, type Command } from "./testing.ts";

const caps: CapFields = { key: 1, orderSats: 2, dailySats: 3, dailyLossSats: 4, deviationRate: 5, reduceOnly: 1, instruments: [1, 2] };

/** Each command that an encoder writes, and the kind that it is of. */
function written(): Readonly<Record<keyof typeof encode | keyof typeof encodeIndex, readonly (readonly [number, Command])[]>> {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1 });
  const plain = market.order("alice", "Buy", 100, { at: 59_000, id: "a", text: "note" });
  const wide = market.order("alice", "Buy", 100, { stop: 61_000 });
  const amendment = market.amendment("alice", "a", { price: 58_000 });
  const wideAmendment = { ...amendment, changes: AMEND.stop, stopTicks: 1 };
  const listed = { index: 0, terms: TERMS.map(() => 1), symbol: "NEW", description: "{}" };
  return {
    list: [[COMMAND.list, (out) => encode.list(out, listed)]],
    series: [[COMMAND.series, (out) => encode.series(out, { ...listed, root: "XBT", ahead: 1, frontMonths: 3, rules: {} })]],
    listingDate: [[COMMAND.listingDate, (out) => encode.listingDate(out, "XBT", 1, 2)]],
    change: [[COMMAND.change, (out) => encode.change(out, 0, 1, 2, 3, 4)]],
    openAccount: [[COMMAND.openAccount, (out) => encode.openAccount(out, 1)]],
    deposit: [[COMMAND.deposit, (out) => encode.deposit(out, 4, 5)]],
    faucet: [[COMMAND.faucet, (out) => encode.faucet(out, 4, 5)]],
    place: [
      [COMMAND.place, (out) => encode.place(out, plain)],
      [COMMAND.placeWide, (out) => encode.place(out, wide)],
    ],
    amend: [
      [COMMAND.amend, (out) => encode.amend(out, amendment)],
      [COMMAND.amendWide, (out) => encode.amend(out, wideAmendment)],
      [COMMAND.amendWide, (out) => encode.amend(out, { ...amendment, pegOffset: 1 })],
      [COMMAND.amendWide, (out) => encode.amend(out, { ...amendment, maxOrders: 1 })],
    ],
    cancel: [[COMMAND.cancel, (out) => encode.cancel(out, 4, [{ order: 1, clientId: "" }], "asked")]],
    cancelAll: [[COMMAND.cancelAll, (out) => encode.cancelAll(out, 4, NONE, NONE, "asked")]],
    cancelAllAfter: [[COMMAND.cancelAllAfter, (out) => encode.cancelAllAfter(out, 4, 1_000)]],
    closePosition: [[COMMAND.closePosition, (out) => encode.closePosition(out, 4, 1, 2, "closing")]],
    placeBulk: [
      [COMMAND.placeBulk, (out) => encode.placeBulk(out, 4, [plain, plain])],
      [COMMAND.placeBulkWide, (out) => encode.placeBulk(out, 4, [plain, wide])],
    ],
    amendBulk: [
      [COMMAND.amendBulk, (out) => encode.amendBulk(out, 4, [amendment, amendment])],
      [COMMAND.amendBulkWide, (out) => encode.amendBulk(out, 4, [amendment, wideAmendment])],
    ],
    leverage: [[COMMAND.leverage, (out) => encode.leverage(out, 4, 1, 100)]],
    riskLimit: [[COMMAND.riskLimit, (out) => encode.riskLimit(out, 4, 1, 1)]],
    transferMargin: [[COMMAND.transferMargin, (out) => encode.transferMargin(out, 4, 1, 1)]],
    index: [[COMMAND.index, (out) => encode.index(out, 0, 1, 2)]],
    reserveWithdrawal: [
      [COMMAND.reserveWithdrawal, (out) => encode.reserveWithdrawal(out, { account: 4, request: 1, sats: 2, feeSats: 3, keepSats: 4 })],
    ],
    cancelWithdrawal: [[COMMAND.cancelWithdrawal, (out) => encode.cancelWithdrawal(out, 1)]],
    sendWithdrawal: [[COMMAND.sendWithdrawal, (out) => encode.sendWithdrawal(out, 1, NONE)]],
    underCaps: [[COMMAND.underCaps, (out) => encode.underCaps(out, caps, (inner) => encode.place(inner, plain))]],
    anchor: [[COMMAND.anchor, (out) => encode.anchor(out, 1, "hash")]],
    clock: [[COMMAND.clock, (out) => encode.clock(out, 1)]],
    make: [[COMMAND.makeIndex, (out) => encodeIndex.make(out, 0, 0, NONE)]],
    weigh: [[COMMAND.weighIndex, (out) => encodeIndex.weigh(out, 0, 0, [{ name: "A", weight: 1 }])]],
    quote: [[COMMAND.quoteConstituents, (out) => encodeIndex.quote(out, 0, 0, [{ constituent: 0, points: 1 }])]],
    protect: [[COMMAND.protectIndex, (out) => encodeIndex.protect(out, 0, 0, 1)]],
    letBack: [[COMMAND.letConstituentBack, (out) => encodeIndex.letBack(out, 0, 0)]],
  };
}

test("ENG-004 every command says its kind and how long it is, so that the one behind it is found", () => {
  const [writer, all] = [new SlotWriter(1), Object.values(written()).flat()];
  for (const [, write] of all) write(writer);
  const reader = new SlotReader(writer.take());
  for (const [kind] of all) {
    expect([reader.done, reader.kind]).toEqual([false, kind]);
    reader.next();
  }
  expect(reader.done).toBe(true);
});

test("ENG-004 a command under caps is read on from where it began", () => {
  const writer = new SlotWriter();
  for (let i = 0; i < 2; i++) encode.underCaps(writer, { ...caps, instruments: [] }, (inner) => encode.openAccount(inner, 0));
  const reader = new SlotReader(writer.take());
  const { engine } = aMarket({ mark: 60_000 });
  engine.apply(reader, 10, 1_600_000_000_000, 1);
  expect(reader.at).toBe(0);
  reader.next();
  expect(reader.kind).toBe(COMMAND.underCaps);
});
