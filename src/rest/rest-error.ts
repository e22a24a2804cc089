import type { ErrorBody } from "../../bff/contract/errors.ts";

/** An answer of the exchange that is not 2xx, in its own words; status 0 when no answer came. */
export class RestError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "RestError";
    this.status = status;
  }

  /** The exchange has too much to do and took nothing: the same request may be sent again. */
  get isOverload(): boolean {
    return this.status === 503;
  }

  /** No answer of the exchange came, or one that does not say: whether it took the request is not known. */
  get isUnknown(): boolean {
    return this.status === 0 || (this.status >= 500 && !this.isOverload);
  }
}

/** The error of an answer, also where a gateway in between wrote it. */
export function errorOf(status: number, text: string): RestError {
  const fallback = `The exchange answered with status ${status}.`;
  try {
    return new RestError(status, (JSON.parse(text) as Partial<ErrorBody> | null)?.error?.message ?? fallback);
  } catch {
    return new RestError(status, fallback);
  }
}
