/** Slots at first; always a power of two, and never more than half of them taken. */
const FIRST_SLOTS = 256;

/** Spreads an id over 32 bits, with its owner in it. */
function hashOf(account: number, clientId: string): number {
  let hash = Math.imul(account ^ 0x9e3779b9, 0x85ebca6b);
  for (let i = 0; i < clientId.length; i++) hash = Math.imul(hash ^ clientId.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}

/**
 * Open orders by their owner and the id that he gave them: a hash table whose slots lie side by side. What collides stands
 * in the next free slot, and moves up when one before it goes, so that nothing is left behind by the ids of ended orders.
 * Its slots are hidden even from who looks for the parts of a state: where an id lies depends on which came first, and
 * says nothing.
 */
export class ClientIds {
  /** Order's handle plus one; 0 is free. */
  #orders = new Int32Array(FIRST_SLOTS);
  #hashes = new Int32Array(FIRST_SLOTS);
  #accounts = new Int32Array(FIRST_SLOTS);
  #ids = new Array<string>(FIRST_SLOTS).fill("");
  #count = 0;

  /** Ids that it has slots for. */
  get slots(): number {
    return this.#orders.length;
  }

  /** @returns the order's handle */
  get(account: number, clientId: string): number | undefined {
    const order = this.#orders[this.find(account, clientId, hashOf(account, clientId))] as number;
    return order === 0 ? undefined : order - 1;
  }

  has(account: number, clientId: string): boolean {
    return this.get(account, clientId) !== undefined;
  }

  set(account: number, clientId: string, order: number): void {
    if (2 * (this.#count + 1) > this.#orders.length) this.grow();
    const hash = hashOf(account, clientId);
    const at = this.find(account, clientId, hash);
    if (this.#orders[at] === 0) this.#count += 1;
    this.put(at, account, clientId, hash, order);
  }

  delete(account: number, clientId: string): void {
    const orders = this.#orders;
    const hashes = this.#hashes;
    const mask = orders.length - 1;
    let hole = this.find(account, clientId, hashOf(account, clientId));
    if (orders[hole] === 0) return;
    this.#count -= 1;
    for (let at = (hole + 1) & mask; orders[at] !== 0; at = (at + 1) & mask) {
      // Who would be looked for at the hole or before it moves there.
      const home = (hashes[at] as number) & mask;
      if (((at - home) & mask) < ((at - hole) & mask)) continue;
      this.put(hole, this.#accounts[at] as number, this.#ids[at] as string, hashes[at] as number, (orders[at] as number) - 1);
      hole = at;
    }
    orders[hole] = 0;
  }

  /** Account, id and order of each. */
  *[Symbol.iterator](): Generator<readonly [number, string, number]> {
    for (let at = 0; at < this.#orders.length; at++) {
      const order = this.#orders[at] as number;
      if (order !== 0) yield [this.#accounts[at] as number, this.#ids[at] as string, order - 1];
    }
  }

  /** Where an id stands, or would. */
  private find(account: number, clientId: string, hash: number): number {
    const orders = this.#orders;
    const hashes = this.#hashes;
    const accounts = this.#accounts;
    const ids = this.#ids;
    const mask = orders.length - 1;
    let at = hash & mask;
    while (orders[at] !== 0 && !(hashes[at] === hash && accounts[at] === account && ids[at] === clientId)) at = (at + 1) & mask;
    return at;
  }

  private put(at: number, account: number, clientId: string, hash: number, order: number): void {
    this.#orders[at] = order + 1;
    this.#hashes[at] = hash;
    this.#accounts[at] = account;
    this.#ids[at] = clientId;
  }

  private grow(): void {
    const all = [...this];
    const slots = 2 * this.#orders.length;
    this.#orders = new Int32Array(slots);
    this.#hashes = new Int32Array(slots);
    this.#accounts = new Int32Array(slots);
    this.#ids = new Array<string>(slots).fill("");
    for (const [account, clientId, order] of all) {
      const hash = hashOf(account, clientId);
      this.put(this.find(account, clientId, hash), account, clientId, hash, order);
    }
  }
}
