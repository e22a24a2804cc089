import { NOTHING_KEPT, NoticeBoard } from "./notice-board.ts";

/** A board that keeps nothing. */
export const aBoard = (now: () => number = () => 0): NoticeBoard =>
  new NoticeBoard({
    kept: NOTHING_KEPT,
    keep: async () => undefined,
    onFailure: (error) => {
      throw error;
    },
    now,
  });
