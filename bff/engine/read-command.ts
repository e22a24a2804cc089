import type { AmendFields, PlaceFields, SideCode } from "./commands.ts";
import type { SlotReader } from "./slots.ts";

/** Fields of an order in a command, from `field` on, and the field after them. */
export function readPlace(command: SlotReader, field: number): { fields: PlaceFields; next: number } {
  const text = command.after(field + 9);
  const fields: PlaceFields = {
    account: command.number(field),
    instrument: command.number(field + 1),
    side: command.number(field + 2) as SideCode,
    quantity: command.number(field + 3),
    ticks: command.number(field + 4),
    type: command.number(field + 5),
    timeInForce: command.number(field + 6),
    instructions: command.number(field + 7),
    maxOrders: command.number(field + 8),
    clientId: command.text(field + 9),
    text: command.text(text),
  };
  return { fields, next: command.after(text) };
}

/** Fields of an amendment in a command, from `field` on, and the field after them. */
export function readAmend(command: SlotReader, field: number): { fields: AmendFields; next: number } {
  const clientId = command.after(field + 5);
  const text = command.after(clientId);
  const fields: AmendFields = {
    account: command.number(field),
    order: command.number(field + 1),
    changes: command.number(field + 2),
    quantity: command.number(field + 3),
    ticks: command.number(field + 4),
    originalClientId: command.text(field + 5),
    clientId: command.text(clientId),
    text: command.text(text),
  };
  return { fields, next: command.after(text) };
}

/** The same of a wide command: what only some orders have comes first. */
export function readPlaceWide(command: SlotReader, field: number): { fields: PlaceFields; next: number } {
  const special = {
    stopTicks: command.number(field),
    maxStops: command.number(field + 1),
    display: command.number(field + 2),
    peg: command.number(field + 3),
    pegOffset: command.number(field + 4),
  };
  const { fields, next } = readPlace(command, field + 5);
  return { fields: { ...fields, special }, next };
}

/** The same of a wide amendment. */
export function readAmendWide(command: SlotReader, field: number): { fields: AmendFields; next: number } {
  const { fields, next } = readAmend(command, field + 3);
  const [stopTicks, pegOffset, maxOrders] = [command.number(field), command.number(field + 1), command.number(field + 2)];
  return { fields: { ...fields, stopTicks, pegOffset, maxOrders }, next };
}
