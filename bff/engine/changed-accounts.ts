/** Accounts, each once, in the order in which they came; emptied at the cost of what is in it. */
export class ChangedAccounts {
  private readonly accounts: number[] = [];
  length = 0;
  private marks = new Uint8Array(64);

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
    this.accounts[this.length++] = account;
  }

  clear(): void {
    for (let i = 0; i < this.length; i++) this.marks[this.accounts[i] as number] = 0;
    this.length = 0;
  }
}
