import type { Answer, Client, Row } from "./client.ts";

/** Traders who place, amend, cancel and trade as fast as they are answered, and remember what they were told. */

/** An order as its owner was last told. */
export interface Told {
  readonly client: Client;
  readonly clOrdID: string;
  row: Row;
  /** A change or cancel of it was never answered: it may have happened or not. */
  isUncertain: boolean;
}

const TICK = 0.5;
const PRICE = 60_000;
const SPREAD_TICKS = 20;

export class Load {
  readonly told = new Map<string, Told>();
  /** Orders that were refused: they must not exist. */
  readonly refused = new Map<string, Client>();
  /** Orders whose placing was never answered. */
  readonly unanswered = new Set<string>();
  /** Refusals for want of room: nothing may have come of them either. */
  overloads = 0;
  answers = 0;
  private readonly random: () => number;
  private readonly run: string;
  private workers: Promise<void>[] = [];
  private isStopping = false;
  private counter = 0;

  constructor(clients: readonly Client[], workersEach: number, run: string, random: () => number) {
    this.run = run;
    this.random = random;
    for (const client of clients) for (let i = 0; i < workersEach; i++) this.workers.push(this.work(client));
  }

  /** Waits until all traders have noticed that the exchange is gone, or ends them between two requests. */
  async end(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.workers);
    this.workers = [];
  }

  /** Each trader changes its own orders alone, one request after the other, so that what it was told last stands. */
  private async work(client: Client): Promise<void> {
    const own: Told[] = [];
    while (!this.isStopping) {
      const dice = this.random();
      const target = own[Math.floor(this.random() * own.length)];
      let isAnswered: boolean;
      if (dice < 0.55 || target === undefined) isAnswered = await this.place(client, [this.order(dice < 0.08)], own);
      else if (dice < 0.6) isAnswered = await this.place(client, [this.order(false), this.order(false), this.order(false)], own);
      else if (dice < 0.75) isAnswered = await this.change(target, "PUT", { origClOrdID: target.clOrdID, price: this.price() });
      else isAnswered = await this.change(target, "DELETE", dice < 0.87 ? { clOrdID: target.clOrdID } : { orderID: target.row["orderID"] });
      if (!isAnswered) return;
    }
  }

  private price(): number {
    return PRICE + TICK * (Math.floor(this.random() * 2 * SPREAD_TICKS) - SPREAD_TICKS);
  }

  private order(isMarket: boolean) {
    const clOrdID = `${this.run}-${++this.counter}`;
    const side = this.random() < 0.5 ? "Buy" : "Sell";
    const orderQty = 100 * (1 + Math.floor(this.random() * 5));
    return isMarket
      ? { symbol: "XBTUSD", clOrdID, side, orderQty, ordType: "Market" }
      : { symbol: "XBTUSD", clOrdID, side, orderQty, price: this.price() };
  }

  /** @returns whether there was an answer */
  private async place(client: Client, orders: readonly { readonly clOrdID: string }[], own: Told[]): Promise<boolean> {
    const [first] = orders as [{ readonly clOrdID: string }];
    const answer = await this.ask(() =>
      orders.length === 1 ? client.call("POST", "/order", first) : client.call("POST", "/order/bulk", { orders }),
    );
    if (answer === null) {
      for (const { clOrdID } of orders) this.unanswered.add(clOrdID);
      return false;
    }
    if (answer.status !== 200) {
      for (const { clOrdID } of orders) this.refused.set(clOrdID, client);
      return true;
    }
    for (const row of (orders.length === 1 ? [answer.body] : answer.body) as Row[]) {
      const told: Told = { client, clOrdID: row["clOrdID"] as string, row, isUncertain: false };
      this.told.set(told.clOrdID, told);
      own.push(told);
    }
    return true;
  }

  /** Orders that have ended may be among those chosen; refusals of that change nothing. */
  private async change(told: Told, verb: "PUT" | "DELETE", body: object): Promise<boolean> {
    const answer = await this.ask(() => told.client.call(verb, "/order", body));
    if (answer === null) {
      told.isUncertain = true;
      return false;
    }
    if (answer.status !== 200) return true;
    const [row] = (Array.isArray(answer.body) ? answer.body : [answer.body]) as [Row];
    told.row = row;
    return true;
  }

  /** Null when the connection broke. */
  private async ask(call: () => Promise<Answer>): Promise<Answer | null> {
    try {
      const answer = await call();
      this.answers += 1;
      if (answer.status === 503) this.overloads += 1;
      if (answer.status >= 500 && answer.status !== 503)
        throw new TypeError(`the exchange answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      return answer;
    } catch (error) {
      if (error instanceof TypeError) throw error;
      return null;
    }
  }
}
