import { beforeEach, describe, expect, test } from "vitest";
import { forgetAccount, useAccount } from "../stores/account.ts";
import { useDraftOrder } from "../stores/draft-order.ts";
import { useNotices } from "../stores/notices.ts";
import { FakeExchange } from "../test-support/fake-exchange.ts";
import { FakeFrames } from "../test-support/fake-frames.ts";
import { createTerminal } from "./create-terminal.ts";

const BOOK = "orderBookL2_25";
const KEYS = ["symbol", "id", "side"];
const MESSAGES = 10_000;

const instrument = (lastPrice: number) => ({
  symbol: "XBTUSD",
  referenceSymbol: ".BXBT",
  lastPrice,
  prevPrice24h: 59_000,
  lastTickDirection: "PlusTick",
  tickSize: 0.5,
});
const level = (id: number, size: number) => ({ symbol: "XBTUSD", id, side: "Buy", size, price: 60_000 - id });
const order = (orderID: string, ordStatus = "New") => ({ orderID, symbol: "XBTUSD", ordStatus, side: "Buy" });

function aTerminal() {
  const exchange = new FakeExchange();
  const frames = new FakeFrames();
  const parts = createTerminal("XBTUSD", exchange.world, frames.world, (painter, error) => {
    throw new Error(`${painter} failed`, { cause: error });
  });
  parts.showAccount(true);
  parts.stream.start();
  const { socket } = exchange;
  socket.open();
  socket.image("instrument", ["symbol"], [instrument(60_000)]);
  socket.image("announcement", ["id"], []);
  socket.image(BOOK, KEYS, [level(1, 100)], "XBTUSD");
  socket.image("trade", [], [], "XBTUSD");
  socket.image("tradeBin1m", [], [], "XBTUSD");
  socket.image("liquidation", ["orderID"], [], "XBTUSD");
  socket.image("order", ["orderID"], []);
  socket.image("execution", ["execID"], []);
  socket.image("position", ["account", "symbol", "currency"], []);
  socket.image("margin", ["account", "currency"], []);
  frames.next(1_000);
  return { ...parts, terminal: parts.terminal.get(), shown: parts.terminal, exchange, socket, frames };
}

