import { describe, expect, test } from "vitest";
import { ContractError } from "./errors.ts";
import type { AmendOrder, NewOrder } from "./operations/order.ts";
import { readAmendOrder, readNewOrder, readPriceTicks } from "./order-rules.ts";
import { XBTUSD } from "./pricing/testing.ts";
import { EXEC_INSTS, TRIGGER_INSTS, UNSUPPORTED_EXEC_INSTS, UNSUPPORTED_ORDER_TYPES } from "./vocabulary.ts";

const read = (order: Partial<NewOrder>) => readNewOrder(XBTUSD, { symbol: "XBTUSD", orderQty: 100, ...order });
const readWithout = (order: Partial<NewOrder>) => readNewOrder(XBTUSD, { symbol: "XBTUSD", ...order });

function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof ContractError && error.status === 400) return error.message;
    throw error;
  }
  return "none";
}

describe("defaults", () => {
  test("ENG-001 with a price an order is a limit order that rests, without one a market order that does not", () => {
    expect(read({ price: 60_000 })).toEqual({
      side: "Buy",
      quantity: 100,
      priceTicks: 120_000,
      stopTicks: null,
      displayQty: null,
      peg: null,
      ordType: "Limit",
      timeInForce: "GoodTillCancel",
      execInsts: new Set(),
    });
    expect(read({})).toMatchObject({ ordType: "Market", timeInForce: "ImmediateOrCancel", priceTicks: null });
    expect(read({ ordType: "", timeInForce: "", execInst: "", side: "", price: 60_000 })).toEqual(read({ price: 60_000 }));
  });

  test("ENG-001 a type that is given stands: a market order takes no price, a limit order needs one", () => {
    expect(read({ ordType: "Market", price: 60_000 })).toMatchObject({ ordType: "Market", priceTicks: null });
    expect(refusal(() => read({ ordType: "Limit" }))).toBe("Invalid price");
    expect(read({ ordType: "Market", timeInForce: "GoodTillCancel" }).timeInForce).toBe("ImmediateOrCancel");
    expect(read({ price: 1, timeInForce: "ImmediateOrCancel" }).timeInForce).toBe("ImmediateOrCancel");
  });

  test("ENG-001 without a side a negative quantity sells, and the two may not contradict each other", () => {
    expect(read({ orderQty: -100 })).toMatchObject({ side: "Sell", quantity: 100 });
    expect(read({ orderQty: 100 })).toMatchObject({ side: "Buy", quantity: 100 });
    expect(read({ orderQty: -100, side: "Sell" })).toMatchObject({ side: "Sell", quantity: 100 });
    expect(read({ orderQty: 100, side: "Sell" })).toMatchObject({ side: "Sell", quantity: 100 });
    expect(refusal(() => read({ orderQty: -100, side: "Buy" }))).toBe("Invalid side");
    expect(refusal(() => read({ side: "buy" }))).toBe("Invalid side");
  });

  test("ENG-001 Close without a quantity closes the whole position, on whichever side that takes", () => {
    expect(readWithout({ execInst: "Close" })).toMatchObject({ side: null, quantity: 0, ordType: "Market" });
    expect(readWithout({ execInst: "Close", side: "Sell", price: 61_000 })).toMatchObject({ side: "Sell", quantity: 0, ordType: "Limit" });
    expect(read({ execInst: "Close" })).toMatchObject({ side: "Buy", quantity: 100 });
    expect(refusal(() => read({ execInst: "Close", orderQty: 0 }))).toBe("Invalid orderQty");
  });

  test("ENG-001 instructions are a list with commas", () => {
    expect(read({ price: 1, execInst: "ParticipateDoNotInitiate,ReduceOnly" }).execInsts).toEqual(
      new Set(["ParticipateDoNotInitiate", "ReduceOnly"]),
    );
    expect(read({ execInst: " ReduceOnly , Close ,," }).execInsts).toEqual(new Set(["ReduceOnly", "Close"]));
    const watched: readonly string[] = TRIGGER_INSTS;
    for (const one of EXEC_INSTS.filter((inst) => !watched.includes(inst) && inst !== "Fixed"))
      expect(read({ price: 1, execInst: one }).execInsts).toEqual(new Set([one]));
  });
});

test("ORD-001 an order may be for the day, or for all of it at once; what has no limit can't rest", () => {
  expect(read({ price: 1, timeInForce: "Day", execInst: "ParticipateDoNotInitiate" }).timeInForce).toBe("Day");
  expect(read({ price: 1, timeInForce: "FillOrKill" }).timeInForce).toBe("FillOrKill");
  expect(read({ timeInForce: "FillOrKill" })).toMatchObject({ ordType: "Market", timeInForce: "FillOrKill" });
  expect(read({ timeInForce: "Day" })).toMatchObject({ ordType: "Market", timeInForce: "ImmediateOrCancel" });
  expect(refusal(() => read({ price: 1, timeInForce: "FillOrKill", execInst: "ParticipateDoNotInitiate" }))).toBe(
    "Invalid ordType or timeInForce for execInst",
  );
});

