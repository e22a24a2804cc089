/** How a topic stands: asked for, live since its image came, or refused by the exchange. */
type Standing = "wanted" | "asked" | "live" | "refused";

interface Topic {
  standing: Standing;
  /** The moment up to which the rows are known to be right, while the topic is not live; null for never. */
  knownUntilMs: number | null;
}

/** The part of a topic before its colon is the table; the part behind it a contract. */
export function splitTopic(topic: string): { readonly table: string; readonly symbol: string | undefined } {
  const colon = topic.indexOf(":");
  return colon < 0 ? { table: topic, symbol: undefined } : { table: topic.slice(0, colon), symbol: topic.slice(colon + 1) };
}

/** Which topics are wanted, and how each stands on the present connection. */
export class Subscriptions {
  private readonly topics = new Map<string, Topic>();

  /** @returns what changes against before: topics to ask for, and topics to let go */
  want(topics: readonly string[]): { readonly added: readonly string[]; readonly dropped: readonly string[] } {
    const added = topics.filter((topic) => !this.topics.has(topic));
    const dropped = [...this.topics.keys()].filter((topic) => !topics.includes(topic));
    for (const topic of added) this.topics.set(topic, { standing: "wanted", knownUntilMs: null });
    for (const topic of dropped) this.topics.delete(topic);
    return { added, dropped };
  }

  /** Topics to ask for on a connection that is new. */
  all(): readonly string[] {
    return [...this.topics.keys()];
  }

  asked(topics: readonly string[]): void {
    for (const topic of topics) this.set(topic, "asked");
  }

  refused(topics: readonly string[]): void {
    for (const topic of topics) this.set(topic, "refused");
  }

  /** The image of a table came: of one contract, or of all. */
  imaged(table: string, symbol: string | undefined): void {
    for (const name of this.matching(table, symbol)) this.set(name, "live");
  }

  /** Topics whose rows a delta of these contracts could have come from. */
  matching(table: string, symbol: string | undefined): readonly string[] {
    return this.all().filter((name) => {
      const topic = splitTopic(name);
      return topic.table === table && (topic.symbol === undefined || symbol === undefined || topic.symbol === symbol);
    });
  }

  /** The rows of these topics are right no longer than up to a moment. */
  lost(topics: readonly string[], knownUntilMs: number): void {
    for (const name of topics) {
      const topic = this.topics.get(name);
      if (topic === undefined) continue;
      // What was doubted already is not known for longer than it was.
      if (topic.standing === "live" || (topic.knownUntilMs ?? -Infinity) > knownUntilMs) topic.knownUntilMs = knownUntilMs;
      topic.standing = "wanted";
    }
  }

  isLive(name: string): boolean {
    return this.topics.get(name)?.standing === "live";
  }

  /** Whether every topic that was not refused is live: everything that can be seen is. */
  get allLive(): boolean {
    return [...this.topics.values()].every(({ standing }) => standing === "live" || standing === "refused");
  }

  knownUntilMs(name: string): number | null {
    return this.topics.get(name)?.knownUntilMs ?? null;
  }

  private set(name: string, standing: Standing): void {
    const topic = this.topics.get(name);
    if (topic !== undefined) topic.standing = standing;
  }
}
