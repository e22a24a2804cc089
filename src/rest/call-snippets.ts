import type { MadeCall } from "./call-log.ts";

/** Languages that a call is shown in. */
export const LANGUAGES = ["curl", "typescript", "python"] as const;
export type Language = (typeof LANGUAGES)[number];

type Shown = Pick<MadeCall, "verb" | "path" | "access" | "body">;

/** How the contract signs: HMAC-SHA256 over verb, path, expiry and body. A session's own calls are not for keys. */
const isSigned = ({ access }: Shown) => access === "account";

/** A text in single quotes of a shell. */
const shell = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
/** JSON is a literal of TypeScript as it stands, and of Python where it holds no `true`, `false` or `null`. */
const python = (text: string) =>
  JSON.stringify(text).replace(/[\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

/**
 * A call as a program: it runs as it stands where the key is in `API_KEY` and `API_SECRET`, or the session's cookie in
 * `SESSION`.
 *
 * @param origin of the exchange, as `http://localhost:3000`
 */
export function snippetOf(language: Language, call: Shown, origin: string): string {
  const body = JSON.stringify(call.body);
  const path = `/api/v1${call.path}`;
  switch (language) {
    case "curl":
      return isSigned(call) ? signedCurl(call.verb, origin, path, body) : sessionCurl(call.verb, origin, path, body);
    case "typescript":
      return isSigned(call) ? signedTypescript(call.verb, origin, path, body) : sessionTypescript(call.verb, origin, path, body);
    case "python":
      return isSigned(call) ? signedPython(call.verb, origin, path, body) : sessionPython(call.verb, origin, path, body);
  }
}

type Parts = readonly [verb: string, origin: string, path: string, body: string];

const signedCurl = (...[verb, origin, path, body]: Parts) => `BODY=${shell(body)}
EXPIRES=$(($(date +%s) + 60))
SIGNATURE=$(printf '%s' "${verb}${path}$EXPIRES$BODY" | openssl dgst -sha256 -hmac "$API_SECRET" -r | cut -d' ' -f1)
curl -X ${verb} ${shell(origin + path)} \\
  -H 'content-type: application/json' \\
  -H "api-key: $API_KEY" \\
  -H "api-expires: $EXPIRES" \\
  -H "api-signature: $SIGNATURE" \\
  -d "$BODY"`;

const sessionCurl = (...[verb, origin, path, body]: Parts) => `curl -X ${verb} ${shell(origin + path)} \\
  -H 'content-type: application/json' \\
  -H ${shell(`origin: ${origin}`)} \\
  -H "cookie: sid=$SESSION" \\
  -d ${shell(body)}`;

const signedTypescript = (...[verb, origin, path, body]: Parts) => `import { createHmac } from "node:crypto";

const body = JSON.stringify(${body});
const expires = Math.floor(Date.now() / 1000) + 60;
const signature = createHmac("sha256", process.env.API_SECRET ?? "")
  .update("${verb}${path}" + expires + body)
  .digest("hex");
const response = await fetch(${JSON.stringify(origin + path)}, {
  method: "${verb}",
  headers: {
    "content-type": "application/json",
    "api-key": process.env.API_KEY ?? "",
    "api-expires": String(expires),
    "api-signature": signature,
  },
  body,
});
console.log(response.status, await response.json());`;

const sessionTypescript = (...[verb, origin, path, body]: Parts) => `const response = await fetch(${JSON.stringify(origin + path)}, {
  method: "${verb}",
  headers: {
    "content-type": "application/json",
    origin: ${JSON.stringify(origin)},
    cookie: \`sid=\${process.env.SESSION}\`,
  },
  body: JSON.stringify(${body}),
});
console.log(response.status, await response.text());`;

const signedPython = (...[verb, origin, path, body]: Parts) => `import hashlib, hmac, os, time, urllib.request

body = ${python(body)}
expires = str(int(time.time()) + 60)
signature = hmac.new(
    os.environ["API_SECRET"].encode(), ("${verb}${path}" + expires + body).encode(), hashlib.sha256
).hexdigest()
request = urllib.request.Request(
    ${python(origin + path)},
    method="${verb}",
    data=body.encode(),
    headers={
        "content-type": "application/json",
        "api-key": os.environ["API_KEY"],
        "api-expires": expires,
        "api-signature": signature,
    },
)
with urllib.request.urlopen(request) as response:
    print(response.status, response.read().decode())`;

const sessionPython = (...[verb, origin, path, body]: Parts) => `import os, urllib.request

request = urllib.request.Request(
    ${python(origin + path)},
    method="${verb}",
    data=${python(body)}.encode(),
    headers={
        "content-type": "application/json",
        "origin": ${python(origin)},
        "cookie": "sid=" + os.environ["SESSION"],
    },
)
with urllib.request.urlopen(request) as response:
    print(response.status, response.read().decode())`;
