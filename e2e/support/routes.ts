/** A page by its address. */
interface PageRoute {
  readonly path: string;
  /** As the app's switch has it, where that has a parameter. */
  readonly pattern?: string;
  /** Whether another test holds it, or one made of the same parts, to the rules of the screen. */
  readonly isJudged?: boolean;
}

/** Every page beside the trade screen. A test of the app holds this list against its switch. */
export const ROUTES: readonly PageRoute[] = [
  { path: "/calculators", isJudged: true },
  { path: "/compare", isJudged: true },
  { path: "/dollar", isJudged: true },
  { path: "/liquidations" },
  { path: "/portfolio" },
  { path: "/stats/leverage" },
  { path: "/rules" },
  { path: "/liquidation/00000000-0000-0000-0000-000000000000", pattern: "/liquidation/:id", isJudged: true },
  { path: "/risk/XBTUSD", pattern: "/risk/:symbol" },
  { path: "/account", isJudged: true },
  { path: "/account/start", isJudged: true },
  { path: "/account/security", isJudged: true },
  { path: "/account/keys", isJudged: true },
  { path: "/account/wallet", isJudged: true },
  { path: "/outbox", isJudged: true },
  { path: "/withdrawal" },
  { path: "/verify", isJudged: true },
  { path: "/approve", isJudged: true },
  { path: "/reset" },
  { path: "/recover", isJudged: true },
  { path: "/freeze", isJudged: true },
  { path: "/cancel-change", isJudged: true },
  { path: "/cancel-recovery", isJudged: true },
  { path: "/confirm-email", isJudged: true },
  { path: "/undo-email", isJudged: true },
  { path: "/undo-password", isJudged: true },
  { path: "/end-key", isJudged: true },
  { path: "/nowhere" },
];
