/** Says that something changed, and nothing more: who listens marks itself dirty and looks when it paints. */
export class Signal {
  private readonly listeners = new Set<() => void>();

  /** @returns what ends the subscription */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A method that can be handed on as a callback. */
  readonly emit = (): void => {
    for (const listener of this.listeners) listener();
  };
}
