/**
 * Open orders by their owner and the id that he gave them. A table for each account that has such orders: an id then needs
 * no longer name to be looked up by.
 */
export class ClientIds {
  private readonly ofAccount: (Map<string, number> | undefined)[] = [];

  /** @returns the order's handle */
  get(account: number, clientId: string): number | undefined {
    return this.ofAccount[account]?.get(clientId);
  }

  has(account: number, clientId: string): boolean {
    return this.get(account, clientId) !== undefined;
  }

  set(account: number, clientId: string, order: number): void {
    while (this.ofAccount.length <= account) this.ofAccount.push(undefined);
    const known = this.ofAccount[account];
    if (known === undefined) this.ofAccount[account] = new Map([[clientId, order]]);
    else known.set(clientId, order);
  }

  delete(account: number, clientId: string): void {
    this.ofAccount[account]?.delete(clientId);
  }

  /** Account, id and order of each. */
  *[Symbol.iterator](): Generator<readonly [number, string, number]> {
    for (const [account, orders] of this.ofAccount.entries()) {
      for (const [clientId, order] of orders ?? []) yield [account, clientId, order];
    }
  }
}
