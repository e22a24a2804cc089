import { QueryClient } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { browserFrameWorld, browserStreamWorld } from "./app/browser-world.ts";
import { createTerminal } from "./app/create-terminal.ts";
import { followPreferences, restWorld } from "./app/follow-preferences.ts";
import { followSession } from "./app/follow-session.ts";
import { followTheme } from "./app/theme.ts";
import { followTitle } from "./app/title.ts";
import { watchInks } from "./paint/ink-watch.ts";
import { usePreferences } from "./stores/preferences.ts";
import "./ui/tokens.css";
import "./ui/fonts.css";
import "./ui/base.css";

/** The contract of an address that names none, and of somebody who has looked at none yet. */
const FIRST_CONTRACT = "XBTUSD";
const BEAT_MS = 1_000;

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
addEventListener("online", () => parts.stream.hurry());
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  parts.stream.hurry();
  void lookElsewhere();
});

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no place for the app.");
createRoot(root).render(
  <StrictMode>
    <App shown={parts.terminal} show={parts.show} queries={queries} />
  </StrictMode>,
);