test("ORD-001 an order shows whole lots of its own at a time, or none; what has no limit shows nothing in any case", () => {
  for (const displayQty of [0, 100, 200]) expect(read({ price: 1, orderQty: 300, displayQty }).displayQty).toBe(displayQty);
  expect(read({ price: 1, orderQty: -300, displayQty: 300 }).displayQty).toBeNull();
  expect(readWithout({ price: 1, execInst: "Close", displayQty: 100 }).displayQty).toBe(100);
  for (const displayQty of [-100, 50, 400]) expect(refusal(() => read({ price: 1, orderQty: 300, displayQty }))).toBe("Invalid displayQty");
  expect(refusal(() => read({ orderQty: 300, displayQty: 100 }))).toBe("Invalid displayQty");
  expect(read({ orderQty: 300, displayQty: 300 }).displayQty).toBeNull();
});

describe("pegs", () => {
  const TRAILS = { ordType: "Stop", pegPriceType: "TrailingStopPeg" } as const;
  const PEGGED = { pegPriceType: "PrimaryPeg", execInst: "Fixed" } as const;

  test("ORD-001 a trailing stop has an offset and no stop price, below the price where it waits for it to fall", () => {
    expect(read({ ...TRAILS, pegOffsetValue: 50.5 })).toMatchObject({
      ...{ ordType: "Stop", stopTicks: null, peg: { type: "TrailingStopPeg", offsetTicks: 101 }, execInsts: new Set(["MarkPrice"]) },
    });
    const falling: readonly Partial<NewOrder>[] = [
      { ordType: "Stop", side: "Sell" },
      { ordType: "StopLimit", side: "Sell", price: 1 },
      { ordType: "MarketIfTouched" },
      { ordType: "LimitIfTouched", price: 1 },
    ];
    for (const order of falling) {
      expect(read({ ...TRAILS, ...order, pegOffsetValue: -50 }).peg?.offsetTicks).toBe(-100);
      expect(refusal(() => read({ ...TRAILS, ...order, pegOffsetValue: 50 }))).toBe("Invalid pegOffsetValue for pegPriceType");
      const turned = { ...order, side: order.side === "Sell" ? "Buy" : "Sell" };
      expect(read({ ...TRAILS, ...turned, pegOffsetValue: 50 }).peg?.offsetTicks).toBe(100);
      expect(refusal(() => read({ ...TRAILS, ...turned, pegOffsetValue: -50 }))).toBe("Invalid pegOffsetValue for pegPriceType");
    }
    expect(refusal(() => read({ ...TRAILS }))).toBe("Invalid pegOffsetValue for pegPriceType");
  });

  test("ORD-001 a peg without a type makes a pegged order, whose price is fixed by the book and given by nobody", () => {
    expect(read({ ...PEGGED, pegOffsetValue: -0.5 })).toMatchObject({
      ...{ ordType: "Pegged", priceTicks: null, stopTicks: null, timeInForce: "GoodTillCancel" },
      peg: { type: "PrimaryPeg", offsetTicks: -1 },
    });
    expect(read({ ...PEGGED, pegPriceType: "MarketPeg" }).peg).toEqual({ type: "MarketPeg", offsetTicks: 0 });
  });

  test("ORD-001 what does not go together is refused in the contract's words", () => {
    const refused: readonly [Partial<NewOrder>, string][] = [
      [{ ...TRAILS, pegOffsetValue: 0.25 }, "Invalid pegOffsetValue tickSize"],
      [{ ...TRAILS, pegOffsetValue: 1_000_000.5 }, "Invalid pegOffsetValue for pegPriceType"],
      [{ ...TRAILS, pegOffsetValue: 1, stopPx: 60_000 }, "Invalid stopPx for ordType"],
      [{ ...TRAILS, ordType: "Limit", price: 1, pegOffsetValue: 1 }, "Invalid pegPriceType for ordType"],
      [{ pegPriceType: "TrailingStopPeg", pegOffsetValue: 1 }, "Invalid pegPriceType for ordType"],
      [{ ordType: "Pegged", execInst: "Fixed" }, "Invalid pegPriceType for ordType"],
      [{ pegPriceType: "PrimaryPeg" }, "Invalid execInst"],
      [{ execInst: "Fixed", price: 1 }, "Invalid ordType for execInst"],
      [{ ...PEGGED, price: 60_000 }, "Invalid price"],
      [{ ...PEGGED, stopPx: 60_000 }, "Invalid stopPx for ordType"],
      [{ ...PEGGED, ordType: "Stop", stopPx: 1 }, "Invalid pegPriceType for ordType"],
      [{ ...PEGGED, pegPriceType: "LastPeg" }, "Unsupported pegPriceType"],
      [{ ...PEGGED, pegPriceType: "MidPricePeg" }, "Unsupported pegPriceType"],
    ];
    for (const [order, message] of refused) expect([order, refusal(() => read(order))]).toEqual([order, message]);
  });
});

