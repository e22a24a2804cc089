const WORKER = "/sw.js";

interface TrustedTypes {
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ) => {
    readonly createScriptURL: (url: string) => string;
  };
}

/** The page's policy takes an address of a script from this policy alone, and this policy knows one address. */
function trusted(): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return WORKER;
  const policy = trustedTypes.createPolicy("app-worker", {
    createScriptURL: (url) => {
      if (url !== WORKER) throw new TypeError(`${url} is no worker of this page.`);
      return url;
    },
  });
  return policy.createScriptURL(WORKER);
}

/** Lets the page be installed and open without a network; once the page itself has come, which goes first. */
export function installWorker(): void {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  addEventListener("load", () => {
    navigator.serviceWorker.register(trusted()).catch((error: unknown) => {
      // A browser may be told not to: the page works without it.
      console.info("The page cannot be installed here.", error);
    });
  });
}
