interface TrustedTypes {
  readonly createPolicy: (name: string, rules: { readonly createScriptURL: (url: string) => string }) => Policy;
}

interface Policy {
  readonly createScriptURL: (url: string) => string;
}

/** The worker that keeps the page, and those that the build names. */
const WORKER = /^\/(sw\.js|assets\/[\w-]*worker[\w-]*\.js)$/;

function known(url: string): string {
  if (!WORKER.test(url)) throw new TypeError(`${url} is no worker of this page.`);
  return url;
}

let policy: Policy | null = null;

/**
 * The address of a worker, as the page's policy takes it: from this one policy, which knows the page's own workers.
 *
 * @throws TypeError for any other address
 */
export function trustedWorker(url: string): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy("app-worker", { createScriptURL: known }) ?? { createScriptURL: known };
  return policy.createScriptURL(url);
}
