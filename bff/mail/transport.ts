import type { FinishedMessage } from "./compile.ts";

/** How an attempt ended. `refused`: the server will not have this message; `later`: it may have it another time. */
export type Delivery = { readonly ok: true } | { readonly ok: false; readonly kind: "refused" | "later"; readonly why: string };

/** Hands one finished message to the world, in one envelope with one recipient. */
export interface Transport {
  /**
   * @param beforeEnd awaited when all but the message's end is said: until then the server can't have taken it
   */
  send(message: FinishedMessage, beforeEnd: () => Promise<void>): Promise<Delivery>;
  close(): void;
}

/** Where mail stays in the house: the outbox itself is where it is read. */
export const KEPT_AT_HOME: Transport = {
  async send(_message, beforeEnd) {
    await beforeEnd();
    return { ok: true };
  },
  close: () => undefined,
};