describe("UI-004 the paint pipeline", () => {
  beforeEach(() => {
    forgetAccount();
    useNotices.setState({ notices: [] });
  });

  test("UI-004 a burst of messages renders nothing before the frame, and once in it", () => {
    const { terminal, socket, frames } = aTerminal();
    expect(terminal.link.get()).toEqual({ phase: "live" });
    let renders = 0;
    let paintings = 0;
    const count = () => {
      renders += 1;
    };
    for (const published of [terminal.ticker, terminal.touch, terminal.trades, terminal.terms]) published.subscribe(count);
    const painter = terminal.frames.register({
      name: "test",
      minGapMs: () => 100,
      paint: () => {
        paintings += 1;
      },
    });
    terminal.book.changed.subscribe(painter.mark);

    for (let i = 1; i <= MESSAGES; i++) {
      socket.say({ table: BOOK, action: "update", data: [{ symbol: "XBTUSD", id: 1, side: "Buy", size: i }] });
      socket.say({ table: "instrument", action: "update", data: [{ symbol: "XBTUSD", lastPrice: 60_000 + i }] });
    }
    expect({ renders, paintings }).toEqual({ renders: 0, paintings: 0 });
    // All of it was applied all the same.
    expect(terminal.book.bestBid?.size).toBe(MESSAGES);

    frames.next(1_000);
    // Ticker and touch, once each; trades and terms did not change.
    expect({ renders, paintings }).toEqual({ renders: 2, paintings: 1 });
    expect(terminal.ticker.get().last).toBe(60_000 + MESSAGES);
  });

  test("UI-004 a second of messages renders the ticker at most five times, and a page that is hidden not at all", () => {
    const { terminal, socket, frames } = aTerminal();
    let renders = 0;
    terminal.ticker.subscribe(() => {
      renders += 1;
    });
    const second = () => {
      for (let frame = 0; frame < 60; frame++) {
        socket.say({ table: "instrument", action: "update", data: [{ symbol: "XBTUSD", lastPrice: 50_000 + renders + frame / 2 }] });
        frames.next(1_000 / 60);
      }
    };
    second();
    expect(renders).toBeGreaterThan(0);
    expect(renders).toBeLessThanOrEqual(5);
    const before = renders;
    frames.hide();
    second();
    expect(renders).toBe(before);
  });

  test("UI-004 tables of the account render once a frame, with every order that came and every fill told", () => {
    const { socket, frames } = aTerminal();
    let renders = 0;
    const end = useAccount.subscribe(() => {
      renders += 1;
    });
    for (let i = 0; i < 500; i++) socket.say({ table: "order", action: "insert", data: [order(`order-${i}`)] });
    socket.say({ table: "order", action: "update", data: [{ orderID: "order-0", ordStatus: "Filled" }] });
    for (const execID of ["a", "b"]) {
      socket.say({
        table: "execution",
        action: "insert",
        data: [
          { execID, orderID: execID, execType: "Trade", side: "Buy", symbol: "XBTUSD", lastQty: 100, lastPx: 60_000, execCost: -166_667 },
        ],
      });
    }
    expect(renders).toBe(0);
    frames.next(1_000);
    end();
    // Orders once, executions once.
    expect(renders).toBe(2);
    expect(useAccount.getState().orders).toHaveLength(499);
    expect(useNotices.getState().notices.map(({ text }) => text)).toEqual([
      "Bought 100 XBTUSD at 60,000.0",
      "Bought 100 XBTUSD at 60,000.0",
    ]);
  });

  test("UI-002 the market's own moment is that of its newest row, whatever this machine's clock says", () => {
    const { terminal, socket, beat } = aTerminal();
    const at = (timestamp: string) => {
      socket.say({ table: "instrument", action: "update", data: [{ symbol: "XBTUSD", timestamp }] });
      beat();
      return terminal.vitals.get().marketMs;
    };
    expect(at("2019-03-19T12:00:05.000Z")).toBe(Date.UTC(2019, 2, 19, 12, 0, 5));
    expect(at("2019-03-19T12:00:10.000Z")).toBe(Date.UTC(2019, 2, 19, 12, 0, 10));
    expect(terminal.vitals.get().nowMs).toBe(1_600_000_000_000);
  });

  test("SCR-002 another contract is shown by its own rows alone: what streams of the one before is let go, and what was typed for it forgotten", () => {
    const { shown, show, socket, frames } = aTerminal();
    const first = shown.get();
    useDraftOrder.getState().change({ price: 60_000, contracts: 100, side: "Sell" });
    show("ETHUSD");
    const second = shown.get();
    expect(second.symbol).toBe("ETHUSD");
    expect(useDraftOrder.getState()).toMatchObject({ price: null, contracts: null, side: "Sell" });
    const of = (symbol: string) => [BOOK, "trade", "tradeBin1m", "liquidation"].map((table) => `${table}:${symbol}`);
    expect(socket.commands().slice(-2)).toEqual([
      { op: "unsubscribe", args: of("XBTUSD") },
      { op: "subscribe", args: of("ETHUSD") },
    ]);
    expect([second.isLive(BOOK), second.isLive("instrument")]).toEqual([false, true]);
    const asked = socket.commands().length;
    // Still on its way when it was let go.
    socket.say({ table: BOOK, action: "update", data: [{ symbol: "XBTUSD", id: 1, side: "Buy", size: 7 }] });
    socket.image(BOOK, KEYS, [{ symbol: "ETHUSD", id: 1, side: "Sell", size: 5, price: 3_000 }], "ETHUSD");
    frames.next(1_000);
    expect([first.book.bestBid?.size, second.book.bestAsk?.price, second.book.bestBid]).toEqual([100, 3_000, undefined]);
    expect(second.touch.get().ask).toBe(3_000);
    show("XBTUSD");
    socket.say({ table: BOOK, action: "update", data: [{ symbol: "XBTUSD", id: 1, side: "Buy", size: 8 }] });
    expect(shown.get().book.bestBid).toBe(undefined);
    socket.image(BOOK, KEYS, [level(1, 900)], "XBTUSD");
    expect(shown.get().book.bestBid?.size).toBe(900);
    // Nothing of it was taken for a gap.
    expect(socket.commands()).toHaveLength(asked + 2);
  });

  test("WSP-004 an order is watched from the moment of signing in on, not from the next second's beat", () => {
    const { socket, exchange, orderAnswered, beat } = aTerminal();
    exchange.clock.advance(300);
    const asked = socket.commands().length;
    orderAnswered(20);
    for (let seconds = 0; seconds < 5; seconds++) {
      exchange.clock.advance(1_000);
      beat();
    }
    expect(socket.commands().slice(asked)).toContainEqual({ op: "unsubscribe", args: ["order", "execution", "position", "margin"] });
  });

  test("UI-001 an account that is left is forgotten, and asked for no more", () => {
    const { socket, frames, showAccount, forgetAccount: forget, stream } = aTerminal();
    socket.say({ table: "order", action: "insert", data: [order("mine")] });
    frames.next(1_000);
    expect(useAccount.getState().orders).toHaveLength(1);
    forget();
    showAccount(false);
    frames.next(1_000);
    expect(useAccount.getState().orders).toEqual([]);
    expect(socket.commands().at(-1)).toEqual({ op: "unsubscribe", args: ["order", "execution", "position", "margin"] });
    expect(stream.isLive("order")).toBe(false);
  });
});
