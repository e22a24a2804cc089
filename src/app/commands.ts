import { navigate } from "wouter/use-browser-location";
import type { Side } from "../../bff/contract/vocabulary.ts";
import { cancelAllOrders, closePosition } from "../rest/orders.ts";
import { RestError } from "../rest/rest-error.ts";
import { useAccount } from "../stores/account.ts";
import { useDialogs } from "../stores/dialogs.ts";
import { useDraftOrder } from "../stores/draft-order.ts";
import { useNotices } from "../stores/notices.ts";
import { PALETTES, type Palette, THEMES, type Theme, usePreferences } from "../stores/preferences.ts";
import { useSession } from "../stores/session.ts";
import { ownWorkspaces, PRESETS, workspaceName } from "../stores/workspaces.ts";
import * as commandsTexts from "../texts/commands.ts";
import * as shellTexts from "../texts/shell.ts";
import * as tablesTexts from "../texts/tables.ts";
import * as workspaceTexts from "../texts/workspace.ts";
import { keysOf } from "./hotkeys.ts";
import { pagesOf } from "./pages.ts";

/** Something that can be done by name or by a key. */
export interface Command {
  /** Under which a key of its own is kept. */
  readonly id: string;
  readonly words: string;
  /** Key that does it unless another is chosen, see `hotkeys.ts`; none for what is done by name alone. */
  readonly key?: string;
  /** It touches orders: its key works only where somebody has turned such keys on. */
  readonly isTrading?: boolean;
  readonly run: () => void;
}

interface KeyChoices {
  readonly hasTradingKeys: boolean;
  readonly hotkeys: Readonly<Record<string, string>>;
}

export const THEME_WORDS: Readonly<Record<Theme, string>> = commandsTexts.themes;
export const PALETTE_WORDS: Readonly<Record<Palette, string>> = commandsTexts.palettes;

/** Puts the keyboard into a field of the ticket; on a small screen the ticket comes first. */
function focusTicket(name: "ticket-price" | "ticket-size"): void {
  const field = () => document.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  const found = field();
  found?.focus();
  if (found !== null) return;
  useDialogs.getState().show("ticket");
  requestAnimationFrame(() => field()?.focus());
}

/** Asks first where closing asks, as the button in the position's row does. */
function closeAtMarket(symbol: string): void {
  const position = useAccount.getState().positions.find((one) => one.symbol === symbol && one.isOpen);
  if (position === undefined) useNotices.getState().tell(commandsTexts.noPositionIn(symbol));
  else if (usePreferences.getState().asksBeforeClosing) useDialogs.getState().show("close");
  else void closeNow(symbol);
}

/** Closes a whole position, and tells where that fails. */
export async function closeNow(symbol: string): Promise<void> {
  try {
    await closePosition(symbol);
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    useNotices.getState().tell(commandsTexts.notClosed(error.message), { isError: true });
  }
}

async function cancelAll(symbol: string): Promise<void> {
  const { tell } = useNotices.getState();
  try {
    const { length } = await cancelAllOrders(symbol);
    tell(tablesTexts.areCancelled(length));
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    tell(commandsTexts.notCancelled(error.message), { isError: true });
  }
}

/** Presses the ticket's own button, which says what it does and asks what it always asks. */
function pressSend(side: Side): void {
  useDraftOrder.getState().change({ side });
  // The button is drawn anew for the side first.
  requestAnimationFrame(() => {
    const button = document.querySelector<HTMLButtonElement>("button[data-send]");
    if (button === null) useDialogs.getState().show("ticket");
    else button.click();
  });
}

/** The ticket as what would turn the position around: the other side, twice its size. */
function flip(symbol: string): void {
  const { change, side, contracts } = useDraftOrder.getState();
  const held = useAccount.getState().positions.find((position) => position.symbol === symbol)?.currentQty ?? 0;
  if (held === 0) change({ side: side === "Buy" ? "Sell" : "Buy", contracts });
  else change({ side: held > 0 ? "Sell" : "Buy", contracts: 2 * Math.abs(held) });
  focusTicket("ticket-size");
}

function scale(factor: number): void {
  const { change, contracts } = useDraftOrder.getState();
  if (contracts !== null) change({ contracts: Math.max(1, Math.round(contracts * factor)) });
}

