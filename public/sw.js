// Lets the terminal open without a network and after an update. It keeps the shell of the page and nothing else: no
// answer of the API and no message of the stream ever passes through it, so that nothing old is taken for a price.
const SHELL = "fairmark-shell-1";
const PAGE = "/";
/** Names of the files of the newest build, which the page asks for when it needs them: without a network that is too late. */
const FILES = "/shell.json";
/** Files that are named by their content never change; of those that no build has any more, the oldest go. */
const MOST_ASSETS = 120;

const isAsset = (url) => url.pathname.startsWith("/assets/");
const isOfShell = (url) =>
  isAsset(url) || ["/theme.js", "/favicon.svg", "/manifest.webmanifest"].includes(url.pathname) || url.pathname.startsWith("/icons/");
const isData = (url) => url.pathname.startsWith("/api/") || url.pathname.startsWith("/realtime");

async function keep(request, response) {
  if (!response.ok || response.redirected) return;
  const cache = await caches.open(SHELL);
  await cache.put(request, response);
  const assets = (await cache.keys()).filter(({ url }) => isAsset(new URL(url)));
  for (const old of assets.slice(0, Math.max(0, assets.length - MOST_ASSETS))) await cache.delete(old);
}

/** Fetches what the newest build is made of, as far as it is not here. */
async function keepFiles() {
  const response = await fetch(FILES);
  if (!response.ok) return;
  const cache = await caches.open(SHELL);
  const missing = [];
  for (const path of await response.json()) if ((await cache.match(path)) === undefined) missing.push(path);
  await cache.addAll(missing);
}

/** The newest that can be had; what was kept where there is no network. */
async function newest(event, name) {
  try {
    const response = await fetch(event.request);
    event.waitUntil(keep(name, response.clone()));
    if (name === PAGE) event.waitUntil(keepFiles());
    return response;
  } catch (error) {
    const kept = await caches.match(name);
    if (kept !== undefined) return kept;
    throw error;
  }
}

async function unchanging(event) {
  const kept = await caches.match(event.request);
  if (kept !== undefined) return kept;
  const response = await fetch(event.request);
  event.waitUntil(keep(event.request, response.clone()));
  return response;
}

self.addEventListener("install", (event) => {
  event.waitUntil(Promise.all([fetch(PAGE).then((response) => keep(PAGE, response)), keepFiles()]));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const clear = async () => {
    for (const name of await caches.keys()) if (name !== SHELL) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin || isData(url)) return;
  // Every address of the app is the same page: its own router reads the address.
  if (event.request.mode === "navigate") event.respondWith(newest(event, PAGE));
  else if (isAsset(url)) event.respondWith(unchanging(event));
  else if (isOfShell(url)) event.respondWith(newest(event, event.request));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const show = async () => {
    const [open] = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    if (open === undefined) await self.clients.openWindow(PAGE);
    else await open.focus();
  };
  event.waitUntil(show());
});
