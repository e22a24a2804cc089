/** A password that stands alone has at least this many characters. Source: NIST SP 800-63B-4. */
export const MIN_PASSWORD_CODE_POINTS = 15;
/** Bounds what one hash reads; far above what NIST asks to permit (64). */
export const MAX_PASSWORD_CODE_POINTS = 256;
const MAX_PASSWORD_BYTES = 1024;
/** UTF-16 units. No spelling of a password within the bounds is longer, so what is longer is not even normalised. */
const MAX_INPUT_LENGTH = 4 * MAX_PASSWORD_BYTES;

/** What is hashed: NFC, so that one password typed on two keyboards is one; then UTF-8, whole, never cut. */
export function passwordBytes(password: string): Buffer {
  return Buffer.from(password.normalize("NFC"), "utf8");
}

/** Why a new password is refused, as a sentence for its owner; null when it is fine. No rule on composition. */
export function passwordRefusal(password: string): string | null {
  // Half a character has no UTF-8 form: two such passwords would be hashed as one.
  if (!password.isWellFormed()) return "The password contains a broken character.";
  if (password.length > MAX_INPUT_LENGTH) return tooLong;
  const codePoints = [...password.normalize("NFC")].length;
  if (codePoints < MIN_PASSWORD_CODE_POINTS) return `The password needs at least ${MIN_PASSWORD_CODE_POINTS} characters.`;
  if (codePoints > MAX_PASSWORD_CODE_POINTS || passwordBytes(password).length > MAX_PASSWORD_BYTES) return tooLong;
  return null;
}

/**
 * Whether a password given at sign-in may be hashed at all. Only what bounds the work is asked: a password that was
 * set under earlier rules must go on working.
 */
export function isHashable(password: string): boolean {
  return password.isWellFormed() && password.length <= MAX_INPUT_LENGTH && passwordBytes(password).length <= MAX_PASSWORD_BYTES;
}

const tooLong = `The password is too long: at most ${MAX_PASSWORD_CODE_POINTS} characters and ${MAX_PASSWORD_BYTES} bytes.`;
