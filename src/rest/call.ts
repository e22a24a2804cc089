import type { Static, TObject } from "typebox";
import type { Operation } from "../../bff/contract/operation.ts";
import { callLog } from "./call-log.ts";
import { errorOf, RestError } from "./rest-error.ts";

/** How long an answer may take before it counts as none. */
const DEADLINE_MS = 15_000;

/** How often a long read is asked for again that the exchange had no room for; it holds such refusals back for a moment. */
const MOST_TRIES = 6;

/**
 * Calls an operation of the contract on the page's own origin. The caller names the type of the answer, which is the
 * row or model that the operation returns.
 *
 * @param took hears how long the answer took
 * @throws RestError for every answer that is not 2xx, and for none
 */
export async function call<P extends TObject, A>(
  operation: Operation<P>,
  params: Static<P>,
  took?: (roundTripMs: number) => void,
): Promise<A> {
  const query = operation.verb === "GET" ? queryOf(params) : "";
  for (let tries = 1; ; tries++) {
    try {
      return await callOnce<A>(operation, query, params, took);
    } catch (error) {
      const mayAskAgain = operation.isHeavy === true && error instanceof RestError && error.isOverload && tries < MOST_TRIES;
      if (!mayAskAgain) throw error;
    }
  }
}

async function callOnce<A>(operation: Operation, query: string, params: object, took?: (roundTripMs: number) => void): Promise<A> {
  const isRead = operation.verb === "GET";
  const startedMs = performance.now();
  const answered = isRead
    ? null
    : callLog.sent({ verb: operation.verb, path: operation.path, access: operation.access, body: { ...params }, atMs: Date.now() });
  let answer: { readonly response: Response; readonly text: string };
  try {
    const response = await fetch(`/api/v1${operation.path}${query}`, {
      method: operation.verb,
      signal: AbortSignal.timeout(DEADLINE_MS),
      ...(isRead ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(params) }),
    });
    // An answer that breaks off on its way is none.
    answer = { response, text: await response.text() };
  } catch (cause) {
    answered?.(0, performance.now() - startedMs);
    throw Object.assign(new RestError(0, "The exchange cannot be reached."), { cause });
  }
  const { response, text } = answer;
  answered?.(response.status, performance.now() - startedMs);
  if (!response.ok) throw errorOf(response.status, text);
  took?.(performance.now() - startedMs);
  return (text === "" ? null : JSON.parse(text)) as A;
}

/** Parameters of a GET: objects and lists travel as JSON. */
function queryOf(params: object): string {
  const pairs = Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)]);
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}
