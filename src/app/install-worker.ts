import { trustedWorker } from "../ui/trusted-worker.ts";

const WORKER = "/sw.js";

/** Lets the page be installed and open without a network; once the page itself has come, which goes first. */
export function installWorker(): void {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  addEventListener("load", () => {
    navigator.serviceWorker.register(trustedWorker(WORKER)).catch((error: unknown) => {
      // A browser may be told not to: the page works without it.
      console.info("The page cannot be installed here.", error);
    });
  });
}
