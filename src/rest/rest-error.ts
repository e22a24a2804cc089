import type { ApprovalAsked, ErrorBody } from "../../bff/contract/errors.ts";
import * as commonTexts from "../texts/common.ts";

/** An answer of the exchange that is not 2xx, in its own words; status 0 when no answer came. */
export class RestError extends Error {
  readonly status: number;
  /** What its person has to approve before the same request is carried out; null where that is not the reason. */
  readonly approval: ApprovalAsked | null;

  constructor(status: number, message: string, approval: ApprovalAsked | null = null) {
    super(message);
    this.name = "RestError";
    this.status = status;
    this.approval = approval;
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
  const fallback = commonTexts.answeredWith(status);
  try {
    const error = (JSON.parse(text) as Partial<ErrorBody> | null)?.error;
    return new RestError(status, error?.message ?? fallback, error?.approval ?? null);
  } catch {
    return new RestError(status, fallback);
  }
}
