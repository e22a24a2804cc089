import type { ChatRoom } from "../chat/chat-room.ts";
import type { Presence } from "../chat/presence.ts";
import type { Bank, Exchange, Positions, Trading } from "../exchange/index.ts";
import type { History } from "../history/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Outbox } from "../mail/outbox.ts";
import type { NoticeBoard } from "../notices/notice-board.ts";
import type { Equity } from "../wallet/equity.ts";
import type { Wallet } from "../wallet/wallet.ts";
import type { BanList } from "./ban-list.ts";
import type { Limits } from "./limits.ts";

/** What the resources work with. */
export interface Services {
  readonly exchange: Exchange;
  readonly trading: Trading;
  readonly positions: Positions;
  readonly bank: Bank;
  readonly history: History;
  readonly chat: ChatRoom;
  readonly presence: Presence;
  readonly notices: NoticeBoard;
  readonly identity: Identity;
  readonly wallet: Wallet;
  readonly equity: Equity;
  readonly outbox: Outbox;
  readonly limits: Limits;
  /** Addresses that keep failing, wherever they come in. */
  readonly bans: BanList;
  readonly settings: SiteSettings;
  /** Wall clock, milliseconds. */
  readonly now: () => number;
}

export interface SiteSettings {
  readonly mode: "local" | "production";
  /** What moves the market, in the words of the setting. */
  readonly market: string;
  /** Where browsers reach the exchange, as `http://localhost:3000`; known once it listens. */
  origin: string;
  readonly version: string;
  /** Whether a proxy on this machine stands in front, which names the addresses that requests come from. */
  readonly isBehindProxy: boolean;
}
