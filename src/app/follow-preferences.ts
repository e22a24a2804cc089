import { readSession, savePreferences } from "../rest/people.ts";
import { RestError } from "../rest/rest-error.ts";
import { chosenIn, type Preferences, placeToKeep, readChosen, usePreferences } from "../stores/preferences.ts";
import { useSession } from "../stores/session.ts";

/** Under this name the terminal keeps what is chosen with the exchange, as JSON: its layouts are deeper than the contract reads. */
export const PREFERENCE_NAME = "fairmark";
/** Changes that follow each other within this time are kept together. */
const GATHER_MS = 700;
/** After no answer, the same is tried again. */
const RETRY_MS = 5_000;

/** Which contract is looked at, and whether keys may touch orders, belongs to a screen and not to a person. */
const kept = (preferences: Preferences): string => {
  const { lastContract: _contract, hasTradingKeys: _keys, ...rest } = chosenIn(preferences);
  return JSON.stringify(rest);
};

/** What an account's preferences say, as JSON; null where the terminal has kept nothing with it yet. */
function keptWith(preferences: Readonly<Record<string, unknown>>): string | null {
  const found = preferences[PREFERENCE_NAME];
  return typeof found === "string" ? found : null;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Somebody else wrote under the name: it says nothing to the terminal.
    return null;
  }
}

export interface PreferencesWorld {
  readonly read: () => Promise<Readonly<Record<string, unknown>> | null>;
  readonly save: (prefs: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** @returns what calls it off */
  readonly after: (delayMs: number, run: () => void) => () => void;
  /** Account whose choices on this machine the exchange does not have yet; it outlives the page. */
  readonly unsaved: { get(): number | null; set(account: number | null): void };
}

const ignore = (): void => undefined;

const UNSAVED = "fairmark.unsaved";

export const restWorld: PreferencesWorld = {
  unsaved: {
    get: () => {
      const account = Number(placeToKeep().getItem(UNSAVED) ?? Number.NaN);
      return Number.isNaN(account) ? null : account;
    },
    set: (account) => {
      if (account === null) placeToKeep().removeItem(UNSAVED);
      else placeToKeep().setItem(UNSAVED, String(account));
    },
  },
  read: async () => (await readSession()).user?.preferences ?? null,
  save: savePreferences,
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/**
 * Keeps what is chosen with the account of who is signed in. Who signs in finds what they chose elsewhere; who has
 * chosen nothing anywhere takes along what is chosen here. The later change wins.
 *
 * @returns looks whether another device has changed something; called when somebody comes back to the page
 */
export function followPreferences({ read, save, after, unsaved }: PreferencesWorld): () => Promise<void> {
  let account: number | null = null;
  /** What the exchange is known to have. */
  let known: string | null = null;
  let callOff = ignore;

  const take = (json: string): void => {
    known = json;
    const { lastContract: _contract, hasTradingKeys: _keys, ...elsewhere } = readChosen(parse(json));
    usePreferences.setState(elsewhere);
    // What was left out or is new here is kept with the next change, not at once.
    known = kept(usePreferences.getState());
  };
  const keep = async (): Promise<void> => {
    const json = kept(usePreferences.getState());
    if (account === null || json === known) return;
    const before = known;
    known = json;
    try {
      await save({ [PREFERENCE_NAME]: json });
      if (kept(usePreferences.getState()) === json) unsaved.set(null);
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      known = before;
      // What was refused will be refused again; an answer that did not come may come later.
      if (error.status === 0 || error.status >= 500) later(RETRY_MS);
    }
  };
  const later = (delayMs: number): void => {
    callOff();
    callOff = after(delayMs, () => void keep());
  };

  useSession.subscribe(({ session }) => {
    const now = session?.user === null ? null : (session?.account ?? null);
    if (now === account) return;
    callOff();
    account = now;
    known = null;
    if (now === null) return;
    const json = keptWith(session?.user?.preferences ?? {});
    // A page that was left before its choices were kept comes back with them.
    if (json === null || unsaved.get() === now) later(GATHER_MS);
    else take(json);
  });
  usePreferences.subscribe((state) => {
    if (account === null || kept(state) === known) return;
    unsaved.set(account);
    later(GATHER_MS);
  });

  return async () => {
    // What is about to be kept is newer than what is there.
    if (account === null || kept(usePreferences.getState()) !== known) return;
    try {
      const json = keptWith((await read()) ?? {});
      if (json !== null && json !== known && kept(usePreferences.getState()) === known) take(json);
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
    }
  };
}
