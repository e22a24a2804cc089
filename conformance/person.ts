import { expect } from "vitest";
import { type Answer, type Request, RestClient } from "./client.ts";
import type { TestHouse } from "./house.ts";

export const PASSWORD = "correct horse battery";

/** Somebody at a browser of ours who has just signed up and confirmed the address: it sends its cookie, and says which page a request comes from. */
export interface Person {
  readonly cookie: string;
  send(verb: string, path: string, request?: Request): Promise<Answer>;
}

export async function signUp(house: TestHouse, name: string): Promise<Person> {
  const email = `${name}@example.test`;
  const { headers } = await house.anybody.send("POST", "/user/signup", { json: { email, password: PASSWORD } });
  let cookie = cookieIn(headers["set-cookie"]);
  await house.anybody.send("POST", "/user/verifyEmail", { json: { token: await tokenOf(house, email, "verifyAddress") } });
  const rest = new RestClient(house.address);
  return {
    get cookie() {
      return cookie;
    },
    async send(verb, path, request = {}) {
      const page = { cookie, origin: house.origin, "sec-fetch-site": "same-origin" };
      const answer = await rest.send(verb, path, { ...request, headers: { ...page, ...request.headers } });
      // An approval gives the session a new one.
      if (answer.headers["set-cookie"] !== undefined) cookie = cookieIn(answer.headers["set-cookie"]);
      return answer;
    },
  };
}

/** Sends a request; where that has to be approved, does so with the password (and a code), and sends it again. */
export async function approved(person: Person, verb: string, path: string, json: object, code?: string): Promise<Answer> {
  const first = await person.send(verb, path, { json });
  const approval = (first.body as { error?: { approval?: { id: string } } }).error?.approval;
  if (approval === undefined) return first;
  const proof = { id: approval.id, password: PASSWORD, ...(code === undefined ? {} : { code }) };
  expect((await person.send("POST", "/user/approve", { json: proof })).status).toBe(200);
  return person.send(verb, path, { json });
}

const cookieIn = (lines: readonly string[] | undefined): string => String(lines?.[0]).split(";")[0] as string;

/** What stands in the link of the newest letter of a kind to an address, as the outbox viewer shows it. */
export async function tokenOf(house: TestHouse, email: string, template: string): Promise<string> {
  const letters = await house.anybody.get<readonly { readonly template: string; readonly link: string }[]>("/api/v1/outbox", { email });
  const link = letters.find((letter) => letter.template === template)?.link;
  if (link === undefined) throw new Error(`no letter ${template} to ${email}`);
  return link.slice(link.indexOf("#t=") + 3);
}
