// The page at /api/explorer. It reads the document that the contract gives, builds a form for every operation, and sends
// what is filled in, signed with a key if there is one. It is served as it stands and writes text, never mark-up.

const byId = (id) => document.getElementById(id);

/** An element with attributes and children; text stays text. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Words of the contract, in which backticks hold code. */
const prose = (text) => text.split("`").map((part, i) => (i % 2 === 1 ? element("code", {}, part) : part));

const VERBS = ["get", "post", "put", "delete"];

/** Every operation of the document, with its verb and path. */
function operationsOf(spec) {
  return Object.entries(spec.paths).flatMap(([path, verbs]) =>
    VERBS.filter((verb) => verb in verbs).map((verb) => ({ verb: verb.toUpperCase(), path, ...verbs[verb] })),
  );
}

const nameOf = ({ verb, path }) => `${verb} ${path}`;

/** Verb, target and body of a request. Reads say what they want in the query, writes in a JSON body. */
function requestOf(spec, operation, fields) {
  const given = operation.parameters.map((parameter) => [parameter, fields.get(parameter.name) ?? ""]).filter(([, text]) => text !== "");
  const base = spec.basePath + operation.path;
  if (operation.verb === "GET") {
    const query = new URLSearchParams(given.map(([{ name }, text]) => [name, text])).toString();
    return { verb: "GET", target: query === "" ? base : `${base}?${query}`, body: "" };
  }
  return {
    verb: operation.verb,
    target: base,
    body: JSON.stringify(Object.fromEntries(given.map(([p, text]) => [p.name, typedValue(p, text)]))),
  };
}

