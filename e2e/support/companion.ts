import { type APIRequestContext, expect, type Page, request } from "@playwright/test";
import { codesOfApp } from "./factors.ts";
import { PASSWORD } from "./trader.ts";

interface Refusal {
  readonly error?: { readonly approval?: { readonly id: string } };
}

/** Somebody with a confirmed address who does by requests what other tests do on pages. */
export class Companion {
  readonly email: string;
  private readonly session: APIRequestContext;

  private constructor(session: APIRequestContext, email: string) {
    this.session = session;
    this.email = email;
  }

  static async open(origin: string, email: string): Promise<Companion> {
    const one = new Companion(await request.newContext({ baseURL: origin, extraHTTPHeaders: { origin } }), email);
    await one.ask("/user/signup", { email, password: PASSWORD });
    await one.ask("/user/verifyEmail", { token: await one.tokenOf(email, "/verify") });
    return one;
  }

  /** @param page that waits where there is too little time for two codes @returns the secret of the app */
  async enrolApp(page: Page): Promise<string> {
    const { secret } = (await this.ask("/user/authenticator", {})) as { readonly secret: string };
    for (const code of await codesOfApp(page, secret)) await this.ask("/user/authenticator/confirm", { code });
    return secret;
  }

  /** Asks for another address, which both mailboxes confirm. */
  async moveTo(email: string): Promise<void> {
    await this.ask("/user/email", { email });
    for (const one of [this.email, email]) await this.ask("/user/email/confirm", { token: await this.tokenOf(one, "/confirm-email") });
  }

  /** Answers the letter about a new device with yes. */
  async letIn(email: string): Promise<void> {
    await this.ask("/user/device/decide", { token: await this.tokenOf(email, "/approve"), letIn: true });
  }

  async close(): Promise<void> {
    await this.session.dispose();
  }

  /** The token of the newest letter to an address with a link to this page. */
  private async tokenOf(email: string, path: string): Promise<string> {
    const letters = (await (await this.session.get("/api/v1/outbox", { params: { email } })).json()) as readonly {
      readonly text: string;
    }[];
    return letters.map(({ text }) => text.split(`${path}#t=`)[1]?.split("\n")[0]).find((token) => token !== undefined) ?? "";
  }

  /** Sends a request, and once more when it was approved. */
  private async ask(path: string, data: object): Promise<unknown> {
    const send = (to: string, body: object) => this.session.post(`/api/v1${to}`, { data: body });
    const first = await send(path, data);
    const id = ((await first.json()) as Refusal).error?.approval?.id;
    if (id !== undefined) expect((await send("/user/approve", { id, password: PASSWORD })).status()).toBe(200);
    const answer = id === undefined ? first : await send(path, data);
    expect(answer.status(), `${path}: ${await answer.text()}`).toBe(200);
    return answer.json();
  }
}
