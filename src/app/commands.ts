import { cancelAllOrders } from "../rest/orders.ts";
import { RestError } from "../rest/rest-error.ts";
import { useDialogs } from "../stores/dialogs.ts";
import { useDraftOrder } from "../stores/draft-order.ts";
import { useNotices } from "../stores/notices.ts";
import { PALETTES, type Palette, THEMES, type Theme, usePreferences } from "../stores/preferences.ts";
import { useSession } from "../stores/session.ts";

/** Something that can be done by name or by a key. */
export interface Command {
  readonly words: string;
  /** Key that does it, as `KeyboardEvent.key` has it; none for what is done by name alone. */
  readonly key?: string;
  /** It touches orders: its key works only where somebody has turned such keys on. */
  readonly isTrading?: boolean;
  readonly run: () => void;
}

const THEME_WORDS: Readonly<Record<Theme, string>> = {
  system: "Theme as the system",
  dark: "Dark theme",
  light: "Light theme",
  contrast: "High contrast theme",
};
const PALETTE_WORDS: Readonly<Record<Palette, string>> = {
  default: "Green buys, red sells",
  "red-up": "Red buys, green sells",
  "blue-orange": "Blue buys, orange sells",
};

/** Puts the keyboard into a field of the ticket; on a small screen the ticket comes first. */
function focusTicket(name: "ticket-price" | "ticket-size"): void {
  const field = () => document.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  const found = field();
  found?.focus();
  if (found !== null) return;
  useDialogs.getState().show("ticket");
  requestAnimationFrame(() => field()?.focus());
}

async function cancelAll(symbol: string): Promise<void> {
  const { tell } = useNotices.getState();
  try {
    const { length } = await cancelAllOrders(symbol);
    tell(length === 1 ? "1 order is cancelled." : `${length} orders are cancelled.`);
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    tell(`The orders are not cancelled: ${error.message}`, { isError: true });
  }
}

/** All commands for a contract, in the order in which they are shown. Nothing here sends an order: only its button does. */
export function commandsFor(symbol: string): readonly Command[] {
  const { change } = useDraftOrder.getState();
  const { show } = useDialogs.getState();
  const { set } = usePreferences.getState();
  const trade = (side: "Buy" | "Sell") => () => {
    change({ side });
    focusTicket("ticket-size");
  };
  const limit = () => {
    change({ ordType: "Limit" });
    // The price's field comes with the type.
    requestAnimationFrame(() => focusTicket("ticket-price"));
  };
  const isSignedIn = useSession.getState().session?.user !== null;
  return [
    { words: "Buy: type a size", key: "b", run: trade("Buy") },
    { words: "Sell: type a size", key: "s", run: trade("Sell") },
    { words: "Other side", key: "f", run: () => change({ side: useDraftOrder.getState().side === "Buy" ? "Sell" : "Buy" }) },
    { words: "Limit order: type a price", key: "l", run: limit },
    { words: "Market order", key: "m", run: () => change({ ordType: "Market" }) },
    { words: "Markets: go to another contract", key: "g", run: () => show("markets") },
    { words: "Terms of this contract", run: () => show("terms") },
    ...(isSignedIn ? [{ words: "Cancel all open orders", key: "X", isTrading: true, run: () => void cancelAll(symbol) }] : []),
    ...THEMES.map((theme) => ({ words: THEME_WORDS[theme], run: () => set({ theme }) })),
    ...PALETTES.map((palette) => ({ words: PALETTE_WORDS[palette], run: () => set({ palette }) })),
    { words: "Age of the data", run: () => show("feeds") },
    { words: "Keys", key: "?", run: () => show("keys") },
    { words: "About Fairmark", run: () => show("about") },
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
export function commandOfKey(commands: readonly Command[], key: string, hasTradingKeys: boolean): Command | undefined {
  return commands.find((command) => command.key === key && (command.isTrading !== true || hasTradingKeys));
}