describe("stops", () => {
  test("ORD-001 a stop price makes a stop of an order, and a price beside it a stop with a limit", () => {
    expect(read({ stopPx: 61_000 })).toMatchObject({
      ...{ ordType: "Stop", stopTicks: 122_000, priceTicks: null, timeInForce: "ImmediateOrCancel" },
      execInsts: new Set(["MarkPrice"]),
    });
    expect(read({ stopPx: 61_000, price: 61_500 })).toMatchObject({
      ...{ ordType: "StopLimit", stopTicks: 122_000, priceTicks: 123_000, timeInForce: "GoodTillCancel" },
    });
    expect(read({ stopPx: 59_000, ordType: "MarketIfTouched" })).toMatchObject({ stopTicks: 118_000, priceTicks: null });
    expect(read({ stopPx: 59_000, ordType: "LimitIfTouched", price: 1 })).toMatchObject({ stopTicks: 118_000, priceTicks: 2 });
  });

  test("ORD-001 a stop watches one price, the mark where none is named, and only a stop does", () => {
    for (const one of TRIGGER_INSTS)
      expect(read({ stopPx: 1, execInst: `ReduceOnly,${one}` }).execInsts).toEqual(new Set(["ReduceOnly", one]));
    expect(refusal(() => read({ stopPx: 1, execInst: "LastPrice,MarkPrice" }))).toBe("Invalid execInst");
    expect(refusal(() => read({ price: 1, execInst: "LastPrice" }))).toBe("Invalid ordType for execInst");
  });

  test("ORD-001 a stop price stands on a tick of the ladder, with the types that take one and with no other", () => {
    for (const stopPx of [0, -1, 1_000_000.5]) expect(refusal(() => read({ stopPx }))).toBe("Invalid stopPx for ordType");
    expect(refusal(() => read({ stopPx: 60_000.25 }))).toBe("Invalid stopPx tickSize");
    for (const ordType of ["Limit", "Market"])
      expect(refusal(() => read({ ordType, price: 1, stopPx: 1 }))).toBe("Invalid stopPx for ordType");
    for (const ordType of ["Stop", "StopLimit", "MarketIfTouched", "LimitIfTouched"]) {
      expect(refusal(() => read({ ordType, price: 1 }))).toBe("Invalid stopPx for ordType");
    }
    expect(refusal(() => read({ ordType: "StopLimit", stopPx: 1 }))).toBe("Invalid price");
  });

  test("ORD-001 a stop that closes the whole position names its side", () => {
    expect(refusal(() => readWithout({ stopPx: 1, execInst: "Close" }))).toBe("Invalid side");
    expect(readWithout({ stopPx: 1, execInst: "Close", side: "Sell" })).toMatchObject({ side: "Sell", quantity: 0, ordType: "Stop" });
    expect(refusal(() => read({ stopPx: 1, execInst: "ParticipateDoNotInitiate" }))).toBe("Invalid ordType for execInst");
  });
});

