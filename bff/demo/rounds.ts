import type { ApiClient } from "./api-client.ts";
import { numberIn, ownOrder } from "./eyes.ts";
import type { MarketBoard, Quoted } from "./market-board.ts";
import type { Sight } from "./strategy.ts";
import type { WireRow } from "./table-image.ts";
import { type Mind, type Pause, perform } from "./trader.ts";

/** While nothing is listed, or nothing can be read. */
const IDLE_MS = 2_000;
const MOST_ORDERS = 100;

/**
 * One account that trades many contracts by turns, one at a time and each with a mind of its own. It asks before it acts:
 * for markets that need no more than a trade every few seconds that costs less than to follow them all.
 */
export class Rounds {
  readonly name: string;
  readonly client: ApiClient;
  private readonly board: MarketBoard;
  private readonly mindFor: (symbol: string) => Mind;
  private readonly roundMs: number;
  private readonly minds = new Map<string, { readonly mind: Mind; refusal: string | null }>();
  private next = 0;

  /** @param roundMs in which every contract has its turn once */
  constructor(name: string, client: ApiClient, board: MarketBoard, mindFor: (symbol: string) => Mind, roundMs: number) {
    this.name = name;
    this.client = client;
    this.board = board;
    this.mindFor = mindFor;
    this.roundMs = roundMs;
  }

  /** Takes back what an earlier run left in the books. @returns whether that worked */
  async begin(): Promise<boolean> {
    return (await this.client.call("DELETE", "/order/all")).kind === "done";
  }

  async turn(): Promise<Pause> {
    const markets = await this.board.look();
    const quoted = markets[this.next % Math.max(1, markets.length)];
    this.next += 1;
    if (quoted === undefined) return { clock: "wall", ms: IDLE_MS };
    const sight = await this.sightOf(quoted);
    if (sight !== null) await this.act(sight);
    return { clock: "wall", ms: this.roundMs / markets.length };
  }

  private async sightOf(quoted: Quoted): Promise<Omit<Sight, "refusal"> | null> {
    const { symbol } = quoted.market;
    const [orders, positions] = await Promise.all([
      this.client.call("GET", "/order", { filter: { symbol, open: true }, columns: ["side", "price", "leavesQty"], count: MOST_ORDERS }),
      this.client.call("GET", "/position", { filter: { symbol }, columns: ["currentQty"] }),
    ]);
    if (orders.kind !== "done" || positions.kind !== "done") return null;
    const held = numberIn((positions.body as readonly WireRow[])[0], "currentQty");
    return { ...quoted, held, orders: (orders.body as readonly WireRow[]).map(ownOrder), means: null };
  }

  private async act(sight: Omit<Sight, "refusal">): Promise<void> {
    const { symbol } = sight.market;
    const one = this.minds.get(symbol) ?? { mind: this.mindFor(symbol), refusal: null };
    this.minds.set(symbol, one);
    const { actions } = one.mind({ ...sight, refusal: one.refusal });
    one.refusal = null;
    for (const action of actions) {
      const answer = await perform(this.client, action, symbol);
      if (answer.kind === "refused") one.refusal = answer.message;
      if (answer.kind !== "done") return;
    }
  }
}
