/** What somebody has chosen, by name. Only what wrote it knows what it means. */
export type Preferences = Readonly<Record<string, unknown>>;

/** Characters of all of somebody's preferences as JSON; beyond it a store for settings becomes one for files. */
export const MOST_PREFERENCE_CHARACTERS = 32_768;
const NONE: Preferences = Object.freeze({});

/** More than is kept for one person. */
export class PreferencesTooLargeError extends Error {
  override readonly name = "PreferencesTooLargeError";
}

/** Writes one person's preferences as JSON, and resolves when they are on the disk. */
type Write = (userId: number, json: string) => Promise<void>;

/** What people have chosen: read from memory, written through. Saves follow each other, so that none undoes another. */
export class PreferencesOfPeople {
  private readonly chosen = new Map<number, Preferences>();
  private readonly write: Write;
  private previous: Promise<unknown> = Promise.resolve();

  constructor(stored: readonly { readonly user_id: number; readonly json: string }[], write: Write) {
    for (const { user_id, json } of stored) this.chosen.set(user_id, JSON.parse(json) as Preferences);
    this.write = write;
  }

  of(userId: number): Preferences {
    return this.chosen.get(userId) ?? NONE;
  }

  /**
   * @param overwrite whether what is not named is forgotten; else it stays
   * @throws PreferencesTooLargeError with nothing changed
   */
  save(userId: number, prefs: Preferences, overwrite: boolean): Promise<Preferences> {
    const saved = this.previous.then(async () => {
      const next = overwrite ? prefs : { ...this.of(userId), ...prefs };
      const json = JSON.stringify(next);
      if (json.length > MOST_PREFERENCE_CHARACTERS) throw new PreferencesTooLargeError(`${json.length} characters`);
      await this.write(userId, json);
      this.chosen.set(userId, next);
      return next;
    });
    // What failed is told to who asked for it, and holds up nobody else.
    this.previous = Promise.allSettled([saved]);
    return saved;
  }
}
