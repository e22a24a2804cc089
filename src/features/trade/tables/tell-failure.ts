import { RestError } from "../../../rest/rest-error.ts";
import { useNotices } from "../../../stores/notices.ts";

/** Tells of a request that the exchange did not do, in its own words. What is no answer of it is a bug and goes on. */
export function tellFailure(what: string, error: unknown): void {
  if (!(error instanceof RestError)) throw error;
  useNotices.getState().tell(`${what}: ${error.message}`, { isError: true });
}
