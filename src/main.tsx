import { QueryClient } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { browserFrameWorld, browserStreamWorld } from "./app/browser-world.ts";
import { createTerminal } from "./app/create-terminal.ts";
import { followSession } from "./app/follow-session.ts";
import { followTheme } from "./app/theme.ts";
import { followTitle } from "./app/title.ts";
import { watchInks } from "./paint/ink-watch.ts";
import "./ui/tokens.css";
import "./ui/fonts.css";
import "./ui/base.css";

/** The contract that the terminal shows; others come with their listing. */
const SYMBOL = "XBTUSD";
const BEAT_MS = 1_000;

followTheme();
watchInks();
const parts = createTerminal(SYMBOL, browserStreamWorld, browserFrameWorld, (painter, error) =>
  console.error(`The painter '${painter}' failed.`, error),
);
const queries = new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } } });
parts.showAccount(false);
parts.stream.start();
followSession(parts, queries);
followTitle(parts.terminal);
setInterval(parts.beat, BEAT_MS);
addEventListener("online", () => parts.stream.hurry());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) parts.stream.hurry();
});

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no place for the app.");
createRoot(root).render(
  <StrictMode>
    <App terminal={parts.terminal} queries={queries} />
  </StrictMode>,
);
