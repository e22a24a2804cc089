import type { ChannelRow } from "../contract/operations/chat.ts";
import type { ChatRow } from "../contract/tables/chat.ts";

/** Source: the channels of the BitMEX API v1. */
export const CHANNELS: readonly ChannelRow[] = ["English", "中文", "русский", "한국어", "日本語", "Español", "Français"].map((name, i) => ({
  id: i + 1,
  name,
}));

/** Messages of a channel that are kept; what is older is forgotten. */
const KEPT = 1_000;
const BURST = 5;
const BURST_MS = 10_000;
/** Speakers are forgotten once nobody could be held back for them any more. */
const MAX_SPEAKERS = 10_000;

export interface ChatQuery {
  readonly channelID: number | null;
  /** The oldest id that is wanted. */
  readonly start: number;
  readonly count: number;
  readonly reverse: boolean;
}

/** What people say, in memory: nothing of trading waits for it, and a restart forgets it. */
export class ChatRoom {
  private readonly now: () => number;
  private readonly channels = new Map(CHANNELS.map(({ id }) => [id, [] as ChatRow[]]));
  private readonly listeners = new Set<(row: ChatRow) => void>();
  /** When each account last spoke, oldest first. */
  private readonly spoken = new Map<number, number[]>();
  private lastId = 0;

  /** @param now wall clock, milliseconds */
  constructor(now: () => number) {
    this.now = now;
  }

  isChannel(id: number): boolean {
    return this.channels.has(id);
  }

  /** Seconds that an account has to wait before it may speak again; 0 for none. */
  waitSeconds(account: number): number {
    const recent = this.recent(account);
    const oldest = recent[recent.length - BURST];
    return oldest === undefined ? 0 : Math.ceil((oldest + BURST_MS - this.now()) / 1_000);
  }

  post(
    account: number,
    message: { readonly user: string; readonly text: string; readonly fromBot: boolean; readonly channelID: number },
  ): ChatRow {
    const channel = this.channels.get(message.channelID);
    if (channel === undefined) throw new Error(`there is no channel ${message.channelID}`);
    this.remember(account);
    const row: ChatRow = {
      id: ++this.lastId,
      date: new Date(this.now()).toISOString(),
      user: message.user,
      message: message.text,
      html: escapeHtml(message.text),
      fromBot: message.fromBot,
      channelID: message.channelID,
    };
    channel.push(row);
    if (channel.length > KEPT) channel.shift();
    for (const listener of this.listeners) listener(row);
    return row;
  }

  list({ channelID, start, count, reverse }: ChatQuery): ChatRow[] {
    const chosen = channelID === null ? [...this.channels.values()] : [this.channels.get(channelID) ?? []];
    const rows = chosen.flatMap((rows) => rows.filter(({ id }) => id >= start)).sort((a, b) => a.id - b.id);
    return reverse ? rows.slice(-count).reverse() : rows.slice(0, count);
  }

  /** @returns ends the listening */
  onMessage(listener: (row: ChatRow) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private recent(account: number): readonly number[] {
    const after = this.now() - BURST_MS;
    return (this.spoken.get(account) ?? []).filter((atMs) => atMs > after);
  }

  private remember(account: number): void {
    const recent = [...this.recent(account), this.now()];
    // The map keeps the order in which accounts last spoke.
    this.spoken.delete(account);
    this.spoken.set(account, recent);
    for (const [speaker, spoken] of this.spoken) {
      if (this.spoken.size <= MAX_SPEAKERS && (spoken.at(-1) ?? 0) > this.now() - BURST_MS) break;
      this.spoken.delete(speaker);
    }
  }
}

const MARKUP: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (character) => MARKUP[character] as string);
