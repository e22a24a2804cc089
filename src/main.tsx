import { QueryClient } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { askEarly } from "./app/ask-early.ts";
import { browserFrameWorld, browserStreamWorld } from "./app/browser-world.ts";
import { createTerminal } from "./app/create-terminal.ts";
import { followPreferences, restWorld } from "./app/follow-preferences.ts";
import { followSession } from "./app/follow-session.ts";
import { installWorker } from "./app/install-worker.ts";
import { followTheme } from "./app/theme.ts";
import { followTitle } from "./app/title.ts";
import { watchInks } from "./paint/ink-watch.ts";
import { callLog } from "./rest/call-log.ts";
import { askEngineStatus } from "./stores/engine-status.ts";
import { usePreferences } from "./stores/preferences.ts";
import "./ui/tokens.css";
import "./ui/fonts.css";
import "./ui/base.css";

/** The contract of an address that names none, and of somebody who has looked at none yet. */
const FIRST_CONTRACT = "XBTUSD";
const BEAT_MS = 1_000;
/** How busy the engine is: a few questions a minute of those that an address may ask. */
const ENGINE_MS = 10_000;

askEarly();
followTheme();
watchInks();
const asked = /^\/trade\/([^/]+)/.exec(location.pathname)?.[1];
const first = asked ?? usePreferences.getState().lastContract ?? FIRST_CONTRACT;
const parts = createTerminal(first, browserStreamWorld, browserFrameWorld, (painter, error) =>
  console.error(`The painter '${painter}' failed.`, error),
);
const queries = new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } } });
parts.showAccount(false);
parts.stream.start();
const lookElsewhere = followPreferences(restWorld);
followSession(parts, queries);
followTitle(parts.terminal);
setInterval(parts.beat, BEAT_MS);
callLog.onAnswer(({ verb, path, status, tookMs }) => {
  if ((path === "/order" || path === "/order/bulk") && verb === "POST" && status === 200) parts.orderAnswered(tookMs ?? 0);
});
const lookAtEngine = () => {
  if (!document.hidden) void askEngineStatus();
};
lookAtEngine();
setInterval(lookAtEngine, ENGINE_MS);
addEventListener("online", () => parts.stream.wake());
// A page that was put aside whole, as phones do, comes back by this.
addEventListener("pageshow", () => parts.stream.wake());
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  parts.stream.wake();
  void lookElsewhere();
});

installWorker();

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no place for the app.");
createRoot(root).render(
  <StrictMode>
    <App shown={parts.terminal} show={parts.show} queries={queries} />
  </StrictMode>,
);
