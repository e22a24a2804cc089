import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type AmendFields, COMMAND, PLAIN, type PlaceFields, type SideCode } from "./commands.ts";
import { encode } from "./encode.ts";
import { readAmend, readAmendWide, readPlace, readPlaceWide } from "./read-command.ts";
import { SlotReader, SlotWriter, stringSlots } from "./slots.ts";

// Any code units at all: lone surrogates and zeros as well.
const text = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)), maxLength: 40 });
const number = fc.double();

const placeFields: fc.Arbitrary<PlaceFields> = fc.record({
  account: number,
  instrument: number,
  side: fc.constantFrom<SideCode>(0, 1),
  quantity: number,
  ticks: number,
  type: number,
  timeInForce: number,
  instructions: number,
  maxOrders: number,
  clientId: text,
  text,
});

const amendFields: fc.Arbitrary<AmendFields> = fc.record({
  account: number,
  order: number,
  originalClientId: text,
  changes: number,
  quantity: number,
  ticks: number,
  clientId: text,
  text,
});

const widePlaceFields: fc.Arbitrary<PlaceFields> = fc
  .record({
    fields: placeFields,
    special: fc.record({ stopTicks: number, maxStops: number, display: number, peg: number, pegOffset: number }),
  })
  .map(({ fields, special }) => ({ ...fields, special }));
const wideAmendFields: fc.Arbitrary<AmendFields> = fc
  .record({ fields: amendFields, stopTicks: number, pegOffset: number, maxOrders: number })
  .map(({ fields, ...more }) => ({ ...fields, ...more }));

test("ENG-004 what only some orders have comes back from a wide record, also next to a plain order", () => {
  const writer = new SlotWriter(1);
  fc.assert(
    fc.property(widePlaceFields, wideAmendFields, placeFields, (placed, amended, plain) => {
      encode.place(writer, placed);
      encode.amend(writer, amended);
      encode.placeBulk(writer, 7, [plain, placed]);
      const reader = new SlotReader(writer.take());
      expect([reader.kind, readPlaceWide(reader, 1)]).toEqual([COMMAND.placeWide, { fields: placed, next: reader.slots }]);
      reader.next();
      expect([reader.kind, readAmendWide(reader, 1)]).toEqual([COMMAND.amendWide, { fields: amended, next: reader.slots }]);
      reader.next();
      const first = readPlaceWide(reader, 3);
      expect([reader.kind, first.fields]).toEqual([COMMAND.placeBulkWide, { ...plain, special: PLAIN }]);
      expect(readPlaceWide(reader, first.next)).toEqual({ fields: placed, next: reader.slots });
    }),
  );
});

test("ENG-004 a command comes back from its packed record as it went in, whatever its strings and numbers", () => {
  const writer = new SlotWriter(1);
  fc.assert(
    fc.property(placeFields, amendFields, (placed, amended) => {
      encode.place(writer, placed);
      encode.amend(writer, amended);
      const reader = new SlotReader(writer.take());
      expect([reader.kind, readPlace(reader, 1)]).toEqual([COMMAND.place, { fields: placed, next: reader.slots }]);
      reader.next();
      expect([reader.kind, readAmend(reader, 1)]).toEqual([COMMAND.amend, { fields: amended, next: reader.slots }]);
      reader.next();
      expect(reader.done).toBe(true);
    }),
  );
});

test("ENG-004 the orders of a bulk are read one after the other out of one record", () => {
  fc.assert(
    fc.property(fc.array(placeFields, { maxLength: 5 }), (orders) => {
      const writer = new SlotWriter(1);
      encode.placeBulk(writer, 7, orders);
      const reader = new SlotReader(writer.take());
      const read: PlaceFields[] = [];
      for (let field = 3; read.length < reader.number(2); ) {
        const { fields, next } = readPlace(reader, field);
        read.push(fields);
        field = next;
      }
      expect([reader.number(1), read]).toEqual([7, orders]);
    }),
  );
});

test("ENG-004 equal records have equal bytes: nothing of what stood in the buffer before shines through", () => {
  const [fresh, used] = [new SlotWriter(4), new SlotWriter(4)];
  used.begin(1);
  for (let i = 0; i < 64; i++) used.number(Number.NaN);
  used.end();
  used.clear();
  for (const writer of [fresh, used]) {
    writer.begin(9);
    for (const each of ["", "a", "abcd", "abcde"]) writer.text(each);
    writer.number(1);
    writer.end();
  }
  const [here, there] = [fresh, used].map((writer) => new Uint8Array(writer.take().buffer)) as [Uint8Array, Uint8Array];
  expect(there).toEqual(here);
  expect(["", "a", "abcd", "abcde"].map(({ length }) => stringSlots(length))).toEqual([1, 2, 2, 3]);
});

test("ENG-004 records are read where they lie in a larger buffer, and copied as they are", () => {
  const writer = new SlotWriter();
  encode.deposit(writer, 4, 100);
  encode.deposit(writer, 5, 200);
  const slots = writer.take();
  const larger = new Float64Array(slots.length + 2);
  larger.set(slots, 2);
  const reader = new SlotReader(larger.subarray(2));
  reader.next();
  expect([reader.kind, reader.number(1), reader.number(2)]).toEqual([COMMAND.deposit, 5, 200]);
});

test("ENG-004 a string out of a column is the one that was put in, and nothing of what stands beside it or was written before", () => {
  const units = Uint16Array.from("abcdefghijklmnop", (unit) => unit.charCodeAt(0));
  for (let length = 0; length < 10; length++) {
    const [one, other, fresh] = [new SlotWriter(), new SlotWriter(), new SlotWriter()];
    for (const writer of [one, other]) {
      for (let i = 0; i < 8; i++) writer.number(Number.MAX_SAFE_INTEGER);
      writer.clear();
    }
    one.textOf(units, 2, length);
    other.text("cdefghijklmnop".slice(0, length));
    fresh.text("cdefghijklmnop".slice(0, length));
    const bytes = [one, other, fresh].map((writer) => Buffer.from(writer.take().buffer).toString("hex"));
    expect(bytes[0]).toBe(bytes[2]);
    expect(bytes[1]).toBe(bytes[2]);
    expect(bytes[0]).toHaveLength(16 * stringSlots(length));
  }
});

test("ENG-004 what is full has twice as much room, or as much as is asked for, and what is not stays where it is", () => {
  const writer = new SlotWriter(4);
  const { slots } = writer;
  writer.room(3);
  writer.number(3);
  expect(writer.slots).toBe(slots);
  writer.number(4);
  expect(writer.slots.length).toBe(8);
  const at = writer.room(100);
  expect(writer.slots.length).toBe(105);
  expect([at, writer.length, writer.slots[3], writer.slots[4]]).toEqual([5, 105, 3, 4]);
});
