import { useState } from "react";
import { tellFailure } from "./tell-failure.ts";

/**
 * Runs one request at a time and tells of its failure.
 *
 * @param failed what is then not so, as in 'The position is not closed'
 */
export function useRequest(failed: string): {
  readonly isBusy: boolean;
  readonly run: (request: () => Promise<unknown>) => Promise<boolean>;
} {
  const [isBusy, setBusy] = useState(false);
  const run = async (request: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await request();
      return true;
    } catch (error) {
      tellFailure(failed, error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, run };
}
