/** A row as it came: which columns it has depends on the table and on the action. */
export type StreamRow = Readonly<Record<string, unknown>>;

export type TableAction = "partial" | "insert" | "update" | "delete";

/** Frames that carry rows. Source: `/realtime` of the BitMEX API v1, section 2.4 of the contract. */
export interface TableMessage {
  readonly table: string;
  readonly action: TableAction;
  readonly data: readonly StreamRow[];
  /** Only with an image: the columns that name a row. */
  readonly keys?: readonly string[];
  /** Only with an image: what it was narrowed to. */
  readonly filter?: { readonly symbol?: string };
}

/** What the exchange says of itself when a connection opens; null where it says nothing. */
export interface Greeting {
  readonly version: string | null;
  /** Its clock at that moment. */
  readonly serverMs: number | null;
}

export type Frame =
  | { readonly kind: "table"; readonly message: TableMessage }
  | { readonly kind: "welcome"; readonly greeting: Greeting }
  | { readonly kind: "subscribed"; readonly topic: string }
  | { readonly kind: "unsubscribed"; readonly topic: string }
  | { readonly kind: "refused"; readonly status: number; readonly error: string; readonly topics: readonly string[] }
  | { readonly kind: "pong" }
  | { readonly kind: "unreadable" };

const ACTIONS: ReadonlySet<unknown> = new Set<TableAction>(["partial", "insert", "update", "delete"]);

/** Sorts a frame of the socket by what it is. Anything that no version of the contract sends is unreadable. */
export function readFrame(text: string): Frame {
  if (text === "pong") return { kind: "pong" };
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return { kind: "unreadable" };
  }
  if (typeof frame !== "object" || frame === null) return { kind: "unreadable" };
  if ("table" in frame) return isTableMessage(frame) ? { kind: "table", message: frame } : { kind: "unreadable" };
  if ("error" in frame) return refusal(frame);
  if ("subscribe" in frame && typeof frame.subscribe === "string") return { kind: "subscribed", topic: frame.subscribe };
  if ("unsubscribe" in frame && typeof frame.unsubscribe === "string") return { kind: "unsubscribed", topic: frame.unsubscribe };
  return "info" in frame ? { kind: "welcome", greeting: greetingOf(frame) } : { kind: "unreadable" };
}

function greetingOf(frame: object): Greeting {
  const { version, timestamp } = frame as Record<string, unknown>;
  const serverMs = typeof timestamp === "string" ? Date.parse(timestamp) : Number.NaN;
  return { version: typeof version === "string" ? version : null, serverMs: Number.isNaN(serverMs) ? null : serverMs };
}

function isTableMessage(frame: object): frame is TableMessage {
  const { table, action, data } = frame as Record<string, unknown>;
  return typeof table === "string" && ACTIONS.has(action) && Array.isArray(data);
}

function refusal(frame: object): Frame {
  const { status, error, request } = frame as Record<string, unknown>;
  const args = typeof request === "object" && request !== null && "args" in request ? request.args : [];
  const topics = (Array.isArray(args) ? args : [args]).filter((topic) => typeof topic === "string");
  return { kind: "refused", status: typeof status === "number" ? status : 0, error: String(error), topics };
}