describe("refusals", () => {
  test("ENG-001 quantities are positive multiples of the lot up to the contract's most", () => {
    for (const orderQty of [0, 1, 99, 150, -50, 10_000_100, 100.5])
      expect([orderQty, refusal(() => read({ orderQty }))]).toEqual([orderQty, "Invalid orderQty"]);
    expect(refusal(() => readWithout({}))).toBe("Invalid orderQty");
    expect(refusal(() => readWithout({ execInst: "ReduceOnly" }))).toBe("Invalid orderQty");
    expect(read({ orderQty: 10_000_000 }).quantity).toBe(10_000_000);
  });

  test("ENG-001 prices are positive, on a tick, and no higher than the contract's highest", () => {
    expect([readPriceTicks(XBTUSD, 0.5), readPriceTicks(XBTUSD, 60_000.5), readPriceTicks(XBTUSD, 1_000_000)]).toEqual([
      1, 120_001, 2_000_000,
    ]);
    for (const price of [0, -1, 1_000_000.5, 1e12]) expect([price, refusal(() => read({ price }))]).toEqual([price, "Invalid price"]);
    for (const price of [60_000.25, 60_000.1, 0.1, 60_000.500000001, 1e-9]) {
      expect([price, refusal(() => read({ price }))]).toEqual([price, "Invalid price tickSize"]);
    }
  });

  test("ENG-001 what this exchange does not take yet is named as unsupported, what nobody knows as invalid", () => {
    for (const ordType of UNSUPPORTED_ORDER_TYPES) expect(refusal(() => read({ ordType }))).toBe("Unsupported ordType");
    for (const execInst of UNSUPPORTED_EXEC_INSTS) expect(refusal(() => read({ execInst }))).toBe("Unsupported execInst");
    expect(refusal(() => read({ ordType: "limit" }))).toBe("Invalid ordType");
    expect(refusal(() => read({ price: 1, timeInForce: "GTC" }))).toBe("Invalid timeInForce");
    expect(refusal(() => read({ execInst: "PostOnly" }))).toBe("Invalid execInst");
    expect(refusal(() => read({ execInst: "ReduceOnly,AllOrNone" }))).toBe("Unsupported execInst");
  });

  test("ENG-001 post-only needs a limit order that rests", () => {
    const execInst = "ParticipateDoNotInitiate";
    expect(refusal(() => read({ execInst }))).toBe("Invalid ordType for execInst");
    expect(refusal(() => read({ execInst, price: 1, timeInForce: "ImmediateOrCancel" }))).toBe(
      "Invalid ordType or timeInForce for execInst",
    );
  });

  test("ENG-001 columns that were withdrawn or are not taken yet are refused in the contract's words", () => {
    const refused: readonly [Partial<NewOrder>, string][] = [
      [{ simpleOrderQty: 1 }, "Invalid orderQty"],
      [{ displayQty: 50 }, "Invalid displayQty"],
      [{ pegOffsetValue: 1 }, "Invalid pegOffsetValue for pegPriceType"],
      [{ contingencyType: "OneCancelsTheOther" }, "Unsupported contingencyType"],
      [{ clOrdLinkID: "a" }, "Invalid clOrdLinkID for contingencyType"],
    ];
    for (const [order, message] of refused) expect([order, refusal(() => read({ price: 60_000, ...order }))]).toEqual([order, message]);
    // The whole quantity shown is what every order does, and an empty name is none.
    expect(refusal(() => read({ displayQty: 100, pegPriceType: "", contingencyType: "", clOrdLinkID: "" }))).toBe("none");
  });
});

describe("amendments", () => {
  const amend = (order: AmendOrder) => readAmendOrder({ orderID: "a", ...order });

  test("ENG-001 an amendment sets what it names and leaves the rest", () => {
    const untouched = {
      orderID: "a",
      origClOrdID: null,
      clOrdID: null,
      orderQty: null,
      leavesQty: null,
      price: null,
      stopPx: null,
      pegOffsetValue: null,
      text: null,
    };
    expect(amend({})).toEqual(untouched);
    expect(amend({ orderQty: 200 })).toEqual({ ...untouched, orderQty: 200 });
    expect(amend({ stopPx: 60_000 })).toEqual({ ...untouched, stopPx: 60_000 });
    expect(amend({ leavesQty: 200, price: 1, text: "" })).toEqual({ ...untouched, leavesQty: 200, price: 1, text: "" });
    expect(readAmendOrder({ origClOrdID: "x", clOrdID: "y" })).toEqual({ ...untouched, orderID: null, origClOrdID: "x", clOrdID: "y" });
  });

  test("ENG-001 an amendment names its order, and gives a new client id only for the old one", () => {
    expect(refusal(() => readAmendOrder({ price: 1 }))).toBe("orderID or origClOrdID must be sent.");
    expect(refusal(() => readAmendOrder({ clOrdID: "y" }))).toBe("origClOrdID required when sending clOrdID.");
    expect(refusal(() => amend({ clOrdID: "y" }))).toBe("origClOrdID required when sending clOrdID.");
    // An empty id names nothing.
    expect(refusal(() => readAmendOrder({ orderID: "", origClOrdID: "" }))).toBe("orderID or origClOrdID must be sent.");
    expect(amend({ clOrdID: "" }).clOrdID).toBeNull();
  });

  test("ENG-001 an amendment sets one quantity, above zero, and nothing that is not taken", () => {
    const refused: readonly [AmendOrder, string][] = [
      [{ orderQty: 100, leavesQty: 100 }, "Invalid leavesQty"],
      [{ orderQty: 0 }, "Invalid orderQty"],
      [{ orderQty: -100 }, "Invalid orderQty"],
      [{ leavesQty: 0 }, "Invalid leavesQty"],
      [{ leavesQty: -100 }, "Invalid leavesQty"],
      [{ simpleOrderQty: 1 }, "Invalid orderQty"],
      [{ simpleLeavesQty: 1 }, "Invalid orderQty"],
    ];
    for (const [order, message] of refused) expect([order, refusal(() => amend(order))]).toEqual([order, message]);
  });
});