/** All commands for a contract, in the order in which they are shown. */
export function commandsFor(symbol: string): readonly Command[] {
  const { change } = useDraftOrder.getState();
  const { show } = useDialogs.getState();
  const { set, workspaces } = usePreferences.getState();
  const trade = (side: Side) => () => {
    change({ side });
    focusTicket("ticket-size");
  };
  const limit = () => {
    change({ ordType: "Limit" });
    // The price's field comes with the type.
    requestAnimationFrame(() => focusTicket("ticket-price"));
  };
  // Not before the exchange has said so.
  const isSignedIn = (useSession.getState().session?.user ?? null) !== null;
  const account: readonly Command[] = [
    { id: "buyNow", words: commandsTexts.buyTyped, key: "B", isTrading: true, run: () => pressSend("Buy") },
    { id: "sellNow", words: commandsTexts.sellTyped, key: "S", isTrading: true, run: () => pressSend("Sell") },
    { id: "cancelAll", words: commandsTexts.cancelAll, key: "X", isTrading: true, run: () => void cancelAll(symbol) },
    { id: "close", words: commandsTexts.close, key: "C", isTrading: true, run: () => closeAtMarket(symbol) },
  ];
  return [
    { id: "buy", words: commandsTexts.buy, key: "b", run: trade("Buy") },
    { id: "sell", words: commandsTexts.sell, key: "s", run: trade("Sell") },
    {
      id: "otherSide",
      words: commandsTexts.otherSide,
      key: "f",
      run: () => change({ side: useDraftOrder.getState().side === "Buy" ? "Sell" : "Buy" }),
    },
    { id: "flip", words: commandsTexts.flip, key: "F", run: () => flip(symbol) },
    { id: "half", words: commandsTexts.halfSize, key: "[", run: () => scale(0.5) },
    { id: "twice", words: commandsTexts.twiceSize, key: "]", run: () => scale(2) },
    { id: "limit", words: commandsTexts.limitOrder, key: "l", run: limit },
    { id: "market", words: commandsTexts.marketOrder, key: "m", run: () => change({ ordType: "Market" }) },
    { id: "markets", words: commandsTexts.markets, key: "g", run: () => show("markets") },
    { id: "terms", words: shellTexts.terms, run: () => show("terms") },
    ...(isSignedIn ? account : []),
    ...THEMES.map((theme) => ({ id: `theme-${theme}`, words: THEME_WORDS[theme], run: () => set({ theme }) })),
    ...PALETTES.map((palette) => ({ id: `palette-${palette}`, words: PALETTE_WORDS[palette], run: () => set({ palette }) })),
    ...[...PRESETS, ...ownWorkspaces(workspaces)].map((workspace) => ({
      id: `workspace-${workspace}`,
      words: workspaceTexts.label(workspaceName(workspace)),
      run: () => set({ workspace }),
    })),
    ...pagesOf(symbol).map(({ path, name }) => ({ id: `page-${name}`, words: commandsTexts.goTo(name), run: () => navigate(path) })),
    { id: "trade", words: commandsTexts.goToTrade(symbol), run: () => navigate(`/trade/${symbol}`) },
    { id: "locale", words: shellTexts.locale, run: () => show("locale") },
    { id: "alerts", words: shellTexts.alerts, run: () => show("alerts") },
    { id: "calls", words: commandsTexts.calls, key: "a", run: () => show("calls") },
    { id: "feeds", words: shellTexts.feeds, run: () => show("feeds") },
    { id: "keys", words: shellTexts.keys, key: "?", run: () => show("keys") },
    { id: "about", words: shellTexts.aboutProduct, run: () => show("about") },
  ];
}

/** Commands that hold every word of a query, those that begin with it first. */
export function findCommands(commands: readonly Command[], query: string): readonly Command[] {
  const wanted = query.trim().toLowerCase();
  const words = wanted.split(/\s+/);
  const found = commands.filter((command) => words.every((word) => command.words.toLowerCase().includes(word)));
  const begins = (command: Command) => command.words.toLowerCase().startsWith(wanted);
  return [...found.filter(begins), ...found.filter((command) => !begins(command))];
}

/** The command that a key does; a key that touches orders does nothing until it is turned on. */
export function commandOfKey(commands: readonly Command[], key: string, choices: KeyChoices): Command | undefined {
  const keys = keysOf(commands, choices.hotkeys);
  return commands.find(({ id, isTrading }) => keys.get(id) === key && (isTrading !== true || choices.hasTradingKeys));
}
