import { useState } from "react";
import * as commonTexts from "../texts/common.ts";
import { Button } from "./button.tsx";

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for ears: 'the secret'. */
  readonly what: string;
}

const WORDS = { ready: commonTexts.copy, done: commonTexts.copied, byHand: commonTexts.markByHand };

/** Copies a text. Where the browser does not let a page copy, it stands there to be marked by hand. */
export function CopyButton({ text, what }: CopyButtonProps) {
  const [state, setState] = useState<keyof typeof WORDS>("ready");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("done");
    } catch {
      setState("byHand");
    }
  };
  return (
    <Button kind="quiet" size="small" aria-label={commonTexts.copyLabel(WORDS[state], what)} onClick={() => void copy()}>
      {WORDS[state]}
    </Button>
  );
}
