import type { ConnectedRow } from "../contract/tables/chat.ts";

/** How many are connected, as everybody was last told. */
export class Presence {
  private told: ConnectedRow = { users: 0, bots: 0, id: 0 };

  row(): ConnectedRow {
    return this.told;
  }

  /** @returns what changed, with the key; null when nothing did */
  count(users: number, bots: number): Partial<ConnectedRow> | null {
    const { told } = this;
    if (told.users === users && told.bots === bots) return null;
    this.told = { users, bots, id: 0 };
    return { id: 0, ...(told.users === users ? {} : { users }), ...(told.bots === bots ? {} : { bots }) };
  }
}
