import { type Answer, type Request, RestClient } from "./client.ts";
import type { TestHouse } from "./house.ts";

/** Somebody at a browser of ours who has just signed up and confirmed the address: it sends its cookie, and says which page a request comes from. */
export interface Person {
  readonly cookie: string;
  send(verb: string, path: string, request?: Request): Promise<Answer>;
}

export async function signUp(house: TestHouse, name: string): Promise<Person> {
  const email = `${name}@example.test`;
  const { headers } = await house.anybody.send("POST", "/user/signup", { json: { email, password: "correct horse battery" } });
  const cookie = String(headers["set-cookie"]?.[0]).split(";")[0] as string;
  await house.anybody.send("POST", "/user/verifyEmail", { json: { token: await tokenOf(house, email, "verifyAddress") } });
  const rest = new RestClient(house.address);
  const page = { cookie, origin: house.origin, "sec-fetch-site": "same-origin" };
  return { cookie, send: (verb, path, request = {}) => rest.send(verb, path, { ...request, headers: { ...page, ...request.headers } }) };
}

/** What stands in the link of the newest letter of a kind to an address, as the outbox viewer shows it. */
export async function tokenOf(house: TestHouse, email: string, template: string): Promise<string> {
  const letters = await house.anybody.get<readonly { readonly template: string; readonly link: string }[]>("/api/v1/outbox", { email });
  const link = letters.find((letter) => letter.template === template)?.link;
  if (link === undefined) throw new Error(`no letter ${template} to ${email}`);
  return link.slice(link.indexOf("#t=") + 3);
}
