import { randomBytes } from "node:crypto";
import { type Answer, type Key, type Request, RestClient } from "../client.ts";

const PASSWORD = "correct horse battery";

/** Somebody with an account and a browser: all that an attacker can be, too. */
export class Somebody {
  readonly email: string;
  private readonly rest: RestClient;
  private readonly origin: string;
  private cookie = "";

  private constructor(origin: string, email: string) {
    this.origin = origin;
    this.email = email;
    this.rest = new RestClient(origin);
  }

  /** Signs up, reads the letter in the outbox viewer, confirms the address and takes a test coin. */
  static async signUp(origin: string, name: string): Promise<Somebody> {
    const one = new Somebody(origin, `${name}-${randomBytes(6).toString("hex")}@example.test`);
    const answer = await one.rest.send("POST", "/user/signup", { json: { email: one.email, password: PASSWORD } });
    one.cookie = (answer.headers["set-cookie"] ?? []).map((line) => line.split(";")[0]).join("; ");
    if (answer.status !== 200 || one.cookie === "") throw new Error(`nobody can sign up at ${origin}: ${answer.text}`);
    await one.rest.send("POST", "/user/verifyEmail", { json: { token: await one.letter("verifyAddress") } });
    await one.send("POST", "/user/faucet", { json: {} });
    return one;
  }

  /** As a page of the site itself would. */
  async send(verb: string, path: string, request: Request = {}): Promise<Answer> {
    const page = { cookie: this.cookie, origin: this.origin, "sec-fetch-site": "same-origin" };
    const answer = await this.rest.send(verb, path, { ...request, headers: { ...page, ...request.headers } });
    // An approval gives the session a new cookie.
    const [renewed] = answer.headers["set-cookie"] ?? [];
    if (renewed !== undefined && path === "/user/approve")
      this.cookie = [renewed.split(";")[0], ...this.cookie.split("; ").slice(1)].join("; ");
    return answer;
  }

  /** The token in the newest letter of a kind. */
  async letter(template: string): Promise<string> {
    const { body } = await this.rest.send("GET", "/outbox", { query: { email: this.email } });
    const link = (body as readonly { readonly template: string; readonly link: string }[]).find((one) => one.template === template)?.link;
    if (link === undefined) throw new Error(`no letter ${template} to ${this.email}: is it MODE=local?`);
    return link.slice(link.indexOf("#t=") + 3);
  }

  async key(wish: object): Promise<Key & { readonly rest: RestClient }> {
    const { status, body, text } = await this.approved("POST", "/apiKey", wish);
    if (status !== 200) throw new Error(`no key: ${text}`);
    const { id, secret } = body as Key;
    return { id, secret, rest: new RestClient(this.origin, { id, secret }) };
  }

  /** Asks for something that has to be approved, and approves it. */
  async approved(verb: string, path: string, json: object): Promise<Answer> {
    const asked = await this.send(verb, path, { json });
    const id = (asked.body as { readonly error?: { readonly approval?: { readonly id: string } } }).error?.approval?.id;
    if (id === undefined) return asked;
    await this.send("POST", "/user/approve", { json: { id, password: PASSWORD } });
    return this.send(verb, path, { json });
  }
}
