/** Accounts, each once, in the order in which they came; emptied at the cost of what is in it. */
export class ChangedAccounts {
  private readonly accounts: number[] = [];
  private marks = new Uint8Array(64);

  get length(): number {
    return this.accounts.length;
  }

  at(i: number): number {
    return this.accounts[i] as number;
  }

  add(account: number): void {
    if (account >= this.marks.length) {
      const grown = new Uint8Array(2 * account);
      grown.set(this.marks);
      this.marks = grown;
    }
    if (this.marks[account] === 1) return;
    this.marks[account] = 1;
    this.accounts.push(account);
  }

  clear(): void {
    for (const account of this.accounts) this.marks[account] = 0;
    this.accounts.length = 0;
  }
}
