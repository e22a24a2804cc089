import { type APIRequestContext, expect, request } from "@playwright/test";

let makers = 0;

/** Somebody whom nobody looks at: an account that trades by requests alone, so that no page is needed for it. */
export class Maker {
  private readonly session: APIRequestContext;

  private constructor(session: APIRequestContext) {
    this.session = session;
  }

  static async open(origin: string): Promise<Maker> {
    makers += 1;
    const maker = new Maker(await request.newContext({ baseURL: origin, extraHTTPHeaders: { origin } }));
    await maker.post("/user/signup", { email: `maker-${makers}@example.org`, password: "a long enough password" });
    await maker.post("/user/faucet", {});
    return maker;
  }

  /** @returns its orderID */
  async order(side: "Buy" | "Sell", orderQty: number, price: number): Promise<string> {
    const { orderID } = await this.post("/order", { symbol: "XBTUSD", side, orderQty, price });
    return String(orderID);
  }

  async cancel(orderID: string): Promise<void> {
    expect((await this.session.delete("/api/v1/order", { data: { orderID } })).status()).toBe(200);
  }

  async cancelAll(): Promise<void> {
    expect((await this.session.delete("/api/v1/order/all")).status()).toBe(200);
  }

  async close(): Promise<void> {
    await this.session.dispose();
  }

  private async post(path: string, data: object): Promise<Record<string, unknown>> {
    const answer = await this.session.post(`/api/v1${path}`, { data });
    expect(answer.status(), `${path}: ${await answer.text()}`).toBe(200);
    return await answer.json();
  }
}
