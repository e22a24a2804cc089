import { describe, expect, test } from "vitest";
import type { NewOrder } from "../../bff/contract/operations/order.ts";
import type { OrderRow } from "../../bff/contract/tables/order.ts";
import { NotThereError, type OrderDesk, placeAgain, placeOnce } from "./place-once.ts";
import { RestError } from "./rest-error.ts";

const ORDER: NewOrder = { symbol: "XBTUSD", side: "Buy", ordType: "Market", orderQty: 100, clOrdID: "mine" };
const LOST = new RestError(0, "The exchange cannot be reached.");

/** An exchange that fills what reaches it, on a line that loses what it is told to. */
class Line implements OrderDesk {
  readonly placed: OrderRow[] = [];
  readonly waits: number[] = [];
  looks = 0;
  private readonly lose: { readonly answers?: number; readonly requests?: number; readonly looks?: number; readonly status?: number };
  private sent = 0;

  constructor(lose: Line["lose"]) {
    this.lose = lose;
  }

  place = async (order: NewOrder): Promise<OrderRow> => {
    this.sent += 1;
    const { requests = 0, answers = 0, status } = this.lose;
    if (status !== undefined && this.sent === 1) throw new RestError(status, "The system is currently overloaded. Please try again later.");
    if (this.sent <= requests) throw LOST;
    const row = { clOrdID: order.clOrdID, ordStatus: "Filled", cumQty: order.orderQty } as OrderRow;
    this.placed.push(row);
    if (this.sent <= answers) throw LOST;
    return row;
  };

  find = async (clOrdID: string): Promise<OrderRow | null> => {
    this.looks += 1;
    if (this.looks <= (this.lose.looks ?? 0)) throw LOST;
    return this.placed.find((row) => row.clOrdID === clOrdID) ?? null;
  };

  wait = async (ms: number): Promise<void> => {
    this.waits.push(ms);
  };
}

const wanted = () => true;
const nothing = () => {};

describe("TKT-006 an order whose answer is lost", () => {
  test("TKT-006 is looked up by its client id after the reply of a fill was lost, and there is no second fill", async () => {
    const line = new Line({ answers: 1 });
    let lost = 0;
    const row = await placeOnce(ORDER, line, wanted, () => {
      lost += 1;
    });
    expect(row).toMatchObject({ ordStatus: "Filled", cumQty: 100 });
    expect([line.placed.length, line.looks, lost]).toEqual([1, 1, 1]);
  });

  test("TKT-006 is looked for until the exchange answers, at growing distances", async () => {
    const line = new Line({ answers: 1, looks: 4 });
    await placeOnce(ORDER, line, wanted, nothing);
    expect(line.placed).toHaveLength(1);
    expect(line.waits).toEqual([2_000, 4_000, 8_000, 8_000]);
  });

  test("TKT-006 counts as not placed after three looks, and is looked for once more before it is sent again", async () => {
    const line = new Line({ requests: 1 });
    await expect(placeOnce(ORDER, line, wanted, nothing)).rejects.toThrow(NotThereError);
    expect([line.placed.length, line.looks]).toEqual([0, 3]);
    await placeAgain(ORDER, line, wanted, nothing);
    expect([line.placed.length, line.looks]).toEqual([1, 4]);
    // One that came late is found, and not sent once more.
    await placeAgain(ORDER, line, wanted, nothing);
    expect([line.placed.length, line.looks]).toEqual([1, 5]);
  });

  test("TKT-006 is looked for no longer than somebody waits", async () => {
    const line = new Line({ answers: 1, looks: 100 });
    await expect(placeOnce(ORDER, line, () => line.looks < 2, nothing)).rejects.toThrow(NotThereError);
    expect(line.looks).toBe(2);
  });

  test.each([503, 400, 401, 429])("TKT-006 an answer of %i says itself that nothing was taken: nothing is looked for", async (status) => {
    const line = new Line({ status });
    await expect(placeOnce(ORDER, line, wanted, nothing)).rejects.toMatchObject({ status });
    expect([line.placed.length, line.looks]).toEqual([0, 0]);
  });

  test.each([500, 502, 504])("TKT-006 an answer of %i, which may be of a gateway in between, is none", async (status) => {
    const line = new Line({ status });
    await expect(placeOnce(ORDER, line, wanted, nothing)).rejects.toThrow(NotThereError);
    expect(line.looks).toBe(3);
  });
});
