import { describe, expect, test } from "vitest";
import { useDraftOrder } from "../../../stores/draft-order.ts";
import { conditionWords, toNewOrder } from "./order-words.ts";

const EMPTY = useDraftOrder.getInitialState();

describe("TKT-001 the draft as the contract takes it", () => {
  const sent = (change: Partial<typeof EMPTY>) => toNewOrder({ ...EMPTY, contracts: 100, ...change }, "XBTUSD", "id");

  test("TKT-001 conditions travel as instructions, and one that closes takes the place of one that only reduces", () => {
    expect(sent({ price: 60_000, isPostOnly: true, isReduceOnly: true })).toMatchObject({
      ordType: "Limit",
      price: 60_000,
      execInst: "ParticipateDoNotInitiate,ReduceOnly",
    });
    expect(sent({ price: 60_000, isReduceOnly: true, clearsWay: true }).execInst).toBe("Close");
    expect(sent({ price: 60_000, clearsWay: true }).execInst).toBeUndefined();
    expect(conditionWords({ ...EMPTY, isReduceOnly: true, clearsWay: true }, 1)).toBe("close, good till cancel");
  });

  test("TKT-001 every kind of order carries what it needs and nothing else", () => {
    expect(sent({ ordType: "Market", price: 60_000, isPostOnly: true })).toEqual({
      symbol: "XBTUSD",
      side: "Buy",
      ordType: "Market",
      orderQty: 100,
      clOrdID: "id",
    });
    expect(sent({ ordType: "Stop", stopPx: 61_000, trigger: "LastPrice" })).toMatchObject({ stopPx: 61_000, execInst: "LastPrice" });
    expect(sent({ ordType: "LimitIfTouched", price: 59_000, trails: true, offset: 500, stopPx: 1 })).toMatchObject({
      price: 59_000,
      pegPriceType: "TrailingStopPeg",
      pegOffsetValue: -500,
      execInst: "MarkPrice",
    });
    expect(sent({ ordType: "Pegged", side: "Sell", offset: 10, pegSide: "other" })).toMatchObject({
      pegPriceType: "MarketPeg",
      pegOffsetValue: 10,
      execInst: "Fixed",
    });
    expect(sent({ price: 60_000, timeInForce: "Day", shown: "part", displayQty: 100 })).toMatchObject({
      timeInForce: "Day",
      displayQty: 100,
    });
    expect(sent({ price: 60_000, timeInForce: "FillOrKill", shown: "none" }).displayQty).toBeUndefined();
    expect(sent({ price: 60_000, shown: "none" }).displayQty).toBe(0);
  });
});
