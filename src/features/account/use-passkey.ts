import { useState } from "react";
import type { SignInRow } from "../../../bff/contract/operations/user.ts";
import { signInPasskeyOptions, signInWithPasskey } from "../../rest/links.ts";
import { RestError } from "../../rest/rest-error.ts";
import * as signInTexts from "../../texts/sign-in.ts";

/**
 * Signs in with a passkey. The library comes when it is asked for: the first page does not wait for it.
 *
 * @param flow of a sign-in that is at its second step; null for a passkey alone
 */
export function usePasskey(flow: string | null, onReached: (row: SignInRow) => void) {
  const [failure, setFailure] = useState<string | null>(null);
  const use = async () => {
    setFailure(null);
    try {
      const { startAuthentication } = await import("@simplewebauthn/browser");
      const optionsJSON = (await signInPasskeyOptions(flow)) as Parameters<typeof startAuthentication>[0]["optionsJSON"];
      onReached(await signInWithPasskey(flow, await startAuthentication({ optionsJSON })));
    } catch (error) {
      if (error instanceof RestError) setFailure(error.message);
      else if (error instanceof Error) setFailure(signInTexts.noPasskey);
      else throw error;
    }
  };
  return { use, failure };
}
