import type { Revocation } from "./people.ts";

/** Who must know at once that a session or key opens nothing any more. */
export class Revocations {
  private readonly listeners = new Set<(what: Revocation) => void>();

  /** @returns ends the listening */
  listen(listener: (what: Revocation) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(what: Revocation): void {
    for (const listener of this.listeners) listener(what);
  }
}
