import { createHmac, randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aFolder, Server } from "./server.ts";

/** One secret of each kind, every one a word that stands nowhere else. */
const canary = (kind: string) => `canary-${kind}-${randomBytes(12).toString("hex")}`;

interface Asked {
  readonly json?: unknown;
  readonly raw?: { readonly body: string; readonly type: string };
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as it is, and whatever comes back. */
async function ask(server: Server, verb: string, path: string, { json, raw, headers = {} }: Asked = {}) {
  const body = json === undefined ? raw?.body : JSON.stringify(json);
  const type = json === undefined ? raw?.type : "application/json";
  const url = `http://127.0.0.1:${server.port}${path.startsWith("/api/") ? path : `/api/v1${path}`}`;
  const answer = await fetch(url, {
    method: verb,
    headers: { ...(type === undefined ? {} : { "content-type": type }), ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  return { cookies: answer.headers.getSetCookie(), body: text === "" ? null : (JSON.parse(text) as unknown) };
}

function signed({ id, secret }: { readonly id: string; readonly secret: string }, path: string) {
  const expires = String(Math.floor(Date.now() / 1_000) + 60);
  return {
    "api-key": id,
    "api-expires": expires,
    "api-signature": createHmac("sha256", secret).update(`GET${path}${expires}`).digest("hex"),
  };
}

test("WEB-003 ASVS-16.2.5 none of a run's secrets is in what the exchange says or, but sealed, in what it writes", async () => {
  const server = await Server.start(aFolder());
  await server.operator("index", "set", ".BXBT", "60000");
  const rest = { send: (verb: string, path: string, asked: Asked = {}) => ask(server, verb, path, asked) };
  const [password, wrong, code, token, inQuery, inBody, inHeader] = ["password", "wrong", "code", "token", "query", "body", "header"].map(
    canary,
  ) as [string, string, string, string, string, string, string];
  const email = "canary@example.test";
  const signedUp = await rest.send("POST", "/user/signup", { json: { email, password } });
  const cookie = String(signedUp.cookies.find((one) => one.startsWith("sid="))).split(";")[0] as string;
  const session = cookie.slice(4);
  const letters = (await rest.send("GET", `/outbox?email=${email}`)).body as readonly { readonly link: string }[];
  const verify = letters[0]?.link.split("#t=")[1] ?? "";
  await rest.send("POST", "/user/login", { json: { email, password: wrong } });
  await rest.send("POST", "/user/login/code", { json: { flow: token, code } });
  await rest.send("POST", "/user/verifyEmail", { json: { token: verify } });
  await rest.send("POST", "/user/confirmWithdrawal", { json: { token } });
  const made = (
    await rest.send("POST", "/apiKey", {
      json: { name: "bot" },
      headers: { cookie, "sec-fetch-site": "same-origin" },
    })
  ).body as {
    readonly id: string;
    readonly secret: string;
  };
  expect(made.secret).toHaveLength(48);
  await rest.send("GET", "/user", { headers: signed(made, "/api/v1/user") });
  const auth = signed(made, "/realtime");
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/realtime?${new URLSearchParams(auth)}`);
  await once(socket, "open");
  socket.close();
  // What goes wrong is what is written about: bodies that are none, addresses that are not there, headers of all kinds.
  await rest.send("GET", `/nothing?token=${inQuery}`);
  await rest.send("POST", "/order", { raw: { body: `{"secret":"${inBody}"`, type: "application/json" } });
  await rest.send("GET", "/user", {
    headers: { "api-key": made.id, "api-expires": "1", "api-signature": inHeader, authorization: inHeader },
  });
  await rest.send("POST", "/api/csp-reports", {
    raw: { body: `[{"body":{"documentURL":"http://x/?t=${inQuery}"}}]`, type: "application/reports+json" },
  });
  await server.kill("SIGTERM");

  const said = [...server.lines, server.stderr].join("\n");
  const signature = createHmac("sha256", made.secret).update("x").digest("hex");
  const secrets = {
    password,
    wrong,
    code,
    token,
    inQuery,
    inBody,
    inHeader,
    session,
    verify,
    secret: made.secret,
    socket: auth["api-signature"],
    signature,
  };
  for (const [kind, secret] of Object.entries(secrets)) expect([kind, said.includes(secret)]).toEqual([kind, false]);
  const kept = { password, wrong, code, session, secret: made.secret };
  for (const file of filesBelow(server.dataDir)) {
    const bytes = readFileSync(file).toString("latin1");
    for (const [kind, secret] of Object.entries(kept)) expect([kind, file, bytes.includes(secret)]).toEqual([kind, file, false]);
  }
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : statSync(path).isFile() ? [path] : []));
}
