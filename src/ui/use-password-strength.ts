import { useEffect, useRef, useState } from "react";
import type { Strength, StrengthCall } from "./password-strength.ts";
import workerAddress from "./password-worker.ts?worker&url";
import { trustedWorker } from "./trusted-worker.ts";

/** How long the typing pauses before it is judged. */
const PAUSE_MS = 300;

/**
 * How soon a password would be guessed. The lists come with its first letter, and nothing of it leaves the browser;
 * where the worker can't be had there is no advice, and the exchange judges alone.
 */
export function usePasswordStrength(password: string, context: readonly string[]): Strength | null {
  const [strength, setStrength] = useState<Strength | null>(null);
  const worker = useRef<Worker | null>(null);
  const about = context.join(" ");
  useEffect(() => {
    if (password === "") return undefined;
    const timer = setTimeout(() => {
      if (worker.current === null) {
        worker.current = new Worker(trustedWorker(workerAddress), { type: "module" });
        worker.current.addEventListener("message", ({ data }: MessageEvent<Strength>) => setStrength(data));
      }
      const call: StrengthCall = { password, context: about.split(" ").filter((word) => word !== "") };
      worker.current.postMessage(call);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [password, about]);
  useEffect(
    () => () => {
      worker.current?.terminate();
      worker.current = null;
    },
    [],
  );
  return strength;
}