/** What was typed, as the type that the contract names. What is none goes as it is: the exchange says what is wrong with it. */
function typedValue({ type, format }, text) {
  if (type === "number" && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === "boolean") return text === "true";
  if (format === "JSON" && /^\s*[[{]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  return text;
}

/** HMAC-SHA256 over verb, target, expiry and body, in hexadecimal: what `api-signature` carries. */
async function sign(secret, { verb, target, body }, expires) {
  const bytes = (text) => new TextEncoder().encode(text);
  const key = await crypto.subtle.importKey("raw", bytes(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, bytes(verb + target + expires + body));
  return [...new Uint8Array(signature)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const LIFE_SECONDS = 60;

/** Sends a request: with a key, as that key alone; without, as whoever is signed in. */
async function send(request) {
  const [id, secret] = [byId("key-id").value.trim(), byId("key-secret").value.trim()];
  const headers = request.body === "" ? {} : { "content-type": "application/json" };
  if (id !== "") {
    const expires = String(Math.floor(Date.now() / 1_000) + LIFE_SECONDS);
    headers["api-key"] = id;
    headers["api-expires"] = expires;
    headers["api-signature"] = await sign(secret, request, expires);
  }
  const started = performance.now();
  const answer = await fetch(request.target, {
    method: request.verb,
    headers,
    credentials: id === "" ? "same-origin" : "omit",
    ...(request.body === "" ? {} : { body: request.body }),
  });
  const text = await answer.text();
  return { answer, text, tookMs: performance.now() - started, headers };
}

function fieldOf(parameter) {
  const { name, description = "", required, type, enum: choices, default: preset } = parameter;
  const options = choices ?? (type === "boolean" ? ["true", "false"] : null);
  const field =
    options === null
      ? element("input", {
          name,
          spellcheck: "false",
          autocomplete: "off",
          ...(preset === undefined ? {} : { placeholder: String(preset) }),
        })
      : element(
          "select",
          { name },
          element("option", { value: "" }, preset === undefined ? "" : `${preset} (default)`),
          ...options.map((choice) => element("option", { value: choice }, choice)),
        );
  if (/password/i.test(name)) field.setAttribute("type", "password");
  return element("label", {}, required ? `${name} (required)` : name, field, element("small", {}, ...prose(description)));
}

function accessOf(operation) {
  if (operation["x-fairmark-session"]) return "A signed-in session; no key will do";
  return operation.security?.length === 0 ? "Anybody" : "A key or a session";
}

/** The columns of what an operation answers with. */
function columnsOf(spec, operation) {
  const { schema = {} } = operation.responses["200"];
  const reference = schema.$ref ?? schema.items?.$ref;
  const name = reference?.replace("#/definitions/", "");
  const properties = Object.entries(spec.definitions[name]?.properties ?? {});
  if (properties.length === 0) return [];
  const row = (cell, texts) => element("tr", {}, ...texts.map((text) => element(cell, {}, text)));
  const rows = properties.map(([column, { type = "object", format }]) =>
    row("td", [column, format === undefined ? type : `${type}, ${format}`]),
  );
  const title = schema.$ref === undefined ? `Rows of ${name}` : name;
  return [
    element("h3", {}, title),
    element("table", {}, element("thead", {}, row("th", ["column", "type"])), element("tbody", {}, ...rows)),
  ];
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** The same request for a shell. Its signature is good for a minute. */
function curlOf(request, headers) {
  const quote = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
  const parts = [`curl -X ${request.verb} ${quote(location.origin + request.target)}`];
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${quote(`${name}: ${value}`)}`);
  if (request.body !== "") parts.push(`-d ${quote(request.body)}`);
  return parts.join(" \\\n  ");
}

function show(spec, operation) {
  const form = element("form", { autocomplete: "off" });
  const output = element("section", { "aria-live": "polite", "aria-label": "Answer" });
  const button = element("button", { type: "submit" }, "Send");
  form.append(element("div", { class: "fields" }, ...operation.parameters.map(fieldOf)), button);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    const fields = new Map([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));
    const request = requestOf(spec, operation, fields);
    try {
      const { answer, text, tookMs, headers } = await send(request);
      const left = answer.headers.get("x-ratelimit-remaining");
      const line = `${answer.status} in ${Math.round(tookMs)} ms${left === null ? "" : `, ${left} requests left`}`;
      output.replaceChildren(
        element("h3", {}, "Answer"),
        element("p", { class: answer.ok ? "good" : "bad", id: "status" }, line),
        element("pre", { id: "answer", tabindex: "0" }, pretty(text)),
        element("h3", {}, "The same in a shell"),
        element("pre", { tabindex: "0" }, curlOf(request, headers)),
      );
    } catch (error) {
      output.replaceChildren(element("p", { class: "bad", id: "status" }, `Nothing was answered: ${error.message}`));
    } finally {
      button.disabled = false;
    }
  });
  byId("operation").replaceChildren(
    element("h2", {}, element("code", {}, nameOf(operation))),
    element("p", {}, ...prose(operation.summary ?? "")),
    element(
      "p",
      {},
      element("span", { class: "note" }, accessOf(operation)),
      ...(operation["x-fairmark"] ? [element("span", { class: "note" }, "Fairmark's own")] : []),
    ),
    form,
    output,
    ...columnsOf(spec, operation),
  );
}

function listOperations(operations, tags) {
  const wanted = byId("find").value.trim().toLowerCase();
  const groups = tags.map(({ name }) => {
    const found = operations.filter((operation) => operation.tags.includes(name) && nameOf(operation).toLowerCase().includes(wanted));
    if (found.length === 0) return null;
    const links = found.map((operation) => element("a", { class: "operation-link", href: `#${operation.operationId}` }, nameOf(operation)));
    return element("section", {}, element("h2", {}, name), ...links);
  });
  byId("operations").replaceChildren(...groups.filter((group) => group !== null));
}

/** The operation that the address names, or the first. */
const chosenOf = (operations) => operations.find(({ operationId }) => `#${operationId}` === location.hash) ?? operations[0];

function markCurrent(operations) {
  const { operationId } = chosenOf(operations);
  for (const link of document.querySelectorAll(".operation-link")) {
    if (link.getAttribute("href") === `#${operationId}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function follow(spec, operations) {
  markCurrent(operations);
  show(spec, chosenOf(operations));
}

async function start() {
  const answer = await fetch("/api/explorer/swagger.json");
  if (!answer.ok) throw new Error(`the document was answered with ${answer.status}`);
  const spec = await answer.json();
  const operations = operationsOf(spec);
  byId("key").addEventListener("submit", (event) => event.preventDefault());
  byId("find").addEventListener("input", () => {
    listOperations(operations, spec.tags);
    markCurrent(operations);
  });
  listOperations(operations, spec.tags);
  window.addEventListener("hashchange", () => {
    follow(spec, operations);
    byId("operation").focus();
  });
  follow(spec, operations);
}

start().catch((error) => {
  byId("operation").replaceChildren(element("p", { class: "bad" }, `The contract could not be loaded: ${error.message}`));
});
