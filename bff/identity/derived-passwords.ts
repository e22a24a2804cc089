/** Words that say where a password is for; a password made of them alone is guessed first. */
const HOUSE_WORDS = [
  "fairmark",
  "bitmex",
  "bitcoin",
  "xbtusd",
  "exchange",
  "trading",
  "password",
  "passwort",
  "passphrase",
  "welcome",
  "letmein",
];
const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  "!": "i",
};
const WALKS = [
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "1234567890",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertzuiop",
  "azertyuiop",
  "qazwsxedcrfvtgbyhnujmikolp",
];
const FEWEST_OF_WALK = 4;

/**
 * Whether a password is one that leaked, dressed up: other case, digits for letters, repeats, digits and signs at its
 * ends, two of them after one another. Lists of leaked passwords are short ones; of those with 15 characters and more
 * they hold a handful, so the rule finds what the list can't.
 *
 * @param leaked in lower case
 * @param context words of the person themselves, as the name in their address
 */
export function isDerived(password: string, leaked: ReadonlySet<string>, context: readonly string[]): boolean {
  const words = new Set([...HOUSE_WORDS, ...context.map((word) => word.toLowerCase()).filter((word) => word.length >= 3)]);
  const isKnown = (part: string) => {
    const unit = smallestUnit(part);
    const core = unit.replaceAll(/^[\d\W_]+|[\d\W_]+$/g, "");
    return [part, unit, core].some((one) => leaked.has(one) || words.has(one) || isWalk(one) || one === "");
  };
  const lower = password.toLowerCase();
  const spellings = new Set([lower, lower.replaceAll(/[0134578@$!]/g, (sign) => LEET[sign] as string)]);
  for (const spelling of spellings) {
    // Signs between words make no difference to who guesses.
    for (const text of new Set([spelling, spelling.replaceAll(/[\s._-]+/g, "")])) {
      if (isKnown(text)) return true;
      for (let at = 1; at < text.length; at++) if (isKnown(text.slice(0, at)) && isKnown(text.slice(at))) return true;
    }
  }
  return false;
}

/** 'abcabc' is 'abc' twice. */
function smallestUnit(text: string): string {
  const at = `${text}${text}`.indexOf(text, 1);
  return at < text.length ? text.slice(0, at) : text;
}

/** Keys beside each other, in either direction. */
function isWalk(text: string): boolean {
  if (text.length < FEWEST_OF_WALK) return false;
  const back = [...text].toReversed().join("");
  return WALKS.some((walk) => `${walk}${walk}`.includes(text) || `${walk}${walk}`.includes(back));
}
