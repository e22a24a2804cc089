import { create } from "zustand";
import type { Side } from "../../bff/contract/vocabulary.ts";

/** Something that happened and that a person should hear of once. */
export interface Notice {
  readonly id: number;
  readonly atMs: number;
  readonly text: string;
  /** Direction of a fill, drawn as an arrow; a word stands in the text as well. */
  readonly side: Side | null;
  readonly isError: boolean;
  /** What it is about: a later notice of the same takes its place. Null for what stands alone. */
  readonly about: string | null;
  /** Where more is told of it; null for nowhere. */
  readonly link: NoticeLink | null;
  /** Whether it is shown until somebody has read it. */
  readonly stays: boolean;
}

interface NoticeLink {
  readonly href: string;
  readonly words: string;
}

export interface NoticeOptions {
  readonly side?: Side;
  readonly isError?: boolean;
  readonly about?: string;
  readonly link?: NoticeLink;
  readonly stays?: boolean;
}

interface NoticesState {
  readonly notices: readonly Notice[];
  /** What was told on this page, shown or not any more, oldest first. */
  readonly past: readonly Notice[];
  readonly tell: (text: string, options?: NoticeOptions) => void;
  readonly dismiss: (id: number) => void;
}

/** As many as fit beside each other without covering the ticket; older ones remain in the tables. */
const MOST_SHOWN = 4;
const MOST_KEPT = 50;
let lastId = 0;

export const useNotices = create<NoticesState>()((set) => ({
  notices: [],
  past: [],
  tell: (text, { side, isError = false, about, link, stays = false } = {}) => {
    lastId += 1;
    const notice: Notice = {
      id: lastId,
      atMs: Date.now(),
      text,
      side: side ?? null,
      isError,
      about: about ?? null,
      link: link ?? null,
      stays,
    };
    const others = (shown: readonly Notice[]) => shown.filter((other) => other.about === null || other.about !== notice.about);
    set(({ notices, past }) => ({
      notices: [...others(notices), notice].slice(-MOST_SHOWN),
      past: [...others(past), notice].slice(-MOST_KEPT),
    }));
  },
  dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
}));
