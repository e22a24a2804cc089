import { OrderBook, Side } from "nodejs-order-book";
import { type BookMix, type BookOutcome, bookMix, OP, runOurs } from "./book-mix.ts";
import type { BenchRow } from "./row.ts";

/** The peer takes the same stream: it knows orders by string and prices as numbers. */
export function runPeer(mix: BookMix): BookOutcome {
  const book = new OrderBook();
  let trades = 0;
  let volume = 0;
  const live = new Set<string>();
  for (let i = 0; i < mix.operations; i++) {
    const id = String(mix.id[i]);
    if (mix.kind[i] === OP.cancel) {
      book.cancel(id);
      live.delete(id);
      continue;
    }
    const size = mix.quantity[i] as number;
    const { done, partial, partialQuantityProcessed, err } = book.limit({
      id,
      side: mix.side[i] === 0 ? Side.BUY : Side.SELL,
      size,
      price: mix.ticks[i] as number,
    });
    if (err !== null) throw new Error(`the peer refused order ${id}: ${err.message}`);
    let left = size;
    for (const order of done) {
      if (order.id === id) continue;
      trades += 1;
      volume += order.size;
      left -= order.size;
      live.delete(order.id);
    }
    if (partial !== null && partial.id !== id && partialQuantityProcessed > 0) {
      trades += 1;
      volume += partialQuantityProcessed;
      left -= partialQuantityProcessed;
    }
    if (left > 0) live.add(id);
  }
  return { trades, volume, live: live.size };
}

const OPERATIONS = 1_000_000;

/** @throws Error when the two books disagree: a rate would mean nothing then */
export function assertEqual(ours: BookOutcome, peer: BookOutcome): void {
  if (ours.trades !== peer.trades || ours.volume !== peer.volume || ours.live !== peer.live) {
    throw new Error(`the books disagree: ours ${JSON.stringify(ours)}, the peer ${JSON.stringify(peer)}`);
  }
}

export function bookRow(): BenchRow {
  const mix = bookMix(OPERATIONS);
  const timed = (run: (mix: BookMix) => BookOutcome) => {
    const startedAt = performance.now();
    const outcome = run(mix);
    return { outcome, perSecond: (mix.operations / (performance.now() - startedAt)) * 1_000 };
  };
  for (let i = 0; i < 3; i++) runOurs(mix);
  return {
    title: "PERF-001 the engine's book against npm nodejs-order-book, one mix of 60 % add, 30 % cancel, 10 % cross",
    runs: 5,
    measure: async () => {
      const ours = timed(runOurs);
      const peer = timed(runPeer);
      assertEqual(ours.outcome, peer.outcome);
      return {
        figures: [
          { name: "ours", value: ours.perSecond, unit: "ops/s" },
          { name: "nodejs-order-book", value: peer.perSecond, unit: "ops/s" },
          { name: "trades in both", value: ours.outcome.trades, unit: "" },
        ],
        ratio: ours.perSecond / peer.perSecond,
      };
    },
  };
}
