import { type Answer, type Request, RestClient } from "./client.ts";
import type { TestHouse } from "./house.ts";

/** Somebody at a browser of ours who has just signed up: it sends its cookie, and says which page a request comes from. */
export interface Person {
  readonly cookie: string;
  send(verb: string, path: string, request?: Request): Promise<Answer>;
}

export async function signUp(house: TestHouse, name: string): Promise<Person> {
  const credentials = { email: `${name}@example.test`, password: "correct horse battery" };
  const { headers } = await house.anybody.send("POST", "/user/signup", { json: credentials });
  const cookie = String(headers["set-cookie"]?.[0]).split(";")[0] as string;
  const rest = new RestClient(house.address);
  const page = { cookie, origin: house.origin, "sec-fetch-site": "same-origin" };
  return { cookie, send: (verb, path, request = {}) => rest.send(verb, path, { ...request, headers: { ...page, ...request.headers } }) };
}
