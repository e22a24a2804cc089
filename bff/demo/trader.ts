import type { Answer, ApiClient } from "./api-client.ts";
import type { Eyes, Seen } from "./eyes.ts";
import { XBTUSD } from "./market.ts";
import type { Random } from "./random.ts";
import type { Action, Sight, Strategy } from "./strategy.ts";

/** A strategy with its memory and its chance. */
export type Mind = (sight: Sight) => { readonly actions: readonly Action[]; readonly waitMs: number };

export function mindOf<Memory>(strategy: Strategy<Memory>, random: Random): Mind {
  let memory = strategy.start;
  return (sight) => {
    const decision = strategy.decide(sight, memory, random);
    memory = decision.memory;
    return decision;
  };
}

/** How long until the next turn: by the market's clock, or by the wall's where the exchange has to be given time. */
export interface Pause {
  readonly clock: "market" | "wall";
  readonly ms: number;
}

/** Time to wait when nothing can be seen: a connection is being made anew. */
const BLIND_MS = 500;

/** One account that trades: it looks, decides, and does as it decided. */
export class Trader {
  readonly name: string;
  readonly client: ApiClient;
  readonly eyes: Eyes;
  private readonly mind: Mind;
  private refusal: string | null = null;
  private wasTooFast = false;

  constructor(name: string, client: ApiClient, eyes: Eyes, mind: Mind) {
    this.name = name;
    this.client = client;
    this.eyes = eyes;
    this.mind = mind;
  }

  /** Takes back what an earlier run left in the book. @returns whether that worked */
  async begin(): Promise<boolean> {
    return (await perform(this.client, { kind: "cancelAll" }, XBTUSD.symbol)).kind === "done";
  }

  async turn(): Promise<Pause> {
    return this.act(await this.eyes.look());
  }

  /** Decides on what was seen, and does it. */
  async act(seen: Seen): Promise<Pause> {
    if (seen === null) return { clock: "wall", ms: BLIND_MS };
    const { actions, waitMs } = this.mind({ ...seen, refusal: this.refusal });
    this.refusal = null;
    for (const action of actions) {
      const answer = await perform(this.client, action, XBTUSD.symbol);
      if (answer.kind === "unavailable") {
        if (answer.isTooFast) this.complain(answer.message);
        return { clock: "wall", ms: answer.retryAfterMs };
      }
      if (answer.kind === "refused") {
        this.refusal = answer.message;
        break;
      }
    }
    return { clock: "market", ms: waitMs };
  }

  /** A trader should know its own allowance; once is enough to know of one that does not. */
  private complain(message: string): void {
    if (this.wasTooFast) return;
    this.wasTooFast = true;
    process.stderr.write(`The simulated trader ${this.name} is too fast: ${message}\n`);
  }
}

/** Does one thing in a contract. */
export function perform(client: ApiClient, action: Action, symbol: string): Promise<Answer> {
  switch (action.kind) {
    case "place": {
      const orders = action.orders.map((order) => ({ symbol, ...order }));
      const [only] = orders;
      return orders.length === 1 && only !== undefined
        ? client.call("POST", "/order", only)
        : client.call("POST", "/order/bulk", { orders });
    }
    case "amend":
      return client.call("PUT", "/order/bulk", { orders: action.amendments });
    case "cancel":
      return client.call("DELETE", "/order", { orderID: action.orderIDs });
    case "cancelAll":
      return client.call("DELETE", "/order/all", { symbol });
    case "leverage":
      return client.call("POST", "/position/leverage", { symbol, leverage: action.leverage });
  }
}
